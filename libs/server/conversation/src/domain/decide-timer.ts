import { decideUndoExpired } from './decide-agent.js';
import { decideLongWait } from './decide-queue.js';
import { decideHoursEnding } from './hours/decide-hours-ending.js';
import type { ConversationSnapshot, Decision, Situation } from './model.js';
import { decideInactive, decideNudge } from './silence/decide-nudge.js';
import { decideWindowReminder } from './silence/decide-window-reminder.js';
import { leftUnsaid } from './silence/why-unsaid.js';
import type { TimerDue } from './timers.js';

/** Something was to happen later, and that is now; what was to be said and is not is put on record. */
export function decideTimerDue(snapshot: ConversationSnapshot, event: TimerDue, situation: Situation): Decision {
  const decision = decideDue(snapshot, event, situation);
  const unsaid = leftUnsaid(snapshot, event, decision, situation);
  return unsaid.length === 0 ? decision : { ...decision, effects: [...decision.effects, ...unsaid] };
}

/** Each asks again whether what it was set for is still so. */
function decideDue(snapshot: ConversationSnapshot, event: TimerDue, situation: Situation): Decision {
  if (event.kind === 'undo-expired') return decideUndoExpired(snapshot, event.chatId, situation);
  const { state, context, chat } = snapshot;
  // Of a chat that is over: the one that is open now has timers of its own.
  if (chat?.id !== event.chatId) return { state, context, effects: [] };
  switch (event.kind) {
    case 'queue-long':
      return decideLongWait(snapshot, situation);
    case 'nudge':
      return decideNudge(snapshot, event, situation);
    case 'inactive':
      return decideInactive(snapshot, event, situation);
    case 'window-reminder':
      return decideWindowReminder(snapshot, situation);
    case 'hours-ending':
      return decideHoursEnding(snapshot, situation);
  }
}
