import { settleEnd } from './ending/closing.js';
import type { ConversationEvent, ConversationSnapshot, DecisionOutcome, Effect, Situation } from './model.js';

type Sent = Extract<ConversationEvent, { type: 'agent-sent-template' }>;

/**
 * An agent sends a template, inside the service window or outside. CHAT_SUPPORT_DISABLED, CHAT_ALREADY_TAKEN, CONTACT_OPTED_OUT, in this
 * order. Whoever writes to a customer wants the answer: without an open chat one is opened and is theirs, a waiting one is taken.
 *
 * Nothing is said around it: "… is here" and the End Chat button are free messages, which may not leave outside the window, and a template
 * says itself who writes. They come with the agent's first free reply. Whoever has opted out gets no template of any kind, also where
 * they have opened a window since: what they asked is answered in it with free messages (INV-21).
 */
export function decideTemplate(snapshot: ConversationSnapshot, { agent, content }: Sent, situation: Situation): DecisionOutcome {
  const { chat, contact, undo } = snapshot;
  if (!situation.supportChatEnabled) return { refused: 'CHAT_SUPPORT_DISABLED' };
  if (chat?.status === 'active' && chat.agent?.id !== agent.id) return { refused: 'CHAT_ALREADY_TAKEN' };
  if (contact.optedOutAt !== null) return { refused: 'CONTACT_OPTED_OUT' };
  const effects: readonly Effect[] = [
    ...(undo ? settleEnd(undo, contact.name, situation) : []),
    ...(chat ? [] : [{ do: 'open-chat', origin: 'agent', agent } as const]),
    ...(chat?.status === 'waiting' ? [{ do: 'assign-chat', agent } as const] : []),
    { do: 'send', author: 'agent', agent, content },
  ];
  return { decided: { state: 'CHAT_SUPPORT_ACTIVE', context: {}, effects } };
}
