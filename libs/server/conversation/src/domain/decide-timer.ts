import { decideUndoExpired } from './decide-agent.js';
import { decideLongWait } from './decide-queue.js';
import type { ConversationEvent, ConversationSnapshot, Decision, Situation } from './model.js';

type TimerDue = Extract<ConversationEvent, { type: 'timer-due' }>;

/** Something was to happen later, and that is now. Each asks again whether what it was set for is still so. */
export function decideTimerDue(snapshot: ConversationSnapshot, event: TimerDue, situation: Situation): Decision {
  switch (event.kind) {
    case 'undo-expired':
      return decideUndoExpired(snapshot, event.chatId, situation);
    case 'queue-long':
      return decideLongWait(snapshot, event.chatId, situation);
  }
}
