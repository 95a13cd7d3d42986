import { describe, expect, it } from '@jest/globals';
import type { ConversationSnapshot } from '../model.js';
import {
  aContact,
  ANA,
  anEndedChat,
  aSnapshot,
  CATALOGUE,
  decided,
  idsOf,
  inChat,
  inUndo,
  NOON,
  saidBy,
  seconds,
  sendsOf,
  steps,
  tapped,
  wrote,
} from '../rehearsal.test.js';

const { texts } = CATALOGUE;
const OUT = aContact({ optedOutAt: seconds(-60) });

describe('whoever opts out', () => {
  it.each<[string, ConversationSnapshot]>([
    ['a form', aSnapshot({ state: 'FORM', context: { form: { id: 'menu:visit', at: 0, answers: {} } as never } })],
    ['the question how our help was', aSnapshot({ state: 'AWAITING_RATING', lastChat: anEndedChat() })],
    ['what went wrong', aSnapshot({ state: 'AWAITING_RATING', context: { commentAsked: true }, lastChat: anEndedChat({ rating: 1 }) })],
  ])('leaves %s: nothing is asked any more', (_, snapshot) => {
    expect(decided(snapshot, wrote('stop'))).toMatchObject({ state: 'MAIN_MENU', context: {} });
  });

  it.each<[string, ConversationSnapshot]>([
    ['at the very first', aSnapshot({ state: 'INITIAL' })],
    ['in the menu', aSnapshot()],
    ['in a submenu', aSnapshot({ state: 'SUBMENU' })],
    ['while waiting for an agent', inChat()],
    ['in a chat', inChat({ agent: ANA })],
    ['while an end can be undone', inUndo()],
  ])('is told so once, and is where they were (%s)', (_, snapshot) => {
    const decision = decided(snapshot, wrote('STOP'));
    expect(saidBy(decision)).toEqual([texts['stop.done']]);
    expect(steps(decision)).toEqual(['send:system', 'set-opt-out']);
    expect(decision).toMatchObject({ state: snapshot.state, context: snapshot.context, effects: [{}, { optedOut: true }] });
  });

  it('is asked for stars no more', () => {
    for (const context of [{}, { commentAsked: true }]) {
      const decision = decided(aSnapshot({ state: 'AWAITING_RATING', context, lastChat: anEndedChat() }), wrote('stop'));
      expect(decision).toMatchObject({ state: 'MAIN_MENU', context: {} });
    }
  });

  it('by the button of a template is heard', () => {
    expect(steps(decided(aSnapshot(), tapped('STOP', null)))).toEqual(['send:system', 'set-opt-out']);
  });

  it('twice hears nothing more; the moment is renewed', () => {
    expect(steps(decided(aSnapshot({ contact: OUT }), wrote('stop')))).toEqual(['set-opt-out']);
  });

  it('in a sentence does not', () => {
    for (const text of ['stop sending the wrong size', 'please stop', 'I cannot stop it']) {
      expect(steps(decided(inChat({ agent: ANA }), wrote(text)))).toEqual([]);
      expect(steps(decided(aSnapshot(), wrote(text)))).toEqual(['send:bot']);
    }
  });

  it('still gets what they ask for: the menu, an answer, a chat', () => {
    const snapshot = aSnapshot({ contact: OUT });
    expect(saidBy(decided(snapshot, wrote('opening hours')))).toHaveLength(1);
    expect(decided(snapshot, wrote('support')).state).toBe('CHAT_SUPPORT_ACTIVE');
  });
});

describe('START', () => {
  it('brings messages back for whoever had opted out', () => {
    const decision = decided(aSnapshot({ contact: OUT }), wrote('Start'));
    expect(decision.effects[0]).toEqual({ do: 'set-opt-out', optedOut: false });
    expect(saidBy(decision)).toEqual([texts['start.done']]);
    expect(sendsOf(decision).flatMap(({ content }) => idsOf(content))).toEqual(['main_menu']);
  });

  it('in a chat offers no menu', () => {
    const decision = decided(inChat({ agent: ANA }, { contact: OUT }), wrote('start'));
    expect(sendsOf(decision).map(({ content }) => content)).toEqual([{ type: 'text', text: texts['start.done'] }]);
  });

  it('is a greeting to everybody else, and in a chat a message', () => {
    expect(saidBy(decided(aSnapshot({ lastWroteAt: NOON }), wrote('start')))[0]).toContain('Welcome back');
    expect(steps(decided(inChat({ agent: ANA }), wrote('start')))).toEqual([]);
  });
});

describe('what reads alike', () => {
  it.each<[string, string, string]>([
    ['done', 'ends the chat', 'send:bot end-chat cancel-queued-agent-messages send:bot'],
    ['exit', 'ends the chat', 'send:bot end-chat cancel-queued-agent-messages send:bot'],
    ['close', 'ends the chat', 'send:bot end-chat cancel-queued-agent-messages send:bot'],
    ['stop', 'opts out and ends nothing', 'send:system set-opt-out'],
    ['unsubscribe', 'opts out and ends nothing', 'send:system set-opt-out'],
    ['end', 'is for the agent', ''],
    ['cancel', 'is for the agent', ''],
    ['start', 'is for the agent', ''],
    ['stop chat', 'is for the agent', ''],
  ])('in a chat "%s" %s', (word, _, expected) => {
    expect(steps(decided(inChat({ agent: ANA }), wrote(word))).join(' ')).toBe(expected);
  });

  it.each<[string, string, string]>([
    ['done', 'ends nothing', 'There is no open chat'],
    ['stop', 'opts out', 'no more messages'],
    ['start', 'greets', 'Welcome back'],
    ['support', 'opens a chat', ''],
    ['stop chat', 'opens a chat: it holds a start word', ''],
  ])('outside a chat "%s" %s', (word, _, expected) => {
    const decision = decided(aSnapshot(), wrote(word));
    if (expected === '') expect(decision.state).toBe('CHAT_SUPPORT_ACTIVE');
    else expect(saidBy(decision)[0]).toContain(expected);
  });
});
