import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MediaStorage } from '@parley/media';
import { aConversation } from '@parley/testing';
import { createHash, randomUUID } from 'node:crypto';
import { type Caller, TestServer } from './test-server.js';

const FILM = Buffer.from(Array.from({ length: 1_200_000 }, (_, index) => index % 253));

// real: the whole server in process, PostgreSQL; nothing is fetched from anywhere
describe('the files of messages, for who may see them', () => {
  let test: TestServer;
  let ana: Caller;
  let conversationId: string;

  beforeAll(async () => {
    test = await TestServer.start();
    await test.addAgent('Ana');
    ana = await test.signIn('ana@parley.example');
    conversationId = (await aConversation(test.database.database, { chat: {} })).id;
  });

  afterAll(() => test.stop());

  /** A stored file, as the fetcher leaves it. */
  const aFile = async (mimeType: string, filename: string | null, bytes: Buffer = FILM): Promise<string> => {
    const id = randomUUID();
    await test.server.app.get(MediaStorage, { strict: false }).write(id, chunks(bytes));
    await test.database.database.query(
      `insert into media (id, message_id, conversation_id, channel_id, direction, kind, state, mime_type, size, sha256, filename, storage, storage_key)
       values ($1::uuid, $1::uuid, $2, $3, 'inbound', 'document', 'stored', $4, $5, $6, $7, 'postgres', $1::uuid::text)`,
      [id, conversationId, test.channelId, mimeType, bytes.length, createHash('sha256').update(bytes).digest(), filename],
    );
    return id;
  };
  const get = (id: string, headers: Record<string, string> = {}) => ana.call('GET', `/api/admin/media/${id}`, { headers });

  it('are shown to nobody who has not signed in', async () => {
    const id = await aFile('image/png', 'a.png');
    expect((await test.call('GET', `/api/admin/media/${id}`)).status).toBe(401);
    expect((await test.call('POST', `/api/admin/media/${id}/fetch`)).status).toBe(401);
  });

  it.each([
    ['image/png', 'inline', 'image/png'],
    ['image/jpeg', 'inline', 'image/jpeg'],
    ['audio/ogg', 'inline', 'audio/ogg'],
    ['video/mp4', 'inline', 'video/mp4'],
    ['image/svg+xml', 'attachment', 'application/octet-stream'],
    ['text/html', 'attachment', 'application/octet-stream'],
    ['text/plain', 'attachment', 'application/octet-stream'],
    ['application/pdf', 'attachment', 'application/octet-stream'],
    ['application/javascript', 'attachment', 'application/octet-stream'],
    ['application/xhtml+xml', 'attachment', 'application/octet-stream'],
  ])('of type %s are %s, as %s, and can do nothing in our page', async (mimeType, place, shown) => {
    const answer = await get(await aFile(mimeType, 'a.bin', Buffer.from('x')));
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': shown,
      'content-disposition': `${place}; filename="a.bin"; filename*=UTF-8''a.bin`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, max-age=300',
    });
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['bill\u202Efdp.exe', 'billfdp.exe'],
    ['a"\r\nset-cookie: x=1; b="', 'a_set-cookie_ x=1; b=_'],
    ['<script>.pdf', '_script_.pdf'],
    ['...', 'file.pdf'],
    [null, 'file.pdf'],
    ['🔧 größe.pdf', '🔧 größe.pdf'],
    [`${'n'.repeat(400)}.pdf`, `${'n'.repeat(116)}.pdf`],
  ])('called %j are saved as %j', async (filename, saved) => {
    const answer = await get(await aFile('application/pdf', filename, Buffer.from('x')));
    const header = String(answer.headers['content-disposition']);
    expect(decodeURIComponent(header.split("''")[1] ?? '')).toBe(saved);
    expect(header).toMatch(/^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[\w.%~-]+$/);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it.each([
    ['bytes=0-9', 206, 0, 9],
    ['bytes=524280-524300', 206, 524_280, 524_300],
    ['bytes=1199990-', 206, 1_199_990, 1_199_999],
    ['bytes=-5', 206, 1_199_995, 1_199_999],
    ['bytes=1199990-99999999', 206, 1_199_990, 1_199_999],
    ['bytes=9-0', 200, 0, 1_199_999],
    ['lines=1-2', 200, 0, 1_199_999],
    ['bytes=0-1,5-6', 200, 0, 1_199_999],
  ])('are read in parts: %s', async (range, status, start, end) => {
    const id = await aFile('video/mp4', 'a.mp4');
    const cookie = { cookie: (ana as Caller & { cookie: string }).cookie, range };
    const answer = await test.server.app.inject({ method: 'GET', url: `/api/admin/media/${id}`, headers: cookie });
    expect(answer.statusCode).toBe(status);
    expect(answer.rawPayload.equals(FILM.subarray(start, end + 1))).toBe(true);
    expect(answer.headers['content-length']).toBe(String(end - start + 1));
    if (status === 206) expect(answer.headers['content-range']).toBe(`bytes ${start}-${end}/${FILM.length}`);
  });

  it('beyond their end are not there', async () => {
    const answer = await get(await aFile('video/mp4', null), { range: 'bytes=1200000-' });
    expect([answer.status, answer.headers['content-range']]).toEqual([416, 'bytes */1200000']);
  });

  it('that a browser has already are not sent again', async () => {
    const id = await aFile('image/png', null);
    const etag = String((await get(id)).headers['etag']);
    expect((await get(id, { 'if-none-match': etag })).status).toBe(304);
  });

  it('that are none are said to be none', async () => {
    for (const id of [randomUUID(), 'x', '..%2f..%2fetc', "'; drop table media; --"]) {
      expect((await get(id)).body).toMatchObject({ status: 404, code: 'MEDIA_NOT_FOUND' });
    }
    const id = await aFile('image/png', null);
    await test.database.database.query(`update media set state = 'deleting' where id = $1`, [id]);
    expect((await get(id)).status).toBe(404);
    expect((await ana.call('POST', `/api/admin/media/${id}/fetch`)).body).toMatchObject({ code: 'MEDIA_NOT_FOUND' });
  });

  it('whose bytes are gone are said to be gone, not half sent', async () => {
    const id = await aFile('image/png', null);
    await test.database.database.query('delete from media_chunk where media_id = $1', [id]);
    expect(await get(id)).toMatchObject({ status: 404, body: { code: 'MEDIA_NOT_FOUND' } });
    const elsewhere = await aFile('image/png', null);
    await test.database.database.query(`update media set storage = 'disk' where id = $1`, [elsewhere]);
    const answer = await get(elsewhere);
    expect(answer).toMatchObject({ status: 404, body: { code: 'MEDIA_NOT_FOUND' } });
    expect(answer.headers['content-disposition']).toBeUndefined();
  });

  it('what WhatsApp says of the account is read page by page', async () => {
    for (const event of ['APPROVED', 'REJECTED', 'PAUSED']) {
      await test.database.database.query(
        `insert into channel_notice (field, event, severity, title, happened_at) values ('message_template_status_update', $1, 'info', 'x', now())`,
        [event],
      );
    }
    const first = await ana.call('GET', '/api/admin/channel/notices?limit=2');
    expect((first.body['items'] as { event: string }[]).map(({ event }) => event)).toEqual(['PAUSED', 'REJECTED']);
    const rest = await ana.call('GET', `/api/admin/channel/notices?limit=2&cursor=${String(first.body['nextCursor'])}`);
    expect(rest.body).toMatchObject({ items: [{ event: 'APPROVED', severity: 'info' }], nextCursor: null });
    expect((await ana.call('GET', '/api/admin/channel/notices?limit=0')).status).toBe(400);
  });
});

async function* chunks(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 100_000) yield await Promise.resolve(bytes.subarray(at, at + 100_000));
}
