/** One choice under a message. `id` comes back when it is tapped. Title at most 20 characters. */
export interface Button {
  readonly id: string;
  readonly title: string;
}

/** One row of a list. Title at most 24 characters, description at most 72. */
export interface ListRow {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
}

/** What we send, whatever the channel calls it. Adapters encode it; the limits are in `vocabulary/limits.ts`. */
export type OutboundContent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'buttons'; readonly text: string; readonly buttons: readonly Button[] }
  | { readonly type: 'list'; readonly text: string; readonly button: string; readonly rows: readonly ListRow[] };
