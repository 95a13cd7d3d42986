import type { MediaType } from '@parley/vocabulary';

/** A file as the channel announces it; the bytes come later, or never. */
export interface AnnouncedMedia {
  /** The channel's own id of the file; lives for days. */
  readonly channelMediaId: string;
  readonly mimeType?: string;
  /** Base64 or hexadecimal, as the channel wrote it. */
  readonly sha256?: string;
  readonly filename?: string;
  readonly voice?: true;
  readonly animated?: true;
}

export interface Place {
  readonly latitude: number;
  readonly longitude: number;
  readonly name?: string;
  readonly address?: string;
  readonly url?: string;
}

export interface ContactCard {
  readonly name: string | null;
  readonly organisation?: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly addresses?: readonly string[];
  readonly urls?: readonly string[];
  readonly birthday?: string;
}

export interface OrderedProduct {
  readonly product: string | null;
  readonly quantity: number | null;
  /** Of one piece. */
  readonly price: number | null;
  readonly currency: string | null;
}

export interface Order {
  readonly catalogId?: string;
  /** At most 100; `productCount` says how many there were. */
  readonly products: readonly OrderedProduct[];
  readonly productCount: number;
  /** What the products come to, a sum for each currency; only of those with quantity and price. */
  readonly totals: readonly { readonly currency: string | null; readonly amount: number }[];
}

/** The advertisement or post somebody came by. */
export interface Referral {
  readonly headline?: string;
  readonly body?: string;
  readonly sourceUrl?: string;
  readonly sourceId?: string;
  /** `ad`, `post`, … as WhatsApp names it. */
  readonly sourceType?: string;
}

/** A product of our catalogue, by its ids. */
export interface ProductReference {
  readonly catalogId?: string;
  readonly productId: string;
}

/** What stands around any message. */
export interface Surroundings {
  /** `often`: through more than five hands. */
  readonly forwarded?: 'once' | 'often';
  readonly referral?: Referral;
  /** The product a question is about. */
  readonly referredProduct?: ProductReference;
}

/** What a message says and shows, by its kind. `text` is what a reader reads first: text, caption, title, sentence of the channel. */
export type InboundContent =
  | { readonly type: 'text'; readonly text: string; readonly content: null }
  | { readonly type: MediaType; readonly text: string | null; readonly content: { readonly media: AnnouncedMedia } }
  | { readonly type: 'location'; readonly text: string | null; readonly content: { readonly location: Place } }
  | {
      readonly type: 'contacts';
      readonly text: string | null;
      /** `shared`: the customer answered our request for their own card. */
      readonly content: { readonly contacts: readonly ContactCard[]; readonly contactCount: number; readonly shared?: true };
    }
  | {
      readonly type: 'interactive';
      readonly text: string | null;
      readonly tapped: Tapped;
      readonly content: { readonly description?: string } | null;
    }
  | {
      readonly type: 'interactive';
      readonly text: string | null;
      readonly content:
        | { readonly form: { readonly name: string | null; readonly response: string | null } }
        | { readonly callPermission: { readonly response: string; readonly expiresAt?: string } }
        | { readonly product: ProductReference };
    }
  | { readonly type: 'order'; readonly text: string | null; readonly content: { readonly order: Order } }
  /** `text` null: the reaction was taken back. `amends` null: it names no message. */
  | { readonly type: 'reaction'; readonly text: string | null; readonly amends: Amendment | null; readonly content: null }
  | { readonly type: 'edit'; readonly text: string | null; readonly amends: Amendment; readonly content: null }
  | { readonly type: 'revoke'; readonly text: null; readonly amends: Amendment; readonly content: null }
  | {
      readonly type: 'system';
      readonly text: string | null;
      readonly content: {
        /** `user_changed_number`, `user_changed_user_id`, `customer_identity_changed`, … */
        readonly notice?: string;
        readonly phone?: string;
        readonly bsuid?: string;
        readonly previousBsuid?: string;
      };
    }
  | {
      readonly type: 'unsupported';
      readonly text: null;
      readonly content: { readonly originalType?: string; readonly errorCode?: number; readonly reason?: string };
    };

export interface Tapped {
  readonly id: string;
  readonly title: string;
}

/** What a message does to an earlier one. The emoji null: taken back. */
export type Amendment = { readonly targetWamid: string } & (
  | { readonly kind: 'edit'; readonly text: string | null }
  | { readonly kind: 'revoke' }
  | { readonly kind: 'reaction'; readonly emoji: string | null }
);
