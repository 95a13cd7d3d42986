import { CONVERSATION_STATES, type ConversationState } from '@parley/vocabulary';
import type { ConversationEvent } from './model.js';

export const EVENT_TYPES = [
  'contact-wrote',
  'agent-started',
  'agent-accepted',
  'agent-wrote',
  'agent-sent-template',
  'agent-sent-again',
  'agent-ended',
  'agent-undid-end',
  'queue-joined',
  'queue-moved',
  'place-asked',
  'agent-assigned',
  'agent-lost',
  'chat-released',
  'chat-transferred',
  'timer-due',
  'message-given-up',
  'support-switched-off',
] as const satisfies readonly ConversationEvent['type'][];
export type EventType = ConversationEvent['type'];

/** Where each event may lead from each state. An empty list: always refused there. */
export type TransitionTable = Readonly<Record<ConversationState, Readonly<Record<EventType, readonly ConversationState[]>>>>;

/**
 * The steps a conversation may take: `decide` is held to this table on every decision, the diagram in docs/user-flow.md is printed from
 * it, and the server does not start while it is unsound. An undoable end has left CHAT_SUPPORT_ACTIVE already, for MAIN_MENU.
 */
export const TRANSITIONS: TransitionTable = {
  INITIAL: outsideChat('INITIAL'),
  MAIN_MENU: { ...outsideChat('MAIN_MENU'), 'agent-undid-end': ['CHAT_SUPPORT_ACTIVE'], 'timer-due': ['MAIN_MENU', 'AWAITING_RATING'] },
  SUBMENU: outsideChat('SUBMENU'),
  FORM: outsideChat('FORM'),
  CHAT_SUPPORT_ACTIVE: {
    'contact-wrote': ['CHAT_SUPPORT_ACTIVE', 'MAIN_MENU', 'AWAITING_RATING'],
    'agent-started': [],
    'agent-accepted': ['CHAT_SUPPORT_ACTIVE'],
    'agent-wrote': ['CHAT_SUPPORT_ACTIVE'],
    'agent-sent-template': ['CHAT_SUPPORT_ACTIVE'],
    'agent-sent-again': ['CHAT_SUPPORT_ACTIVE'],
    'agent-ended': ['MAIN_MENU', 'AWAITING_RATING'],
    'agent-undid-end': [],
    'queue-joined': ['CHAT_SUPPORT_ACTIVE'],
    'queue-moved': ['CHAT_SUPPORT_ACTIVE'],
    'place-asked': ['CHAT_SUPPORT_ACTIVE'],
    'agent-assigned': ['CHAT_SUPPORT_ACTIVE'],
    'agent-lost': ['CHAT_SUPPORT_ACTIVE'],
    'chat-released': ['CHAT_SUPPORT_ACTIVE'],
    'chat-transferred': ['CHAT_SUPPORT_ACTIVE'],
    // An end that is final by time is the undoable one, which has left this state; silence ends a chat without a question.
    'timer-due': ['CHAT_SUPPORT_ACTIVE', 'MAIN_MENU'],
    'message-given-up': ['CHAT_SUPPORT_ACTIVE'],
    'support-switched-off': ['MAIN_MENU'],
  },
  AWAITING_RATING: outsideChat('AWAITING_RATING'),
};

/**
 * Where no chat is open the customer may get anywhere, but never back to INITIAL: that is for who has seen no welcome yet (after what needs
 * no answer, and while the window is closed).
 */
function outsideChat(state: Exclude<ConversationState, 'CHAT_SUPPORT_ACTIVE'>): Record<EventType, readonly ConversationState[]> {
  const reached = CONVERSATION_STATES.filter((to) => to !== 'INITIAL' || state === 'INITIAL');
  return {
    // To be asked for a rating one must have had a chat.
    'contact-wrote': reached.filter((to) => to !== 'AWAITING_RATING' || state !== 'INITIAL'),
    'agent-started': ['CHAT_SUPPORT_ACTIVE'],
    'agent-accepted': [],
    'agent-wrote': [],
    'agent-sent-template': ['CHAT_SUPPORT_ACTIVE'],
    'agent-sent-again': [],
    'agent-ended': [],
    'agent-undid-end': [],
    'queue-joined': [state],
    'queue-moved': [state],
    'place-asked': [state],
    'agent-assigned': [state],
    'agent-lost': [state],
    'chat-released': [],
    'chat-transferred': [],
    'timer-due': [state],
    'message-given-up': [state],
    'support-switched-off': [state],
  };
}

/** Whether this step stands in the table. */
export function isAllowed(from: ConversationState, on: EventType, to: ConversationState, table: TransitionTable = TRANSITIONS): boolean {
  return table[from][on].includes(to);
}

/**
 * Called at start-up. Throws, naming every fault, when a state or event is missing or unknown, a state cannot be reached from INITIAL,
 * or there is no way back from it to MAIN_MENU.
 */
export function assertTransitionsSound(table: TransitionTable = TRANSITIONS): void {
  const faults = [...shapeFaults(table)];
  if (faults.length === 0) faults.push(...pathFaults(table));
  if (faults.length > 0) throw new Error(`The transition table is unsound: ${faults.join('; ')}`);
}

function* shapeFaults(table: TransitionTable): Generator<string> {
  const states: readonly string[] = CONVERSATION_STATES;
  const events: readonly string[] = EVENT_TYPES;
  for (const state of states) if (!Object.hasOwn(table, state)) yield `state ${state} has no row`;
  for (const [from, row] of Object.entries(table)) {
    if (!states.includes(from)) yield `unknown state ${from}`;
    for (const event of events) if (!Object.hasOwn(row, event)) yield `${from} does not say what ${event} does`;
    for (const [event, targets] of Object.entries(row)) {
      if (!events.includes(event)) yield `unknown event ${event} in ${from}`;
      for (const to of targets) if (!states.includes(to)) yield `${from} leads to unknown state ${to} on ${event}`;
    }
  }
}

function* pathFaults(table: TransitionTable): Generator<string> {
  const fromStart = reachable(table, 'INITIAL');
  for (const state of CONVERSATION_STATES) {
    if (!fromStart.has(state)) yield `${state} cannot be reached from INITIAL`;
    else if (!reachable(table, state).has('MAIN_MENU')) yield `there is no way from ${state} to MAIN_MENU`;
  }
}

function reachable(table: TransitionTable, start: ConversationState): ReadonlySet<ConversationState> {
  const seen = new Set<ConversationState>([start]);
  for (const state of seen) for (const targets of Object.values(table[state])) for (const to of targets) seen.add(to);
  return seen;
}
