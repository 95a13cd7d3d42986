import {
  codeButtonsOf,
  parametersOf,
  type ListedTemplate,
  type TemplateButton,
  type TemplateHeader,
  type TemplateParts,
} from '@parley/conversation';
import type { TemplateCategory, TemplateQuality, TemplateStatus } from '@parley/vocabulary';
import { field, list, shortText, text, wireId } from '../inbound/untrusted.js';

const STATUSES: Readonly<Record<string, TemplateStatus>> = {
  APPROVED: 'approved',
  // Approved again after a pause, in webhooks.
  REINSTATED: 'approved',
  PENDING: 'pending',
  IN_APPEAL: 'pending',
  REJECTED: 'rejected',
  PAUSED: 'paused',
  DISABLED: 'disabled',
  PENDING_DELETION: 'deleted',
  DELETED: 'deleted',
};
const CATEGORIES: Readonly<Record<string, TemplateCategory>> = {
  UTILITY: 'utility',
  MARKETING: 'marketing',
  AUTHENTICATION: 'authentication',
};
const QUALITIES: Readonly<Record<string, TemplateQuality>> = { GREEN: 'high', YELLOW: 'medium', RED: 'low' };

export const templateStatus = (word: unknown): TemplateStatus => lookUp(STATUSES, word) ?? 'other';
export const templateCategory = (word: unknown): TemplateCategory => lookUp(CATEGORIES, word) ?? 'other';
export const templateQuality = (word: unknown): TemplateQuality => lookUp(QUALITIES, word) ?? 'unknown';

function lookUp<T>(table: Readonly<Record<string, T>>, word: unknown): T | undefined {
  const key = typeof word === 'string' ? word.toUpperCase() : '';
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** One template of Graph's list; null when it has no name or language, for then nobody could ever send it. */
export function decodeTemplate(wire: unknown): ListedTemplate | null {
  const name = shortText(field(wire, 'name'), 512);
  const language = shortText(field(wire, 'language'), 20);
  if (name === null || language === null) return null;
  const category = templateCategory(field(wire, 'category'));
  return {
    externalId: wireId(field(wire, 'id')),
    name,
    language,
    category,
    status: templateStatus(field(wire, 'status')),
    quality: templateQuality(field(field(wire, 'quality_score'), 'score')),
    parts: decodeParts(list(field(wire, 'components')), category),
  };
}

function decodeParts(components: readonly unknown[], category: TemplateCategory): TemplateParts {
  const part = (type: string): unknown => components.find((component) => typeOf(component) === type);
  const header = decodeHeader(part('HEADER'));
  const body = text(field(part('BODY'), 'text')) ?? '';
  const buttons = list(field(part('BUTTONS'), 'buttons')).map((button) => decodeButton(button, category));
  const strange = components.map(typeOf).find((type) => !KNOWN_PARTS.has(type));
  const parts = { header, body, footer: text(field(part('FOOTER'), 'text')), buttons, examples: {}, obstacle: null };
  return {
    ...parts,
    examples: examplesOf(parts, { header: part('HEADER'), body: part('BODY'), buttons: list(field(part('BUTTONS'), 'buttons')) }),
    obstacle: obstacleOf(parts, category, strange),
  };
}

const KNOWN_PARTS: ReadonlySet<string> = new Set(['HEADER', 'BODY', 'FOOTER', 'BUTTONS']);
const HEADER_KINDS: Readonly<Record<string, Exclude<TemplateHeader['kind'], 'text'>>> = {
  IMAGE: 'image',
  VIDEO: 'video',
  DOCUMENT: 'document',
  LOCATION: 'location',
};
const BUTTON_KINDS: Readonly<Record<string, TemplateButton['kind']>> = {
  QUICK_REPLY: 'quick-reply',
  URL: 'url',
  PHONE_NUMBER: 'phone',
  COPY_CODE: 'copy-code',
};
/** Buttons without a caption of their own. */
const CAPTIONS: Readonly<Record<string, string>> = { COPY_CODE: 'Copy code' };

function typeOf(component: unknown): string {
  const type = field(component, 'type');
  return typeof type === 'string' ? type.toUpperCase() : '';
}

function decodeHeader(component: unknown): TemplateHeader | null {
  if (component === undefined) return null;
  const format = field(component, 'format');
  if (format === 'TEXT') return { kind: 'text', text: text(field(component, 'text')) ?? '' };
  return { kind: lookUp(HEADER_KINDS, format) ?? 'other' };
}

function decodeButton(wire: unknown, category: TemplateCategory): TemplateButton {
  const type = typeOf(wire);
  if (category === 'authentication' && isCodeButton(wire, type))
    return { kind: 'one-time-code', title: shortText(field(wire, 'text'), 60) ?? 'Copy code' };
  const kind = lookUp(BUTTON_KINDS, type) ?? 'other';
  const url = kind === 'url' ? text(field(wire, 'url')) : null;
  return { kind, title: shortText(field(wire, 'text'), 60) ?? CAPTIONS[type] ?? type, ...(url === null ? {} : { url }) };
}

/** It is made as `OTP` and listed as a link to a page of WhatsApp's own. One that hands its code to an app (`ONE_TAP`, `ZERO_TAP`) is none. */
function isCodeButton(wire: unknown, type: string): boolean {
  if (type === 'OTP') return lookUp({ COPY_CODE: true }, field(wire, 'otp_type')) ?? false;
  const url = type === 'URL' ? text(field(wire, 'url')) : null;
  return url !== null && /^https:\/\/www\.whatsapp\.com\/otp\/code\/?\?(?:[^#]*&)?otp_type=COPY_CODE(?:&|$)/i.test(url);
}

function obstacleOf(parts: TemplateParts, category: TemplateCategory, strange: string | undefined): string | null {
  if (strange !== undefined) return `It has a part that cannot be filled here (${strange.toLowerCase().slice(0, 40) || 'unnamed'})`;
  if (parts.header?.kind === 'other') return 'Above its text stands something newer than this version, which cannot be chosen here';
  if (category === 'authentication') return codeObstacle(parts);
  const button = parts.buttons.find(({ kind }) => kind === 'other');
  if (button) return `It has a button that cannot be filled here (${button.title})`;
  return parts.body === '' ? 'It has no text' : null;
}

/** WhatsApp words these templates itself: one code in the text, one button that copies it. What is built otherwise hands its code to an app. */
function codeObstacle(parts: TemplateParts): string | null {
  if (codeButtonsOf(parts).length !== 1 || parts.buttons.length !== 1) return 'Its one-time code goes to an app, not to a chat';
  const isPlain = parts.header === null && parametersOf(parts).length === 1;
  return isPlain ? null : 'It has no single place for a one-time code';
}

/** The samples by our keys. Meta writes them in another way for each part, and differently again where gaps have names. */
function examplesOf(parts: TemplateParts, wire: { header: unknown; body: unknown; buttons: readonly unknown[] }): Record<string, string> {
  const named = (component: unknown, key: string): ReadonlyMap<unknown, unknown> =>
    new Map(list(field(field(component, 'example'), key)).map((one) => [field(one, 'param_name'), field(one, 'example')]));
  const headerNames = named(wire.header, 'header_text_named_params');
  const bodyNames = named(wire.body, 'body_text_named_params');
  const headerValues = list(field(field(wire.header, 'example'), 'header_text'));
  const bodyValues = list(list(field(field(wire.body, 'example'), 'body_text'))[0]);
  const examples: Record<string, string> = {};
  for (const parameter of parametersOf(parts)) {
    const sample = ((): unknown => {
      if (parameter.part === 'button') return list(field(wire.buttons[parameter.index], 'example'))[0];
      if (parameter.part === 'location') return null;
      const [names, values] = parameter.part === 'header' ? [headerNames, headerValues] : [bodyNames, bodyValues];
      return parameter.named ? names.get(parameter.place) : values[Number(parameter.place) - 1];
    })();
    const words = shortText(sample, 200);
    if (words !== null) examples[parameter.key] = words;
  }
  return examples;
}
