const PATIENCE_MS = 10_000;

/**
 * One request, redirects not followed. Never throws.
 * @returns {Promise<{ status: number, headers: Headers, text: string, failure: string | null }>} status 0: no answer, and `failure` says why
 */
export async function call(url, options = {}) {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS), ...options });
    return { status: response.status, headers: response.headers, text: await response.text(), failure: null };
  } catch (error) {
    return { status: 0, headers: new Headers(), text: '', failure: explain(error) };
  }
}

/** @returns {unknown} null when it is no JSON */
export function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** “answered 502”, or why there was no answer. */
export function said({ status, failure }) {
  return failure ?? `answered ${status}`;
}

export const right = (name, detail) => ({ ok: true, name, ...(detail ? { detail } : {}) });
export const wrong = (name, detail) => ({ ok: false, name, detail });
export const notTried = (name, detail) => ({ ok: null, name, detail });

function explain(error) {
  if (error.name === 'TimeoutError') return `no answer within ${PATIENCE_MS / 1000} s`;
  const { code, message } = error.cause ?? error;
  if (code === 'ECONNREFUSED') return 'nobody listens there';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the host name is unknown';
  if (/CERT|SSL|TLS/i.test(`${code} ${message}`)) return `TLS failed (${code ?? message})`;
  return `no answer (${code ?? message})`;
}
