import { problem, PROBLEM_CONTENT_TYPE, requestIdOf } from '@parley/platform';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

/**
 * What Node's parser could not make a request of never reaches a route or a hook, so it is answered on the bare connection, with the
 * same problems as everywhere, and the connection is closed: where the next request would begin nobody knows.
 */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  // Whoever is gone reads no answer.
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const answer =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? problem('PAYLOAD_TOO_LARGE', requestIdOf({}), 'Address and headers are too long')
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? problem('VALIDATION_FAILED', requestIdOf({}), 'The request did not come in time')
        : problem('VALIDATION_FAILED', requestIdOf({}), 'This is no HTTP request');
  const body = JSON.stringify(answer);
  const head = [
    `HTTP/1.1 ${String(answer.status)} ${STATUS_CODES[answer.status] ?? ''}`,
    `Content-Type: ${PROBLEM_CONTENT_TYPE}; charset=utf-8`,
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
