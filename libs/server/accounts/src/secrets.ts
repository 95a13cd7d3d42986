import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits in base64url: 43 characters. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a secret. One SHA-256 is enough for 256 random bits. */
export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** Anything that is no secret of ours is turned away before the database is asked. */
export function isSecret(text: string | undefined): text is string {
  return text !== undefined && SECRET.test(text);
}
