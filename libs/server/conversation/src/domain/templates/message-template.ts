import type { TemplateCategory, TemplateStatus } from '@parley/vocabulary';

/** What stands above the body: words, a file or a place that each send brings along, or what we only show. */
export type TemplateHeader = { readonly kind: 'text'; readonly text: string } | { readonly kind: TemplateFileKind | 'location' | 'other' };

export const TEMPLATE_FILE_KINDS = ['image', 'video', 'document'] as const;
export type TemplateFileKind = (typeof TEMPLATE_FILE_KINDS)[number];

/**
 * `url` holds its address, with at most one gap at its end; `one-time-code` copies the code that stands in the body, and so has no gap of its
 * own; `other` is a kind we only show.
 */
export interface TemplateButton {
  readonly kind: 'quick-reply' | 'url' | 'phone' | 'copy-code' | 'one-time-code' | 'other';
  readonly title: string;
  readonly url?: string;
}

/** What is said, with gaps: `{{1}}`, `{{2}}` … or `{{order_number}}`. */
export interface TemplateParts {
  readonly header: TemplateHeader | null;
  readonly body: string;
  readonly footer: string | null;
  readonly buttons: readonly TemplateButton[];
  /** Samples that were shown to WhatsApp, by the parameter's key. */
  readonly examples: Readonly<Record<string, string>>;
  /** Why the composer cannot send it although WhatsApp would, in plain words; null: it can. */
  readonly obstacle: string | null;
}

/** A message WhatsApp has approved beforehand: the only kind that may be sent outside the service window. */
export interface MessageTemplate {
  readonly id: string;
  /** With the language, what WhatsApp knows it by. */
  readonly name: string;
  /** As WhatsApp writes it: `en_US`, `pt_BR`. */
  readonly language: string;
  readonly category: TemplateCategory;
  readonly status: TemplateStatus;
  readonly parts: TemplateParts;
}

/** One gap, where it stands and by what key it is filled. */
export type TemplateParameter =
  | {
      /** `header.1`, `body.2`, `body.order_number`. */
      readonly key: string;
      readonly part: 'header' | 'body';
      readonly place: string;
      readonly named: boolean;
    }
  | {
      /** `header.latitude`: a place on the map stands above the body, and this says which. */
      readonly key: string;
      readonly part: 'location';
      readonly place: LocationWord;
    }
  | {
      /** `button.0`: the button with this number. */
      readonly key: string;
      readonly part: 'button';
      readonly index: number;
      readonly kind: 'url' | 'copy-code' | 'one-time-code';
    };

/** What WhatsApp wants to know of a place, all of it. */
export const LOCATION_WORDS = ['latitude', 'longitude', 'name', 'address'] as const;
export type LocationWord = (typeof LOCATION_WORDS)[number];

const GAP = /\{\{\s*(\w+)\s*\}\}/g;

/** Puts values into a text's gaps, in one pass: a value that looks like a gap stays what it is. */
export function fillGaps(text: string, valueOf: (place: string) => string): string {
  return text.replace(GAP, (_, place: string) => valueOf(place));
}

/** The gaps of a template in the order in which WhatsApp takes their values: header, body, buttons; numbers in their own order. */
export function parametersOf({ header, body, buttons }: TemplateParts): readonly TemplateParameter[] {
  return [
    ...(header?.kind === 'text' ? gapsOf('header', header.text) : []),
    ...(header?.kind === 'location' ? LOCATION_WORDS.map((place) => ({ key: `header.${place}`, part: 'location', place }) as const) : []),
    ...gapsOf('body', body),
    ...buttons.flatMap((button, index) => buttonGap(button, index)),
  ];
}

/** What kind of file stands above the body; null: none. */
export function fileAbove({ header }: TemplateParts): TemplateFileKind | null {
  return TEMPLATE_FILE_KINDS.find((kind) => kind === header?.kind) ?? null;
}

/** The places of the buttons that copy the code in the body. Where there are any, what fills the body is that code. */
export function codeButtonsOf({ buttons }: TemplateParts): readonly number[] {
  return buttons.flatMap(({ kind }, index) => (kind === 'one-time-code' ? [index] : []));
}

function gapsOf(part: 'header' | 'body', text: string): TemplateParameter[] {
  const places = [...new Set(Array.from(text.matchAll(GAP), ([, place]) => place ?? ''))];
  const named = places.some((place) => !/^\d+$/.test(place));
  const ordered = named ? places : places.sort((one, other) => Number(one) - Number(other));
  return ordered.map((place) => ({ key: `${part}.${place}`, part, place, named }));
}

function buttonGap(button: TemplateButton, index: number): TemplateParameter[] {
  const key = `button.${index}`;
  if (button.kind === 'copy-code') return [{ key, part: 'button', index, kind: 'copy-code' }];
  const hasGap = button.kind === 'url' && (button.url ?? '').match(GAP) !== null;
  return hasGap ? [{ key, part: 'button', index, kind: 'url' }] : [];
}

/** Why a template cannot be sent now, in plain words; null: it can. */
export function whyNotSendable(template: Pick<MessageTemplate, 'status' | 'parts'>): string | null {
  return STATUS_WORDS[template.status] ?? template.parts.obstacle;
}

const STATUS_WORDS: Readonly<Record<TemplateStatus, string | null>> = {
  approved: null,
  pending: 'WhatsApp has not approved it yet',
  paused: 'WhatsApp has paused it because customers complained about it',
  rejected: 'WhatsApp has rejected it',
  disabled: 'WhatsApp has disabled it because customers complained about it',
  deleted: 'It has been deleted at WhatsApp',
  other: 'WhatsApp does not let it be sent at the moment',
};
