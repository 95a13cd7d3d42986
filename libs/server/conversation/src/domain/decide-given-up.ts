import { tell } from './effects.js';
import type { ConversationSnapshot, Decision, Situation } from './model.js';

/**
 * What the customer wrote could not be applied, in all its tries: they are told that it is safe, since it lies on a shelf people look at.
 * Not again within minutes, and never between a customer and the agent who has their chat.
 */
export function decideGivenUp({ state, context, chat }: ConversationSnapshot, wasTold: boolean, situation: Situation): Decision {
  const isSilent = wasTold || chat?.status === 'active';
  return { state, context, effects: isSilent ? [] : [tell(situation, 'error.generic')] };
}
