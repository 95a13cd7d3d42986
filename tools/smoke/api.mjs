import { call, notTried, parseJson, right, said, wrong } from './call.mjs';

/** An open stream sends its first bytes at once; a proxy that gathers them never does. */
const FIRST_BYTES_WITHIN_MS = 5000;

/** What an agent's browser does first: sign in, list, listen. Signs out again. */
export async function* checkApi(url, { email, password }) {
  if (!email || !password) {
    yield notTried('sign in, list, OpenAPI, live events', 'SMOKE_EMAIL and SMOKE_PASSWORD are not set here');
    return;
  }
  const sameOrigin = { origin: new URL(url).origin, 'sec-fetch-site': 'same-origin' };
  const login = await call(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...sameOrigin },
    body: JSON.stringify({ email, password }),
  });
  const cookies = login.headers.getSetCookie();
  const cookie = cookies.map((line) => line.split(';')[0]).join('; ');
  if (login.status !== 200 || cookie === '') {
    yield wrong('an agent can sign in', explainLogin(login));
    return;
  }
  yield right('an agent can sign in');
  const attributes = ['httponly', 'samesite=strict', ...(url.startsWith('https:') ? ['secure'] : [])];
  const session = cookies.find((line) => /session/i.test(line))?.toLowerCase() ?? '';
  const lacking = attributes.filter((attribute) => !session.includes(attribute));
  if (lacking.length === 0) yield right('its cookie is guarded');
  else yield wrong('its cookie is guarded', `missing: ${lacking.join(', ')}. Is PUBLIC_URL the https address?`);

  const headers = { cookie, ...sameOrigin };
  const list = await call(`${url}/api/admin/conversations?limit=1`, { headers });
  if (list.status === 200 && Array.isArray(parseJson(list.text)?.items)) yield right('the list of conversations opens');
  else
    yield wrong(
      'the list of conversations opens',
      `it ${said(list)}. The log says why, by request id ${list.headers.get('x-request-id') ?? '–'}.`,
    );

  const description = await call(`${url}/api/openapi.json`, { headers });
  if (/^3\.1/.test(parseJson(description.text)?.openapi ?? '')) yield right('the API describes itself');
  else yield wrong('the API describes itself', `/api/openapi.json ${said(description)}.`);

  yield await checkStream(`${url}/api/admin/events`, headers);

  const logout = await call(`${url}/api/auth/logout`, { method: 'POST', headers });
  const after = await call(`${url}/api/auth/me`, { headers });
  if (logout.status === 204 && after.status === 401) yield right('signing out ends the session');
  else yield wrong('signing out ends the session', `signing out ${said(logout)}, and the session then ${said(after)} instead of 401.`);
}

async function checkStream(address, headers) {
  const name = 'live events come through';
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), FIRST_BYTES_WITHIN_MS);
  try {
    const response = await fetch(address, { headers: { ...headers, accept: 'text/event-stream' }, signal: stop.signal });
    if (response.status !== 200 || !response.headers.get('content-type')?.startsWith('text/event-stream')) {
      return wrong(name, `the stream answered ${response.status}.`);
    }
    const { value } = await response.body.getReader().read();
    if (
      Buffer.from(value ?? '')
        .toString()
        .startsWith(':')
    )
      return right(name);
    return wrong(name, 'the stream begins with something else than ours: does a proxy answer?');
  } catch {
    return wrong(name, `nothing came within ${FIRST_BYTES_WITHIN_MS / 1000} s: the proxy must pass /api/admin/events through unbuffered.`);
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}

function explainLogin(login) {
  if (login.status === 401) return 'SMOKE_EMAIL or SMOKE_PASSWORD is wrong.';
  if (login.status === 403) return 'the server takes another address for its own: set PUBLIC_URL to this one.';
  if (login.status === 429) return `too many tries: wait ${login.headers.get('retry-after') ?? 'some'} s.`;
  return `it ${said(login)}.`;
}
