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
    }
  | {
      readonly type: 'cta_url';
      readonly body: { readonly text: string };
      readonly action: { readonly name: 'cta_url'; readonly parameters: { readonly display_text: string; readonly url: string } };
    };

/** A value for a gap, or a file above the text by the id of its upload; `parameter_name` only in templates whose gaps have names. */
export type WireTemplateParameter =
  | { readonly type: 'text'; readonly text: string; readonly parameter_name?: string }
  | { readonly type: 'image'; readonly image: { readonly id: string } }
  | { readonly type: 'video'; readonly video: { readonly id: string } }
  | { readonly type: 'document'; readonly document: { readonly id: string; readonly filename: string } }
  | { readonly type: 'coupon_code'; readonly coupon_code: string }
  | {
      readonly type: 'location';
      readonly location: { readonly latitude: number; readonly longitude: number; readonly name: string; readonly address: string };
    };

export type WireTemplateComponent =
  | { readonly type: 'header' | 'body'; readonly parameters: readonly WireTemplateParameter[] }
  | {
      readonly type: 'button';
      readonly sub_type: 'url' | 'copy_code';
      /** Place of the button, from 0, as text. */
      readonly index: string;
      readonly parameters: readonly WireTemplateParameter[];
    };

export interface WireTemplate {
  readonly name: string;
  readonly language: { readonly code: string };
  readonly components?: readonly WireTemplateComponent[];
}

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

/** A file by the id of its upload. No caption on sound and stickers; a file name on documents only, `voice` on OGG with Opus only. */
export interface WireSentMedia {
  readonly id: string;
  readonly caption?: string;
  readonly filename?: string;
  readonly voice?: true;
}

export type WireMediaPart =
  | { readonly type: 'image'; readonly image: WireSentMedia }
  | { readonly type: 'video'; readonly video: WireSentMedia }
  | { readonly type: 'audio'; readonly audio: WireSentMedia }
  | { readonly type: 'document'; readonly document: WireSentMedia }
  | { readonly type: 'sticker'; readonly sticker: WireSentMedia };

export type WireSendRequest = WireSendCommon &
  (
    | { readonly type: 'text'; readonly text: { readonly body: string; readonly preview_url?: boolean } }
    | { readonly type: 'interactive'; readonly interactive: WireInteractive }
    | { readonly type: 'template'; readonly template: WireTemplate }
    | WireMediaPart
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

/**
 * What an accepted answer says beside the id. Only templates have it: `accepted`, `held_for_quality_assessment` (WhatsApp watches how the
 * first customers take it, and may drop the rest), `paused`.
 */
export function messageStatus(answer: unknown): string | null {
  const status = firstMessage(answer)?.['message_status'];
  return typeof status === 'string' ? status : null;
}

/** The wamid of an answer that says "accepted", or null when it does not. */
export function acceptedWamid(answer: unknown): string | null {
  const id = firstMessage(answer)?.['id'];
  return typeof id === 'string' && id.length > 0 ? id : null;
}

function firstMessage(answer: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const { messages } = answer as { messages?: unknown };
  if (!Array.isArray(messages)) return null;
  const first: unknown = messages[0];
  return typeof first === 'object' && first !== null ? (first as Readonly<Record<string, unknown>>) : null;
}
