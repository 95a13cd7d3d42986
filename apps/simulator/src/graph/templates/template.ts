export const TEMPLATE_STATES = ['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED'] as const;
export type TemplateState = (typeof TEMPLATE_STATES)[number];

export const TEMPLATE_CATEGORIES = ['UTILITY', 'MARKETING', 'AUTHENTICATION'] as const;
export type TemplateCategory = (typeof TEMPLATE_CATEGORIES)[number];

export const TEMPLATE_SCORES = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'] as const;
export type TemplateScore = (typeof TEMPLATE_SCORES)[number];

export type TemplateButton =
  | { readonly type: 'QUICK_REPLY'; readonly text: string }
  | { readonly type: 'URL'; readonly text: string; readonly url: string; readonly example?: readonly string[] }
  | { readonly type: 'PHONE_NUMBER'; readonly text: string; readonly phone_number: string }
  | { readonly type: 'COPY_CODE'; readonly text?: string; readonly example?: readonly string[] };

/** A part of a template as Meta lists it. */
export type TemplateComponent =
  | { readonly type: 'HEADER'; readonly format: 'TEXT'; readonly text: string; readonly example?: unknown }
  | { readonly type: 'HEADER'; readonly format: 'IMAGE' | 'VIDEO' | 'DOCUMENT' | 'LOCATION'; readonly example?: unknown }
  | { readonly type: 'BODY'; readonly text: string; readonly example?: unknown }
  | { readonly type: 'FOOTER'; readonly text: string }
  | { readonly type: 'BUTTONS'; readonly buttons: readonly TemplateButton[] };

/** A template as `GET /{business account}/message_templates` lists it. */
export interface Template {
  readonly id: string;
  readonly name: string;
  /** Code as Meta writes it: `en_US`, `pt_BR`. */
  readonly language: string;
  readonly category: TemplateCategory;
  readonly status: TemplateState;
  readonly parameter_format: 'POSITIONAL' | 'NAMED';
  readonly quality_score: { readonly score: TemplateScore };
  readonly components: readonly TemplateComponent[];
  /** Sends of it are accepted, and held until WhatsApp knows how the first customers take it (Meta: "pacing"). */
  readonly pacing: boolean;
}

export const GAP = /\{\{\s*(\w+)\s*\}\}/g;

/** The gaps of a text, each once: numbers in their order, names in that of the text. */
export function gapsOf(text: string): string[] {
  const places = [...new Set(Array.from(text.matchAll(GAP), ([, place]) => place ?? ''))];
  return places.every((place) => /^\d+$/.test(place)) ? places.sort((one, other) => Number(one) - Number(other)) : places;
}

export function partOf<T extends TemplateComponent['type']>(
  template: Template,
  type: T,
): Extract<TemplateComponent, { type: T }> | undefined {
  return template.components.find((part): part is Extract<TemplateComponent, { type: T }> => part.type === type);
}

export const buttonsOf = (template: Template): readonly TemplateButton[] => partOf(template, 'BUTTONS')?.buttons ?? [];
