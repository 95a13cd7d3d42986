import { randomBytes } from 'node:crypto';
import type { SimulatorSettings } from '../settings.js';

/** How the last verification of the callback URL ended. */
export interface Verification {
  readonly state: 'none' | 'pending' | 'verified' | 'refused' | 'unreachable';
  /** A sentence for people. */
  readonly detail: string;
  /** ISO, real time. */
  readonly at: string | null;
}

/** The server is usually started together with us: it is asked once a second for this long before we call it unreachable. */
const TRIES = 60;
const BETWEEN_TRIES_MS = 1000;

/** Meta's handshake: GET with `hub.mode`, `hub.challenge` and `hub.verify_token`; the right answer is the challenge itself. */
export async function verifyEndpoint(settings: SimulatorSettings, signal: AbortSignal): Promise<Verification> {
  const { webhookUrl } = settings;
  const result = (state: Verification['state'], detail: string): Verification => ({ state, detail, at: new Date().toISOString() });
  if (!webhookUrl) return result('none', 'No webhook address is set.');

  const challenge = String(randomBytes(4).readUInt32BE());
  const address = new URL(webhookUrl);
  address.searchParams.set('hub.mode', 'subscribe');
  address.searchParams.set('hub.challenge', challenge);
  address.searchParams.set('hub.verify_token', settings.verifyToken);

  let failure = '';
  for (let attempt = 0; attempt < TRIES && !signal.aborted; attempt += 1) {
    try {
      const response = await fetch(address, { redirect: 'manual', signal: AbortSignal.any([signal, AbortSignal.timeout(5000)]) });
      const answer = await response.text();
      if (response.status === 200 && answer === challenge) return result('verified', 'The server answered the challenge.');
      if (response.status < 500) return result('refused', `The server answered ${response.status} instead of the challenge.`);
      failure = `it answered ${response.status}`;
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      failure = cause instanceof Error ? cause.message : 'no answer';
    }
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS).unref());
  }
  return result('unreachable', `The server could not be reached: ${failure}.`);
}
