import type { Choice } from '../../messages/message-record.js';
import type { Content } from '../content/content.js';
import { isFields, textIn, type Fields } from '../content/fields.js';
import { GraphError, invalidValue, missingParameter } from '../graph-error.js';
import { buttonsOf, GAP, gapsOf, partOf, type Template, type TemplateButton } from './template.js';

const LONGEST = { header: 60, body: 1024 } as const;
const LONGEST_CODE = 15;

/**
 * Fills an approved template with the components of a send. Refuses with 132000 (wrong number of values), 132005 (too long), 131008 (a link
 * without its end), 132012 (a value of the wrong kind or name), 132018 (line breaks, tabs or rows of blanks in a value).
 */
export function renderTemplate(template: Template, request: Fields): Content {
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
  if (header && header.format !== 'TEXT') assertHeader(header.format, given('header'));
  return {
    text: words.filter((part) => part !== null).join('\n\n'),
    choices: readButtons(buttonsOf(template), components),
    ...(template.pacing ? { messageStatus: 'held_for_quality_assessment' } : {}),
  };
}

function fill(part: 'header' | 'body', text: string, given: readonly Fields[], template: Template): string {
  const places = gapsOf(text);
  if (given.length !== places.length) {
    throw new GraphError(400, 132000, '(#132000) Number of parameters does not match the expected number of params', {
      details: `${part}: number of localizable_params (${given.length}) does not match the expected number of params (${places.length})`,
    });
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

function assertHeader(format: string, given: readonly Fields[]): void {
  const kind = format.toLowerCase();
  const [parameter] = given;
  const type = parameter?.['type'];
  const found = typeof type === 'string' ? type.toUpperCase() : 'UNKNOWN';
  if (given.length !== 1 || found !== format) throw formatMismatch(`header: Format mismatch, expected ${format}, received ${found}`);
  if (!isFields(parameter?.[kind])) throw missingParameter(`header: parameter ${kind} is required`);
}

/** What can be tapped: quick replies come back with their payload, or their title where the send gives none. */
function readButtons(buttons: readonly TemplateButton[], components: readonly Fields[]): Choice[] {
  const given = components.filter((component) => String(component['type']).toLowerCase() === 'button');
  for (const component of given) {
    if (!(Number(component['index']) < buttons.length))
      throw invalidValue(`buttons: there is no button at index ${String(component['index'])}`);
  }
  return buttons.flatMap((button, index) => {
    const component = given.find((one) => Number(one['index']) === index);
    const parameters = Array.isArray(component?.['parameters']) ? component['parameters'].filter(isFields) : [];
    const [parameter] = parameters;
    if (button.type === 'URL' && gapsOf(button.url).length > 0) {
      if (!parameter) throw missingParameter(`buttons: Button at index ${index} of type Url requires a parameter`);
      textOf(parameter);
    }
    if (button.type === 'COPY_CODE') assertCode(parameter, index);
    if (button.type !== 'QUICK_REPLY') return [];
    const payload = parameter?.['payload'];
    return [{ id: typeof payload === 'string' && payload !== '' ? payload : button.text, title: button.text }];
  });
}

function assertCode(parameter: Fields | undefined, index: number): void {
  if (!parameter) throw missingParameter(`buttons: Button at index ${index} of type CopyCode requires a parameter`);
  const code = parameter['coupon_code'];
  if (parameter['type'] !== 'coupon_code' || typeof code !== 'string')
    throw formatMismatch(`buttons: expected COUPON_CODE at index ${index}`);
  if (code === '' || code.length > LONGEST_CODE)
    throw invalidValue(`coupon_code length invalid. Min length: 1, Max length: ${LONGEST_CODE}`);
}

const formatMismatch = (details: string): GraphError =>
  new GraphError(400, 132012, '(#132012) Parameter format does not match format in the created template', { details });
