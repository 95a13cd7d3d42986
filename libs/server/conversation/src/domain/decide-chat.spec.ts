import { describe, expect, it } from '@jest/globals';
import {
  AN_EMPTY_QUEUE,
  ANA,
  anEndedChat,
  aSnapshot,
  CATALOGUE,
  decided,
  idsOf,
  inChat,
  inUndo,
  saidBy,
  sendsOf,
  sent,
  steps,
  tapped,
  wrote,
  remembered,
} from './rehearsal.test.js';
import { seconds } from './rehearsal.test.js';

const { texts, mainMenu } = CATALOGUE;
const ACKNOWLEDGED = inChat({ notices: new Set(['handover.start', 'queue.ack']) });
const WITH_ANA = inChat({ agent: ANA, notices: new Set(['handover.start', 'agent.joined:agent-ana', 'agent.replied']) });

describe('a chat that opens', () => {
  it('is waiting, and welcomes once', () => {
    const decision = decided(aSnapshot(), tapped('support'));
    expect(decision.effects).toEqual([{ do: 'open-chat', origin: 'menu', agent: null }]);
    const joined = { type: 'queue-joined', facts: AN_EMPTY_QUEUE } as const;
    const joining = decided(inChat(), joined);
    expect(sendsOf(joining)).toEqual([expect.objectContaining({ author: 'bot', notice: 'handover.start' })]);
    expect(decided(inChat({ notices: new Set(['handover.start']) }), joined).effects).toEqual([]);
    expect(saidBy(joining)).toEqual([expect.stringContaining('Welcome to chat support, Maria.')]);
  });
});

describe('a waiting chat', () => {
  it.each([
    wrote('My lamp broke'),
    wrote('I need support'),
    wrote('2'),
    sent('image'),
    sent('audio'),
    sent('unsupported'),
    tapped('order-again'),
  ])('acknowledges the first message (%j)', (event) => {
    const decision = decided(inChat(), event);
    expect(decision.state).toBe('CHAT_SUPPORT_ACTIVE');
    expect(saidBy(decision)).toEqual([texts['queue.ack']]);
    expect(sendsOf(decision)[0]?.notice).toBe('queue.ack');
  });

  it('acknowledges no second one', () => {
    expect(steps(decided(ACKNOWLEDGED, wrote('and my table too')))).toEqual([]);
  });

  it.each([sent('sticker'), sent('reaction'), sent('system'), tapped('support', null), tapped('stay', 'chat-1')])(
    'says nothing to what needs no answer, and keeps the acknowledgement (%j)',
    (event) => {
      expect(steps(decided(inChat(), event))).toEqual([]);
    },
  );
});

describe('a chat with an agent', () => {
  it.each([
    wrote('hello'),
    wrote('support'),
    wrote('opening hours'),
    wrote('1'),
    wrote('xyzzy'),
    wrote('I am done with step 2'),
    sent('image'),
    ...(['image', 'video', 'document', 'location', 'contacts', 'interactive', 'unsupported'] as const).flatMap((kind) =>
      ['done', 'end chat', 'menu'].map((words) => sent(kind, words)),
    ),
    sent('audio', null),
    sent('sticker'),
    sent('reaction'),
    sent('location'),
    sent('unsupported'),
    tapped('support'),
    tapped('stay', 'chat-1'),
    tapped('whatever', 'chat-1'),
  ])('gets no word from the bot (%j)', (event) => {
    expect(decided(WITH_ANA, event)).toEqual({ state: 'CHAT_SUPPORT_ACTIVE', context: {}, effects: [] });
  });
});

describe('the menu inside a chat', () => {
  it.each([wrote('menu'), wrote('Main menu!'), tapped('main_menu', null), tapped('menu:faq', null), tapped('menu:returns')])(
    'is asked about first (%j)',
    (event) => {
      for (const place of [inChat(), WITH_ANA]) {
        const decision = decided(place, event);
        expect(decision.state).toBe('CHAT_SUPPORT_ACTIVE');
        expect(saidBy(decision)).toEqual([texts['chat.menu-asks']]);
        expect(sendsOf(decision).flatMap(({ content }) => idsOf(content))).toEqual(['end_chat', 'stay']);
      }
    },
  );
});

describe('a button of another chat', () => {
  it.each([
    tapped('end_chat', 'chat-0'),
    tapped('stay', 'chat-0'),
    tapped('end_chat', null),
    tapped('stay', null),
    tapped('rating:5', 'chat-0'),
  ])('explains itself and changes nothing (%j)', (event) => {
    for (const place of [inChat(), WITH_ANA]) {
      const decision = decided(place, event);
      expect(decision.state).toBe('CHAT_SUPPORT_ACTIVE');
      expect(steps(decision)).toEqual(['send:bot']);
      expect(saidBy(decision)).toEqual([texts['chat.stale']]);
    }
  });

  it('is one of this chat when nobody knows which message carried it', () => {
    expect(decided(WITH_ANA, tapped('end_chat', undefined)).state).toBe('MAIN_MENU');
  });
});

describe('end chat cleanup', () => {
  it.each([tapped('end_chat', 'chat-1'), tapped('end_chat'), wrote('end chat')])(
    'closes, calls off what agents queued, and comes back to the menu when the customer ends (%j)',
    (event) => {
      for (const place of [inChat(), ACKNOWLEDGED, WITH_ANA]) {
        const decision = decided(place, event);
        expect(decision.state).toBe('MAIN_MENU');
        expect(remembered(decision)).toEqual({});
        expect(steps(decision)).toEqual(['send:bot', 'end-chat', 'cancel-queued-agent-messages', 'send:bot']);
        expect(saidBy(decision)).toEqual([expect.stringContaining('You have ended the chat.'), expect.stringContaining(mainMenu.lead)]);
      }
    },
  );

  it('ends without a word outside the service window', () => {
    const decision = decided({ ...WITH_ANA, windowExpiresAt: null }, wrote('done'));
    expect(decision.state).toBe('MAIN_MENU');
    expect(steps(decision)).toEqual(['end-chat', 'cancel-queued-agent-messages']);
  });

  it('gives one notice and the menu without chats when chat support is switched off', () => {
    for (const place of [inChat(), WITH_ANA]) {
      for (const [event, enabled] of [
        [{ type: 'support-switched-off' } as const, true],
        [wrote('hello'), false],
      ] as const) {
        const decision = decided(place, event, { supportChatEnabled: enabled });
        expect(decision.state).toBe('MAIN_MENU');
        expect(decision.effects).toContainEqual(expect.objectContaining({ do: 'end-chat', by: 'system', undo: null }));
        expect(steps(decision)).toEqual(['send:bot', 'end-chat', 'cancel-queued-agent-messages', 'send:bot']);
        expect(sendsOf(decision).flatMap(({ content }) => idsOf(content))).not.toContain('support');
      }
    }
  });

  it('leaves nothing to do for the switch where no chat is open', () => {
    for (const state of ['INITIAL', 'MAIN_MENU', 'SUBMENU'] as const) {
      expect(decided(aSnapshot({ state }), { type: 'support-switched-off' })).toEqual({ state, context: {}, effects: [] });
    }
  });
});

describe('a message while an end can still be undone', () => {
  it.each([wrote('one more thing'), wrote('support'), sent('image'), tapped('support'), tapped('stay', 'chat-1')])(
    'undoes the end to the same agent, without a word (%j)',
    (event) => {
      expect(decided(inUndo(), event)).toEqual({ state: 'CHAT_SUPPORT_ACTIVE', context: {}, effects: [{ do: 'reopen-chat' }] });
    },
  );

  it.each([wrote('done'), tapped('end_chat', 'chat-1'), tapped('end_chat')])(
    'that ends the chat makes it final, by the customer (%j)',
    (event) => {
      const decision = decided(inUndo({ closingText: 'Bye from Ana' }), event);
      expect(decision.state).toBe('MAIN_MENU');
      expect(steps(decision)).toEqual(['reopen-chat', 'send:bot', 'end-chat', 'cancel-queued-agent-messages', 'send:bot']);
      expect(decision.effects).toContainEqual({ do: 'end-chat', by: 'contact', reason: null, undo: null });
      expect(saidBy(decision).join()).not.toContain('Bye from Ana');
    },
  );

  it('that asks for the menu is asked first, in the chat that goes on', () => {
    const decision = decided(inUndo(), wrote('menu'));
    expect(steps(decision)).toEqual(['reopen-chat', 'send:bot']);
    expect(saidBy(decision)).toEqual([texts['chat.menu-asks']]);
  });

  it.each([sent('reaction'), sent('system')])('that is no message leaves the end as it is (%j)', (event) => {
    expect(decided(inUndo(), event).effects).toEqual([]);
  });

  it('that taps a button of an earlier chat explains itself and leaves the end as it is', () => {
    const decision = decided(inUndo(), tapped('end_chat', 'chat-0'));
    expect(decision.state).toBe('MAIN_MENU');
    expect(steps(decision)).toEqual(['send:bot']);
  });

  it('comes too late when the time is over though the timer has not come round: closed first, then answered', () => {
    const decision = decided(inUndo({ until: seconds(0), closingText: 'Bye from Ana' }), wrote('opening hours'));
    expect(steps(decision)).toEqual(['send:bot', 'settle-end', 'send:bot']);
    expect(saidBy(decision)[0]).toBe('Bye from Ana');
    const silent = decided(inUndo({ until: seconds(0) }), sent('reaction'));
    expect(steps(silent)).toEqual(['send:bot', 'settle-end', 'send:bot', 'attach-to-last-chat']);
    expect(saidBy(silent)[1]).toContain(mainMenu.lead);
    const opening = decided(inUndo({ until: seconds(0) }), wrote('support'));
    expect(steps(opening)).toEqual(['send:bot', 'settle-end', 'open-chat']);
    const answered = inUndo({ until: seconds(0), ended: anEndedChat() });
    expect(decided(answered, sent('reaction'))).toMatchObject({ state: 'AWAITING_RATING' });
    expect(decided(answered, wrote('opening hours'))).toMatchObject({ state: 'MAIN_MENU' });
  });

  it('does not bring a chat back while chat support is off', () => {
    const decision = decided(inUndo(), wrote('hello'), { supportChatEnabled: false });
    expect(decision.state).toBe('MAIN_MENU');
    expect(steps(decision)).toEqual(['send:bot', 'settle-end', 'send:bot']);
  });
});
