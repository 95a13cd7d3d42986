import type { DeliveryReport } from '@parley/conversation';
import { decodeCallbackId } from '../outbound/callback-id.js';
import { failureTitle, saysTemplateChanged } from '../outbound/failure-title.js';
import { field, finiteNumber, list, shortText, wireId, wireTime } from './untrusted.js';

/** `played` is the first play of a voice message: it was read. */
const STATUSES: Readonly<Record<string, DeliveryReport['status']>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
};

/** One status of the wire; null when it is of a kind we do not know (`deleted`, `warning`, …) or names no message. */
export function decodeDeliveryStatus(status: unknown, callbackKey: Buffer): DeliveryReport | null {
  const wamid = wireId(field(status, 'id'));
  const name = field(status, 'status');
  if (wamid === null || typeof name !== 'string' || !Object.hasOwn(STATUSES, name)) return null;
  const known = STATUSES[name];
  if (!known) return null;
  return {
    wamid,
    callback: decodeCallbackId(callbackKey, field(status, 'biz_opaque_callback_data')),
    status: known,
    at: wireTime(field(status, 'timestamp')),
    error: known === 'failed' ? decodeError(status) : null,
  };
}

function decodeError(status: unknown): DeliveryReport['error'] {
  const [error] = list(field(status, 'errors'));
  const code = finiteNumber(field(error, 'code'));
  const metasTitle = shortText(field(error, 'title'), 256) ?? shortText(field(error, 'message'), 256);
  if (code === null) return { code: 'unknown', title: metasTitle ?? 'WhatsApp could not deliver the message' };
  return { code: String(code), title: failureTitle(code, metasTitle), ...(saysTemplateChanged(code) ? { templateChanged: true } : {}) };
}
