import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aConversation } from '@parley/testing';
import { type Caller, TestServer } from './test-server.js';

const SHELF = '/api/admin/dead-letters';

describe('dead letters over HTTP', () => {
  let server: TestServer;
  let ada: Caller;
  let ben: Caller;
  let machine: Caller;
  let conversationId: string;

  beforeAll(async () => {
    server = await TestServer.start();
    await server.addAgent('Ada', 'admin');
    await server.addAgent('Ben');
    ada = await server.signIn('ada@parley.example');
    ben = await server.signIn('ben@parley.example');
    machine = await server.withToken(ada, ['conversations:read', 'conversations:write', 'agents:write']);
    conversationId = (await aConversation(server.database.database, { channelId: server.channelId })).id;
  });
  afterAll(() => server.stop());

  const sql = <Row = unknown>(text: string, values: unknown[] = []) => server.database.database.query<Row>(text, values);

  async function aDeadLetter(text: string): Promise<string> {
    const message = { from: '447700900199', id: `wamid.${text}`, timestamp: '1795305600', type: 'text', text: { body: text } };
    const body = { entry: [{ changes: [{ field: 'messages', value: { messages: [message] } }] }] };
    const [raw] = await sql<{ id: string }>(`insert into webhook_raw (body, outcome, item_count) values ($1, 'stored', 1) returning id`, [
      Buffer.from(JSON.stringify(body)),
    ]);
    const [item] = await sql<{ id: string }>(
      `insert into inbox (raw_id, entry_no, change_no, item_no, kind, dedupe_key, conversation_id, state, attempts, last_error)
       values ($1, 0, 0, 0, 'message', uuid_send(gen_random_uuid()), $2, 'dead', 8, 'TypeError at decode') returning id`,
      [raw?.id, conversationId],
    );
    return item?.id ?? '';
  }

  it('are for admins in a browser: 401 to strangers, 403 to agents and to every token', async () => {
    const id = await aDeadLetter('private');
    for (const [method, url] of [
      ['GET', SHELF],
      ['GET', `${SHELF}/${id}`],
      ['POST', `${SHELF}/${id}/replay`],
      ['POST', `${SHELF}/replay`],
    ] as const) {
      expect([url, (await server.call(method, url)).status]).toEqual([url, 401]);
      expect([url, (await ben.call(method, url)).body['code']]).toEqual([url, 'FORBIDDEN']);
      expect([url, (await machine.call(method, url)).body['code']]).toEqual([url, 'FORBIDDEN']);
    }
    expect(await sql('select state from inbox where id = $1', [id])).toEqual([{ state: 'dead' }]);
  });

  it('are listed and shown without a word of the customer', async () => {
    const id = await aDeadLetter('canary');
    const page = await ada.call('GET', `${SHELF}?limit=1`);
    const letter = { id, kind: 'message', reason: 'TypeError at decode', attempts: 8, conversationId };
    expect([page.status, page.body]).toEqual([200, { items: [expect.objectContaining(letter)], nextCursor: id }]);
    const older = await ada.call('GET', `${SHELF}?cursor=${id}`);
    expect((older.body['items'] as unknown[]).length).toBe(1);
    const one = await ada.call('GET', `${SHELF}/${id}`);
    expect([one.status, one.body]).toMatchObject([200, { ...letter, content: { text: { body: 'string(6)' } } }]);
    expect(page.text + older.text + one.text).not.toMatch(/canary|wamid|447700/);
  });

  it('refuse what is no page and no letter', async () => {
    for (const query of ['limit=0', 'limit=101', 'limit=x', 'cursor=', 'cursor=x', `cursor=${'9'.repeat(19)}`]) {
      const answer = await ada.call('GET', `${SHELF}?${query}`);
      expect([query, answer.status, answer.body['code']]).toEqual([query, 400, 'VALIDATION_FAILED']);
    }
    for (const id of ['0', '987654321', 'nonsense', '9'.repeat(30)]) {
      for (const answer of [await ada.call('GET', `${SHELF}/${id}`), await ada.call('POST', `${SHELF}/${id}/replay`)]) {
        expect([id, answer.status, answer.body['code']]).toEqual([id, 404, 'DEAD_LETTER_NOT_FOUND']);
      }
    }
    expect((await ada.call('POST', `${SHELF}/replay`, { body: { id: '1' } })).status).toBe(400);
  });

  it('are replayed one or all, and written into the audit trail', async () => {
    const id = await aDeadLetter('again');
    const one = await ada.call('POST', `${SHELF}/${id}/replay`);
    expect([one.status, one.body]).toEqual([202, { replayed: 1 }]);
    const twice = await ada.call('POST', `${SHELF}/${id}/replay`);
    expect([twice.status, twice.body['code']]).toEqual([404, 'DEAD_LETTER_NOT_FOUND']);
    const all = await ada.call('POST', `${SHELF}/replay`);
    expect([all.status, all.body]).toEqual([202, { replayed: 2 }]);
    expect(await sql(`select target, outcome from audit_entry where action = 'dead_letter.replay' order by id`)).toEqual([
      { target: id, outcome: 'ok' },
      { target: 'all', outcome: 'ok' },
    ]);
    expect((await ada.call('GET', SHELF)).body).toEqual({ items: [], nextCursor: null });
  });
});
