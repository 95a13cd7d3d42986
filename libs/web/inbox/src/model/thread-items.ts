import type { Message } from '../api/schema.js';
import type { Outgoing } from './outgoing.js';

/** A bubble: a stored message, or one on its way with the entry it came from. */
export interface ThreadMessage extends Message {
  readonly outgoing: Outgoing | null;
}

export type ThreadItem =
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | { readonly kind: 'chat-started'; readonly key: string; readonly number: number; readonly at: string }
  | { readonly kind: 'chat-ended'; readonly key: string; readonly number: number }
  | { readonly kind: 'unread'; readonly key: string; readonly count: number }
  | {
      readonly kind: 'message';
      /** Stays the same when a message on its way becomes the stored one, so the bubble does not blink. */
      readonly key: string;
      readonly message: ThreadMessage;
      readonly startsGroup: boolean;
      readonly endsGroup: boolean;
      /** Which of its buttons or rows the customer chose. */
      readonly chosenId: string | null;
      readonly quoted: Message | null;
      /** What was sent again in its place, and what it was sent again for; null when there is none, or it is not loaded. */
      readonly again: Message | null;
      readonly first: Message | null;
    };

export interface ThreadSituation {
  readonly messages: readonly Message[];
  readonly outgoing: readonly Outgoing[];
  readonly agent: { readonly id: string; readonly name: string };
  /** The chat that is open now, if any. */
  readonly openChatId: string | null;
  readonly firstUnread: { readonly messageId: string; readonly count: number } | null;
}

const groupWithinMs = 5 * 60_000;

/** When a message happened, for people: WhatsApp's time where it is known, else ours. */
export const happenedAt = (message: Message): string => message.sentAt;

const bubbleOf = (entry: Outgoing, agent: ThreadSituation['agent'], chatId: string | null, seq: number): ThreadMessage => ({
  id: entry.clientId,
  conversationId: entry.conversationId,
  chatId,
  chatNumber: null,
  seq,
  direction: 'outbound',
  author: 'agent',
  agent,
  type: 'text',
  text: entry.text,
  content: null,
  status: entry.state === 'failed' ? 'failed' : 'queued',
  error: null,
  replyTo: entry.replyTo,
  retryOf: null,
  supersededBy: null,
  sendAgainAt: null,
  likelyNotSent: false,
  duplicateConfirmedAt: null,
  late: false,
  sentAt: entry.createdAt,
  createdAt: entry.createdAt,
  deliveredAt: null,
  readAt: null,
  outgoing: entry,
});

/**
 * Which stored message each entry has become. By id once the server has answered; before that (live events overtake the answer) by
 * author, text and place: an own message with the same words, accepted after Send was pressed. One message answers for one entry.
 */
export const matchOutgoing = (
  messages: readonly Message[],
  outgoing: readonly Outgoing[],
  agentId: string,
): ReadonlyMap<string, Outgoing> => {
  const matched = new Map<string, Outgoing>();
  const ids = new Set(messages.map((message) => message.id));
  for (const entry of outgoing) if (entry.messageId !== null && ids.has(entry.messageId)) matched.set(entry.messageId, entry);
  for (const entry of outgoing) {
    if (entry.messageId !== null) continue;
    const stored = messages.find(
      (message) =>
        !matched.has(message.id) &&
        message.author === 'agent' &&
        // The same words, but an agent pressed Send again for them, not Send.
        message.retryOf === null &&
        message.agent?.id === agentId &&
        message.seq > entry.afterSeq &&
        message.text === entry.text,
    );
    if (stored) matched.set(stored.id, entry);
  }
  return matched;
};

const chosenOf = (messages: readonly Message[]): ReadonlyMap<string, string> => {
  const chosen = new Map<string, string>();
  const newestOffering = new Map<string, string>();
  for (const message of messages) {
    for (const { id } of [...(message.content?.buttons ?? []), ...(message.content?.rows ?? [])]) newestOffering.set(id, message.id);
    const tapped = message.content?.tapped;
    // WhatsApp names the message that carried the button; without that it is the newest one that offered it.
    const offeredBy = tapped && (message.replyTo ?? newestOffering.get(tapped.id));
    if (tapped && offeredBy) chosen.set(offeredBy, tapped.id);
  }
  return chosen;
};

/**
 * A reaction, an edit, a deletion: what it changed shows it, and it is no bubble of its own. Of a message that is not loaded, or that does
 * not show it (an edit that came too late), it stands for itself, so that nothing a customer did goes unseen.
 */
const isShownByTarget = ({ type, replyTo }: Message, byId: ReadonlyMap<string, Message>): boolean => {
  const target = replyTo === null ? undefined : byId.get(replyTo);
  if (!target) return false;
  if (type === 'reaction') return true;
  return type === 'edit' ? target.edited !== undefined || target.deleted !== undefined : type === 'revoke' && target.deleted !== undefined;
};

const dayOf = (at: string): string => new Date(at).toDateString();

const sameGroup = (one: ThreadMessage | undefined, other: ThreadMessage | undefined): boolean =>
  one !== undefined &&
  other !== undefined &&
  one.author === other.author &&
  one.agent?.id === other.agent?.id &&
  one.chatId === other.chatId &&
  Math.abs(Date.parse(happenedAt(other)) - Date.parse(happenedAt(one))) < groupWithinMs &&
  dayOf(happenedAt(one)) === dayOf(happenedAt(other));

/** One readable life story: messages in the server's order, with days, chats and the unread divider between them. */
export const threadItems = ({ messages, outgoing, agent, openChatId, firstUnread }: ThreadSituation): ThreadItem[] => {
  const matched = matchOutgoing(messages, outgoing, agent.id);
  const answered = new Set(matched.values());
  const lastSeq = messages[messages.length - 1]?.seq ?? 0;
  const byId = new Map(messages.map((message) => [message.id, message]));
  const shown = messages.filter((message) => !isShownByTarget(message, byId));
  const bubbles: ThreadMessage[] = [
    ...shown.map((message) => ({ ...message, outgoing: matched.get(message.id) ?? null })),
    ...outgoing.filter((entry) => !answered.has(entry)).map((entry, index) => bubbleOf(entry, agent, openChatId, lastSeq + 1 + index)),
  ];
  const chosen = chosenOf(messages);
  const unreadFrom = firstUnread === null ? undefined : byId.get(firstUnread.messageId)?.seq;
  const firstShownUnread = unreadFrom === undefined ? undefined : shown.find(({ seq }) => seq >= unreadFrom);
  const items: ThreadItem[] = [];
  // A group is broken by whatever is drawn between two bubbles.
  let divided = true;

  bubbles.forEach((message, index) => {
    const before = bubbles[index - 1];
    const divider = (item: ThreadItem): void => {
      items.push(item);
      divided = true;
    };
    if (before?.chatId && before.chatNumber !== null && before.chatId !== message.chatId) {
      divider({ kind: 'chat-ended', key: `ended:${before.chatId}`, number: before.chatNumber });
    }
    if (!before || dayOf(happenedAt(before)) !== dayOf(happenedAt(message))) {
      divider({ kind: 'day', key: `day:${dayOf(happenedAt(message))}:${message.id}`, at: happenedAt(message) });
    }
    if (message.chatId && message.chatNumber !== null && message.chatId !== before?.chatId) {
      divider({ kind: 'chat-started', key: `chat:${message.chatId}`, number: message.chatNumber, at: message.createdAt });
    }
    if (firstUnread && firstShownUnread?.id === message.id) divider({ kind: 'unread', key: 'unread', count: firstUnread.count });
    if (divided) markGroupEnd(items);
    items.push({
      kind: 'message',
      key: message.outgoing?.clientId ?? message.id,
      message,
      startsGroup: divided || !sameGroup(before, message),
      endsGroup: !sameGroup(message, bubbles[index + 1]),
      chosenId: chosen.get(message.id) ?? null,
      quoted: (message.replyTo && byId.get(message.replyTo)) || null,
      again: (message.supersededBy && byId.get(message.supersededBy)) || null,
      first: (message.retryOf && byId.get(message.retryOf)) || null,
    });
    divided = false;
  });

  const last = bubbles[bubbles.length - 1];
  if (last?.chatId && last.chatNumber !== null && last.chatId !== openChatId) {
    items.push({ kind: 'chat-ended', key: `ended:${last.chatId}`, number: last.chatNumber });
  }
  return items;
};

/** The bubble above a divider ends its group, whatever comes below. */
const markGroupEnd = (items: ThreadItem[]): void => {
  const index = items.findLastIndex((item) => item.kind === 'message');
  const item = items[index];
  if (item?.kind === 'message' && !item.endsGroup) items[index] = { ...item, endsGroup: true };
};
