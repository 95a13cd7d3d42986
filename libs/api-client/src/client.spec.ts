/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { ApiProblem } from './api-problem.js';
import { createApiClient, dataOf } from './client.js';

const answering = (response: () => Response) =>
  createApiClient({ baseUrl: 'http://parley.test', fetch: () => Promise.resolve(response()) });

describe('the API client', () => {
  it('gives back the data of an answer', async () => {
    const agent = { id: '0', name: 'Ada', email: 'ada@parley.test', role: 'agent' };
    const api = answering(() => Response.json({ agent }));
    expect((await dataOf(api.GET('/api/auth/me'))).agent).toEqual(agent);
  });

  it('throws what the server refused, with code, fields and request id', async () => {
    const body = {
      type: 'x',
      title: 'The request is not valid',
      status: 400,
      code: 'VALIDATION_FAILED',
      detail: 'message: must not be blank',
      errors: [{ field: 'message', message: 'must not be blank' }],
      requestId: 'req-1',
    };
    const api = answering(
      () => new Response(JSON.stringify(body), { status: 400, headers: { 'content-type': 'application/problem+json' } }),
    );
    const problem = await api.GET('/api/auth/me').catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(ApiProblem);
    expect(problem).toMatchObject({ status: 400, code: 'VALIDATION_FAILED', fields: body.errors, requestId: 'req-1' });
  });

  it('knows how long to wait after too many attempts', async () => {
    const api = answering(
      () => new Response(JSON.stringify({ code: 'TOO_MANY_REQUESTS', detail: 'later' }), { status: 429, headers: { 'retry-after': '90' } }),
    );
    await expect(api.GET('/api/auth/me')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 90 });
  });

  it("makes a problem of a proxy's page too", async () => {
    const api = answering(() => new Response('<h1>Bad gateway</h1>', { status: 502 }));
    await expect(api.GET('/api/auth/me')).rejects.toMatchObject({ status: 502, code: 'SERVICE_UNAVAILABLE', requestId: null });
  });
});
