/**
 * Asks Graph for the number with the server's own token: the one call that proves token, permission, number and network at once.
 * @returns {Promise<{ findings: import('../doctor.mjs').Finding[], clock: number|null }>} clock: how far Graph's is ahead of ours, in ms
 */
export async function checkGraph({ graphUrl, graphVersion, phoneNumberId, accessToken }) {
  if (!accessToken || !phoneNumberId) return { findings: [], clock: null };
  const address = `${graphUrl}/${graphVersion}/${encodeURIComponent(phoneNumberId)}?fields=display_phone_number,verified_name`;
  let response;
  let text;
  const before = Date.now();
  try {
    response = await fetch(address, { headers: { authorization: `Bearer ${accessToken}` }, signal: AbortSignal.timeout(10_000) });
    text = await response.text();
  } catch (error) {
    const cause = error.cause?.code ?? error.cause?.message ?? error.message;
    return {
      findings: [problem(`Graph cannot be reached at ${graphUrl} (${cause}): check the network, and WHATSAPP_GRAPH_URL if you set it.`)],
      clock: null,
    };
  }
  const clock = clockOf(response, before);
  if (response.ok) {
    const name = parse(text)?.verified_name;
    return { findings: [{ area: 'Graph', state: 'ok', text: `The token works for the number${name ? ` of “${name}”` : ''}.` }], clock };
  }
  return { findings: [problem(explain(response.status, parse(text)?.error))], clock };
}

function explain(status, error) {
  if (!error)
    return `Graph answered ${status} without an error of its own: something between here and Meta answers in its place. Check proxies and WHATSAPP_GRAPH_URL.`;
  const said = `Graph says: ${error.message ?? 'nothing'} (code ${error.code}).`;
  switch (error.code) {
    case 190:
      return `WHATSAPP_ACCESS_TOKEN is not valid or has ended: make a token for a system user and set it. ${said}`;
    case 10:
    case 200:
      return `The token lacks a permission: it needs whatsapp_business_messaging, and the system user the app and the WhatsApp account. ${said}`;
    case 100:
    case 33:
      return `The token cannot see the number: WHATSAPP_PHONE_NUMBER_ID must be the id of the number (not the number), and the system user must be assigned to its account. ${said}`;
    case 4:
    case 80007:
    case 130429:
      return `Graph limits the rate of calls at the moment: try again in some minutes. ${said}`;
    case 2635:
    case 2500:
      return `WHATSAPP_GRAPH_VERSION is not accepted: use the default, v26.0. ${said}`;
    default:
      return `Graph refuses the number. ${said}`;
  }
}

/** The header has whole seconds, so this is good to half a second and the way there. */
function clockOf(response, before) {
  const date = Date.parse(response.headers.get('date') ?? '');
  return Number.isNaN(date) ? null : date + 500 - (before + Date.now()) / 2;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const problem = (text) => ({ area: 'Graph', state: 'problem', text });
