import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MediaFetcher, MediaLibrary } from '@parley/media';
import { eventually } from '@parley/testing';
import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { deflateRawSync } from 'node:zlib';
import { InboxWorker } from '../src/inbound/inbox-worker.js';
import { withMessage } from './bodies/case.js';
import { breakOff, endless, hex, MediaGraph, PNG, refuses, zipOf } from './media-graph.js';
import { startWhatsAppApp, type WhatsAppApp } from './whatsapp-app.js';

interface Shown {
  readonly state?: string;
  readonly reason?: string | null;
  readonly mimeType?: string;
  readonly size?: number;
}

// real: webhook, inbox, PostgreSQL, the fetcher, HTTP; fake: Graph
describe('FT-59 the file of a message', () => {
  let graph: MediaGraph;
  let whatsapp: WhatsAppApp;
  let customers = 0;

  beforeAll(async () => {
    graph = new MediaGraph();
    whatsapp = await startWhatsAppApp({ graphUrl: await graph.start() });
    whatsapp.app.get(InboxWorker).start();
  });

  afterAll(async () => {
    await whatsapp.app.get(InboxWorker).stop();
    await whatsapp.close();
    await graph.stop();
  });

  beforeEach(async () => {
    graph.reset();
    await whatsapp.db.database.query('truncate media_circuit');
  });

  const fetcher = () => whatsapp.app.get(MediaFetcher);
  const query = <Row>(text: string, values: unknown[] = []) => whatsapp.db.database.query<Row>(text, values);
  /** Every file may be tried now. */
  const letTimePass = () => query(`update media set next_try_at = now() where state = 'pending'`);
  /** Delivers one message with a file. @returns its id */
  const receive = async (media: Record<string, unknown> = {}, type = 'image'): Promise<string> => {
    customers += 1;
    const from = `447700900${String(100 + customers)}`;
    await whatsapp.deliver(withMessage(from, { type, [type]: { id: '118', mime_type: 'image/png', ...media } }));
    return eventually(async () => {
      const [row] = await query<{ id: string }>(
        `select m.id from message m join conversation v on v.id = m.conversation_id join contact c on c.id = v.contact_id
          where c.phone = $1 and m.direction = 'inbound'`,
        [`+${from}`],
      );
      if (!row) throw new Error('not there yet');
      return row.id;
    });
  };
  const shown = async (id: string): Promise<Shown> => {
    const [row] = await query<{ media: Shown }>(`select content -> 'media' as media from message where id = $1`, [id]);
    return row?.media ?? {};
  };
  const bytesOf = async (id: string): Promise<Buffer | null> => {
    const file = await whatsapp.app.get(MediaLibrary).find(id);
    if (!file) return null;
    const chunks: Buffer[] = [];
    for await (const chunk of whatsapp.app.get(MediaLibrary).read(file, { start: 0, end: file.size - 1 })) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  const nothingIsKept = async (id: string): Promise<void> => {
    expect(await bytesOf(id)).toBeNull();
    expect(await query('select 1 from media_chunk where media_id = $1', [id])).toEqual([]);
  };

  it('is fetched by its id, kept as it came, and shown on the message', async () => {
    const id = await receive({ sha256: createHash('sha256').update(PNG).digest('base64') });
    expect((await shown(id)).state).toBeUndefined();
    await fetcher().runBatch();
    expect(await shown(id)).toMatchObject({ state: 'stored', mimeType: 'image/png', size: PNG.length, reason: null });
    expect(await bytesOf(id)).toEqual(PNG);
    expect(graph.tokens.at(-1)).toBe('Bearer test-token');
    // Nothing is asked for twice.
    await fetcher().runBatch();
    expect([graph.resolved, graph.downloaded]).toEqual([1, 1]);
  });

  it('of more than one row is put together again, and parts of it read without the rest', async () => {
    const large = Buffer.concat([PNG, Buffer.from(Array.from({ length: 1_300_000 }, (_, index) => index % 251))]);
    graph.holds(large);
    const id = await receive();
    await fetcher().runBatch();
    expect((await bytesOf(id))?.equals(large)).toBe(true);
    const file = await whatsapp.app.get(MediaLibrary).find(id);
    if (!file) throw new Error('not there');
    for (const [start, end] of [
      [0, 0],
      [524_287, 524_288],
      [600_000, 1_200_000],
      [large.length - 1, large.length - 1],
    ] as const) {
      const parts: Buffer[] = [];
      for await (const part of whatsapp.app.get(MediaLibrary).read(file, { start, end })) parts.push(part);
      expect(Buffer.concat(parts).equals(large.subarray(start, end + 1))).toBe(true);
    }
  });

  it('whose address is old when it is used is asked for once more, at once', async () => {
    graph.download = (response) => {
      if (graph.downloaded === 1) response.writeHead(404).end();
      else response.writeHead(200).end(PNG);
    };
    const id = await receive();
    await fetcher().runBatch();
    expect(await shown(id)).toMatchObject({ state: 'stored' });
    expect([graph.resolved, graph.downloaded]).toEqual([2, 2]);
  });

  it('whose id is no longer known is not there, and is not asked for again by itself', async () => {
    graph.resolve = refuses(100, 404);
    const id = await receive();
    await fetcher().runBatch();
    expect(await shown(id)).toMatchObject({ state: 'unavailable', reason: expect.stringContaining('seven days') });
    await letTimePass();
    await fetcher().runBatch();
    expect(graph.resolved).toBe(1);
  });

  it.each([
    ['the address is never good', (g: MediaGraph) => (g.download = (response) => void response.writeHead(404).end())],
    ['Graph is out of order', (g: MediaGraph) => (g.resolve = (response) => void response.writeHead(502).end('<html>'))],
    ['Graph says that it is too much', (g: MediaGraph) => (g.resolve = refuses(4))],
    ['our token is not good', (g: MediaGraph) => (g.resolve = refuses(190, 401))],
    ['the connection breaks off in the middle', (g: MediaGraph) => (g.download = breakOff)],
    ['the checksum is another', (g: MediaGraph) => g.holds(PNG, { sha256: hex(Buffer.from('other')) })],
    ['nothing comes', (g: MediaGraph) => g.holds(Buffer.alloc(0))],
  ])('is tried again later when %s, and there is no storm of tries', async (_name, bend) => {
    bend(graph);
    const id = await receive();
    for (let turn = 0; turn < 20; turn += 1) await fetcher().runBatch();
    expect(await shown(id)).toMatchObject({ state: 'pending', reason: expect.any(String) });
    expect(graph.resolved).toBeLessThanOrEqual(2);
    await nothingIsKept(id);
    graph.holds(PNG);
    await letTimePass();
    await fetcher().runBatch();
    expect(await shown(id)).toMatchObject({ state: 'stored', reason: null });
  });

  it.each([
    ['a page instead of a picture', Buffer.from('<html><script>alert(1)</script></html>'.repeat(200)), 'image', 'image/png'],
    [
      'a drawing with a script in it',
      Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>'),
      'image',
      'image/svg+xml',
    ],
    ['a program that says it is a bill', Buffer.from(`MZ${'\0'.repeat(5_000)}`), 'document', 'application/pdf'],
    ['a picture that says it is sound', PNG, 'audio', 'audio/mpeg'],
    ['sound that says it is a film', Buffer.from(`ID3${'\0'.repeat(5_000)}`), 'video', 'video/mp4'],
  ])('is not kept when it is %s', async (_name, bytes, type, mimeType) => {
    graph.holds(bytes);
    const id = await receive({ mime_type: mimeType }, type);
    await fetcher().runBatch();
    expect(await shown(id)).toMatchObject({ state: 'unavailable', reason: expect.stringContaining('not what it says') });
    await nothingIsKept(id);
  });

  it('is kept as the archive it is when it is a bomb in a document: nothing is ever unpacked', async () => {
    const bomb = zipOf('[Content_Types].xml', deflateRawSync(Buffer.alloc(50_000_000)));
    graph.holds(bomb);
    const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
    const id = await receive({ mime_type: type, filename: 'bomb.docx' }, 'document');
    const before = process.memoryUsage().rss;
    await fetcher().runBatch();
    expect(await shown(id)).toMatchObject({ state: 'stored', mimeType: type, size: bomb.length });
    expect(process.memoryUsage().rss - before).toBeLessThan(40_000_000);
  });

  it.each([
    ['of 101 MB', (response: ServerResponse) => void endless(response.writeHead(200, { 'content-length': String(101 * 1024 * 1024) }))],
    ['without an end', (response: ServerResponse) => void endless(response.writeHead(200))],
  ])(
    '%s is given up where the limit is',
    async (_name, download) => {
      graph.download = download;
      const id = await receive({ mime_type: 'text/plain' }, 'document');
      await fetcher().runBatch();
      expect(await shown(id)).toMatchObject({ state: 'unavailable', reason: expect.stringContaining('100 MB') });
      await nothingIsKept(id);
    },
    120_000,
  );

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://10.0.0.1/file',
    'https://127.0.0.1/file',
    'https://[::ffff:10.0.0.1]/file',
    'https://lookaside.fbsbx.com@evil.example/file',
    'https://user:secret@lookaside.fbsbx.com/file',
    'https://lookaside.fbsbx.com.evil.example/file',
    'http://lookaside.fbsbx.com/file',
    'https://lookaside.fbsbx.com:8443/file',
    'https://evilfbcdn.net/file',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'not an address',
  ])('is fetched from nowhere but WhatsApp: not from %s', async (url) => {
    graph.holds(PNG, { url });
    const id = await receive();
    await fetcher().runBatch();
    expect(await shown(id)).toMatchObject({ state: 'unavailable', reason: expect.stringContaining('not at one of the addresses') });
    expect(graph.downloaded).toBe(0);
  });

  it('is not fetched through a redirect, and our token does not go along', async () => {
    graph.download = (response) => void response.writeHead(302, { location: `${graph.url}/file?elsewhere` }).end();
    const id = await receive();
    await fetcher().runBatch();
    expect(await shown(id)).toMatchObject({ state: 'unavailable', reason: expect.stringContaining('leads elsewhere') });
    expect(graph.downloaded).toBe(1);
  });

  it('with a hostile name is kept under a name of ours', async () => {
    const id = await receive({ mime_type: 'text/plain', filename: '../../etc/passwd' }, 'document');
    graph.holds(Buffer.from('hello'));
    await fetcher().runBatch();
    const [row] = await query<{ storage_key: string; filename: string }>('select storage_key, filename from media where id = $1', [id]);
    expect(row).toEqual({ storage_key: id, filename: '../../etc/passwd' });
  });

  it('is left alone for half an hour when WhatsApp has refused a dozen: it shuts media off at twenty', async () => {
    graph.resolve = refuses(131_000, 500);
    for (let number = 0; number < 30; number += 1) await receive();
    for (let turn = 0; turn < 20; turn += 1) await fetcher().runBatch();
    expect(graph.resolved).toBeLessThan(20);
    expect(graph.resolved).toBeGreaterThanOrEqual(12);
    await letTimePass();
    const before = graph.resolved;
    await fetcher().runBatch();
    expect(graph.resolved).toBe(before);
    graph.holds(PNG);
    await query(`update media_circuit set open_until = now(), since = now() - interval '2 hours'`);
    for (let turn = 0; turn < 20; turn += 1) await fetcher().runBatch();
    const [left] = await query<{ count: number }>(`select count(*)::int as count from media where state = 'pending'`);
    expect(left?.count).toBe(0);
  }, 60_000);

  it('that was not there is there when a person asks again', async () => {
    graph.resolve = refuses(100, 404);
    const id = await receive();
    await fetcher().runBatch();
    expect(await shown(id)).toMatchObject({ state: 'unavailable' });
    graph.holds(PNG);
    await whatsapp.app.get(MediaLibrary).askAgain(id);
    expect(await shown(id)).toMatchObject({ state: 'pending', reason: null });
    await fetcher().runBatch();
    expect(await shown(id)).toMatchObject({ state: 'stored' });
  });

  it('goes when its message is taken back, also while it is on its way', async () => {
    const [kept, coming] = [await receive(), await receive()];
    await query(`update media set next_try_at = now() + interval '1 hour' where id = $1`, [coming]);
    await fetcher().runBatch();
    expect(await bytesOf(kept)).toEqual(PNG);
    await query(`update media set next_try_at = now() where id = $1`, [coming]);
    graph.download = (response) => {
      void query(`update media set state = 'deleting', next_try_at = now() where id = any($1)`, [[kept, coming]]).then(() =>
        response.writeHead(200).end(PNG),
      );
    };
    await fetcher().runBatch();
    await fetcher().runBatch();
    for (const id of [kept, coming]) {
      await nothingIsKept(id);
      expect(await query('select state, filename, mime_type from media where id = $1', [id])).toEqual([
        { state: 'deleted', filename: null, mime_type: null },
      ]);
    }
  });

  it('of a worker that died is fetched by another', async () => {
    const id = await receive();
    await query(`update media set state = 'fetching', attempts = 1, next_try_at = now() - interval '1 second' where id = $1`, [id]);
    await fetcher().runBatch();
    expect(await shown(id)).toMatchObject({ state: 'stored' });
  });
});
