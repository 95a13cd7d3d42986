import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type AgentClient,
  aText,
  bodyOf,
  eventually,
  type MessageItem,
  type RunningSystem,
  ScriptedGraph,
  signatureOf,
  SignedWebhooks,
  startSystem,
  verifyOracle,
} from '@parley/running-system';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { countApplied, NO_SEND_LIMITS, openChats, pause, phones, storedRows } from './contacts-in-chat.js';
import { metric, METRICS_TOKEN } from './metrics.js';

const [PHONE = '', ...OTHERS] = phones(400, 4);
const MIB = 1024 * 1024;
const UNPARSEABLE = 'parley_webhook_requests_total{result="unparseable"}';

describe('bodies and connections that mean harm', () => {
  let graph: ScriptedGraph;
  let system: RunningSystem;
  let webhooks: SignedWebhooks;
  let agent: AgentClient;

  beforeAll(async () => {
    graph = await ScriptedGraph.start();
    system = await startSystem({ ...NO_SEND_LIMITS, METRICS_TOKEN }, { graph });
    webhooks = new SignedWebhooks(system);
    await openChats(system, webhooks, [PHONE, ...OTHERS]);
    agent = await system.signIn();
  }, 120_000);
  afterAll(async () => {
    await system.stop();
    await graph.stop();
  });

  const residentBytes = (): Promise<number> => metric(system.apiUrl, 'parley_process_resident_memory_bytes');
  interface Shown {
    readonly type: string;
    readonly text: string | null;
  }
  /** What the console shows of a contact, newest last. */
  const shown = async (phone: string): Promise<Shown[]> =>
    (await agent.get<{ items: Shown[] }>(`/api/admin/conversations/${encodeURIComponent(phone)}/messages?limit=100`)).body.items;
  /** A message with these fields on the wire, and what stands in the thread. */
  const wired = (wire: Record<string, unknown>, text = ''): MessageItem => {
    const item = aText(PHONE, text);
    return { ...item, wire: { timestamp: item.wire['timestamp'], ...wire } };
  };

  it('FT-30 a valid body of 3 MB is stored within a second; 3.6 MB is 413, and so is a body without end, cut with memory flat', async () => {
    const texts = (bytes: number): MessageItem[] =>
      Array.from({ length: Math.floor(bytes / 60_200) }, () => aText(PHONE, 'x'.repeat(60_000)));
    // The best of ten: what the machine does beside us is not what is measured.
    let best = Infinity;
    for (let round = 0; round < 10 && best >= 1_000; round += 1) {
      const from = performance.now();
      const status = await webhooks.tryOnce(texts(3_000_000));
      // A machine that is so slow may still be busy with what it took before: Meta would come again, and so do we.
      expect([200, 503]).toContain(status);
      if (status === 200) best = Math.min(best, performance.now() - from);
    }
    expect(best).toBeLessThan(1_000);
    expect(await webhooks.postBody(bodyOf(system.phoneNumberId, texts(3_660_000)))).toBe(413);

    // Memory is a saw: peaks are compared. The first ones make the process as large as such bodies make it once; it grows no further.
    const peak = async (): Promise<number> => {
      let highest = 0;
      for (let round = 0; round < 30; round += 1) {
        const { status, bytes } = await endlessBody(system.apiUrl);
        // Cut while it still writes, a client may see the reset before the answer.
        expect([413, 0]).toContain(status);
        expect(bytes).toBeLessThan(16 * MIB);
        highest = Math.max(highest, await residentBytes());
      }
      return highest;
    };
    let highest = await peak();
    let growth = Infinity;
    // What is kept of such bodies would make every round larger; a collection that comes late makes one.
    for (let round = 0; round < 4 && growth >= 20 * MIB; round += 1) {
      const next = await peak();
      growth = next - highest;
      highest = Math.max(highest, next);
    }
    expect(growth).toBeLessThan(20 * MIB);
    await verifyOracle(system, { webhooks });
  }, 120_000);

  it('FT-31 JSON nested 33, 5,000 and 1,000,000 levels deep: kept raw, 200, counted, and others do not wait for it', async () => {
    const nested = (depth: number): string => `{"entry":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
    const longestWait = async (bodies: readonly string[]): Promise<number> => {
      const waits = watchLiveness(system.apiUrl);
      for (const body of bodies) expect(await webhooks.postBody(body)).toBe(200);
      return Math.max(...(await waits.stop()));
    };
    let quiet = Infinity;
    for (let round = 0; round < 3; round += 1) quiet = Math.min(quiet, await longestWait(['{"entry":[]}', '{"entry":[]}', '{"entry":[]}']));
    const [unparseable, rows] = [await metric(system.apiUrl, UNPARSEABLE), await storedRows(system)];
    // A tenth of a second; on a machine where everybody waits without such bodies too, so much more as that is.
    const bound = Math.max(100, 3 * quiet);
    let [rounds, best] = [0, Infinity];
    for (; rounds < 10 && best >= bound; rounds += 1) best = Math.min(best, await longestWait([33, 5_000, 1_000_000].map(nested)));
    expect(best).toBeLessThan(bound);
    expect(await metric(system.apiUrl, UNPARSEABLE)).toBe(unparseable + 3 * rounds);
    expect(await storedRows(system)).toEqual({ raw: rows.raw + 3 * rounds, items: rows.items });
    await verifyOracle(system, { webhooks });
  });

  it('FT-32 broken UTF-8, a byte order mark, UTF-16: kept byte for byte, 200, counted', async () => {
    const body = bodyOf(system.phoneNumberId, [aText(PHONE, 'in another encoding')]);
    const bodies = [
      Buffer.concat([Buffer.from('{"entry":["'), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from('"]}')]),
      Buffer.from(`\uFEFF${body}`),
      Buffer.from(body, 'utf16le'),
    ];
    const unparseable = await metric(system.apiUrl, UNPARSEABLE);
    for (const bytes of bodies) expect(await webhooks.postBody(bytes)).toBe(200);
    expect(await metric(system.apiUrl, UNPARSEABLE)).toBe(unparseable + 3);
    const kept = await system.database.query<{ body: Buffer }>('select body from webhook_raw order by id desc limit 3');
    expect(kept.map((row) => row.body.toString('hex')).reverse()).toEqual(bodies.map((bytes) => bytes.toString('hex')));
    await verifyOracle(system, { webhooks });
  });

  it('FT-33 NUL, lone surrogates, direction marks, joined emoji and 65,536 characters: stored, shown, and repaired where they must be', async () => {
    const family = '👩‍👩‍👧‍👦';
    const odd = (label: string): string => `${label}\u0000 \ud800 a\udc00b \u202e ${family}`;
    const mended = (label: string): string => `${label} \ufffd a\ufffdb \u202e ${family}`;
    const long = 'y'.repeat(65_536);
    const items = [
      wired({ type: 'text', text: { body: odd('text') } }, mended('text')),
      wired({ type: 'image', image: { id: '1', mime_type: 'image/png', sha256: 'x', caption: odd('caption') } }, mended('caption')),
      wired(
        { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: odd('id'), title: odd('title') } } },
        mended('title'),
      ),
      wired({ type: 'text', text: { body: long } }, long),
      wired({ type: 'text', text: { body: 'the lane goes on' } }, 'the lane goes on'),
    ];
    const document = wired({ type: 'document', document: { id: '2', mime_type: 'application/pdf', sha256: 'x', filename: odd('file') } });
    await webhooks.post(items);
    expect(await webhooks.postBody(bodyOf(system.phoneNumberId, [document]))).toBe(200);
    await verifyOracle(system, { webhooks });
    const thread = await shown(PHONE);
    for (const item of items) expect(thread.map(({ text }) => text)).toContain(item.text);
    expect(thread.at(-1)?.type).toBe('document');
  });

  it('FT-34 repeated keys, __proto__, huge numbers, null everywhere, unknown kinds and fields: never refused, the unknown shown as unsupported', async () => {
    const { phoneNumberId } = system;
    const good = bodyOf(phoneNumberId, [aText(PHONE, 'among strange neighbours')]);
    const change = (value: unknown, field = 'messages'): string => JSON.stringify({ entry: [{ id: '1', changes: [{ field, value }] }] });
    const metadata = { display_phone_number: '442079460123', phone_number_id: phoneNumberId };
    const bodies = [
      good.replace('"field":"messages"', '"field":"other","field":"messages"'),
      good.replace('"metadata"', '"__proto__":{"messages":[{}]},"constructor":{"prototype":null},"metadata"'),
      good.replace('"metadata"', '"huge":1e999,"long":123456789012345678901234567890,"metadata"'),
      change({ metadata }),
      change({ metadata, messages: null, statuses: null, contacts: null }),
      change({ metadata, messages: [null, 0, '', [], {}], statuses: [null, 0, '', [], {}], contacts: [null] }),
      change({ metadata, messages: { length: 3 } }),
      change({ metadata, messages: [{}] }, 'a_field_of_next_year'),
      JSON.stringify({ object: null, entry: [null, { id: null, changes: null }, { changes: [null, {}] }] }),
      'null',
      '[]',
      '"entry"',
    ];
    const answers = await Promise.all(bodies.map((body) => webhooks.postBody(body)));
    expect(answers).toEqual(answers.map(() => 200));
    const unknown = wired({ type: 'hologram', hologram: { depth: 3 }, colour: 'unseen' });
    expect(await webhooks.postBody(bodyOf(phoneNumberId, [unknown]))).toBe(200);
    await eventually(async () => expect(await countApplied(system, [unknown.wamid])).toBe(1));
    expect((await shown(PHONE)).at(-1)?.type).toBe('unsupported');
    await verifyOracle(system, { webhooks });
  });

  it('FT-36 500 connections that write a byte now and then, and headers of 64 kB: cut in time, while webhooks are served', async () => {
    const opened = performance.now();
    const slow = await Promise.all(Array.from({ length: 500 }, () => slowloris(system.apiUrl)));
    const took: number[] = [];
    for (let webhook = 0; webhook < 100; webhook += 1) {
      const from = performance.now();
      await webhooks.post(aText(OTHERS[webhook % OTHERS.length] ?? '', `beside slow connections ${webhook}`));
      took.push(performance.now() - from);
    }
    expect(took.sort((a, b) => a - b)[98]).toBeLessThan(1_000);
    expect(
      await statusOfRawRequest(system.apiUrl, `GET /health/live HTTP/1.1\r\nHost: x\r\nX-Long: ${'h'.repeat(64 * 1024)}\r\n\r\n`),
    ).toBe(413);
    // Counted, not compared: to print five hundred sockets takes longer than to cut them.
    await eventually(() => expect(slow.filter((socket) => !socket.destroyed).length).toBe(0), 25_000);
    expect(performance.now() - opened).toBeLessThan(25_000);
    await verifyOracle(system, { webhooks });
  }, 120_000);
});

/** Posts a chunked body that never ends. @returns the answer (0: cut without one), and how much was written until then */
function endlessBody(apiUrl: string): Promise<{ status: number; bytes: number }> {
  const { hostname, port } = new URL(apiUrl);
  const chunk = Buffer.alloc(64 * 1024, 0x20);
  return new Promise((resolve) => {
    let bytes = 0;
    let answered = false;
    const call = request({
      hostname,
      port,
      path: '/webhooks/whatsapp',
      method: 'POST',
      headers: { 'x-hub-signature-256': signatureOf('no', '') },
    });
    const write = (): void => {
      while (!answered && !call.destroyed) {
        bytes += chunk.length;
        if (!call.write(chunk)) return;
      }
    };
    call.on('drain', write);
    call.on('response', (response) => {
      answered = true;
      response.resume();
      resolve({ status: response.statusCode ?? 0, bytes });
      call.destroy();
    });
    call.on('error', () => resolve({ status: 0, bytes }));
    write();
  });
}

/** Asks all the time whether the process is alive. @returns ends it: how long each answer took, in milliseconds */
function watchLiveness(apiUrl: string): { stop(): Promise<number[]> } {
  const took: number[] = [];
  let watching = true;
  const watch = (async () => {
    while (watching) {
      const from = performance.now();
      await (await fetch(`${apiUrl}/health/live`)).arrayBuffer();
      took.push(performance.now() - from);
      await pause(5);
    }
  })();
  return {
    async stop() {
      watching = false;
      await watch;
      return took;
    },
  };
}

/** A connection that never finishes its headers. */
async function slowloris(apiUrl: string): Promise<Socket> {
  const { hostname, port } = new URL(apiUrl);
  const socket = connect({ host: hostname, port: Number(port) });
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.on('error', () => undefined);
  socket.resume();
  socket.write('POST /webhooks/whatsapp HTTP/1.1\r\nHost: x\r\n');
  const writing = setInterval(() => socket.write('X'), 1_000);
  socket.once('close', () => clearInterval(writing));
  return socket;
}

async function statusOfRawRequest(apiUrl: string, bytes: string): Promise<number> {
  const { hostname, port } = new URL(apiUrl);
  const socket = connect({ host: hostname, port: Number(port) });
  let answer = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined);
  socket.write(bytes);
  await closed;
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
}
