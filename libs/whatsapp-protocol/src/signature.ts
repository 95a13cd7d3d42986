import { createHmac, timingSafeEqual } from 'node:crypto';

/** The header that carries the signature, in the lower case Node gives headers. The older sha1 header is never accepted. */
export const SIGNATURE_HEADER = 'x-hub-signature-256';

const HEADER_SHAPE = /^sha256=[0-9a-f]{64}$/;

/** The header value Meta sends with these bytes: HMAC-SHA256 of the body under the app secret. */
export function signBody(secret: string, body: Uint8Array): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/**
 * Whether the header signs exactly these bytes under one of the secrets (several while a secret is rotated). Fails closed: no
 * secret, an empty one, no header, two headers or any other shape is a no. Never hand it re-serialised JSON: Meta signs what it
 * sent, escapes and spaces included.
 *
 * @returns the index of the secret that fits, or -1
 */
export function verifySignature(secrets: readonly string[], body: Uint8Array, header: unknown): number {
  // The shape fixes the length: a shortened digest never reaches the comparison (prefixes were accepted elsewhere, CVE-2024-21491).
  if (typeof header !== 'string' || !HEADER_SHAPE.test(header)) return -1;
  const claimed = Buffer.from(header.slice('sha256='.length), 'hex');
  let match = -1;
  for (let index = 0; index < secrets.length; index += 1) {
    const secret = secrets[index];
    if (!secret) continue;
    const digest = createHmac('sha256', secret).update(body).digest();
    if (digest.length === claimed.length && timingSafeEqual(digest, claimed) && match < 0) match = index;
  }
  return match;
}
