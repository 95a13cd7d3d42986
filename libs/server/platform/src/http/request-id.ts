import { uuidV7 } from '../ids/uuid-v7.js';

const ACCEPTED = /^[A-Za-z0-9_.-]{8,64}$/;

/** The caller's `X-Request-Id` when it is harmless to write into a log, else one of ours. */
export function requestIdOf(headers: Readonly<Record<string, string | string[] | undefined>>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && ACCEPTED.test(given) ? given : uuidV7();
}
