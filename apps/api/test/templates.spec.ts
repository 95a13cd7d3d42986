import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { OutboxDispatcher } from '@parley/conversation';
import { aConversation, eventually } from '@parley/testing';
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readConfiguration } from '../src/config/configuration.js';
import { type Answer, type Caller, TestServer } from './test-server.js';

const ACCOUNT = '104996122399160';
const ORDER = {
  id: '1',
  name: 'order_update',
  language: 'en_US',
  status: 'APPROVED',
  category: 'UTILITY',
  components: [
    { type: 'BODY', text: 'Hi {{1}}, order {{2}} has left.', example: { body_text: [['Maya', '1042']] } },
    { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Track', url: 'https://lamp.example/{{1}}', example: ['AB-7'] }] },
  ],
};
const OFFER = {
  ...ORDER,
  name: 'a_marketing_offer',
  category: 'MARKETING',
  status: 'PAUSED',
  components: [{ type: 'BODY', text: 'Cheap lamps' }],
};
const VALUES = { 'body.1': 'Maya', 'body.2': '1042', 'button.0': 'AB-7' };

/** Graph, as far as templates go: a list to be set, and what was sent. */
class Graph {
  templates: readonly unknown[] = [ORDER, OFFER];
  status = 200;
  readonly sent: Record<string, unknown>[] = [];
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = this.answer(request, Buffer.concat(chunks).toString());
      response.writeHead(this.status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(request: IncomingMessage, body: string): unknown {
    if (this.status !== 200) return { error: { message: 'no', type: 'OAuthException', code: 200 } };
    if (request.method === 'GET') return request.url?.includes(`/${ACCOUNT}/message_templates`) ? { data: this.templates } : { data: [] };
    this.sent.push(JSON.parse(body) as Record<string, unknown>);
    return { messaging_product: 'whatsapp', contacts: [], messages: [{ id: `wamid.${randomUUID()}`, message_status: 'accepted' }] };
  }
}

describe('templates by API', () => {
  const graph = new Graph();
  let server: TestServer;
  let ada: Caller;
  let ben: Caller;

  beforeAll(async () => {
    const { whatsapp } = readConfiguration(
      {
        DATABASE_URL: 'postgres://nowhere/x',
        WHATSAPP_PHONE_NUMBER_ID: '100',
        WHATSAPP_ACCESS_TOKEN: 'token',
        WHATSAPP_APP_SECRET: 'app-secret',
        WHATSAPP_VERIFY_TOKEN: 'verify',
        WHATSAPP_GRAPH_URL: await graph.start(),
        PUBLIC_URL: 'http://localhost:3000',
      },
      'production',
    );
    server = await TestServer.start({ whatsapp });
    await server.addAgent('Ada', 'admin');
    await server.addAgent('Ben');
    ada = await server.signIn('ada@parley.example');
    ben = await server.signIn('ben@parley.example');
  });
  afterAll(async () => {
    await server.stop();
    await graph.stop();
  });
  beforeEach(() => {
    graph.status = 200;
  });

  /** As if the last try had been a minute ago. */
  const sync = async (): Promise<Answer> => {
    await server.database.database.query("update template_sync set tried_at = now() - interval '1 minute'");
    return ada.call('POST', '/api/admin/templates/sync');
  };
  const list = async (query = '') =>
    (await ben.call('GET', `/api/admin/templates${query}`)).body as { items: Template[]; nextCursor: string | null; sync: Sync };
  const aWebhook = () =>
    server.database.database.query('insert into webhook_raw (body, outcome, item_count) values ($1, $2, 1)', [
      Buffer.from(JSON.stringify({ entry: [{ id: ACCOUNT, changes: [{ value: { metadata: { phone_number_id: '100' } } }] }] })),
      'stored',
    ]);
  const conversation = async (build: Parameters<typeof aConversation>[1] = {}) =>
    (await aConversation(server.database.database, { channelId: server.channelId, windowOpen: false, ...build })).id;
  const send = (id: string, body: unknown, headers: Record<string, string> = {}, caller = ada) =>
    caller.call('POST', `/api/admin/conversations/${id}/chat-support/send-template`, { body, headers });

  interface Template {
    readonly id: string;
    readonly name: string;
    readonly sendable: boolean;
  }
  interface Sync {
    readonly syncedAt: string | null;
    readonly error: string | null;
  }

  it('says why there are none before the first webhook, and lists them after it', async () => {
    const before = await sync();
    expect([before.status, before.body['syncedAt'], before.body['error']]).toEqual([
      200,
      null,
      expect.stringContaining('has not named our account'),
    ]);
    expect((await list()).items).toEqual([]);
    await aWebhook();
    expect((await sync()).body).toMatchObject({ syncedAt: expect.any(String), error: null });
    const { items, nextCursor } = await list();
    expect(nextCursor).toBeNull();
    expect(items).toEqual([
      {
        id: expect.any(String),
        name: 'order_update',
        language: 'en_US',
        category: 'utility',
        status: 'approved',
        quality: 'unknown',
        sendable: true,
        reason: null,
        header: null,
        body: 'Hi {{1}}, order {{2}} has left.',
        footer: null,
        buttons: [{ kind: 'url', title: 'Track', url: 'https://lamp.example/{{1}}' }],
        parameters: [
          { key: 'body.1', part: 'body', name: '1', example: 'Maya', maxLength: 1024 },
          { key: 'body.2', part: 'body', name: '2', example: '1042', maxLength: 1024 },
          { key: 'button.0', part: 'button', name: 'Track', example: 'AB-7', maxLength: 2000 },
        ],
      },
      expect.objectContaining({
        name: 'a_marketing_offer',
        category: 'marketing',
        sendable: false,
        reason: expect.stringContaining('paused'),
      }),
    ]);
  });

  it('keeps the old list and shows the reason when WhatsApp refuses', async () => {
    graph.status = 403;
    expect((await sync()).body).toMatchObject({
      syncedAt: expect.any(String),
      error: expect.stringContaining('whatsapp_business_management'),
    });
    expect((await list()).items).toHaveLength(2);
    graph.status = 200;
    await sync();
  });

  it('finds them by language, name and words, page by page', async () => {
    expect((await list('?search=has%20left')).items.map(({ name }) => name)).toEqual(['order_update']);
    expect((await list('?search=MARKETING')).items.map(({ name }) => name)).toEqual(['a_marketing_offer']);
    expect((await list('?search=%25')).items).toEqual([]);
    expect((await list('?language=pt_BR')).items).toEqual([]);
    const first = await list('?limit=1');
    expect(first.items.map(({ name }) => name)).toEqual(['order_update']);
    const second = await list(`?limit=1&cursor=${String(first.nextCursor)}`);
    expect([second.items.map(({ name }) => name), second.nextCursor]).toEqual([['a_marketing_offer'], null]);
    expect((await ben.call('GET', '/api/admin/templates?cursor=x')).body['code']).toBe('VALIDATION_FAILED');
    expect((await ben.call('GET', '/api/admin/templates?limit=0')).body['code']).toBe('VALIDATION_FAILED');
  });

  it('shows what the customer would read, or each value that is wrong', async () => {
    const id = (await list()).items[0]?.id ?? '';
    const preview = (parameters: unknown, template = id) =>
      ben.call('POST', `/api/admin/templates/${template}/preview`, { body: { parameters } });
    expect((await preview(VALUES)).body).toEqual({ text: 'Hi Maya, order 1042 has left.', buttons: [{ id: '0', title: 'Track' }] });
    const wrong = await preview({ ...VALUES, 'body.1': 'a\nb', 'body.7': 'x' });
    expect([wrong.status, wrong.body['code'], (wrong.body['errors'] as { field: string }[]).map(({ field }) => field)]).toEqual([
      400,
      'VALIDATION_FAILED',
      ['parameters.body.7', 'parameters.body.1'],
    ]);
    for (const parameters of [null, [], 'x', { 'body.1': 7 }]) expect((await preview(parameters)).status).toBe(400);
    for (const template of ['x', randomUUID()]) expect((await preview(VALUES, template)).body['code']).toBe('TEMPLATE_NOT_FOUND');
  });

  it('sends one outside the window: chat, message, and what WhatsApp gets', async () => {
    const templateId = (await list()).items[0]?.id;
    const id = await conversation();
    const key = { 'idempotency-key': randomUUID() };
    const sent = await send(id, { templateId, parameters: VALUES }, key);
    expect([sent.status, sent.body['type'], sent.body['status'], sent.body['text']]).toEqual([
      201,
      'template',
      'queued',
      'Hi Maya, order 1042 has left.',
    ]);
    expect(sent.body['content']).toMatchObject({
      template: { name: 'order_update', language: 'en_US', category: 'utility' },
      buttons: [{ title: 'Track' }],
    });
    const again = await send(id, { templateId, parameters: VALUES }, key);
    expect([again.status, again.body['id']]).toEqual([200, sent.body['id']]);
    expect((await send(id, { templateId, parameters: { ...VALUES, 'body.2': '7' } }, key)).body['code']).toBe('IDEMPOTENCY_KEY_REUSED');
    expect((await ada.call('GET', `/api/admin/conversations/${id}`)).body).toMatchObject({
      state: 'CHAT_SUPPORT_ACTIVE',
      chat: { status: 'active', agent: { name: 'Ada' } },
      lastMessage: { preview: 'Hi Maya, order 1042 has left.', author: 'agent' },
    });
    const dispatcher = server.server.app.get(OutboxDispatcher, { strict: false });
    dispatcher.start();
    await eventually(() => expect(graph.sent).toHaveLength(1));
    await dispatcher.stop();
    expect(graph.sent[0]).toMatchObject({
      type: 'template',
      template: {
        name: 'order_update',
        language: { code: 'en_US' },
        components: [
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'Maya' },
              { type: 'text', text: '1042' },
            ],
          },
          { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'AB-7' }] },
        ],
      },
    });
  });

  it('refuses with a code of its own whatever cannot be sent', async () => {
    const [order, offer] = (await list()).items;
    const body = { templateId: order?.id, parameters: VALUES };
    const refused = async (answer: Promise<Answer>) => [(await answer).status, (await answer).body['code']];
    const optedOut = await conversation();
    await server.database.database.query(
      'update contact set opted_out_at = now() where id = (select contact_id from conversation where id = $1)',
      [optedOut],
    );
    expect(await refused(send(optedOut, body))).toEqual([409, 'CONTACT_OPTED_OUT']);
    const taken = await conversation();
    await send(taken, body);
    expect(await refused(send(taken, body, {}, ben))).toEqual([409, 'CHAT_ALREADY_TAKEN']);
    const id = await conversation();
    expect(await refused(send(id, { templateId: offer?.id }))).toEqual([409, 'TEMPLATE_NOT_SENDABLE']);
    expect(await refused(send(id, { templateId: randomUUID() }))).toEqual([404, 'TEMPLATE_NOT_FOUND']);
    expect(await refused(send(id, { templateId: 'x' }))).toEqual([400, 'VALIDATION_FAILED']);
    expect(await refused(send(id, { ...body, message: 'x' }))).toEqual([400, 'VALIDATION_FAILED']);
    expect(await refused(send(id, { templateId: order?.id }))).toEqual([400, 'VALIDATION_FAILED']);
    expect(await refused(send(randomUUID(), body))).toEqual([404, 'CONVERSATION_NOT_FOUND']);
    expect((await ada.call('GET', `/api/admin/conversations/${id}/messages`)).body['items']).toEqual([]);
    const reader = await server.withToken(ada, ['conversations:read']);
    expect((await send(id, body, {}, reader)).status).toBe(403);
  });
});
