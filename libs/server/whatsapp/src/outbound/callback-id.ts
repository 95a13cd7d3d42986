import { createHmac, timingSafeEqual } from 'node:crypto';

/** Our own message and the attempt, as they travel through Meta and come back with every status. */
export interface CallbackId {
  readonly messageId: string;
  readonly attempt: number;
}

const SHAPE = /^v1\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([1-9]\d{0,8})\.([\w-]{8})$/;
/** 48 bits: enough against guessing, since every guess costs a webhook that Meta would have to sign. */
const SIGNATURE_LENGTH = 8;

/** `v1.<message id>.<attempt>.<signature>`, about 60 characters and no personal data. */
export function encodeCallbackId(key: Buffer, { messageId, attempt }: CallbackId): string {
  const claim = `v1.${messageId}.${attempt}`;
  return `${claim}.${sign(key, claim)}`;
}

/** Null for anything that is not ours: another app's value, an old shape, a wrong signature. */
export function decodeCallbackId(key: Buffer, value: unknown): CallbackId | null {
  if (typeof value !== 'string') return null;
  const match = SHAPE.exec(value);
  const [, messageId, attempt, signature] = match ?? [];
  if (!messageId || !attempt || !signature) return null;
  const right = Buffer.from(sign(key, `v1.${messageId}.${attempt}`));
  const claimed = Buffer.from(signature);
  if (right.length !== claimed.length || !timingSafeEqual(right, claimed)) return null;
  return { messageId, attempt: Number(attempt) };
}

function sign(key: Buffer, claim: string): string {
  return createHmac('sha256', key).update(claim).digest('base64url').slice(0, SIGNATURE_LENGTH);
}
