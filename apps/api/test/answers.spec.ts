import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aConversation } from '@parley/testing';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Caller, TestServer } from './test-server.js';

/** A conversation in which the customer and the bot have said these things, in this order. */
async function thread(server: TestServer, ...said: readonly (readonly [author: 'contact' | 'bot', text: string])[]): Promise<string> {
  const { database } = server.database;
  const { id } = await aConversation(database, { channelId: server.channelId });
  for (const [index, [author, text]] of said.entries()) {
    await database.query(
      `insert into message (id, conversation_id, seq, direction, author, type, text, status, created_at)
       values (gen_random_uuid(), $1, $2, $3, $4, 'text', $5, $6, now())`,
      [id, 1_000 + index, author === 'contact' ? 'inbound' : 'outbound', author, text, author === 'contact' ? 'received' : 'sent'],
    );
  }
  return id;
}

async function messagesOf(server: TestServer, id: string): Promise<number> {
  const [row] = await server.database.database.query<{ n: number }>('select count(*)::int as n from message where conversation_id = $1', [
    id,
  ]);
  return row?.n ?? 0;
}

describe('answers suggested to an agent', () => {
  let server: TestServer;
  let ada: Caller;

  beforeAll(async () => {
    server = await TestServer.start();
    await server.addAgent('Ada', 'admin');
    ada = await server.signIn('ada@parley.example');
  });
  afterAll(() => server.stop());

  it('fit what the customer wrote last, and send nothing', async () => {
    const id = await thread(server, ['contact', 'hello there'], ['bot', 'Hi'], ['contact', 'do you asemble furniture at home?']);
    const answer = await ada.call('GET', `/api/admin/conversations/${id}/suggestions`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ language: 'en', items: [{ id: 'article:assembly', title: 'Furniture assembly' }] });
    expect(await messagesOf(server, id)).toBe(3);
  });

  it('put the newest question first, at most three, each once', async () => {
    const id = await thread(server, ['contact', 'can I get a refund'], ['contact', 'and a gift voucher'], ['contact', 'refund please']);
    const { body } = await ada.call('GET', `/api/admin/conversations/${id}/suggestions`);
    const ids = (body['items'] as { id: string }[]).map((item) => item.id);
    expect(ids[0]).toBe('menu:returns');
    expect(ids).toContain('article:gift');
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeLessThanOrEqual(3);
  });

  it('are none where nothing fits or nobody has written', async () => {
    for (const id of [await thread(server), await thread(server, ['contact', 'zzz qqq'])]) {
      expect((await ada.call('GET', `/api/admin/conversations/${id}/suggestions`)).body['items']).toEqual([]);
    }
  });

  it('are of a conversation that exists', async () => {
    const answer = await ada.call('GET', '/api/admin/conversations/00000000-0000-4000-8000-000000000000/suggestions');
    expect([answer.status, answer.body['code']]).toEqual([404, 'CONVERSATION_NOT_FOUND']);
  });

  it('are reported of each language: one is offered, and all are complete', async () => {
    const { status, body } = await ada.call('GET', '/api/admin/playbook/languages');
    const items = body['items'] as { language: string; isOffered: boolean; complete: boolean; missing: string[] }[];
    expect(status).toBe(200);
    expect(items.map(({ language }) => language)).toEqual(['en', 'es', 'pt-BR', 'fr', 'ar', 'hi', 'id']);
    expect(items.filter(({ isOffered }) => isOffered).map(({ language }) => language)).toEqual(['en']);
    for (const item of items) expect(item).toMatchObject({ complete: true, missing: [] });
  });

  it('name the business, as customers read them: what an agent sends goes out as written', async () => {
    const { body: draft } = await ada.call('GET', '/api/admin/playbook/draft');
    const document = draft['document'] as { articles: object[] };
    const article = {
      id: 'article:engraving',
      title: { en: 'Engraving' },
      question: { en: 'Do you engrave?' },
      answer: { en: '{business} does.' },
    };
    const saved = await ada.call('PUT', '/api/admin/playbook/draft', {
      body: { document: { ...document, articles: [...document.articles, article] }, revision: draft['revision'] },
    });
    await ada.call('POST', '/api/admin/playbook/publish', { body: { revision: saved.body['revision'] } });
    const id = await thread(server, ['contact', 'do you do engraving']);
    const { body } = await ada.call('GET', `/api/admin/conversations/${id}/suggestions`);
    expect(body['items']).toEqual([{ id: 'article:engraving', title: 'Engraving', answer: 'Juniper Home does.' }]);
  });

  it('a draft is refused where no language model is configured', async () => {
    const id = await thread(server, ['contact', 'my lamp is broken']);
    const answer = await ada.call('POST', `/api/admin/conversations/${id}/draft-reply`);
    expect([answer.status, answer.body['code']]).toEqual([404, 'DRAFTING_OFF']);
  });
});

describe('a draft by a language model', () => {
  let model: Server;
  let server: TestServer;
  let ada: Caller;
  let asked: string[] = [];
  let answerWith: { status: number; body: string };

  beforeAll(async () => {
    model = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        asked.push(body);
        response.writeHead(answerWith.status).end(answerWith.body);
      });
    });
    await new Promise<void>((resolve) => model.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${String((model.address() as AddressInfo).port)}/v1`;
    server = await TestServer.start({ drafting: { url, model: 'small', key: 'secret-key' } });
    await server.addAgent('Ada', 'admin');
    ada = await server.signIn('ada@parley.example');
  });
  afterAll(async () => {
    await server.stop();
    model.closeAllConnections();
    await new Promise((resolve) => model.close(resolve));
  });

  it('comes back to the agent and goes nowhere else; the model sees no name and no number', async () => {
    answerWith = { status: 200, body: JSON.stringify({ choices: [{ message: { content: 'We replace it.' } }] }) };
    asked = [];
    const id = await thread(server, ['contact', 'it is broken'], ['bot', 'We are sorry.']);
    const { body: conversation } = await ada.call('GET', `/api/admin/conversations/${id}`);
    const contact = conversation['contact'] as { name: string; phone: string };
    const answer = await ada.call('POST', `/api/admin/conversations/${id}/draft-reply`);
    expect([answer.status, answer.body]).toEqual([200, { text: 'We replace it.' }]);
    expect(await messagesOf(server, id)).toBe(2);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain('customer: it is broken\\nbot: We are sorry.');
    expect(asked[0]).toContain('Damaged or missing');
    expect(asked[0]).not.toContain(contact.name);
    expect(asked[0]).not.toContain(contact.phone);
  });

  it('is made of the last twenty messages, each cut', async () => {
    answerWith = { status: 200, body: JSON.stringify({ choices: [{ message: { content: 'Yes.' } }] }) };
    asked = [];
    const id = await thread(
      server,
      ...Array.from({ length: 25 }, (_, index) => ['contact', `line ${String(index)} ${'x'.repeat(900)}`] as const),
    );
    await ada.call('POST', `/api/admin/conversations/${id}/draft-reply`);
    expect(asked[0]).not.toContain('line 4 ');
    expect(asked[0]).toContain('line 5 ');
    expect(asked[0]).not.toContain('x'.repeat(500));
  });

  it('that does not come is a problem, and the key is in none', async () => {
    answerWith = { status: 500, body: 'secret-key is wrong' };
    const id = await thread(server, ['contact', 'hello']);
    const answer = await ada.call('POST', `/api/admin/conversations/${id}/draft-reply`);
    expect([answer.status, answer.body['code']]).toEqual([503, 'DRAFTING_FAILED']);
    expect(answer.text).not.toContain('secret-key');
  });
});
