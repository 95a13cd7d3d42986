import { createHmac, randomBytes } from 'node:crypto';
import { call, notTried, right, said, wrong } from './call.mjs';

/** Signed like Meta's, with nothing in it: taken, counted, and no conversation is touched. */
const EMPTY_DELIVERY = '{"object":"whatsapp_business_account","entry":[]}';

/** Meta's side: the handshake, and that only what Meta signs is taken. */
export async function* checkWebhook(url, { verifyToken, appSecret }) {
  const address = `${url}/webhooks/whatsapp`;
  const challenge = randomBytes(12).toString('hex');
  const shake = (token) =>
    call(`${address}?${new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.verify_token': token, 'hub.challenge': challenge })}`);

  if (verifyToken) {
    const handshake = await shake(verifyToken);
    if (handshake.status === 200 && handshake.text === challenge) yield right('the webhook shakes hands');
    else if (handshake.status === 403)
      yield wrong('the webhook shakes hands', 'WHATSAPP_VERIFY_TOKEN here is not the one the server runs with.');
    else yield wrong('the webhook shakes hands', `it ${said(handshake)} instead of the challenge: does a proxy or a bot filter answer?`);
  } else yield notTried('the webhook shakes hands', 'WHATSAPP_VERIFY_TOKEN is not set here');

  const stranger = await shake(randomBytes(12).toString('hex'));
  if (stranger.status === 403) yield right('a wrong verify token is refused');
  else yield wrong('a wrong verify token is refused', `it ${said(stranger)} instead of 403: what stands there is not Parley's webhook.`);

  const forged = await deliver(address, randomBytes(16).toString('hex'));
  if (forged.status === 401) yield right('a badly signed delivery is refused');
  else
    yield wrong(
      'a badly signed delivery is refused',
      `it ${said(forged)} instead of 401: anybody could write messages in customers' names.`,
    );

  if (!appSecret) {
    yield notTried('a well signed delivery is taken', 'WHATSAPP_APP_SECRET is not set here');
    return;
  }
  const signed = await deliver(address, appSecret);
  if (signed.status === 200 && signed.text === '') yield right('a well signed delivery is taken');
  else if (signed.status === 401)
    yield wrong(
      'a well signed delivery is taken',
      'it is refused: the server has another WHATSAPP_APP_SECRET, or a proxy changes the body.',
    );
  else
    yield wrong(
      'a well signed delivery is taken',
      `it ${said(signed)} instead of 200. 503: the database is away; else a filter stands before it.`,
    );
}

function deliver(address, secret) {
  const signature = `sha256=${createHmac('sha256', secret).update(EMPTY_DELIVERY).digest('hex')}`;
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature };
  return call(address, { method: 'POST', headers, body: EMPTY_DELIVERY });
}
