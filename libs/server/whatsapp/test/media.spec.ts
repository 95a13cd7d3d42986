import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { deflateRawSync } from 'node:zlib';
import { breakOff, endless, hex, MediaGraph, PNG, refuses, zipOf } from './media-graph.js';
import { ReceivedMedia } from './received-media.js';

// real: webhook, inbox, PostgreSQL, the fetcher, HTTP; fake: Graph
describe('FT-59 the file of a message', () => {
  let media: ReceivedMedia;
  let graph: MediaGraph;

  beforeAll(async () => {
    media = await ReceivedMedia.start();
    ({ graph } = media);
  });
  afterAll(() => media.stop());
  beforeEach(() => media.reset());

  const nothingIsKept = async (id: string): Promise<void> => {
    expect(await media.bytesOf(id)).toBeNull();
    expect(await media.chunksOf(id)).toEqual([]);
  };

  it('is fetched by its id, kept as it came, and shown on the message', async () => {
    const id = await media.receive({ sha256: createHash('sha256').update(PNG).digest('base64') });
    expect((await media.shown(id)).state).toBeUndefined();
    await media.fetcher.runBatch();
    expect(await media.shown(id)).toMatchObject({ state: 'stored', mimeType: 'image/png', size: PNG.length, reason: null });
    expect(await media.bytesOf(id)).toEqual(PNG);
    expect(graph.tokens.at(-1)).toBe('Bearer test-token');
    // Nothing is asked for twice.
    await media.fetcher.runBatch();
    expect([graph.resolved, graph.downloaded]).toEqual([1, 1]);
  });

  it('of more than one row is put together again, and parts of it read without the rest', async () => {
    const large = Buffer.concat([PNG, Buffer.from(Array.from({ length: 1_300_000 }, (_, index) => index % 251))]);
    graph.holds(large);
    const id = await media.receive();
    await media.fetcher.runBatch();
    expect((await media.bytesOf(id))?.equals(large)).toBe(true);
    const file = await media.library.find(id);
    if (!file) throw new Error('not there');
    for (const [start, end] of [
      [0, 0],
      [524_287, 524_288],
      [600_000, 1_200_000],
      [large.length - 1, large.length - 1],
    ] as const) {
      const parts: Buffer[] = [];
      for await (const part of media.library.read(file, { start, end })) parts.push(part);
      expect(Buffer.concat(parts).equals(large.subarray(start, end + 1))).toBe(true);
    }
  });

  it('whose address is old when it is used is asked for once more, at once', async () => {
    graph.download = (response) => {
      if (graph.downloaded === 1) response.writeHead(404).end();
      else response.writeHead(200).end(PNG);
    };
    const id = await media.receive();
    await media.fetcher.runBatch();
    expect(await media.shown(id)).toMatchObject({ state: 'stored' });
    expect([graph.resolved, graph.downloaded]).toEqual([2, 2]);
  });

  it('whose id is no longer known is not there, and is not asked for again by itself', async () => {
    graph.resolve = refuses(100, 404);
    const id = await media.receive();
    await media.fetcher.runBatch();
    expect(await media.shown(id)).toMatchObject({ state: 'unavailable', reason: expect.stringContaining('seven days') });
    await media.letTimePass();
    await media.fetcher.runBatch();
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
    const id = await media.receive();
    for (let turn = 0; turn < 20; turn += 1) await media.fetcher.runBatch();
    expect(await media.shown(id)).toMatchObject({ state: 'pending', reason: expect.any(String) });
    expect(graph.resolved).toBeLessThanOrEqual(2);
    await nothingIsKept(id);
    graph.holds(PNG);
    await media.letTimePass();
    await media.fetcher.runBatch();
    expect(await media.shown(id)).toMatchObject({ state: 'stored', reason: null });
  });

  it('without a checksum at WhatsApp is held to the one it was announced with', async () => {
    graph.holds(PNG, { sha256: undefined });
    const damaged = await media.receive({ sha256: hex(Buffer.from('other')) });
    const whole = await media.receive({ sha256: hex(PNG) });
    await media.fetcher.runBatch();
    expect(await media.shown(damaged)).toMatchObject({ state: 'pending', reason: expect.stringContaining('damaged') });
    await nothingIsKept(damaged);
    expect(await media.shown(whole)).toMatchObject({ state: 'stored' });
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
    const id = await media.receive({ mime_type: mimeType }, type);
    await media.fetcher.runBatch();
    expect(await media.shown(id)).toMatchObject({ state: 'unavailable', reason: expect.stringContaining('not what it says') });
    await nothingIsKept(id);
  });

  it('is kept as the archive it is when it is a bomb in a document: nothing is ever unpacked', async () => {
    const bomb = zipOf('[Content_Types].xml', deflateRawSync(Buffer.alloc(50_000_000)));
    graph.holds(bomb);
    const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
    const id = await media.receive({ mime_type: type, filename: 'bomb.docx' }, 'document');
    const before = process.memoryUsage().rss;
    await media.fetcher.runBatch();
    expect(await media.shown(id)).toMatchObject({ state: 'stored', mimeType: type, size: bomb.length });
    expect(process.memoryUsage().rss - before).toBeLessThan(40_000_000);
  });

  it.each([
    ['of 101 MB', (response: ServerResponse) => void endless(response.writeHead(200, { 'content-length': String(101 * 1024 * 1024) }))],
    ['without an end', (response: ServerResponse) => void endless(response.writeHead(200))],
  ])(
    '%s is given up where the limit is',
    async (_name, download) => {
      graph.download = download;
      const id = await media.receive({ mime_type: 'text/plain' }, 'document');
      await media.fetcher.runBatch();
      expect(await media.shown(id)).toMatchObject({ state: 'unavailable', reason: expect.stringContaining('100 MB') });
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
    const id = await media.receive();
    await media.fetcher.runBatch();
    expect(await media.shown(id)).toMatchObject({ state: 'unavailable', reason: expect.stringContaining('not at one of the addresses') });
    expect(graph.downloaded).toBe(0);
  });

  it('is not fetched through a redirect, and our token does not go along', async () => {
    graph.download = (response) => void response.writeHead(302, { location: `${graph.url}/file?elsewhere` }).end();
    const id = await media.receive();
    await media.fetcher.runBatch();
    expect(await media.shown(id)).toMatchObject({ state: 'unavailable', reason: expect.stringContaining('leads elsewhere') });
    expect(graph.downloaded).toBe(1);
  });

  it('with a hostile name is kept under a name of ours', async () => {
    const id = await media.receive({ mime_type: 'text/plain', filename: '../../etc/passwd' }, 'document');
    graph.holds(Buffer.from('hello'));
    await media.fetcher.runBatch();
    const [row] = await media.query<{ storage_key: string; filename: string }>('select storage_key, filename from media where id = $1', [
      id,
    ]);
    expect(row).toEqual({ storage_key: id, filename: '../../etc/passwd' });
  });

  it('is left alone for half an hour when WhatsApp has refused a dozen: it shuts media off at twenty', async () => {
    graph.resolve = refuses(131_000, 500);
    for (let number = 0; number < 30; number += 1) await media.receive();
    for (let turn = 0; turn < 20; turn += 1) await media.fetcher.runBatch();
    expect(graph.resolved).toBeLessThan(20);
    expect(graph.resolved).toBeGreaterThanOrEqual(12);
    await media.letTimePass();
    const before = graph.resolved;
    await media.fetcher.runBatch();
    expect(graph.resolved).toBe(before);
    graph.holds(PNG);
    await media.query(`update media_circuit set open_until = now(), since = now() - interval '2 hours'`);
    for (let turn = 0; turn < 20; turn += 1) await media.fetcher.runBatch();
    const [left] = await media.query<{ count: number }>(`select count(*)::int as count from media where state = 'pending'`);
    expect(left?.count).toBe(0);
  }, 60_000);

  it('that was not there is there when a person asks again', async () => {
    graph.resolve = refuses(100, 404);
    const id = await media.receive();
    await media.fetcher.runBatch();
    expect(await media.shown(id)).toMatchObject({ state: 'unavailable' });
    graph.holds(PNG);
    await media.library.askAgain(id);
    expect(await media.shown(id)).toMatchObject({ state: 'pending', reason: null });
    await media.fetcher.runBatch();
    expect(await media.shown(id)).toMatchObject({ state: 'stored' });
  });

  it('goes when its message is taken back, also while it is on its way', async () => {
    const [kept, coming] = [await media.receive(), await media.receive()];
    await media.query(`update media set next_try_at = now() + interval '1 hour' where id = $1`, [coming]);
    await media.fetcher.runBatch();
    expect(await media.bytesOf(kept)).toEqual(PNG);
    await media.query(`update media set next_try_at = now() where id = $1`, [coming]);
    graph.download = (response) => {
      void media
        .query(`update media set state = 'deleting', next_try_at = now() where id = any($1)`, [[kept, coming]])
        .then(() => response.writeHead(200).end(PNG));
    };
    await media.fetcher.runBatch();
    await media.fetcher.runBatch();
    for (const id of [kept, coming]) {
      await nothingIsKept(id);
      expect(await media.query('select state, filename, mime_type from media where id = $1', [id])).toEqual([
        { state: 'deleted', filename: null, mime_type: null },
      ]);
    }
  });

  it('of a worker that died is fetched by another', async () => {
    const id = await media.receive();
    await media.query(`update media set state = 'fetching', attempts = 1, next_try_at = now() - interval '1 second' where id = $1`, [id]);
    await media.fetcher.runBatch();
    expect(await media.shown(id)).toMatchObject({ state: 'stored' });
  });
});
