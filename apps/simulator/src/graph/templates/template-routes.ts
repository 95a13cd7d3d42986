import type { FastifyInstance } from 'fastify';
import type { SimulatorSettings } from '../../settings.js';
import { addGraphHeaders, answerGraphError, assertAuthorised, unknownObject } from '../graph-answers.js';
import { GraphError, invalidParameter } from '../graph-error.js';
import type { Template } from './template.js';
import type { TemplateShelf } from './template-shelf.js';

interface OfAccount {
  Params: { id: string };
  Querystring: Partial<Record<'limit' | 'after' | 'fields' | 'name' | 'language' | 'status' | 'category', string>>;
}

const PAGE = 25;
/** What Meta gives when no `fields` are asked for. `id` comes always. */
const USUAL_FIELDS = ['name', 'parameter_format', 'components', 'language', 'status', 'category', 'id'];
const FIELDS: readonly string[] = [...USUAL_FIELDS, 'quality_score'];

/** Mounts `GET /{version}/{business account id}/message_templates`: the list, page by page. */
export function mountTemplates(app: FastifyInstance, settings: SimulatorSettings, templates: TemplateShelf): void {
  for (const path of ['/:version(^v\\d+\\.\\d+$)/:id/message_templates', '/:id/message_templates']) {
    app.get<OfAccount>(path, async (request, reply) => {
      const traceId = addGraphHeaders(request, reply, settings.businessAccountId);
      try {
        assertAuthorised(request, settings.accessToken);
        if (request.params.id !== settings.businessAccountId) throw unknownObject('get', request.params.id);
        return await reply.type('application/json; charset=UTF-8').send(list(templates.all(), request.query, request.url));
      } catch (error) {
        if (!(error instanceof GraphError)) throw error;
        return await answerGraphError(reply, error, traceId);
      }
    });
  }
}

function list(all: readonly Template[], query: OfAccount['Querystring'], url: string): unknown {
  const limit = query.limit === undefined ? PAGE : Number(query.limit);
  if (!Number.isInteger(limit) || limit < 1) throw invalidParameter('Param limit must be a positive integer');
  const wanted = all.filter(
    (template) =>
      (query.name === undefined || template.name.includes(query.name)) &&
      (query.language === undefined || template.language === query.language) &&
      (query.status === undefined || template.status === query.status.toUpperCase()) &&
      (query.category === undefined || template.category === query.category.toUpperCase()),
  );
  const from = query.after === undefined ? 0 : placeOf(query.after) + 1;
  const page = wanted.slice(from, from + limit);
  const fields = readFields(query.fields);
  const data = page.map((template) => Object.fromEntries(Object.entries(template).filter(([key]) => key === 'id' || fields.includes(key))));
  if (page.length === 0) return { data };
  const cursors = { before: cursorOf(from), after: cursorOf(from + page.length - 1) };
  if (from + page.length >= wanted.length) return { data, paging: { cursors } };
  const next = new URL(url, 'https://graph.facebook.com');
  next.searchParams.set('after', cursors.after);
  return { data, paging: { cursors, next: next.href } };
}

function readFields(fields: string | undefined): readonly string[] {
  if (fields === undefined) return USUAL_FIELDS;
  const names = fields.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !FIELDS.includes(name));
  if (unknown !== undefined)
    throw invalidParameter(`Tried accessing nonexisting field (${unknown}) on node type (WhatsAppMessageTemplate)`);
  return names;
}

/** Opaque, as Meta's are. */
const cursorOf = (place: number): string => Buffer.from(`template:${place}`).toString('base64url');

function placeOf(cursor: string): number {
  const place = /^template:(\d{1,6})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'))?.[1];
  if (place === undefined) throw invalidParameter('Invalid cursors values');
  return Number(place);
}
