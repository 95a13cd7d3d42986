/** The wire of `POST /{version}/{phone_number_id}/messages`: what we send and what Meta answers. */

export interface WireReplyButton {
  readonly type: 'reply';
  readonly reply: { readonly id: string; readonly title: string };
}

export interface WireListRow {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
}

export type WireInteractive =
  | { readonly type: 'button'; readonly body: { readonly text: string }; readonly action: { readonly buttons: readonly WireReplyButton[] } }
  | {
      readonly type: 'list';
      readonly body: { readonly text: string };
      readonly action: {
        readonly button: string;
        readonly sections: readonly { readonly title?: string; readonly rows: readonly WireListRow[] }[];
      };
    };

interface WireSendCommon {
  readonly messaging_product: 'whatsapp';
  readonly recipient_type: 'individual';
  /** `+` and country code; wins over `recipient` when both are there. */
  readonly to?: string;
  /** Business-scoped user id, when no phone number is known. */
  readonly recipient?: string;
  readonly context?: { readonly message_id: string };
  /** Comes back on every status of the message; at most 512 characters. */
  readonly biz_opaque_callback_data?: string;
}

export type WireSendRequest = WireSendCommon &
  (
    | { readonly type: 'text'; readonly text: { readonly body: string; readonly preview_url?: boolean } }
    | { readonly type: 'interactive'; readonly interactive: WireInteractive }
  );

/** Marks a message and all before it as read; with `typing_indicator` it also shows "typing…" until a reply or 25 s. */
export interface WireReadRequest {
  readonly messaging_product: 'whatsapp';
  readonly status: 'read';
  readonly message_id: string;
  readonly typing_indicator?: { readonly type: 'text' };
}

/** 200: accepted, not yet delivered. */
export interface WireSendAnswer {
  readonly messaging_product: 'whatsapp';
  readonly contacts: readonly { readonly input: string; readonly wa_id?: string; readonly user_id?: string }[];
  readonly messages: readonly { readonly id: string; readonly message_status?: string }[];
}

export interface WireSuccessAnswer {
  readonly success: true;
}

/** The wamid of an answer that says "accepted", or null when it does not. */
export function acceptedWamid(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const { messages } = answer as { messages?: unknown };
  if (!Array.isArray(messages)) return null;
  const first: unknown = messages[0];
  if (typeof first !== 'object' || first === null) return null;
  const { id } = first as { id?: unknown };
  return typeof id === 'string' && id.length > 0 ? id : null;
}
