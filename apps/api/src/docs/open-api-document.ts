import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { describeRoutes } from '@parley/platform';
import { ERROR_CODES } from '@parley/vocabulary';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const PROBLEM_SCHEMA: JsonObject = {
  type: 'object',
  description: 'RFC 9457. Each code is explained in docs/problems/.',
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: [...ERROR_CODES] },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: { type: 'string' }, message: { type: 'string' } },
      },
    },
    requestId: { type: 'string' },
  },
};

/** OpenAPI 3.1 of the agents' API, from the decorators of its controllers; needs routes, not a database. */
export async function describeApi(app: INestApplication): Promise<JsonObject> {
  await describeRoutes();
  const outline = new DocumentBuilder()
    .setTitle('Parley')
    .setDescription('What agents and their machines may do. Sign in by cookie, or send an API token as bearer.')
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addCookieAuth('parley_session', { type: 'apiKey', in: 'cookie' }, 'session')
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'token')
    .build();
  const document = SwaggerModule.createDocument(app, outline, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '').replace(/^./, (c) => c.toLowerCase())}_${method}`,
  });
  return withProblems(toOpenApi31(document as unknown as Json) as JsonObject);
}

/** The generator writes 3.0 (`nullable: true`); 3.1 is JSON Schema, where null is a type. */
function toOpenApi31(node: Json): Json {
  if (Array.isArray(node)) return node.map(toOpenApi31);
  if (node === null || typeof node !== 'object') return node;
  const copy: JsonObject = {};
  for (const [key, value] of Object.entries(node)) copy[key] = toOpenApi31(value);
  if (copy['nullable'] !== true) {
    // `allOf` with a single reference is the generator's way to add a description beside it.
    return copy;
  }
  delete copy['nullable'];
  if (typeof copy['type'] === 'string') {
    copy['type'] = [copy['type'], 'null'];
    if (Array.isArray(copy['enum'])) copy['enum'] = [...copy['enum'], null];
    return copy;
  }
  const { allOf, $ref, ...rest } = copy;
  const choices: Json[] = Array.isArray(allOf) ? allOf : $ref !== undefined ? [{ $ref }] : [];
  return { ...rest, anyOf: [...choices, { type: 'null' }] };
}

/** Every operation may answer with a problem, so it is said once for all of them. */
function withProblems(document: JsonObject): JsonObject {
  const components = (document['components'] ?? {}) as JsonObject;
  const schemas = (components['schemas'] ?? {}) as JsonObject;
  const paths = document['paths'] as { [path: string]: { [method: string]: JsonObject } };
  const answer: JsonObject = {
    description: 'Refused; see `code`',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  for (const methods of Object.values(paths)) {
    for (const operation of Object.values(methods)) {
      operation['responses'] = { ...(operation['responses'] as JsonObject), default: answer };
    }
  }
  const open: Json = [{ session: [] }, { token: [] }];
  return { ...document, security: open, components: { ...components, schemas: { ...schemas, Problem: PROBLEM_SCHEMA } } };
}
