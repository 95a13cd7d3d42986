import type { Action, Choice } from '../../messages/message-record.js';

/** What the simulator needs to know of an accepted message beside its wire form. */
export interface Content {
  /** The words a reader sees; null where there are none. */
  readonly text: string | null;
  readonly choices: readonly Choice[];
  /** Buttons that tell the business nothing. */
  readonly actions?: readonly Action[];
  /** Goes to a phone number only, never to a business-scoped id. */
  readonly needsPhone?: boolean;
  /** What the answer says of an accepted template, where that is not `accepted`. */
  readonly messageStatus?: string;
}
