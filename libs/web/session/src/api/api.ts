import { createApiClient } from '@parley/api-client';

/** The one client of the session. `fetch` is looked up at each call, so that a test can stand in for the server. */
export const api = createApiClient({ fetch: (request) => fetch(request) });
