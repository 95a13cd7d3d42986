import type { Template } from '../api/schema.js';

export type TemplateValues = Readonly<Record<string, string>>;

/** A stretch of what the customer reads; `isGap`: nothing is written there yet, or it is what was written there. */
export interface FilledStretch {
  readonly text: string;
  readonly isGap: boolean;
}

export interface FilledTemplate {
  readonly header: readonly FilledStretch[];
  readonly body: readonly FilledStretch[];
  readonly footer: string | null;
  readonly buttons: readonly string[];
}

const gap = /\{\{\s*(\w+)\s*\}\}/g;

const fill = (text: string, valueOf: (place: string) => string): FilledStretch[] => {
  const stretches: FilledStretch[] = [];
  let end = 0;
  for (const found of text.matchAll(gap)) {
    const [whole, place = ''] = found;
    if (found.index > end) stretches.push({ text: text.slice(end, found.index), isGap: false });
    // A gap without a value stands there as WhatsApp writes it.
    stretches.push({ text: valueOf(place) || whole, isGap: true });
    end = found.index + whole.length;
  }
  if (end < text.length) stretches.push({ text: text.slice(end), isGap: false });
  return stretches;
};

const headerOf = ({ header }: Template, values: TemplateValues): FilledStretch[] => {
  if (header?.kind === 'text') return fill(header.text ?? '', (place) => values[`header.${place}`] ?? '');
  if (header?.kind !== 'location') return [];
  const lines = ['name', 'address'].map((place) => values[`header.${place}`] ?? '').filter((line) => line !== '');
  return lines.length === 0 ? [] : [{ text: lines.join('\n'), isGap: true }];
};

/** What the customer would read with these values, while they are being typed. The server says whether they are right. */
export const fillTemplate = (template: Template, values: TemplateValues): FilledTemplate => ({
  header: headerOf(template, values),
  body: fill(template.body, (place) => values[`body.${place}`] ?? ''),
  footer: template.footer,
  buttons: template.buttons.map(({ title }) => title),
});
