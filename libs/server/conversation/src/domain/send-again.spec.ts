import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deliveryRank, type DeliveryStatus } from './delivery-status.js';
import { ANA, aSnapshot, BEN, decided, inChat, inUndo, NOON, refusal, seconds, sendsOf, steps } from './rehearsal.test.js';
import { agentSentAgain, anUnknownMessage } from './rehearsed-sends.test.js';
import { sendAgainFrom } from './send-again.js';

const off = { supportChatEnabled: false };
const closed = { windowExpiresAt: NOON };
const again = (message: Parameters<typeof agentSentAgain>[1] = {}) => agentSentAgain(ANA, message);
const notSent = { status: 'rejected', errorCode: 'not_sent', sendAgainAt: null, failedAt: NOON } as const;

describe('sending again', () => {
  it.each([
    ['while chat support is off, whatever else is wrong', aSnapshot(closed), again({ status: 'read' }), off, 'CHAT_SUPPORT_DISABLED'],
    ['when the chat is over, though the window is closed', aSnapshot(closed), again(), {}, 'CHAT_NOT_ACTIVE'],
    ['when the chat was ended, though it can be undone', inUndo(), again(), {}, 'CHAT_NOT_ACTIVE'],
    ['when the open chat is another', inChat({ agent: ANA }), again({ chatId: 'chat-0' }), {}, 'CHAT_NOT_ACTIVE'],
    ['what the menu bot said', inChat({ agent: ANA }), again({ chatId: null, author: 'bot' }), {}, 'CHAT_NOT_ACTIVE'],
    ["in a colleague's chat, though the window is closed", inChat({ agent: BEN }, closed), again(), {}, 'CHAT_ALREADY_TAKEN'],
    [
      'outside the window, though it is too early',
      inChat({ agent: ANA }, closed),
      again({ sendAgainAt: seconds(9) }),
      {},
      'SERVICE_WINDOW_CLOSED',
    ],
    ['what the customer wrote', inChat({ agent: ANA }), again({ author: 'contact', status: 'received' }), {}, 'MESSAGE_NOT_RESENDABLE'],
    ['what was sent again already', inChat({ agent: ANA }), again({ supersededBy: 'other' }), {}, 'MESSAGE_NOT_RESENDABLE'],
    ['what WhatsApp refused', inChat({ agent: ANA }), again({ ...notSent, errorCode: '131026' }), {}, 'MESSAGE_NOT_RESENDABLE'],
    ['within the first minute', inChat({ agent: ANA }), again({ sendAgainAt: seconds(1) }), {}, 'SEND_AGAIN_TOO_EARLY'],
  ] as const)('is refused %s', (_, snapshot, event, situation, code) => {
    expect(refusal(snapshot, event, situation)).toBe(code);
  });

  it('is the same words as one new message, with nothing said around it', () => {
    const content = { type: 'buttons', text: 'Hello', buttons: [{ id: 'end_chat', title: 'End Chat' }] } as const;
    const decision = decided(inChat({ agent: ANA }), again({ content, replyTo: 'quoted' }));
    expect(decision.effects).toEqual([{ do: 'send', author: 'agent', agent: ANA, content, replyTo: 'quoted' }]);
    expect(decision.state).toBe('CHAT_SUPPORT_ACTIVE');
  });

  it("keeps the bot's words the bot's", () => {
    const [sent] = sendsOf(decided(inChat({ agent: ANA }), again({ author: 'bot' })));
    expect(sent).toEqual({ do: 'send', author: 'bot', content: { type: 'text', text: 'It leaves today.' }, replyTo: null });
  });

  it('takes a waiting chat, as writing into it does', () => {
    expect(steps(decided(inChat(), again({ author: 'bot' })))).toEqual(['assign-chat', 'send:bot']);
  });

  it('is possible at once for what is proved not to have left', () => {
    expect(refusal(inChat({ agent: ANA }), again(notSent))).toBeNull();
  });

  it('is offered exactly where it is done, whatever the message and the time', () => {
    const statuses = Object.keys(deliveryRank) as DeliveryStatus[];
    const standing = fc.record({
      chatId: fc.constantFrom(null, 'chat-1', 'chat-1', 'chat-1'),
      author: fc.constantFrom('agent', 'bot', 'system'),
      status: fc.oneof(fc.constantFrom(...statuses), fc.constantFrom('unknown', 'rejected')),
      errorCode: fc.constantFrom(null, 'not_sent', 'not_sent', '131026'),
      sendAgainAt: fc.option(fc.integer({ min: -120, max: 120 }).map(seconds)),
      failedAt: fc.option(fc.integer({ min: -120, max: 0 }).map(seconds)),
      supersededBy: fc.constantFrom(null, null, null, 'other'),
    });
    fc.assert(
      fc.property(standing, fc.integer({ min: -120, max: 120 }), (message, second) => {
        const from = sendAgainFrom(anUnknownMessage(message));
        const snapshot = inChat({ agent: ANA });
        const event = again(message);
        const refused = refusal(snapshot, event, { now: seconds(second) });
        expect(refused === null).toBe(from !== null && from.getTime() <= seconds(second).getTime());
        // Nothing that WhatsApp is known to have, or may still be about to get by us, ever leaves twice.
        if (refused === null) expect(['unknown', 'rejected']).toContain(message.status);
      }),
    );
  });
});
