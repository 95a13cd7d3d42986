import type { MessageType } from '@parley/vocabulary';
import type { Amendment, Tapped } from './inbound-content.js';

/** Who wrote, as the channel names them. Any of the three may be missing, never all. */
export interface ContactIdentity {
  /** Business-scoped user id, the first choice. */
  readonly bsuid: string | null;
  /** `+` and digits. */
  readonly phone: string | null;
  readonly username: string | null;
  readonly name: string | null;
  /** The business portfolio's id of the person, in managed businesses only; kept, nobody is found by it. */
  readonly parentBsuid?: string | null;
  /** When the person showed these names: one that has moved on since stays with whoever has it. Null or missing: now. */
  readonly shownAt?: Date | null;
  /** What the person goes by from now on, in a notice of a change: told again later, it still leads to them. */
  readonly successor?: IdentityNames | null;
}

/** Names that are as good as a person: a username is not. */
export interface IdentityNames {
  readonly bsuid: string | null;
  readonly phone: string | null;
}

/** A customer's number, and their business-scoped id with it, or that id alone, is another one from now on. */
export interface IdentityChange {
  readonly kind: 'number' | 'id';
  /** What it is now; null: not told. What was theirs before is theirs no more either way. */
  readonly to: IdentityNames;
}

/**
 * One message from a customer, decoded by the channel and clean: no NUL, no lone surrogate in any string. What the channel did not
 * understand is `unsupported`, never missing.
 */
export interface InboundMessage {
  /** The channel's own id of the message (wamid). Personal data: never logged. */
  readonly wamid: string;
  readonly identity: ContactIdentity;
  readonly type: MessageType;
  /** Text, caption, title of the tapped button; null when there is none. */
  readonly text: string | null;
  readonly tapped: Tapped | null;
  /** The message it answers or whose button was tapped. */
  readonly contextWamid: string | null;
  /** What it tells of who they are from now on; only ever of type `system`. */
  readonly identityChange?: IdentityChange | null;
  /** Facts to show it by, as {@link InboundContent} and {@link Surroundings} say; JSON, or null. */
  readonly content: Record<string, unknown> | null;
  /** What it does to an earlier message: an edit, a deletion, a reaction. */
  readonly amends?: Amendment | null;
  /** We said it ourselves, on the phone that shares the number: shown in the thread, answered by nobody. */
  readonly isEcho?: boolean;
  /** The time WhatsApp gave it; null when unreadable. */
  readonly sentAt: Date | null;
  /** When we stored it, by the database clock. */
  readonly receivedAt: Date;
  /** The request it came by: for logs, so that a message can be followed from the webhook on. */
  readonly requestId?: string | null;
}
