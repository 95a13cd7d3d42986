/**
 * The wire of Meta's webhooks, as documented in 2026. Read by a decoder that trusts nothing of it: every field may be missing, null
 * or of another type in a real body, so these types say what Meta means to send, and `unknown` is what a reader starts from.
 * Ids and times in `messages` and `statuses` are strings; times are whole seconds since 1970.
 */
export const WHATSAPP_OBJECT = 'whatsapp_business_account';

export interface WireEnvelope {
  readonly object: typeof WHATSAPP_OBJECT;
  readonly entry: readonly WireEntry[];
}

export interface WireEntry {
  /** WhatsApp Business Account id. */
  readonly id: string;
  readonly changes: readonly WireChange[];
}

export interface WireChange {
  /** `messages` for everything we act on. */
  readonly field: string;
  readonly value: WireChangeValue;
}

export interface WireChangeValue {
  readonly messaging_product: 'whatsapp';
  readonly metadata: { readonly display_phone_number: string; readonly phone_number_id: string };
  readonly contacts?: readonly WireContact[];
  readonly messages?: readonly WireMessage[];
  readonly statuses?: readonly WireStatus[];
  readonly errors?: readonly WireError[];
}

/** Who a message is from, or who a status is about. Matched by `wa_id` or `user_id`, never by its place. */
export interface WireContact {
  readonly profile?: { readonly name?: string; readonly username?: string };
  /** Digits without `+`; left out when WhatsApp may not show the number. */
  readonly wa_id?: string;
  /** Business-scoped user id. */
  readonly user_id?: string;
  readonly parent_user_id?: string;
  readonly identity_key_hash?: string;
}

export interface WireError {
  readonly code: number;
  readonly title: string;
  readonly message?: string;
  readonly error_data?: { readonly details?: string };
  readonly href?: string;
}

export interface WireMessageContext {
  readonly from?: string;
  readonly id?: string;
  readonly forwarded?: boolean;
  readonly frequently_forwarded?: boolean;
  readonly referred_product?: { readonly catalog_id: string; readonly product_retailer_id: string };
}

export interface WireMedia {
  readonly id: string;
  readonly mime_type: string;
  readonly sha256: string;
  readonly url?: string;
  readonly caption?: string;
  readonly filename?: string;
  readonly voice?: boolean;
  readonly animated?: boolean;
}

export type WireInteractiveReply =
  | { readonly type: 'button_reply'; readonly button_reply: { readonly id: string; readonly title: string } }
  | { readonly type: 'list_reply'; readonly list_reply: { readonly id: string; readonly title: string; readonly description?: string } }
  | { readonly type: 'nfm_reply'; readonly nfm_reply: { readonly name: string; readonly body: string; readonly response_json: string } }
  | { readonly type: 'call_permission_reply'; readonly call_permission_reply: { readonly response: string } };

export interface WireMessage {
  readonly from?: string;
  readonly from_user_id?: string;
  readonly from_parent_user_id?: string;
  readonly group_id?: string;
  readonly id: string;
  readonly timestamp: string;
  readonly type: string;
  readonly context?: WireMessageContext;
  readonly referral?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly WireError[];
  readonly text?: { readonly body: string };
  readonly image?: WireMedia;
  readonly video?: WireMedia;
  readonly audio?: WireMedia;
  readonly document?: WireMedia;
  readonly sticker?: WireMedia;
  readonly location?: {
    readonly latitude: number;
    readonly longitude: number;
    readonly name?: string;
    readonly address?: string;
    readonly url?: string;
  };
  readonly contacts?: readonly Readonly<Record<string, unknown>>[];
  readonly interactive?: WireInteractiveReply;
  /** A tap on a template's quick reply. */
  readonly button?: { readonly payload: string; readonly text: string };
  /** Without `emoji` (or with an empty one) the reaction was taken back. */
  readonly reaction?: { readonly message_id: string; readonly emoji?: string };
  readonly order?: Readonly<Record<string, unknown>>;
  readonly system?: {
    readonly body: string;
    readonly type: string;
    readonly wa_id?: string;
    readonly user_id?: string;
    readonly previous_user_id?: string;
  };
  readonly unsupported?: { readonly type: string };
}

export type WireStatusName = 'sent' | 'delivered' | 'read' | 'played' | 'failed';

export interface WireStatus {
  /** The message's id, as the send answer gave it. */
  readonly id: string;
  readonly status: WireStatusName;
  readonly timestamp: string;
  readonly recipient_id?: string;
  readonly recipient_user_id?: string;
  readonly biz_opaque_callback_data?: string;
  readonly conversation?: { readonly id: string; readonly expiration_timestamp?: string; readonly origin?: { readonly type: string } };
  readonly pricing?: {
    readonly billable: boolean;
    readonly pricing_model: string;
    readonly type?: string;
    readonly category: string;
  };
  readonly errors?: readonly WireError[];
}
