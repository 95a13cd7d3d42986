import type { OutboundContent } from '../../domain/content.js';

/** A message whose START is committed: it may be called for once, now. */
export interface StartedMessage {
  readonly messageId: string;
  readonly attempt: number;
  readonly channel: { readonly id: string; readonly phoneNumberId: string };
  readonly to: { readonly phone: string | null; readonly bsuid: string | null };
  readonly content: OutboundContent;
  /** The message it quotes, when that one is known to the channel. */
  readonly replyToWamid: string | null;
  /**
   * The fence: asked in the same turn as the first write on an open connection. False means that so much time has passed since the
   * START (by the monotonic or the wall clock) that somebody else may act on this message: do not write, answer `not-sent`.
   */
  mayStillWrite(): boolean;
}

/**
 * What became of one call.
 * - `accepted`: the channel has it, under this id. `note`: it holds the message back (templates only).
 * - `not-sent`: proof that nothing was accepted: no byte left, or a well-formed rate-limit error. Goes back to `queued`.
 * - `refused`: a definite no; final. `code` is the channel's own. With `pausesChannel` (account locked or restricted) the next message
 *   would be refused too, so the channel is paused as for `channel-broken`. With `templateChanged` our copy of the template is not what
 *   the channel has.
 * - `channel-broken`: token, permission or account: the channel is paused, everything stays queued.
 * - `unknown`: bytes left and nobody knows. Never sent again by us.
 */
export type SendOutcome =
  | { readonly kind: 'accepted'; readonly wamid: string; readonly note?: { readonly code: string; readonly title: string } }
  | { readonly kind: 'not-sent'; readonly reason: string; readonly retryAfterMs: number; readonly scope: 'message' | 'contact' | 'channel' }
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly title: string;
      readonly pausesChannel?: true;
      readonly templateChanged?: true;
    }
  | { readonly kind: 'channel-broken'; readonly code: string; readonly title: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** The way out, as the conversation needs it. Implemented by the channel's adapter; never throws. */
export abstract class OutboundChannel {
  abstract send(message: StartedMessage): Promise<SendOutcome>;
  /** Gives the blue ticks up to and including this message; best effort. */
  abstract markRead(phoneNumberId: string, wamid: string): Promise<void>;
}
