import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aConversation, type ConversationBuild } from '@parley/testing';
import { randomUUID } from 'node:crypto';
import { readConfiguration } from '../src/config/configuration.js';
import { aForm, type Part } from './a-form.js';
import { type Answer, type Caller, TestServer } from './test-server.js';
import { UploadGraph } from './upload-graph.js';

const PNG = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'),
  Buffer.alloc(700_000, 7),
]);
const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(9_000, 32)]);

const aFile = (value: Buffer, type: string, filename?: string): Part => ({ name: 'file', value, type, filename: filename ?? 'a.bin' });

// real: the whole server in process, PostgreSQL, HTTP to a scripted Graph
describe('sending a file', () => {
  const graph = new UploadGraph();
  let test: TestServer;
  let ana: Caller & { cookie: string };
  let anaId: string;

  beforeAll(async () => {
    const graphUrl = await graph.start();
    const { whatsapp } = readConfiguration(
      {
        DATABASE_URL: 'postgres://unused',
        WHATSAPP_PHONE_NUMBER_ID: '100',
        WHATSAPP_ACCESS_TOKEN: 'token',
        WHATSAPP_APP_SECRET: 'app-secret',
        WHATSAPP_VERIFY_TOKEN: 'verify',
        PUBLIC_URL: 'http://localhost:3000',
      },
      'production',
    );
    test = await TestServer.start({ whatsapp: { ...whatsapp, graphUrl } });
    anaId = (await test.addAgent('Ana')).id;
    await test.addAgent('Ben');
    ana = await test.signIn('ana@parley.example');
  });
  afterAll(async () => {
    await test.stop();
    await graph.stop();
  });
  beforeEach(() => graph.reset());

  const sql = <Row>(text: string, values: unknown[] = []) => test.database.database.query<Row>(text, values);
  const aChat = async (build: ConversationBuild = {}) =>
    (await aConversation(test.database.database, { channelId: test.channelId, chat: { agent: { id: anaId } }, ...build })).id;

  async function post(id: string, parts: readonly Part[], headers: Record<string, string> = { cookie: ana.cookie }): Promise<Answer> {
    const { body, contentType } = aForm(parts);
    const response = await test.server.app.inject({
      method: 'POST',
      url: `/api/admin/conversations/${id}/chat-support/send-media`,
      headers: { 'sec-fetch-site': 'same-origin', 'content-type': contentType, ...headers },
      payload: body,
    });
    return {
      status: response.statusCode,
      headers: response.headers,
      text: response.body,
      body: JSON.parse(response.body) as Record<string, unknown>,
    };
  }
  const stored = async (id: string) => ({
    messages: await sql<{ type: string; status: string }>('select type, status from message where conversation_id = $1 order by seq', [id]),
    files: await sql<{ state: string }>("select state from media where conversation_id = $1 and state <> 'deleted'", [id]),
  });
  /** Nothing queued, nothing uploaded, and no file that would stay. */
  const expectNothing = async (id: string, uploads = 0) => {
    const { messages, files } = await stored(id);
    expect(messages.filter(({ type }) => type !== 'text' || messages.length > 0)).toEqual([]);
    expect(files.filter(({ state }) => state !== 'deleting')).toEqual([]);
    expect(graph.forms).toHaveLength(uploads);
  };

  it('uploads it, then queues its message; the thread shows it and our copy is served', async () => {
    const id = await aChat();
    const answer = await post(id, [{ name: 'caption', value: 'This hinge?' }, aFile(PNG, 'image/png', 'hinge.png')]);
    expect(answer.status).toBe(201);
    expect(graph.forms).toHaveLength(1);
    expect(graph.forms[0]).toMatchObject({ token: 'Bearer token', product: 'whatsapp', type: 'image/png', file: { type: 'image/png' } });
    expect(graph.forms[0]?.path).toMatch(/^\/v\d+\.\d+\/100\/media$/);
    expect(graph.forms[0]?.file?.bytes.equals(PNG)).toBe(true);
    expect(answer.body).toMatchObject({
      type: 'image',
      author: 'agent',
      status: 'queued',
      text: 'This hinge?',
      content: null,
      media: { state: 'stored', mimeType: 'image/png', size: PNG.length, filename: 'hinge.png', reason: null },
    });
    const { id: mediaId } = answer.body['media'] as { id: string };
    const served = await test.server.app.inject({ url: `/api/admin/media/${mediaId}`, headers: { cookie: ana.cookie } });
    expect(served.rawPayload.equals(PNG)).toBe(true);
    expect(answer.text).not.toContain('900100200300400');
    const { messages, files } = await stored(id);
    expect(messages.map(({ type }) => type)).toEqual(['interactive', 'image']);
    expect(files).toEqual([{ state: 'stored' }]);
    const [row] = await sql<{ content: unknown }>("select content from message where conversation_id = $1 and type = 'image'", [id]);
    expect(row?.content).toMatchObject({ kind: 'image', media: { channelMediaId: '900100200300400' } });
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['bill\u202Efdp.exe', 'billfdp.exe'],
    ['', 'file.pdf'],
    ['...', 'file.pdf'],
    [`${'n'.repeat(400)}.pdf`, `${'n'.repeat(116)}.pdf`],
  ])('a document called %j goes as %j', async (filename, clean) => {
    const id = await aChat();
    const answer = await post(id, [aFile(PDF, 'application/pdf', filename)]);
    expect([answer.status, answer.body['media']]).toEqual([201, expect.objectContaining({ filename: clean })]);
  });

  it.each([
    [
      'audio/ogg; codecs=opus',
      Buffer.concat([Buffer.from('OggS\0\x02'), Buffer.alloc(22), Buffer.from('OpusHead'), Buffer.alloc(500)]),
      true,
    ],
    ['audio/mpeg', Buffer.concat([Buffer.from('fffb9000', 'hex'), Buffer.alloc(5_000)]), false],
  ])('sends %s as what it is: a voice message, or sound', async (type, bytes, voice) => {
    const id = await aChat();
    const answer = await post(id, [aFile(bytes, type)]);
    expect([answer.status, answer.body['type'], answer.body['media']]).toEqual([201, 'audio', expect.objectContaining({ voice })]);
    expect(graph.forms[0]?.type).toBe(type);
    const [row] = await sql<{ content: { media: { voice?: boolean } } }>(
      "select content from message where conversation_id = $1 and type = 'audio'",
      [id],
    );
    expect(row?.content.media.voice ?? false).toBe(voice);
  });

  it.each([
    ['of a type WhatsApp does not carry', aFile(PNG, 'image/gif')],
    ['whose bytes are something else', aFile(PDF, 'image/png')],
    ['that is empty', aFile(Buffer.alloc(0), 'image/png')],
    ['larger than a picture may be', aFile(Buffer.concat([PNG, Buffer.alloc(5 * 1024 * 1024)]), 'image/png')],
    [
      'larger than a still sticker may be',
      aFile(Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBPVP8 '), Buffer.alloc(120_000)]), 'image/webp'),
    ],
  ])('refuses a file %s', async (_, part) => {
    const id = await aChat();
    const answer = await post(id, [part]);
    expect([answer.status, answer.body['code']]).toEqual([400, 'MEDIA_NOT_SENDABLE']);
    await expectNothing(id);
  });

  it.each([
    ['no file', [{ name: 'caption', value: 'x' }], 'file'],
    ['two files', [aFile(PNG, 'image/png'), aFile(PNG, 'image/png')], 'file'],
    ['a caption that is too long', [aFile(PNG, 'image/png'), { name: 'caption', value: 'x'.repeat(1_025) }], 'caption'],
    ['a replyTo that is no id', [aFile(PNG, 'image/png'), { name: 'replyTo', value: 'x' }], 'replyTo'],
    ['a field nobody knows', [{ name: 'message', value: 'x' }, aFile(PNG, 'image/png')], 'message'],
  ])('refuses a form with %s', async (_, parts, field) => {
    const id = await aChat();
    const answer = await post(id, parts);
    expect([answer.status, answer.body['code'], answer.body['errors']]).toEqual([
      400,
      'VALIDATION_FAILED',
      [expect.objectContaining({ field })],
    ]);
    await expectNothing(id);
  });

  it('refuses a form that breaks off', async () => {
    const id = await aChat();
    const response = await test.server.app.inject({
      method: 'POST',
      url: `/api/admin/conversations/${id}/chat-support/send-media`,
      headers: { 'sec-fetch-site': 'same-origin', cookie: ana.cookie, 'content-type': 'multipart/form-data; boundary=x' },
      payload: `--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\ncontent-type: text/plain\r\n\r\nHello`,
    });
    expect([response.statusCode, (JSON.parse(response.body) as { code: string }).code]).toEqual([400, 'VALIDATION_FAILED']);
    await expectNothing(id);
  });

  it('refuses a quoted message it does not know, before anything is uploaded', async () => {
    const id = await aChat();
    const answer = await post(id, [aFile(PNG, 'image/png'), { name: 'replyTo', value: randomUUID() }]);
    expect([answer.status, answer.body['code']]).toEqual([404, 'MESSAGE_NOT_FOUND']);
    await expectNothing(id);
  });

  it("refuses, before anything is uploaded, where words would be refused: no chat, a colleague's", async () => {
    const none = await aChat({ chat: undefined });
    expect((await post(none, [aFile(PNG, 'image/png')])).body['code']).toBe('CHAT_NOT_ACTIVE');
    await expectNothing(none);
    const id = await aChat();
    const ben = await test.signIn('ben@parley.example');
    expect((await post(id, [aFile(PNG, 'image/png')], { cookie: ben.cookie })).body['code']).toBe('CHAT_ALREADY_TAKEN');
    expect((await post(randomUUID(), [aFile(PNG, 'image/png')])).body['code']).toBe('CONVERSATION_NOT_FOUND');
    await expectNothing(id);
  });

  it.each([
    ['is not there', 'cut' as const, 503, 'SERVICE_UNAVAILABLE'],
    ['fails', { status: 500, body: 'oops' }, 503, 'SERVICE_UNAVAILABLE'],
    ['limits us', { status: 400, body: { error: { message: 'x', type: 'OAuthException', code: 4 } } }, 503, 'SERVICE_UNAVAILABLE'],
    [
      'refuses the file',
      { status: 400, body: { error: { message: 'x', type: 'OAuthException', code: 131053 } } },
      400,
      'MEDIA_NOT_SENDABLE',
    ],
  ])('queues nothing when WhatsApp %s, and works when asked again', async (_, answerOfGraph, status, code) => {
    const id = await aChat();
    const headers = { cookie: ana.cookie, 'idempotency-key': randomUUID() };
    graph.answer = answerOfGraph;
    const answer = await post(id, [aFile(PNG, 'image/png')], headers);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    await expectNothing(id, graph.forms.length);
    graph.reset();
    expect((await post(id, [aFile(PNG, 'image/png')], headers)).status).toBe(201);
  });

  it('answers the same key with the same message, without a second upload; with another file or caption 409', async () => {
    const id = await aChat();
    const headers = { cookie: ana.cookie, 'idempotency-key': randomUUID() };
    const first = await post(id, [aFile(PNG, 'image/png')], headers);
    await sql("update chat set status = 'ended', ended_at = now(), ended_by = 'agent' where conversation_id = $1", [id]);
    const second = await post(id, [aFile(PNG, 'image/png')], headers);
    expect([first.status, second.status, second.body['id']]).toEqual([201, 200, first.body['id']]);
    const otherFile = await post(id, [aFile(Buffer.concat([PNG, PNG]), 'image/png')], headers);
    const otherWords = await post(id, [aFile(PNG, 'image/png'), { name: 'caption', value: 'x' }], headers);
    expect([otherFile.body['code'], otherWords.body['code']]).toEqual(['IDEMPOTENCY_KEY_REUSED', 'IDEMPOTENCY_KEY_REUSED']);
    expect(graph.forms).toHaveLength(1);
    expect((await stored(id)).files.filter(({ state }) => state !== 'deleting')).toEqual([{ state: 'stored' }]);
  });

  it('asks who is there before it looks at what comes', async () => {
    const id = await aChat();
    expect((await post(id, [aFile(PNG, 'image/gif')], {})).status).toBe(401);
    expect((await post(id, [], { cookie: ana.cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    await expectNothing(id);
  });

  it('takes a form and nothing else', async () => {
    const id = await aChat();
    const answer = await ana.call('POST', `/api/admin/conversations/${id}/chat-support/send-media`, { body: { file: 'x' } });
    expect([answer.status, answer.body['code']]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });
});
