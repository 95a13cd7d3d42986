import type { MediaType } from '@parley/vocabulary';
import type { MessageTemplate, TemplateParameter } from './templates/message-template.js';
import type { TemplateFile } from './templates/template-file.js';

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

/** A template's gap with what fills it, in the order in which the channel takes them. */
export type TemplateValue = TemplateParameter & { readonly text: string };

/** A file that the channel has taken and we keep: of what the customer gets, and of what agents see. */
export interface SentMedia {
  /** Of our own copy. */
  readonly id: string;
  /** The channel's id of what was uploaded; WhatsApp keeps it for 30 days. */
  readonly channelMediaId: string;
  readonly state: 'stored';
  readonly mimeType: string;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  /** Clean. A document always has one; of other kinds WhatsApp shows none. */
  readonly filename: string | null;
  /** The customer gets it as a voice message: with its waveform, and we hear when it was played. */
  readonly voice?: true;
}

/** A file as a message. `text` is its caption, empty when there is none; sound and stickers take none. */
export interface MediaContent {
  readonly type: MediaType;
  readonly text: string;
  readonly media: SentMedia;
}

/** What we send, whatever the channel calls it. Adapters encode it; the limits are in `vocabulary/limits.ts`. */
export type OutboundContent =
  | MediaContent
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'buttons'; readonly text: string; readonly buttons: readonly Button[] }
  | { readonly type: 'list'; readonly text: string; readonly button: string; readonly rows: readonly ListRow[] }
  /** One button that opens a page; WhatsApp shows no others beside it. Label at most 20 characters. */
  | { readonly type: 'link'; readonly text: string; readonly button: string; readonly url: string }
  /** `text`: what the customer reads, with the values in place. Alone of all kinds it may leave outside the service window. */
  | {
      readonly type: 'template';
      readonly text: string;
      readonly template: Pick<MessageTemplate, 'id' | 'name' | 'language' | 'category'>;
      readonly values: readonly TemplateValue[];
      /** Above the words, where the template has a place for one. */
      readonly media?: TemplateFile;
      readonly buttons?: readonly Button[];
    };

/** WhatsApp refuses a caption on sound and on stickers. */
export function takesCaption(kind: MediaType): boolean {
  return kind !== 'audio' && kind !== 'sticker';
}
