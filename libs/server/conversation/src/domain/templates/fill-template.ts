import {
  MAX_COPY_CODE,
  MAX_LOCATION_WORDS,
  MAX_ONE_TIME_CODE,
  MAX_TEMPLATE_BODY,
  MAX_TEMPLATE_HEADER,
  MAX_TEMPLATE_URL,
} from '@parley/vocabulary';
import type { Button, OutboundContent, TemplateValue } from '../content.js';
import {
  codeButtonsOf,
  fillGaps,
  type LocationWord,
  parametersOf,
  type MessageTemplate,
  type TemplateHeader,
  type TemplateParameter,
  type TemplateParts,
} from './message-template.js';

export type TemplateContent = Extract<OutboundContent, { type: 'template' }>;

/** One thing wrong with what was given. `key` is the parameter's. */
export interface ParameterFault {
  readonly key: string;
  readonly message: string;
}

/** Meta refuses "more than four" blanks in a row; nobody needs four, and counting differs between its pages. */
const TOO_MANY_BLANKS = / {4,}/;
/** What may not stand in the part of an address that a value fills: it would end the link, or change where it leads to. */
const NOT_IN_ADDRESS = /[\s\p{Cc}\\<>"^`{}|]/u;

/**
 * Fills a template's gaps, or says everything that is wrong with the values: missing or blank, unknown, with what WhatsApp refuses in
 * them (line breaks, tabs, rows of blanks), or too long where they stand. What is filled here WhatsApp has no reason to refuse.
 * @param values by the keys of `parametersOf`
 */
export function fillTemplate(
  template: MessageTemplate,
  values: Readonly<Record<string, string>>,
): { readonly content: TemplateContent } | { readonly faults: readonly ParameterFault[] } {
  const parameters = parametersOf(template.parts);
  const isCode = codeButtonsOf(template.parts).length > 0;
  const known = new Set(parameters.map(({ key }) => key));
  const faults: ParameterFault[] = Object.keys(values)
    .filter((key) => !known.has(key))
    .map((key) => ({ key: key.slice(0, 100), message: 'the template has no such parameter' }));
  for (const parameter of parameters) {
    const value = values[parameter.key];
    const message = valueFault(parameter, value) ?? (isCode && parameter.part === 'body' ? codeFault(value ?? '') : null);
    if (message !== null) faults.push({ key: parameter.key, message });
  }
  if (faults.length > 0) return { faults };
  const filled = fillParts(template.parts, values);
  faults.push(...lengthFaults(filled, parameters));
  if (faults.length > 0) return { faults };
  const { id, name, language, category } = template;
  return {
    content: {
      type: 'template',
      text: textOf(filled),
      template: { id, name, language, category },
      values: [
        ...parameters.map((parameter) => ({ ...parameter, text: values[parameter.key] ?? '' })),
        ...copiedCodes(template.parts, values),
      ],
      ...(filled.buttons.length === 0 ? {} : { buttons: filled.buttons }),
    },
  };
}

function valueFault(parameter: TemplateParameter, value: string | undefined): string | null {
  if (value === undefined) return 'a value is missing';
  if (value.trim() === '') return 'the value must not be empty';
  if (/[\r\n\t\v\f\u0085\u2028\u2029]/.test(value)) return 'WhatsApp allows no line breaks or tabs in a value';
  if (/\p{Cc}/u.test(value) || /\p{Cs}/u.test(value)) return 'the value holds characters that are no text';
  if (TOO_MANY_BLANKS.test(value)) return 'WhatsApp allows at most three blanks in a row';
  if (parameter.part === 'location') return locationFault(parameter.place, value);
  if (parameter.part !== 'button') return null;
  if (parameter.kind === 'copy-code') return value.length > MAX_COPY_CODE ? `at most ${MAX_COPY_CODE} characters` : null;
  return NOT_IN_ADDRESS.test(value) ? 'the end of a link must hold no blanks, quotes or brackets' : null;
}

/** What a customer copies and pastes: short, and in one piece. */
function codeFault(value: string): string | null {
  if (value.length > MAX_ONE_TIME_CODE) return `a one-time code has at most ${MAX_ONE_TIME_CODE} characters`;
  return /\s/u.test(value) ? 'a one-time code has no blanks in it' : null;
}

/** WhatsApp wants the code once more for each button that copies it. */
function copiedCodes(parts: TemplateParts, values: Readonly<Record<string, string>>): TemplateValue[] {
  const [code] = parametersOf(parts).filter(({ part }) => part === 'body');
  const text = code === undefined ? '' : (values[code.key] ?? '');
  return codeButtonsOf(parts).map((index) => ({ key: `button.${index}`, part: 'button', index, kind: 'one-time-code', text }));
}

const LARGEST_DEGREE: Readonly<Partial<Record<LocationWord, number>>> = { latitude: 90, longitude: 180 };

function locationFault(place: LocationWord, value: string): string | null {
  const largest = LARGEST_DEGREE[place];
  if (largest === undefined) return value.length > MAX_LOCATION_WORDS ? `at most ${MAX_LOCATION_WORDS} characters` : null;
  const isDegree = /^-?\d{1,3}(\.\d{1,15})?$/.test(value) && Math.abs(Number(value)) <= largest;
  return isDegree ? null : `must be degrees from -${largest} to ${largest}, such as 51.5072`;
}

interface FilledParts {
  readonly header: string | null;
  readonly body: string;
  readonly footer: string | null;
  readonly buttons: readonly Button[];
  readonly urls: readonly (string | null)[];
}

function fillParts(parts: TemplateParts, values: Readonly<Record<string, string>>): FilledParts {
  const { header, body, footer, buttons } = parts;
  const inPart = (part: string) => (place: string) => values[`${part}.${place}`] ?? '';
  return {
    header: header === null ? null : headerWords(header, inPart('header')),
    body: fillGaps(body, inPart('body')),
    footer,
    // A quick reply comes back under its own words, for the send gives it no other name.
    buttons: buttons.map(({ kind, title }, index) => ({ id: kind === 'quick-reply' ? title : String(index), title })),
    urls: buttons.map(({ url }, index) => (url === undefined ? null : fillGaps(url, () => values[`button.${index}`] ?? ''))),
  };
}

/** What there is to read of it: of a place what it is called and where it is. */
function headerWords(header: TemplateHeader, valueOf: (place: string) => string): string | null {
  if (header.kind === 'text') return fillGaps(header.text, valueOf);
  return header.kind === 'location' ? `${valueOf('name')}\n${valueOf('address')}` : null;
}

/** Blamed on the first parameter of the part: somebody has to shorten one of them. */
function* lengthFaults(filled: FilledParts, parameters: readonly TemplateParameter[]): Generator<ParameterFault> {
  const keyIn = (part: 'header' | 'body'): string => parameters.find((one) => one.part === part)?.key ?? part;
  const isPlace = parameters.some(({ part }) => part === 'location');
  if (filled.header !== null && !isPlace && filled.header.length > MAX_TEMPLATE_HEADER) {
    yield {
      key: keyIn('header'),
      message: `the header with its value may be ${MAX_TEMPLATE_HEADER} characters long, it is ${filled.header.length}`,
    };
  }
  if (filled.body.length > MAX_TEMPLATE_BODY) {
    yield {
      key: keyIn('body'),
      message: `the text with its values may be ${MAX_TEMPLATE_BODY} characters long, it is ${filled.body.length}`,
    };
  }
  for (const [index, url] of filled.urls.entries()) {
    if (url !== null && url.length > MAX_TEMPLATE_URL)
      yield { key: `button.${index}`, message: `the link may be ${MAX_TEMPLATE_URL} characters long` };
  }
}

/** As the thread shows it: what the customer reads, part by part. */
function textOf({ header, body, footer }: FilledParts): string {
  return [header, body, footer].filter((part) => part !== null && part !== '').join('\n\n');
}
