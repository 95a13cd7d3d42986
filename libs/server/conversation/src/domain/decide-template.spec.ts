import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aContact,
  agentWrote,
  ANA,
  aSnapshot,
  BEN,
  decided,
  inChat,
  inUndo,
  NOON,
  refusal,
  Rehearsal,
  saidBy,
  seconds,
  sendsOf,
  steps,
  wrote,
} from './rehearsal.test.js';
import { A_TEMPLATE, agentSentAgain, agentSentTemplate } from './rehearsed-sends.test.js';

const closed = { windowExpiresAt: NOON };
const optedOut = { contact: aContact({ optedOutAt: seconds(-60) }) };
const template = agentSentTemplate(ANA);

describe('a template', () => {
  it.each(['INITIAL', 'MAIN_MENU', 'SUBMENU', 'FORM', 'AWAITING_RATING'] as const)(
    'opens a chat that is its sender’s, and nothing is said around it, outside the window (from %s)',
    (state) => {
      const decision = decided(aSnapshot({ state, ...closed }), template);
      expect(decision.state).toBe('CHAT_SUPPORT_ACTIVE');
      expect(decision.effects).toEqual([
        { do: 'open-chat', origin: 'agent', agent: ANA },
        { do: 'send', author: 'agent', agent: ANA, content: A_TEMPLATE },
      ]);
    },
  );

  it('goes to somebody who has never written, and inside the window, just the same', () => {
    for (const snapshot of [aSnapshot({ windowExpiresAt: null }), aSnapshot()])
      expect(steps(decided(snapshot, template))).toEqual(['open-chat', 'send:agent']);
  });

  it('takes a chat that waits, and goes into the sender’s own', () => {
    expect(steps(decided(inChat({}, closed), template))).toEqual(['assign-chat', 'send:agent']);
    expect(steps(decided(inChat({ agent: ANA }, closed), template))).toEqual(['send:agent']);
  });

  it('settles an end that could still be undone, whose closing words then leave first', () => {
    expect(steps(decided(inUndo(), template))).toEqual(['send:bot', 'settle-end', 'open-chat', 'send:agent']);
  });

  it('leaves the introduction and the End Chat button to the first free reply', () => {
    const rehearsal = new Rehearsal();
    rehearsal.snapshot = { ...rehearsal.snapshot, ...closed };
    rehearsal.play(template);
    rehearsal.snapshot = { ...rehearsal.snapshot, windowExpiresAt: seconds(3_600) };
    rehearsal.play(wrote('Yes, please'));
    rehearsal.play(agentWrote(ANA, 'It arrives tomorrow.'));
    expect(rehearsal.texts).toEqual([A_TEMPLATE.text, expect.stringContaining('is here'), 'It arrives tomorrow.']);
    expect(sendsOf(decided(rehearsal.snapshot, agentWrote(ANA, 'More')))).toHaveLength(1);
  });

  it.each([
    [
      'while chat support is off, whatever else is wrong',
      inChat({ agent: BEN }, { ...closed, ...optedOut }),
      { supportChatEnabled: false },
      'CHAT_SUPPORT_DISABLED',
    ],
    ["in a colleague's chat", inChat({ agent: BEN }, { ...closed, ...optedOut }), {}, 'CHAT_ALREADY_TAKEN'],
    ['to somebody who has opted out', aSnapshot({ ...closed, ...optedOut }), {}, 'CONTACT_OPTED_OUT'],
    ['to somebody who has opted out and written again since', aSnapshot(optedOut), {}, 'CONTACT_OPTED_OUT'],
  ] as const)('is refused %s', (_, snapshot, situation, code) => {
    expect(refusal(snapshot, template, situation)).toBe(code);
  });

  it('INV-21 never goes to whoever has opted out, whatever state, chat and window', () => {
    const snapshots = fc.record({
      snapshot: fc.constantFrom(aSnapshot(), aSnapshot({ state: 'INITIAL' }), inChat(), inChat({ agent: ANA }), inUndo()),
      windowExpiresAt: fc.constantFrom(null, NOON, seconds(3_600)),
      optedOutAt: fc.integer({ min: -1_000_000, max: 0 }).map(seconds),
      event: fc.constantFrom(template, agentSentAgain(ANA, { content: A_TEMPLATE })),
    });
    fc.assert(
      fc.property(snapshots, ({ snapshot, windowExpiresAt, optedOutAt, event }) => {
        const outcome = refusal({ ...snapshot, windowExpiresAt, contact: aContact({ optedOutAt }) }, event);
        expect(['CONTACT_OPTED_OUT', 'CHAT_NOT_ACTIVE']).toContain(outcome);
      }),
    );
  });
});

describe('a template nobody has confirmed', () => {
  const again = agentSentAgain(ANA, { content: A_TEMPLATE });

  it('may be sent again outside the window', () => {
    expect(saidBy(decided(inChat({ agent: ANA }, closed), again))).toEqual([A_TEMPLATE.text]);
    expect(refusal(inChat({ agent: ANA }, closed), agentSentAgain(ANA))).toBe('SERVICE_WINDOW_CLOSED');
  });

  it('but not to whoever has opted out meanwhile', () => {
    expect(refusal(inChat({ agent: ANA }, { ...closed, ...optedOut }), again)).toBe('CONTACT_OPTED_OUT');
  });
});
