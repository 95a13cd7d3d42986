/** What the sender of a message sees of it. `queued`: the customer's phone is offline, nothing has left it yet. */
export type MessageStatus = 'queued' | 'accepted' | 'sent' | 'delivered' | 'read' | 'failed';

export interface StatusError {
  readonly code: number;
  readonly title: string;
  readonly details: string;
}

export interface StatusChange {
  readonly status: MessageStatus;
  /** ISO time on the simulator's clock. */
  readonly at: string;
  readonly errors?: readonly StatusError[];
}

/** A choice that a message offers: a reply button or a list row. */
export interface Choice {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
}

/** A button that opens something or copies a code, on the phone alone. */
export type Action = { readonly title: string; readonly opens: string } | { readonly title: string; readonly copies: string };

/** One message, whoever wrote it, as both sides of the wire agree on it: the tests' oracle of what was really accepted. */
export interface MessageRecord {
  /** Grows with every change of any message; `since` compares with it. */
  seq: number;
  readonly id: string;
  /** Seen from the business: `inbound` was written by the customer. */
  readonly direction: 'inbound' | 'outbound';
  /** `+` and digits: the customer's number, whether or not the business may see it. */
  readonly phone: string;
  readonly bsuid: string;
  readonly type: string;
  /** The words a reader sees (text, body, caption, title of the choice); null where there are none. */
  readonly text: string | null;
  /** The message as it stands on the wire: what Graph was sent, or what the webhook carries. */
  readonly wire: Readonly<Record<string, unknown>>;
  readonly choices: readonly Choice[];
  /** Absent: none. */
  readonly actions?: readonly Action[];
  /** The message this one answers (quote, tapped button, reaction). */
  readonly contextId: string | null;
  readonly callbackData: string | null;
  /** ISO time on the simulator's clock. */
  readonly at: string;
  /** ISO, real time: when it was accepted, whatever the simulator's clock said. */
  readonly acceptedAt: string;
  status: MessageStatus;
  statuses: StatusChange[];
  /** The choice the customer tapped, last one wins. */
  chosenId: string | null;
  /** Webhook tries for this message itself (inbound only) and whether one was answered 200. */
  webhook: { attempts: number; deliveredAt: string | null } | null;
}
