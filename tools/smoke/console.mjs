import { call, right, said, wrong } from './call.mjs';

/** The page agents open, how it is guarded, and that the API behind it is closed to strangers. */
export async function* checkConsole(url) {
  const page = await call(`${url}/`);
  if (page.status === 200 && /<div id="root">|<script[^>]+type="module"/.test(page.text)) yield right('the console is served');
  else yield wrong('the console is served', `/ ${said(page)}. Was the console built (npm run build), and does the proxy pass / through?`);

  const policy = page.headers.get('content-security-policy') ?? '';
  const lacking = [
    ["script-src 'self'", /script-src 'self'/.test(policy)],
    ["no 'unsafe-inline'", !policy.includes('unsafe')],
    ["frame-ancestors 'none'", /frame-ancestors 'none'/.test(policy)],
    ['nosniff', page.headers.get('x-content-type-options') === 'nosniff'],
    ...(url.startsWith('https:') ? [['strict-transport-security', page.headers.has('strict-transport-security')]] : []),
  ].flatMap(([name, isThere]) => (isThere ? [] : [name]));
  if (lacking.length === 0) yield right('its headers guard it');
  else
    yield wrong(
      'its headers guard it',
      `missing: ${lacking.join(', ')}. Does a proxy remove or replace headers? Is PUBLIC_URL the https address?`,
    );

  const secure = /^https:/.test(url) || /^http:\/\/(localhost|127\.|\[::1\])/.test(url);
  if (secure) yield right('browsers will keep the session');
  else yield wrong('browsers will keep the session', 'the address is not https: end TLS in front of the server and set PUBLIC_URL.');

  const stranger = await call(`${url}/api/admin/conversations`);
  if (stranger.status === 401) yield right('strangers see no conversation');
  else
    yield wrong(
      'strangers see no conversation',
      `/api/admin/conversations without login ${said(stranger)} instead of 401: take it off the network.`,
    );
}
