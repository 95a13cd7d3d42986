import { describe, expect, it } from '@jest/globals';
import type { ConversationEvent } from './model.js';
import { agentEnded, agentWrote, ANA, aSnapshot, BEN, CATALOGUE, decided, idsOf, inChat, inUndo, NOON } from './rehearsal.test.js';
import { refusal, saidBy, seconds, sendsOf, steps } from './rehearsal.test.js';

const started = (message: string | null = null): ConversationEvent => ({ type: 'agent-started', agent: ANA, message });
const accepted = (agent = ANA): ConversationEvent => ({ type: 'agent-accepted', agent });
const undid: ConversationEvent = { type: 'agent-undid-end', agent: ANA };
const off = { supportChatEnabled: false };
const closed = { windowExpiresAt: NOON };
const JOINED = new Set(['handover.start', 'agent.joined:agent-ana', 'agent.replied']);

describe('what an agent may not do', () => {
  it.each([
    ['start while chat support is off, whatever else is wrong', inChat({}, closed), started(), off, 'CHAT_SUPPORT_DISABLED'],
    ['start while a chat is open, though the window is closed', inChat({}, closed), started(), {}, 'CHAT_ALREADY_ACTIVE'],
    ['start outside the window', aSnapshot(closed), started(), {}, 'SERVICE_WINDOW_CLOSED'],
    ['start with somebody who has never written', aSnapshot({ windowExpiresAt: null }), started(), {}, 'SERVICE_WINDOW_CLOSED'],
    ['accept while chat support is off', aSnapshot(), accepted(), off, 'CHAT_SUPPORT_DISABLED'],
    ['accept where no chat is open', aSnapshot(), accepted(), {}, 'CHAT_NOT_ACTIVE'],
    ["accept a colleague's chat", inChat({ agent: BEN }), accepted(), {}, 'CHAT_ALREADY_TAKEN'],
    ['write while chat support is off', aSnapshot(), agentWrote(ANA, 'hi'), off, 'CHAT_SUPPORT_DISABLED'],
    ['write where no chat is open, though the window is closed', aSnapshot(closed), agentWrote(ANA, 'hi'), {}, 'CHAT_NOT_ACTIVE'],
    [
      "write in a colleague's chat, though the window is closed",
      inChat({ agent: BEN }, closed),
      agentWrote(ANA, 'hi'),
      {},
      'CHAT_ALREADY_TAKEN',
    ],
    ['write outside the window', inChat({ agent: ANA }, closed), agentWrote(ANA, 'hi'), {}, 'SERVICE_WINDOW_CLOSED'],
    ['take a chat by words that cannot leave', inChat({}, closed), agentWrote(ANA, 'hi'), {}, 'SERVICE_WINDOW_CLOSED'],
    ['write into a chat that was ended, though it can be undone', inUndo(), agentWrote(ANA, 'hi'), {}, 'CHAT_NOT_ACTIVE'],
    ['end where no chat is open', aSnapshot(), agentEnded(), {}, 'CHAT_NOT_ACTIVE'],
    ['end twice', inUndo(), agentEnded(), {}, 'CHAT_NOT_ACTIVE'],
    ['undo where nothing was ended', aSnapshot(), undid, {}, 'UNDO_EXPIRED'],
    ['undo in an open chat', inChat({ agent: ANA }), undid, {}, 'UNDO_EXPIRED'],
    ['undo when the time is over', inUndo({ until: seconds(0) }), undid, {}, 'UNDO_EXPIRED'],
    ['undo while chat support is off', inUndo(), undid, off, 'CHAT_SUPPORT_DISABLED'],
    ['start with blank words', aSnapshot(), started(' \n'), off, 'VALIDATION_FAILED'],
    ['write nothing a database could hold', aSnapshot(), agentWrote(ANA, '\u0000'), {}, 'VALIDATION_FAILED'],
    ['write more than WhatsApp takes', inChat(), agentWrote(ANA, 'x'.repeat(4_097)), {}, 'VALIDATION_FAILED'],
    ['end with more words than WhatsApp takes', inChat(), agentEnded({ message: 'x'.repeat(4_097) }), {}, 'VALIDATION_FAILED'],
  ] as const)('%s', (_, snapshot, event, situation, code) => {
    expect(refusal(snapshot, event, situation)).toBe(code);
  });
});

describe('a chat started by an agent', () => {
  it.each(['INITIAL', 'MAIN_MENU', 'SUBMENU'] as const)('is theirs from the start and greets (from %s)', (state) => {
    const decision = decided(aSnapshot({ state }), started());
    expect(decision.state).toBe('CHAT_SUPPORT_ACTIVE');
    expect(decision.effects[0]).toEqual({ do: 'open-chat', origin: 'agent', agent: ANA });
    expect(saidBy(decision)).toEqual([expect.stringContaining('Hello Maria, Ana from Juniper Home is here')]);
    expect(sendsOf(decision)[0]).toMatchObject({ author: 'bot', notice: 'agent.joined:agent-ana' });
    expect(sendsOf(decision).flatMap(({ content }) => idsOf(content))).toEqual(['end_chat']);
  });

  it("opens with the agent's own words, as written", () => {
    const decision = decided(aSnapshot(), started('  About your *order* …\n'));
    expect(steps(decision)).toEqual(['open-chat', 'send:bot', 'send:agent']);
    expect(saidBy(decision)[1]).toBe('  About your *order* …\n');
    expect(sendsOf(decision)[1]).toMatchObject({ agent: ANA, notice: 'agent.replied' });
  });

  it('settles an end that could still be undone first, and says the closing words', () => {
    const decision = decided(inUndo({ closingText: 'Your refund is on its way.' }), started('One more thing'));
    expect(steps(decision)).toEqual(['send:bot', 'settle-end', 'open-chat', 'send:bot', 'send:agent']);
    expect(saidBy(decision)[0]).toBe('Your refund is on its way.');
  });
});

describe('a chat taken by an agent', () => {
  it('is assigned without a word to the customer', () => {
    expect(decided(inChat(), accepted()).effects).toEqual([{ do: 'assign-chat', agent: ANA }]);
  });

  it('may be taken again by its owner', () => {
    expect(decided(inChat({ agent: ANA }), accepted()).effects).toEqual([]);
  });

  it('is taken by writing into it', () => {
    expect(steps(decided(inChat(), agentWrote(ANA, 'Hello')))).toEqual(['assign-chat', 'send:bot', 'send:agent']);
  });
});

describe('words of an agent', () => {
  it('are preceded by one line that says who is here, once per agent and chat', () => {
    const first = decided(inChat({ agent: ANA }), agentWrote(ANA, 'Hello'));
    expect(saidBy(first)).toEqual(['Ana from Juniper Home is here and reading your messages.', 'Hello']);
    expect(sendsOf(first)[0]?.notice).toBe('agent.joined:agent-ana');
    const next = decided(inChat({ agent: ANA, notices: JOINED }), agentWrote(ANA, 'How are you?'));
    expect(saidBy(next)).toEqual(['How are you?']);
    const colleague = decided(inChat({ agent: BEN, notices: JOINED }), agentWrote(BEN, 'Ben here'));
    expect(saidBy(colleague)).toEqual(['Ben from Juniper Home is here and reading your messages.', 'Ben here']);
  });

  it('carry the End Chat button the first time in a chat', () => {
    const [line, reply] = sendsOf(decided(inChat({ agent: ANA }), agentWrote(ANA, 'x'.repeat(1_024))));
    expect(line?.content.type).toBe('text');
    expect(reply?.content).toMatchObject({ type: 'buttons', buttons: [{ id: 'end_chat' }] });
    const [later] = sendsOf(decided(inChat({ agent: ANA, notices: JOINED }), agentWrote(ANA, 'again')));
    expect(later?.content).toEqual({ type: 'text', text: 'again' });
  });

  it('too long for buttons go as text, and the line before them carries the button', () => {
    const text = 'x'.repeat(1_025);
    const [line, reply] = sendsOf(decided(inChat({ agent: ANA }), agentWrote(ANA, text)));
    expect(line?.content).toMatchObject({ type: 'buttons', buttons: [{ id: 'end_chat' }] });
    expect(reply?.content).toEqual({ type: 'text', text });
  });

  it('keep the message they answer, and lose only what no database and no channel can hold', () => {
    const [, reply] = sendsOf(
      decided(inChat({ agent: ANA }), { type: 'agent-wrote', agent: ANA, text: 'a\u0000b\uD83D', replyTo: 'message-1' }),
    );
    expect(reply).toMatchObject({ replyTo: 'message-1', content: { text: 'ab\uFFFD' } });
  });
});

describe('an end by an agent', () => {
  it.each([inChat(), inChat({ agent: ANA }), inChat({ agent: BEN })])('closes at once and comes back to the menu (%#)', (place) => {
    const decision = decided(place, agentEnded({ reason: 'solved' }));
    expect(decision.state).toBe('MAIN_MENU');
    expect(steps(decision)).toEqual(['send:bot', 'end-chat', 'send:bot']);
    expect(decision.effects[1]).toEqual({ do: 'end-chat', by: 'agent', reason: 'solved', undo: null });
    expect(saidBy(decision)).toEqual([
      expect.stringContaining('Our team has ended this chat.'),
      expect.stringContaining(CATALOGUE.mainMenu.lead),
    ]);
  });

  it("closes with the agent's own words, as written", () => {
    expect(saidBy(decided(inChat({ agent: ANA }), agentEnded({ message: ' Bye! ' })))[0]).toBe(' Bye! ');
  });

  it('works outside the window and while chat support is off, silently where it must', () => {
    expect(steps(decided(inChat({ agent: ANA }, closed), agentEnded({ message: 'Bye' })))).toEqual(['end-chat']);
    expect(decided(inChat({ agent: ANA }), agentEnded(), off).state).toBe('MAIN_MENU');
  });

  it('says nothing until it cannot be undone any more', () => {
    const decision = decided(inChat({ agent: ANA }), agentEnded({ message: 'Bye', undoSeconds: 8 }));
    expect(decision.state).toBe('MAIN_MENU');
    expect(decision.effects).toEqual([{ do: 'end-chat', by: 'agent', reason: null, undo: { until: seconds(8), closingText: 'Bye' } }]);
  });

  it('cannot be undone for longer than the limit', () => {
    expect(decided(inChat({ agent: ANA }), agentEnded({ undoSeconds: 3_600 })).effects).toEqual([
      expect.objectContaining({ undo: { until: seconds(30), closingText: null } }),
    ]);
  });

  it('is taken back without a word to the customer', () => {
    expect(decided(inUndo(), undid)).toEqual({ state: 'CHAT_SUPPORT_ACTIVE', context: {}, effects: [{ do: 'reopen-chat' }] });
  });

  it('is settled when the time is over: closing words, then the menu', () => {
    const decision = decided(
      inUndo({ closingText: 'Bye' }),
      { type: 'timer-due', kind: 'undo-expired', chatId: 'chat-1' },
      { now: seconds(10) },
    );
    expect(steps(decision)).toEqual(['send:bot', 'settle-end', 'send:bot']);
    expect(saidBy(decision)).toEqual(['Bye', expect.stringContaining(CATALOGUE.mainMenu.lead)]);
  });

  it('is settled by the switch too', () => {
    const decision = decided(inUndo(), { type: 'support-switched-off' });
    expect(steps(decision)).toEqual(['send:bot', 'settle-end', 'send:bot']);
  });

  it.each([aSnapshot(), inChat({ agent: ANA }), inUndo({ chatId: 'chat-2' })])(
    'that is settled already is left alone by its timer (%#)',
    (place) => {
      expect(decided(place, { type: 'timer-due', kind: 'undo-expired', chatId: 'chat-1' })).toEqual({
        state: place.state,
        context: {},
        effects: [],
      });
    },
  );
});

describe('a snapshot that contradicts itself', () => {
  it.each([
    aSnapshot({ state: 'CHAT_SUPPORT_ACTIVE' }),
    { ...inChat(), state: 'MAIN_MENU' as const },
    { ...inUndo(), state: 'SUBMENU' as const },
  ])('is a broken promise, not a case (%#)', (snapshot) => {
    expect(() => decided(snapshot, agentEnded())).toThrow('A snapshot in');
  });
});
