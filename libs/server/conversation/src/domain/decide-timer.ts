import { decideUndoExpired } from './decide-agent.js';
import { decideLongWait } from './decide-queue.js';
import { decideHoursEnding } from './hours/decide-hours-ending.js';
import type { ConversationSnapshot, Decision, Situation, TimerDue } from './model.js';
import { decideInactive, decideNudge } from './silence/decide-nudge.js';
import { decideWindowReminder } from './silence/decide-window-reminder.js';

/** Something was to happen later, and that is now. Each asks again whether what it was set for is still so. */
export function decideTimerDue(snapshot: ConversationSnapshot, event: TimerDue, situation: Situation): Decision {
  switch (event.kind) {
    case 'undo-expired':
      return decideUndoExpired(snapshot, event.chatId, situation);
    case 'queue-long':
      return decideLongWait(snapshot, event.chatId, situation);
    case 'nudge':
      return decideNudge(snapshot, event, situation);
    case 'inactive':
      return decideInactive(snapshot, event, situation);
    case 'window-reminder':
      return decideWindowReminder(snapshot, event, situation);
    case 'hours-ending':
      return decideHoursEnding(snapshot, event, situation);
  }
}
