import { describe, expect, it } from '@jest/globals';
import { CONVERSATION_STATES } from '@parley/vocabulary';
import { assertTransitionsSound, EVENT_TYPES, isAllowed, TRANSITIONS, type TransitionTable } from './transitions.js';

/** A table with one faulty row, past the compiler: what a hand-edited or generated table could hold. */
function tableWith(state: string, row: object): TransitionTable {
  return { ...TRANSITIONS, [state]: row };
}

describe('CHAT_SUPPORT_ACTIVE state exists', () => {
  it('is a state of the conversation with a row of its own', () => {
    expect(CONVERSATION_STATES).toContain('CHAT_SUPPORT_ACTIVE');
    expect(Object.keys(TRANSITIONS)).toContain('CHAT_SUPPORT_ACTIVE');
  });

  it.each(['INITIAL', 'MAIN_MENU', 'SUBMENU'] as const)('can be reached from %s by the customer and by an agent', (state) => {
    expect(isAllowed(state, 'contact-wrote', 'CHAT_SUPPORT_ACTIVE')).toBe(true);
    expect(isAllowed(state, 'agent-started', 'CHAT_SUPPORT_ACTIVE')).toBe(true);
  });

  it.each(['contact-wrote', 'agent-ended', 'support-switched-off'] as const)('is left for the main menu on %s', (event) => {
    expect(isAllowed('CHAT_SUPPORT_ACTIVE', event, 'MAIN_MENU')).toBe(true);
  });
});

describe('state machine integrity', () => {
  it('finds the shipped table sound', () => {
    expect(() => assertTransitionsSound()).not.toThrow();
  });

  it('says for every state what every event does', () => {
    for (const state of CONVERSATION_STATES) expect(Object.keys(TRANSITIONS[state]).sort()).toEqual([...EVENT_TYPES].sort());
  });

  it.each([
    ['an unknown state', tableWith('LIMBO', TRANSITIONS.SUBMENU), 'unknown state LIMBO'],
    [
      'an unknown target',
      tableWith('SUBMENU', { ...TRANSITIONS.SUBMENU, 'contact-wrote': ['LIMBO'] }),
      'SUBMENU leads to unknown state LIMBO',
    ],
    ['an unknown event', tableWith('SUBMENU', { ...TRANSITIONS.SUBMENU, 'moon-rose': [] }), 'unknown event moon-rose'],
    ['a missing event', tableWith('SUBMENU', { 'contact-wrote': ['MAIN_MENU'] }), 'SUBMENU does not say what agent-started does'],
    [
      'no way back',
      tableWith('SUBMENU', Object.fromEntries(EVENT_TYPES.map((event) => [event, ['SUBMENU']]))),
      'no way from SUBMENU to MAIN_MENU',
    ],
    [
      'an unreachable state',
      Object.fromEntries(
        Object.entries(TRANSITIONS).map(([state, row]) => [
          state,
          Object.fromEntries(Object.entries(row).map(([event, to]) => [event, to.filter((target) => target !== 'SUBMENU')])),
        ]),
      ) as unknown as TransitionTable,
      'SUBMENU cannot be reached from INITIAL',
    ],
  ])('refuses a table with %s', (_, table, fault) => {
    expect(() => assertTransitionsSound(table)).toThrow(fault);
  });

  it('refuses a table that lost a state', () => {
    const { SUBMENU: _lost, ...rest } = TRANSITIONS;
    expect(() => assertTransitionsSound(rest as TransitionTable)).toThrow('state SUBMENU has no row');
  });
});
