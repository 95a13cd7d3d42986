import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@parley/testing';
import type { ServerResponse } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { CloudApiClient, type GraphAnswer, type GraphCall } from '../src/outbound/cloud-api.client.js';
import { ownTime } from './own-time.js';
import { accept, answer, ScriptedGraph } from './scripted-graph.js';

const always = (): boolean => true;

describe('the Cloud API client', () => {
  let graph: ScriptedGraph;
  let url: string;
  let client: CloudApiClient;

  beforeEach(async () => {
    graph = new ScriptedGraph();
    url = await graph.start();
    client = new CloudApiClient({ graphUrl: url, accessToken: 'token', timeoutMs: 15_000 });
  });

  afterEach(async () => {
    await client.close(200);
    await graph.stop();
  });

  const post = (call: Partial<GraphCall> = {}): Promise<GraphAnswer> =>
    client.post({ path: '/v26.0/1/messages', body: '{}', mayStillWrite: always, ...call });

  it('posts once, with token and body, and hands the answer over', async () => {
    const result = await post({ body: '{"to":"+447700900321"}' });

    expect(result).toMatchObject({ kind: 'answered', status: 200 });
    expect(graph.received).toHaveLength(1);
    expect(graph.received[0]).toMatchObject({
      path: '/v26.0/1/messages',
      body: '{"to":"+447700900321"}',
      headers: { authorization: 'Bearer token', 'content-type': 'application/json', 'content-length': '22' },
    });
  });

  it('keeps the path of a base address that has one', async () => {
    const proxied = new CloudApiClient({ graphUrl: `${url}/graph/`, accessToken: 'token' });
    await proxied.post({ path: '/v26.0/1/messages', body: '{}', mayStillWrite: always });
    await proxied.close();
    expect(graph.received[0]?.path).toBe('/graph/v26.0/1/messages');
  });

  it('uses a connection again', async () => {
    for (let call = 0; call < 10; call += 1) await post();
    expect(graph.received).toHaveLength(10);
    // The second one opens while the first is still being tidied up after its answer.
    expect(graph.connections).toBeLessThanOrEqual(2);
  });

  it('never has more than 64 calls under way', async () => {
    const held: ServerResponse[] = [];
    let most = 0;
    graph.script = (_request, response) => (most = Math.max(most, held.push(response)));
    const answers = Promise.all(Array.from({ length: 200 }, () => post({ timeoutMs: 60_000 })));
    for (let left = 200; left > 0;) {
      await eventually(() => expect(held.length).toBe(Math.min(64, left)));
      const answered = held.splice(0, 20);
      left -= answered.length;
      for (const response of answered) response.end('{}');
    }
    expect((await answers).every(({ kind }) => kind === 'answered')).toBe(true);
    expect(graph.received).toHaveLength(200);
    expect(most).toBe(64);
  });

  describe('knows that nothing was written', () => {
    it('when the connection is refused', async () => {
      await graph.stop();
      expect(await post()).toEqual({ kind: 'not-written', reason: 'no-connection' });
    });

    it('when the name does not resolve', async () => {
      const lost = new CloudApiClient({ graphUrl: 'http://no-such-host.invalid', accessToken: 'token' });
      expect(await lost.post({ path: '/', body: '{}', mayStillWrite: always })).toEqual({ kind: 'not-written', reason: 'no-connection' });
      await lost.close(100);
    });

    it('when the other side does not speak TLS', async () => {
      const secure = new CloudApiClient({ graphUrl: url.replace('http:', 'https:'), accessToken: 'token' });
      expect(await secure.post({ path: '/', body: '{}', mayStillWrite: always })).toEqual({ kind: 'not-written', reason: 'no-connection' });
      await secure.close(100);
      expect(graph.received).toHaveLength(0);
    });

    it('when the fence is closed at the moment of writing', async () => {
      expect(await post({ mayStillWrite: () => false })).toEqual({ kind: 'not-written', reason: 'fence-closed' });
      expect(graph.received).toHaveLength(0);
      // and the next call is served as if nothing had been
      expect(await post()).toMatchObject({ kind: 'answered' });
    });

    it('when its time ended while it waited for a free connection', async () => {
      const held: ServerResponse[] = [];
      graph.script = (_request, response) => held.push(response);
      const busy = Array.from({ length: 64 }, () => post({ timeoutMs: 60_000 }));
      await eventually(() => expect(held.length).toBe(64));
      const waiting = await post({ timeoutMs: 200 });
      expect(waiting).toEqual({ kind: 'not-written', reason: 'time-out' });
      for (const response of held) response.end('{}');
      await Promise.all(busy);
      // …and it is not written later either, now that there is room.
      graph.script = accept('wamid.LATER');
      await post();
      expect(graph.received).toHaveLength(65);
    });
  });

  it('asks the fence once, on an open connection, in the turn of the write', async () => {
    let asked = 0;
    let openWhenAsked = 0;
    await post({
      mayStillWrite: () => {
        asked += 1;
        openWhenAsked = graph.connections;
        return true;
      },
    });
    expect(asked).toBe(1);
    // A connection is counted by the server after it was opened; the fence is asked later than that, or at the same time.
    expect(openWhenAsked).toBeLessThanOrEqual(1);
    expect(graph.received).toHaveLength(1);
  });

  describe('does not know what became of it', () => {
    /** What is written next is written at once, however busy the machine. */
    const anOpenConnection = async (): Promise<void> => {
      expect(await post()).toMatchObject({ kind: 'answered' });
    };

    it('when the answer does not come in time, and cuts the connection', async () => {
      await anOpenConnection();
      // Never: what ends it is its own time, and the cut is what the other side sees of that.
      graph.script = () => {};
      expect(await post({ timeoutMs: 1_000 })).toEqual({ kind: 'lost', reason: 'time-out' });
      expect(graph.received).toHaveLength(2);
      await eventually(() => expect(graph.sockets.size).toBe(0));
    });

    it('when the answer drips in byte by byte: time is counted from the call, not from the last byte', async () => {
      await anOpenConnection();
      // It would drip for ever.
      graph.script = (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const drip = setInterval(() => response.write(' '), 50);
        response.on('close', () => clearInterval(drip));
      };
      expect(await post({ timeoutMs: 1_000 })).toEqual({ kind: 'lost', reason: 'time-out' });
    });

    it('when the call is read and the connection dropped without an answer', async () => {
      graph.script = (request) => request.socket.destroy();
      expect(await post()).toEqual({ kind: 'lost', reason: 'connection-lost' });
      expect(graph.received).toHaveLength(1);
    });

    it('when the connection is reset', async () => {
      graph.script = (request) => request.socket.resetAndDestroy();
      expect(await post()).toEqual({ kind: 'lost', reason: 'connection-lost' });
    });

    it('when the answer is cut in the middle', async () => {
      graph.script = (request, response) => {
        response.writeHead(200, { 'content-length': '500' });
        response.write('{"messages":');
        setTimeout(() => request.socket.destroy(), 20);
      };
      expect(await post()).toEqual({ kind: 'lost', reason: 'connection-lost' });
    });

    it('when the answer is larger than a megabyte, and reads no further', async () => {
      const sent = { bytes: 0 };
      graph.script = (_request, response) => {
        response.writeHead(200);
        const megabyte = Buffer.alloc(1_000_000, 'x');
        const pump = (): void => {
          while (sent.bytes < 50_000_000 && !response.destroyed) {
            sent.bytes += megabyte.length;
            if (!response.write(megabyte)) return void response.once('drain', pump);
          }
        };
        pump();
      };
      expect(await post()).toEqual({ kind: 'lost', reason: 'answer-too-large' });
      expect(sent.bytes).toBeLessThan(20_000_000);
    });

    it('when a connection it used before is reset as it writes', async () => {
      await post();
      graph.script = (request) => request.socket.resetAndDestroy();
      expect(await post()).toEqual({ kind: 'lost', reason: 'connection-lost' });
      expect(graph.received).toHaveLength(2);
    });
  });

  it('never repeats a call, whatever breaks under it', async () => {
    graph.script = (request) => request.socket.resetAndDestroy();
    await Promise.all(Array.from({ length: 100 }, (_, index) => post({ body: JSON.stringify({ index }) })));
    const bodies = graph.received.map(({ body }) => body);
    expect(new Set(bodies).size).toBe(bodies.length);
  });

  it('does not take a connection that was closed while it lay idle', async () => {
    await post();
    for (const socket of graph.sockets) socket.end();
    // Gone on this side when the client has closed its own.
    await eventually(() => expect(graph.sockets.size).toBe(0));
    expect(await post()).toMatchObject({ kind: 'answered', status: 200 });
  });

  it('follows no redirect', async () => {
    graph.script = answer(302, '', { location: `${url}/elsewhere` });
    expect(await post()).toMatchObject({ kind: 'answered', status: 302 });
    expect(graph.received).toHaveLength(1);
  });

  it('gives up on a host that takes the connection but never finishes TLS', async () => {
    const held: Socket[] = [];
    const mute = createServer((socket) => held.push(socket.on('error', () => {})));
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const { port } = mute.address() as AddressInfo;
    const patient = new CloudApiClient({ graphUrl: `https://127.0.0.1:${port}`, accessToken: 'token' });
    const [startedAt, own] = [performance.now(), ownTime()];
    expect(await patient.post({ path: '/', body: '{}', mayStillWrite: always })).toEqual({ kind: 'not-written', reason: 'no-connection' });
    const took = performance.now() - startedAt;
    expect(took).toBeGreaterThan(2_500);
    expect(own()).toBeLessThan(4_500);
    await patient.close(100);
    for (const socket of held) socket.destroy();
    await new Promise((resolve) => mute.close(resolve));
  });
});
