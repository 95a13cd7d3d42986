import { alreadySaid, NOTICE, tell } from './effects.js';
import { endChatButton } from './menu-content.js';
import type { ConversationSnapshot, Decision, QueueFacts, Situation } from './model.js';

/** A chat has just been opened and stands in its queue: the customer is told, and whoever is free gets it. Once; later it means nothing. */
export function decideQueueJoined(snapshot: ConversationSnapshot, facts: QueueFacts, situation: Situation): Decision {
  const { state, context, chat } = snapshot;
  if (chat?.status !== 'waiting' || alreadySaid(chat, NOTICE.welcome)) return { state, context, effects: [] };
  const welcome = tell(situation, 'handover.start', {
    names: { name: snapshot.contact.name },
    buttons: [endChatButton(situation.catalogue)],
    notice: NOTICE.welcome,
  });
  const assigned = facts.assignTo ? [{ do: 'assign-chat', agent: facts.assignTo } as const] : [];
  return { state, context, effects: [...assigned, welcome] };
}
