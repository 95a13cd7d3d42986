import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Log, type LogArea } from '@parley/platform';
import { eventually } from '@parley/testing';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { TestServer } from './test-server.js';

class HttpLog extends Log {
  readonly written: string[] = [];

  debug(area: LogArea, message: string): void {
    if (area === 'http') this.written.push(`debug: ${message}`);
  }

  info(): void {}

  warn(): void {}

  error(area: LogArea, message: string): void {
    this.written.push(`error in ${area}: ${message}`);
  }
}

describe('a request that never becomes one', () => {
  const log = new HttpLog();
  let server: TestServer;
  let port: number;
  beforeAll(async () => {
    server = await TestServer.start({}, log);
    ({ port } = await server.server.listen());
  });
  afterAll(() => server.stop());

  async function answerTo(bytes: string): Promise<{ status: number; headers: string; body: Record<string, unknown> }> {
    const socket = connect(port, '127.0.0.1');
    socket.write(bytes);
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
    return { status: Number(head.split(' ')[1]), headers: head.toLowerCase(), body: JSON.parse(body) as Record<string, unknown> };
  }

  it.each([
    ['no HTTP at all', 'HELLO\r\n\r\n', 400, 'VALIDATION_FAILED'],
    ['a header that is none', 'GET /health/live HTTP/1.1\r\nhost: x\r\n: y\r\n\r\n', 400, 'VALIDATION_FAILED'],
    ['two lengths', 'POST /api/auth/login HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n', 400, 'VALIDATION_FAILED'],
    ['an endless address', `GET /api/admin/conversations/${'1'.repeat(40_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, 413, 'PAYLOAD_TOO_LARGE'],
    ['endless headers', `GET /health/live HTTP/1.1\r\nhost: x\r\nx-big: ${'a'.repeat(40_000)}\r\n\r\n`, 413, 'PAYLOAD_TOO_LARGE'],
  ])('is answered with a problem when it is %s', async (_, bytes, status, code) => {
    const answer = await answerTo(bytes);
    expect(answer.status).toBe(status);
    expect(answer.headers).toContain('content-type: application/problem+json');
    expect(answer.headers).toContain('connection: close');
    expect(answer.body).toMatchObject({
      type: `urn:parley:problem:${code}`,
      status,
      code,
      title: expect.any(String),
      detail: expect.any(String),
      requestId: expect.any(String),
    });
  });

  it('is no failure of ours when its sender goes away in the middle', async () => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('POST /webhooks/whatsapp HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{"entry":');
    // Time for the headers to be read: what is cut off before that is no request yet.
    await new Promise((resolve) => setTimeout(resolve, 100));
    socket.destroy();
    await eventually(() => expect(log.written).toEqual(['debug: the client went away']));
  });
});
