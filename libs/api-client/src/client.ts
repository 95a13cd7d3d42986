import createClient, { type Client } from 'openapi-fetch';
import { ApiProblem } from './api-problem.js';
import type { paths } from './generated/schema.js';

export type ApiClient = Client<paths>;

export interface ApiClientOptions {
  /** For tests, and for callers outside a browser. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Default: the page's own origin. */
  readonly baseUrl?: string;
}

/**
 * The typed client: `api.GET('/api/admin/conversations/{conversation}', { params: { path: { conversation } } })`.
 * Every answer that is not OK is thrown as {@link ApiProblem}; a server that cannot be reached rejects with the browser's `TypeError`.
 */
export function createApiClient(options: ApiClientOptions = {}): ApiClient {
  const client = createClient<paths>({
    baseUrl: options.baseUrl ?? globalThis.location?.origin,
    credentials: 'same-origin',
    ...(options.fetch ? { fetch: options.fetch } : {}),
  });
  client.use({
    async onResponse({ response }) {
      if (!response.ok) throw await ApiProblem.from(response);
    },
  });
  return client;
}

/** The data of an answer that has some: `const page = await dataOf(api.GET(…))`. */
export async function dataOf<Data>(answer: Promise<{ data?: Data }>): Promise<NonNullable<Data>> {
  const { data } = await answer;
  if (data === undefined || data === null) throw new TypeError('the answer has no content');
  return data;
}
