import { afterEach, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { acceptFiles } from './accept-files.js';
import { HttpAdapter } from './http-adapter.js';

const SEND_MEDIA = '/api/admin/conversations/:conversation/chat-support/send-media';
const HEAD = `POST ${SEND_MEDIA.replace(':conversation', '1')} HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=x\r\n`;
const BEFORE = '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\ncontent-type: text/plain\r\n\r\n';
const AFTER = '\r\n--x--\r\n';
const FOR_EVER = 600_000;

interface Multipart {
  parts(): AsyncIterable<{ file: AsyncIterable<Buffer> }>;
}

/** One connection, and what came back on it until it was closed. */
class Line {
  received = '';
  readonly closed: Promise<unknown>;

  constructor(readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => (this.received += chunk.toString()));
    socket.on('error', () => undefined);
    this.closed = once(socket, 'close');
  }

  write(text: string): void {
    this.socket.write(text);
  }
}

// real: HTTP over a socket, Fastify, the multipart reader; what is read is only counted
describe('a file on a slow line', () => {
  let app: FastifyInstance;
  const lines: Line[] = [];
  afterEach(async () => {
    for (const { socket } of lines.splice(0)) socket.destroy();
    await app.close();
  });

  async function serve(upload: { silenceMs: number; longestMs: number }): Promise<() => Promise<Line>> {
    const adapter = new HttpAdapter({ request: 300, headers: 300, lookForOverdueEvery: 50, upload });
    app = adapter.getInstance<FastifyInstance>();
    await acceptFiles(app, adapter.slowUploads);
    app.post('/slow', () => 'read');
    app.post(SEND_MEDIA, async (request, reply) => {
      if (request.headers.authorization === undefined) return reply.code(401).send('who are you');
      let bytes = 0;
      for await (const part of (request as unknown as Multipart).parts()) for await (const chunk of part.file) bytes += chunk.length;
      return reply.code(201).send({ bytes });
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as AddressInfo;
    return async () => {
      const line = new Line(connect(port, '127.0.0.1'));
      lines.push(line);
      await once(line.socket, 'connect');
      return line;
    };
  }

  const begin = (line: Line, size = 20, headers = 'authorization: x\r\n') =>
    line.write(`${HEAD}${headers}content-length: ${String(BEFORE.length + size + AFTER.length)}\r\n\r\n${BEFORE}${'a'.repeat(10)}`);
  /** A request of another kind that begins now: when it is cut off, the time of everybody who began before is over too. */
  const limitIsOver = async (open: () => Promise<Line>): Promise<string> => {
    const other = await open();
    other.write('POST /slow HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n{');
    await other.closed;
    return other.received;
  };

  it('is read to its end, when every other request would have been cut off', async () => {
    const open = await serve({ silenceMs: FOR_EVER, longestMs: FOR_EVER });
    const line = await open();
    begin(line);
    for (let turn = 0; turn < 2; turn += 1) expect(await limitIsOver(open)).toContain('did not come in time');
    line.write(`${'a'.repeat(10)}${AFTER}`);
    await once(line.socket, 'data');
    expect(line.received).toContain(' 201 ');
    expect(line.received).toContain('{"bytes":20}');
  });

  it('is cut off when it has had all the time there is', async () => {
    const open = await serve({ silenceMs: 100, longestMs: 1_000 });
    const line = await open();
    begin(line, 1_000_000);
    const drip = setInterval(() => line.write('a'), 5);
    await line.closed;
    clearInterval(drip);
    expect(line.received).toContain(' 400 ');
    expect(line.received).toContain('did not come in time');
  });

  it('is cut off when nothing comes any more', async () => {
    const open = await serve({ silenceMs: 400, longestMs: FOR_EVER });
    const line = await open();
    begin(line);
    await line.closed;
    expect(line.received).toContain('did not come in time');
  });

  it('of somebody who was answered already is no reason to wait', async () => {
    const open = await serve({ silenceMs: FOR_EVER, longestMs: FOR_EVER });
    const line = await open();
    begin(line, 20, '');
    await line.closed;
    expect(line.received).toContain(' 401 ');
  });
});
