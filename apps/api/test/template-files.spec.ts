import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aConversation, type ConversationBuild } from '@parley/testing';
import { randomUUID } from 'node:crypto';
import { readConfiguration } from '../src/config/configuration.js';
import { aForm, type Part } from './a-form.js';
import { type Answer, type Caller, TestServer } from './test-server.js';
import { UploadGraph } from './upload-graph.js';

const PNG = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'),
  Buffer.alloc(50_000, 7),
]);
const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(9_000, 32)]);
const aFile = (value: Buffer, type: string, filename = 'a.bin'): Part => ({ name: 'file', value, type, filename });
const VALUES = { 'body.1': 'Maya' };

// real: the whole server in process, PostgreSQL, HTTP to a scripted Graph
describe('a template with a file above its text', () => {
  const graph = new UploadGraph();
  let test: TestServer;
  let ana: Caller & { cookie: string };

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
    await test.addAgent('Ana');
    await test.addAgent('Ben');
    ana = await test.signIn('ana@parley.example');
  });
  afterAll(async () => {
    await test.stop();
    await graph.stop();
  });
  beforeEach(() => graph.reset());

  const sql = <Row>(text: string, values: unknown[] = []) => test.database.database.query<Row>(text, values);
  const aThread = async (build: ConversationBuild = {}) =>
    (await aConversation(test.database.database, { channelId: test.channelId, windowOpen: false, ...build })).id;

  async function aTemplate(header: object | null, changes: { status?: string; language?: string } = {}): Promise<string> {
    const parts = { header, body: 'Hi {{1}}, look.', footer: null, buttons: [], examples: {}, obstacle: null };
    const [row] = await sql<{ id: string }>(
      `insert into message_template (channel_id, name, language, category, status, quality, parts)
       values ($1, $2, $3, 'utility', $4, 'unknown', $5) returning id`,
      [test.channelId, `t_${randomUUID()}`, changes.language ?? 'en_US', changes.status ?? 'approved', JSON.stringify(parts)],
    );
    return row?.id ?? '';
  }

  async function post(id: string, parts: readonly Part[], headers: Record<string, string> = { cookie: ana.cookie }): Promise<Answer> {
    const { body, contentType } = aForm(parts);
    const response = await test.server.app.inject({
      method: 'POST',
      url: `/api/admin/conversations/${id}/chat-support/send-template-file`,
      headers: { 'sec-fetch-site': 'same-origin', 'content-type': contentType, ...headers },
      payload: body,
    });
    const answer = JSON.parse(response.body) as Record<string, unknown>;
    return { status: response.statusCode, headers: response.headers, text: response.body, body: answer };
  }
  const asked = (templateId: string, parameters: unknown = VALUES): Part[] => [
    { name: 'templateId', value: templateId },
    { name: 'parameters', value: JSON.stringify(parameters) },
  ];
  const expectNothing = async (id: string, uploads = 0) => {
    expect(await sql('select 1 from message where conversation_id = $1', [id])).toEqual([]);
    expect(await sql("select 1 from media where conversation_id = $1 and state not in ('deleting', 'deleted')", [id])).toEqual([]);
    expect(graph.forms).toHaveLength(uploads);
  };

  it('uploads it, then queues the message outside the window; the thread shows both, and our copy is served', async () => {
    const id = await aThread();
    const answer = await post(id, [...asked(await aTemplate({ kind: 'image' })), aFile(PNG, 'image/png', 'door.png')]);
    expect(answer.status).toBe(201);
    expect(graph.forms.map(({ type }) => type)).toEqual(['image/png']);
    expect(answer.body).toMatchObject({
      type: 'template',
      status: 'queued',
      text: 'Hi Maya, look.',
      content: { kind: 'template', values: [{ key: 'body.1', text: 'Maya' }] },
      media: { state: 'stored', mimeType: 'image/png', size: PNG.length, filename: 'door.png' },
    });
    expect(answer.text).not.toContain('900100200300400');
    const served = await test.server.app.inject({
      url: `/api/admin/media/${(answer.body['media'] as { id: string }).id}`,
      headers: { cookie: ana.cookie },
    });
    expect(served.rawPayload.equals(PNG)).toBe(true);
    const [row] = await sql<{ content: unknown; state: string; mine: boolean }>(
      'select m.content, f.state, f.message_id = m.id as mine from message m join media f on f.conversation_id = m.conversation_id where m.conversation_id = $1',
      [id],
    );
    expect(row).toMatchObject({ content: { media: { channelMediaId: '900100200300400', kind: 'image' } }, state: 'stored', mine: true });
  });

  it('takes the parts of the form in any order, and a document by its clean name', async () => {
    const id = await aThread();
    const answer = await post(id, [aFile(PDF, 'application/pdf', '../in\u202evoice.pdf'), ...asked(await aTemplate({ kind: 'document' }))]);
    expect([answer.status, answer.body['media']]).toEqual([201, expect.objectContaining({ filename: 'invoice.pdf' })]);
  });

  it.each<[string, object | null, Part]>([
    ['a picture where a video belongs', { kind: 'video' }, aFile(PNG, 'image/png')],
    ['a document that is no PDF', { kind: 'document' }, aFile(Buffer.from('Hello'), 'text/plain', 'a.txt')],
    ['a file where there is no place for one', null, aFile(PNG, 'image/png')],
    [
      'a sticker as a picture',
      { kind: 'image' },
      aFile(Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBPVP8 '), Buffer.alloc(5_000)]), 'image/webp'),
    ],
  ])('refuses %s before anything is uploaded', async (_, header, file) => {
    const id = await aThread();
    const answer = await post(id, [...asked(await aTemplate(header)), file]);
    expect([answer.status, answer.body['code'], answer.body['errors']]).toEqual([
      400,
      'VALIDATION_FAILED',
      [expect.objectContaining({ field: 'file' })],
    ]);
    await expectNothing(id);
  });

  it('names values and file that are wrong together', async () => {
    const id = await aThread();
    const answer = await post(id, [...asked(await aTemplate({ kind: 'video' }), { 'body.1': 'a\nb' }), aFile(PNG, 'image/png')]);
    expect((answer.body['errors'] as { field: string }[]).map(({ field }) => field)).toEqual(['parameters.body.1', 'file']);
    await expectNothing(id);
  });

  it.each([
    ['whose bytes are something else', aFile(PDF, 'image/png')],
    ['larger than a picture may be', aFile(Buffer.concat([PNG, Buffer.alloc(5 * 1024 * 1024)]), 'image/png')],
  ])('refuses a file %s', async (_, file) => {
    const id = await aThread();
    const answer = await post(id, [...asked(await aTemplate({ kind: 'image' })), file]);
    expect([answer.status, answer.body['code']]).toEqual([400, 'MEDIA_NOT_SENDABLE']);
    await expectNothing(id);
  });

  it('asks for the file when there is none', async () => {
    const id = await aThread();
    const templateId = await aTemplate({ kind: 'image' });
    const without = await ana.call('POST', `/api/admin/conversations/${id}/chat-support/send-template`, {
      body: { templateId, parameters: VALUES },
    });
    expect([without.status, without.body['errors']]).toEqual([400, [{ field: 'file', message: expect.stringContaining('a picture') }]]);
    expect((await post(id, asked(templateId))).body['errors']).toEqual([expect.objectContaining({ field: 'file' })]);
    const preview = await ana.call('POST', `/api/admin/templates/${templateId}/preview`, { body: { parameters: VALUES } });
    expect([preview.status, preview.body['text']]).toEqual([200, 'Hi Maya, look.']);
  });

  it.each<[string, Part[], string]>([
    ['no template', [], 'templateId'],
    ['a template that is no id', [{ name: 'templateId', value: 'x' }], 'templateId'],
    [
      'values that are no JSON',
      [
        { name: 'templateId', value: randomUUID() },
        { name: 'parameters', value: '{' },
      ],
      'parameters',
    ],
    ['values that are no texts', asked(randomUUID(), { 'body.1': 1 }), 'parameters'],
    ['a field nobody knows', [{ name: 'caption', value: 'x' }], 'caption'],
  ])('refuses a form with %s', async (_, parts, field) => {
    const id = await aThread();
    const answer = await post(id, [aFile(PNG, 'image/png'), ...parts]);
    expect([answer.status, answer.body['code'], answer.body['errors']]).toEqual([
      400,
      'VALIDATION_FAILED',
      [expect.objectContaining({ field })],
    ]);
    await expectNothing(id);
  });

  it('refuses, before anything is uploaded, what could not be sent anyway', async () => {
    const image = await aTemplate({ kind: 'image' });
    const paused = await aTemplate({ kind: 'image' }, { status: 'paused' });
    const id = await aThread();
    const refused = async (conversationId: string, templateId: string) =>
      (await post(conversationId, [...asked(templateId), aFile(PNG, 'image/png')])).body['code'];
    expect(await refused(id, paused)).toBe('TEMPLATE_NOT_SENDABLE');
    expect(await refused(id, randomUUID())).toBe('TEMPLATE_NOT_FOUND');
    expect(await refused(randomUUID(), image)).toBe('CONVERSATION_NOT_FOUND');
    await sql('update contact set opted_out_at = now() where id = (select contact_id from conversation where id = $1)', [id]);
    expect(await refused(id, image)).toBe('CONTACT_OPTED_OUT');
    await expectNothing(id);
    const ben = await test.signIn('ben@parley.example');
    const taken = await aThread({ windowOpen: true });
    await ben.call('POST', `/api/admin/conversations/${taken}/chat-support/start`, { body: {} });
    expect(await refused(taken, image)).toBe('CHAT_ALREADY_TAKEN');
    expect(graph.forms).toEqual([]);
  });

  it.each([
    ['is not there', 'cut' as const, 503, 'SERVICE_UNAVAILABLE'],
    [
      'refuses the file',
      { status: 400, body: { error: { message: 'x', type: 'OAuthException', code: 131053 } } },
      400,
      'MEDIA_NOT_SENDABLE',
    ],
  ])('queues nothing when WhatsApp %s, and works when asked again', async (_, answerOfGraph, status, code) => {
    const id = await aThread();
    const headers = { cookie: ana.cookie, 'idempotency-key': randomUUID() };
    const parts = [...asked(await aTemplate({ kind: 'image' })), aFile(PNG, 'image/png')];
    graph.answer = answerOfGraph;
    const answer = await post(id, parts, headers);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    await expectNothing(id, graph.forms.length);
    graph.reset();
    expect((await post(id, parts, headers)).status).toBe(201);
  });

  it('answers the same key with the same message, without a second upload; with another file or value 409', async () => {
    const id = await aThread();
    const headers = { cookie: ana.cookie, 'idempotency-key': randomUUID() };
    const templateId = await aTemplate({ kind: 'image' });
    const first = await post(id, [...asked(templateId), aFile(PNG, 'image/png')], headers);
    await sql('delete from message_template where id = $1', [templateId]);
    const second = await post(id, [...asked(templateId), aFile(PNG, 'image/png')], headers);
    expect([first.status, second.status, second.body['id']]).toEqual([201, 200, first.body['id']]);
    const otherFile = await post(id, [...asked(templateId), aFile(Buffer.concat([PNG, PNG]), 'image/png')], headers);
    const otherValue = await post(id, [...asked(templateId, { 'body.1': 'Bea' }), aFile(PNG, 'image/png')], headers);
    const { body: noFile } = await ana.call('POST', `/api/admin/conversations/${id}/chat-support/send-template`, {
      body: { templateId, parameters: VALUES },
      headers: { 'idempotency-key': headers['idempotency-key'] },
    });
    expect([otherFile, otherValue].map(({ body }) => body['code']).concat(noFile['code'])).toEqual(Array(3).fill('IDEMPOTENCY_KEY_REUSED'));
    expect(graph.forms).toHaveLength(1);
    expect(await sql("select 1 from media where conversation_id = $1 and state = 'stored'", [id])).toHaveLength(1);
  });

  it('asks who is there before it looks at what comes', async () => {
    const id = await aThread();
    expect((await post(id, [aFile(PNG, 'image/png')], {})).status).toBe(401);
    expect((await post(id, [], { cookie: ana.cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const json = await ana.call('POST', `/api/admin/conversations/${id}/chat-support/send-template-file`, { body: { file: 'x' } });
    expect([json.status, json.body['code']]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    await expectNothing(id);
  });

  it('is forgotten with the customer, file and all', async () => {
    const id = await aThread();
    await post(id, [...asked(await aTemplate({ kind: 'image' })), aFile(PNG, 'image/png')]);
    await test.addAgent('Ada', 'admin');
    const ada = await test.signIn('ada@parley.example');
    const [contact] = await sql<{ contact_id: string }>('select contact_id from conversation where id = $1', [id]);
    const erased = await ada.call('POST', `/api/admin/contacts/${contact?.contact_id}/erase`, { body: {} });
    expect(erased.status).toBeLessThan(300);
    expect(await sql('select 1 from message where conversation_id = $1 and (text is not null or content is not null)', [id])).toEqual([]);
    expect(await sql("select 1 from media where conversation_id = $1 and state not in ('deleting', 'deleted')", [id])).toEqual([]);
  });

  it('says in the list what a header takes, and puts the language of the customer first, then those near it', async () => {
    await sql('delete from message_template');
    for (const language of ['en_US', 'pt_BR', 'pt_PT', 'es']) await aTemplate({ kind: 'document' }, { language });
    await aTemplate({ kind: 'image' }, { language: 'pt_BR', status: 'paused' });
    const list = async (query: string) => {
      const languages: string[] = [];
      for (let cursor = ''; ;) {
        const { body } = await ana.call('GET', `/api/admin/templates?limit=2${query}${cursor}`);
        const { items, nextCursor } = body as { items: { language: string }[]; nextCursor: string | null };
        languages.push(...items.map(({ language }) => language));
        if (nextCursor === null) return languages;
        cursor = `&cursor=${nextCursor}`;
      }
    };
    const [first] = (await ana.call('GET', '/api/admin/templates')).body['items'] as { header: unknown }[];
    expect(first?.header).toEqual({ kind: 'document', fileTypes: ['application/pdf'], maxFileBytes: 100 * 1024 * 1024 });
    const near = await list('&preferredLanguage=pt-BR');
    expect([near[0], near[1], near.slice(2, 4).sort(), near[4]]).toEqual(['pt_BR', 'pt_PT', ['en_US', 'es'], 'pt_BR']);
    expect((await list('&preferredLanguage=pt')).slice(0, 2).sort()).toEqual(['pt_BR', 'pt_PT']);
    expect((await list('&preferredLanguage=%25')).sort()).toEqual(['en_US', 'es', 'pt_BR', 'pt_BR', 'pt_PT']);
    expect((await list('&preferredLanguage=en_us'))[0]).toBe('en_US');
  });
});
