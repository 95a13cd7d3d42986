import type { FastifyInstance } from 'fastify';
import {
  gapsOf,
  TEMPLATE_CATEGORIES,
  TEMPLATE_SCORES,
  TEMPLATE_STATES,
  type Template,
  type TemplateButton,
  type TemplateComponent,
} from '../graph/templates/template.js';
import type { TemplateShelf } from '../graph/templates/template-shelf.js';
import { ControlError } from './control-error.js';
import { isFields, optionalFlag, optionalText, readBody, text, type Fields } from './request-fields.js';

const KNOWN = ['name', 'language', 'body', 'header', 'footer', 'buttons', 'category', 'status', 'quality', 'pacing'];

/** The business' templates, as if Meta's reviewers had just decided: put, changed, paused, taken away. */
export function mountTemplateControl(app: FastifyInstance, templates: TemplateShelf): void {
  app.get('/control/templates', () => ({ items: templates.all() }));

  app.post<{ Body: unknown }>('/control/templates', async (request, reply) =>
    reply.code(201).send(templates.put(readTemplate(request.body))),
  );

  app.delete<{ Params: { name: string; language: string } }>('/control/templates/:name/:language', async (request, reply) => {
    const { name, language } = request.params;
    if (!templates.remove(name, language)) throw new ControlError(404, `There is no template “${name}” in ${language}.`);
    return await reply.code(204).send();
  });
}

/** `header` is a text, or IMAGE, VIDEO, DOCUMENT or LOCATION; `buttons` stand as in Meta's list. */
function readTemplate(input: unknown): Omit<Template, 'id'> {
  const fields = readBody(input, KNOWN);
  const body = text(fields, 'body');
  const header = optionalText(fields, 'header');
  const footer = optionalText(fields, 'footer');
  const buttons = readButtons(fields['buttons']);
  const components: TemplateComponent[] = [
    ...(header === undefined ? [] : [readHeader(header)]),
    { type: 'BODY', text: body },
    ...(footer === undefined ? [] : [{ type: 'FOOTER', text: footer } as const]),
    ...(buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons } as const]),
  ];
  return {
    name: text(fields, 'name'),
    language: text(fields, 'language'),
    category: oneOf(fields, 'category', TEMPLATE_CATEGORIES, 'UTILITY'),
    status: oneOf(fields, 'status', TEMPLATE_STATES, 'APPROVED'),
    parameter_format: gapsOf(`${body} ${header ?? ''}`).some((place) => !/^\d+$/.test(place)) ? 'NAMED' : 'POSITIONAL',
    quality_score: { score: oneOf(fields, 'quality', TEMPLATE_SCORES, 'UNKNOWN') },
    components,
    pacing: optionalFlag(fields, 'pacing') ?? false,
  };
}

function readHeader(header: string): TemplateComponent {
  const format = (['IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION'] as const).find((one) => one === header);
  return format ? { type: 'HEADER', format } : { type: 'HEADER', format: 'TEXT', text: header };
}

function readButtons(value: unknown): readonly TemplateButton[] {
  if (value === undefined) return [];
  const kinds = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE'];
  if (!Array.isArray(value) || !value.every((one) => isFields(one) && kinds.includes(String(one['type'])))) {
    throw new ControlError(400, `“buttons” must be a list of {type: one of ${kinds.join(', ')}, text, …} as in Meta’s list.`);
  }
  return value as TemplateButton[];
}

function oneOf<const T extends string>(fields: Fields, key: string, allowed: readonly T[], fallback: T): T {
  const value = optionalText(fields, key);
  if (value === undefined) return fallback;
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new ControlError(400, `“${key}” must be one of ${allowed.join(', ')}.`);
  return found;
}
