import { LATE_AFTER_MS, type MessageDirection } from '@parley/vocabulary';
import { wordsOf } from '../domain/asides.js';
import type { InboundMessage } from '../domain/inbound-message.js';
import type { ConversationEvent } from '../domain/model.js';
import type { TextKey } from '../domain/texts.js';
import type { DraftAmendment } from '../persistence/amend-messages.js';
import type { NewMessage } from './draft-message.js';
import { writtenAt } from './lane-snapshot.js';

type ContactWrote = Extract<ConversationEvent, { type: 'contact-wrote' }>;

/** A message of the same conversation that another one speaks of. */
export interface KnownMessage {
  readonly id: string;
  readonly chatId: string | null;
  readonly direction: MessageDirection;
  /** Which of the bot's texts it is. */
  readonly said: TextKey | null;
}

/** What a message speaks of, where we know it. */
export interface Mentions {
  /** What it quotes, or whose button was tapped. */
  readonly quoted?: KnownMessage | undefined;
  /** What it edits, takes back, or reacts to. */
  readonly target?: KnownMessage | undefined;
}

export interface InboundRow {
  readonly row: NewMessage;
  /** What it really changes. */
  readonly target: KnownMessage | undefined;
  readonly amendment: Omit<DraftAmendment, 'conversation_id'> | null;
}

/** What the channel brought, as it is to stand in the thread, and what it does to the message before it. */
export function inboundRow(message: InboundMessage, { quoted, target: named }: Mentions): InboundRow {
  const { amends, isEcho } = message;
  const at = writtenAt(message);
  const target = amendable(message, named);
  const row: NewMessage = {
    direction: isEcho ? 'outbound' : 'inbound',
    author: isEcho ? 'agent' : 'contact',
    isSettled: true,
    type: message.type,
    // The new words of an edit stand on the message they belong to, and go with it when that is taken back.
    text: target && message.type === 'edit' ? null : message.text,
    content: named || !amends ? contentOf(message) : { ...contentOf(message), awaits: amends.targetWamid },
    reply_to: target?.id ?? quoted?.id ?? null,
    wamid: message.wamid,
    whatsapp_at: message.sentAt && at,
    late: !isEcho && message.receivedAt.getTime() - at.getTime() > LATE_AFTER_MS,
  };
  if (!amends || !target) return { row, target, amendment: null };
  const amendment = {
    message_id: target.id,
    kind: amends.kind,
    by: isEcho ? ('business' as const) : ('contact' as const),
    at,
    text: amends.kind === 'edit' ? amends.text : null,
    emoji: amends.kind === 'reaction' ? amends.emoji : null,
  };
  return { row, target, amendment };
}

/** The same message, as whoever decides about it hears it. @param target what it really changes */
export function contactWrote(message: InboundMessage, quoted: KnownMessage | undefined, target: KnownMessage | undefined): ContactWrote {
  const { amends, tapped } = message;
  return {
    type: 'contact-wrote',
    messageType: message.type,
    text: wordsOf(message),
    tapped: tapped && { ...tapped, chatId: quoted?.chatId },
    reaction: amends?.kind === 'reaction' ? { emoji: amends.emoji, messageId: target?.id ?? null, said: target?.said ?? null } : null,
  };
}

/** Customers correct and take back what they wrote themselves, we what we wrote; anybody reacts to anything. */
function amendable({ amends, isEcho }: InboundMessage, target: KnownMessage | undefined): KnownMessage | undefined {
  if (!amends || !target) return undefined;
  return amends.kind === 'reaction' || (target.direction === 'outbound') === (isEcho === true) ? target : undefined;
}

function contentOf({ content, tapped, isEcho }: InboundMessage): object | null {
  if (!tapped && !isEcho) return content;
  return { ...content, ...(tapped ? { tapped } : {}), ...(isEcho ? { via: 'phone-app' } : {}) };
}
