import type { Action, Choice } from '../../messages/message-record.js';
import type { Content } from '../content/content.js';
import { isFields, textIn, type Fields } from '../content/fields.js';
import { readMedia } from '../content/read-media.js';
import { GraphError, invalidParameter, invalidValue, missingParameter } from '../graph-error.js';
import type { MediaStore } from '../media/media-store.js';
import { buttonsOf, GAP, gapsOf, partOf, type Template, type TemplateButton } from './template.js';

const LONGEST = { header: 60, body: 1024 } as const;
const LONGEST_CODE = 15;
/** What a button made as `OTP` is listed as. */
const CODE_LINK = 'https://www.whatsapp.com/otp/code/';

/**
 * Fills an approved template with the components of a send. Refuses with 132000 (wrong number of values), 132005 (too long), 131008 (a link
 * without its end), 131009 (a file that is not there), 132012 (a value or file of the wrong kind or name), 132018 (line breaks, tabs or rows of blanks in a value).
 */
export function renderTemplate(template: Template, request: Fields, media: MediaStore): Content {
  const components = Array.isArray(request['components']) ? request['components'].filter(isFields) : [];
  const given = (type: string): readonly Fields[] => {
    const found = components.find((component) => String(component['type']).toLowerCase() === type);
    return Array.isArray(found?.['parameters']) ? found['parameters'].filter(isFields) : [];
  };
  const header = partOf(template, 'HEADER');
  const words = [
    header?.format === 'TEXT' ? fill('header', header.text, given('header'), template) : null,
    fill('body', partOf(template, 'BODY')?.text ?? '', given('body'), template),
    partOf(template, 'FOOTER')?.text ?? null,
  ];
  if (header && header.format !== 'TEXT') assertHeader(header.format, given('header'), media);
  if (!header && given('header').length > 0) throw countMismatch('header', given('header').length, 0);
  const { choices, actions } = readButtons(buttonsOf(template), components);
  return {
    text: words.filter((part) => part !== null).join('\n\n'),
    choices,
    ...(actions.length === 0 ? {} : { actions }),
    ...(template.category === 'AUTHENTICATION' ? { needsPhone: true } : {}),
    ...(template.pacing ? { messageStatus: 'held_for_quality_assessment' } : {}),
  };
}

function fill(part: 'header' | 'body', text: string, given: readonly Fields[], template: Template): string {
  const places = gapsOf(text);
  if (given.length !== places.length) {
    throw countMismatch(part, given.length, places.length);
  }
  const values = new Map(given.map((parameter, index) => [placeOf(parameter, index, places, template), textOf(parameter)]));
  for (const place of places) if (!values.has(place)) throw formatMismatch(`${part}: no parameter is named ${place}`);
  const filled = text.replace(GAP, (_, place: string) => values.get(place) ?? '');
  if (filled.length > LONGEST[part]) {
    throw new GraphError(400, 132005, '(#132005) Translated text too long', { details: `${part}: at most ${LONGEST[part]} characters` });
  }
  return filled;
}

function placeOf(parameter: Fields, index: number, places: readonly string[], template: Template): string {
  if (template.parameter_format === 'POSITIONAL') return places[index] ?? '';
  const name = parameter['parameter_name'];
  if (typeof name !== 'string') throw formatMismatch('Parameter name is missing or empty');
  return name;
}

function textOf(parameter: Fields): string {
  if (parameter['type'] !== 'text') throw formatMismatch(`expected TEXT, received ${String(parameter['type']).toUpperCase()}`);
  const text = textIn(parameter, 'text', 'template.components.parameters.text');
  if (/[\r\n\t]| {5,}/.test(text)) {
    throw new GraphError(400, 132018, '(#132018) There is an issue with the parameters in your template', {
      details: 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces',
    });
  }
  return text;
}

/** What may stand above a template: less than a message of its own may carry. */
const HEADER_TYPES: Readonly<Record<string, readonly string[]>> = {
  image: ['image/jpeg', 'image/png'],
  video: ['video/mp4', 'video/3gpp'],
  document: ['application/pdf'],
};

function assertHeader(format: string, given: readonly Fields[], media: MediaStore): void {
  const kind = format.toLowerCase();
  const [parameter] = given;
  const type = parameter?.['type'];
  const found = typeof type === 'string' ? type.toUpperCase() : 'UNKNOWN';
  if (given.length !== 1 || found !== format) throw formatMismatch(`header: Format mismatch, expected ${format}, received ${found}`);
  const value = parameter?.[kind];
  if (!isFields(value)) throw missingParameter(`header: parameter ${kind} is required`);
  if (kind in HEADER_TYPES) assertHeaderFile(kind, value, media);
}

function assertHeaderFile(kind: string, file: Fields, media: MediaStore): void {
  const strange = Object.keys(file).find((key) => !['id', 'link', ...(kind === 'document' ? ['filename'] : [])].includes(key));
  if (strange !== undefined) throw invalidParameter(`Unexpected key "${strange}" on param "template['components'][header]['${kind}']".`);
  readMedia(file, kind, media);
  const uploaded = typeof file['id'] === 'string' ? media.find(file['id']) : undefined;
  if (uploaded && HEADER_TYPES[kind]?.includes(uploaded.mimeType) !== true) {
    throw formatMismatch(`header: ${uploaded.mimeType} cannot stand above a template as ${kind.toUpperCase()}`);
  }
}

/** What can be tapped: quick replies come back with their payload, or their title where the send gives none; the others stay on the phone. */
function readButtons(buttons: readonly TemplateButton[], components: readonly Fields[]): { choices: Choice[]; actions: Action[] } {
  const given = components.filter((component) => String(component['type']).toLowerCase() === 'button');
  for (const component of given) {
    if (!(Number(component['index']) < buttons.length))
      throw invalidValue(`buttons: there is no button at index ${String(component['index'])}`);
  }
  const choices: Choice[] = [];
  const actions: Action[] = [];
  for (const [index, button] of buttons.entries()) {
    const component = given.find((one) => Number(one['index']) === index);
    if (component) assertSubType(button, component['sub_type'], index);
    const parameter = Array.isArray(component?.['parameters']) ? component['parameters'].find(isFields) : undefined;
    if (button.type === 'QUICK_REPLY') {
      const payload = parameter?.['payload'];
      choices.push({ id: typeof payload === 'string' && payload !== '' ? payload : button.text, title: button.text });
    } else actions.push(actionOf(button, parameter, index));
  }
  return { choices, actions };
}

function actionOf(button: Exclude<TemplateButton, { type: 'QUICK_REPLY' }>, parameter: Fields | undefined, index: number): Action {
  if (button.type === 'PHONE_NUMBER') return { title: button.text, opens: `tel:${button.phone_number}` };
  if (button.type === 'COPY_CODE') return { title: button.text ?? 'Copy code', copies: readCode(parameter, index) };
  if (gapsOf(button.url).length === 0) return { title: button.text, opens: button.url };
  if (!parameter) throw missingParameter(`buttons: Button at index ${index} of type Url requires a parameter`);
  const end = textOf(parameter);
  if (!button.url.startsWith(CODE_LINK)) return { title: button.text, opens: button.url.replace(GAP, () => end) };
  // It copies what it is given, and takes no more than a code.
  if (end.length > LONGEST_CODE) throw invalidValue(`One-time code length invalid. Min length: 1, Max length: ${LONGEST_CODE}`);
  return { title: button.text, copies: end };
}

const SUB_TYPES: Readonly<Partial<Record<TemplateButton['type'], string>>> = {
  QUICK_REPLY: 'quick_reply',
  URL: 'url',
  COPY_CODE: 'copy_code',
};

/** A parameter says for what kind of button it is, and must be right. */
function assertSubType(button: TemplateButton, subType: unknown, index: number): void {
  if (typeof subType !== 'string') throw missingParameter(`buttons: sub_type is required at index ${index}`);
  if (subType.toLowerCase() !== SUB_TYPES[button.type]) throw formatMismatch(`buttons: no ${subType} button at index ${index}`);
}

function readCode(parameter: Fields | undefined, index: number): string {
  if (!parameter) throw missingParameter(`buttons: Button at index ${index} of type CopyCode requires a parameter`);
  const code = parameter['coupon_code'];
  if (parameter['type'] !== 'coupon_code' || typeof code !== 'string')
    throw formatMismatch(`buttons: expected COUPON_CODE at index ${index}`);
  if (code === '' || code.length > LONGEST_CODE)
    throw invalidValue(`coupon_code length invalid. Min length: 1, Max length: ${LONGEST_CODE}`);
  return code;
}

const countMismatch = (part: string, given: number, expected: number): GraphError =>
  new GraphError(400, 132000, '(#132000) Number of parameters does not match the expected number of params', {
    details: `${part}: number of localizable_params (${given}) does not match the expected number of params (${expected})`,
  });

const formatMismatch = (details: string): GraphError =>
  new GraphError(400, 132012, '(#132012) Parameter format does not match format in the created template', { details });
