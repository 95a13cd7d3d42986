import { createHmac, randomBytes } from 'node:crypto';

/** Signed like Meta's, with nothing in it: taken, counted, and no conversation is touched. */
const EMPTY_DELIVERY = '{"object":"whatsapp_business_account","entry":[]}';

/**
 * Knocks at the running server's webhook over its public address, the way Meta does: the handshake, a well signed delivery, and a
 * badly signed one.
 * @returns {Promise<import('../doctor.mjs').Finding[]>}
 */
export async function checkWebhook({ publicUrl, hasPublicUrl, appSecret, verifyToken }, runsHere) {
  if (!appSecret || !verifyToken) return [];
  const address = `${publicUrl}/webhooks/whatsapp`;
  const challenge = randomBytes(8).toString('hex');
  let handshake;
  try {
    handshake = await call(`${address}?hub.mode=subscribe&hub.verify_token=${encodeURIComponent(verifyToken)}&hub.challenge=${challenge}`);
  } catch (error) {
    if (!runsHere) return [finding('note', `Not tried: nobody answers at ${publicUrl}. Start the server and run doctor again.`)];
    const cause = error.cause?.code ?? error.cause?.message ?? error.message;
    return [
      finding(
        'problem',
        `The server runs here, but ${publicUrl} does not lead to it (${cause}): check ${hasPublicUrl ? 'PUBLIC_URL, DNS and the proxy' : 'PORT and HOST'}.`,
      ),
    ];
  }
  if (handshake.status === 403)
    return [finding('problem', 'The server refuses WHATSAPP_VERIFY_TOKEN: it runs with another one. Restart it with this environment.')];
  if (handshake.status !== 200 || handshake.text !== challenge) {
    return [
      finding(
        'problem',
        `${address} answered ${handshake.status} instead of the challenge: PUBLIC_URL leads to something else, or a proxy answers in the server's place.`,
      ),
    ];
  }
  const good = await deliver(address, appSecret);
  if (good === 401)
    return [
      finding(
        'problem',
        'The server refuses a delivery signed with WHATSAPP_APP_SECRET: it runs with another secret, or a proxy changes the body on its way.',
      ),
    ];
  if (good === 503) return [finding('problem', 'The server cannot store deliveries at the moment: its database does not answer it.')];
  if (good !== 200)
    return [
      finding(
        'problem',
        `A well signed delivery was answered ${good} instead of 200: does a firewall or bot filter stand in front of the webhook?`,
      ),
    ];
  const bad = await deliver(address, `${appSecret}-`);
  if (bad !== 401)
    return [
      finding('problem', `A badly signed delivery was answered ${bad} instead of 401: what answers at ${address} is not Parley's webhook.`),
    ];
  return [finding('ok', `The webhook answers at ${address}, takes what is well signed and refuses what is not.`)];
}

async function deliver(address, secret) {
  const signature = `sha256=${createHmac('sha256', secret).update(EMPTY_DELIVERY).digest('hex')}`;
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature };
  return (await call(address, { method: 'POST', headers, body: EMPTY_DELIVERY })).status;
}

async function call(address, options = {}) {
  const response = await fetch(address, { ...options, redirect: 'manual', signal: AbortSignal.timeout(10_000) });
  return { status: response.status, text: await response.text() };
}

const finding = (state, text) => ({ area: 'Webhook', state, text });
