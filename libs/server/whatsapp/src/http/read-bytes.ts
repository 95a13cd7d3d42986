import { Refusal } from '@parley/platform';
import type { IncomingMessage } from 'node:http';

const NO_BYTES = Buffer.alloc(0);

/**
 * The body of a request as it was sent.
 * @param limit in bytes; more is refused by its announced length at once, else when that many have come
 * @throws Refusal PAYLOAD_TOO_LARGE; Error when the sender went away in the middle
 */
export function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) return Promise.reject(tooLarge(limit));
  return new Promise((resolve, reject) => {
    let first: Buffer | undefined;
    let rest: Buffer[] | undefined;
    let length = 0;
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      if (length > limit) {
        request.off('data', onData);
        // Nothing of the rest is kept; the answer closes the connection.
        request.pause();
        reject(tooLarge(limit));
        return;
      }
      // Nearly every body comes in one piece, which then needs no copy.
      if (!first) first = chunk;
      else (rest ??= [first]).push(chunk);
    };
    request.on('data', onData);
    // Every request closes in the end; only one that closes before its end is an error, and an error costs its stack.
    const onClose = (): void => reject(new Error('the sender went away'));
    request.once('end', () => {
      request.off('close', onClose);
      resolve(rest ? Buffer.concat(rest) : (first ?? NO_BYTES));
    });
    request.once('error', reject);
    request.once('close', onClose);
  });
}

function tooLarge(limit: number): Refusal {
  return new Refusal('PAYLOAD_TOO_LARGE', `A webhook has at most ${limit} bytes`);
}
