import { CONVERSATION_STATES } from '@parley/vocabulary';
import { EVENT_TYPES, TRANSITIONS, type EventType, type TransitionTable } from './transitions.js';

const WORDS: Readonly<Record<EventType, string>> = {
  'contact-wrote': 'customer writes or taps',
  'agent-started': 'agent starts a chat',
  'agent-accepted': 'agent accepts',
  'agent-wrote': 'agent writes',
  'agent-sent-template': 'agent sends a template',
  'agent-sent-again': 'agent sends a message again',
  'agent-ended': 'agent ends the chat',
  'agent-undid-end': 'agent undoes the end',
  'queue-joined': 'chat joins the queue',
  'queue-moved': 'queue moves on',
  'place-asked': 'customer asks for their place',
  'agent-assigned': 'chat is given to an agent',
  'agent-lost': 'agent is gone',
  'chat-released': 'agent returns the chat',
  'chat-transferred': 'agent passes the chat on',
  'timer-due': 'time passes',
  'message-given-up': 'a message cannot be applied',
  'support-switched-off': 'chat support is switched off',
};

/**
 * The transition table as a Mermaid state diagram: one arrow from each state to each other it can lead to, with the events that do.
 * What leaves the state as it is has no arrow.
 */
export function transitionDiagram(table: TransitionTable = TRANSITIONS): string {
  const lines = ['stateDiagram-v2', '  [*] --> INITIAL'];
  for (const from of CONVERSATION_STATES) {
    for (const to of CONVERSATION_STATES) {
      const events = EVENT_TYPES.filter((event) => from !== to && table[from][event].includes(to));
      if (events.length > 0) lines.push(`  ${from} --> ${to}: ${events.map((event) => WORDS[event]).join(', ')}`);
    }
  }
  return lines.join('\n');
}
