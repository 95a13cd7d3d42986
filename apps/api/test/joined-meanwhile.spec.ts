import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JoinContacts } from '@parley/conversation';
import { Database, type Statement, uuidV7 } from '@parley/platform';
import { aConversation, aPhone } from '@parley/testing';
import { type Answer, type Caller, TestServer } from './test-server.js';

let server: TestServer;
let ada: Caller;
let ben: Caller;
let benId: string;
let made = 0;

beforeAll(async () => {
  server = await TestServer.start();
  await server.addAgent('Ada', 'admin');
  benId = (await server.addAgent('Ben')).id;
  ada = await server.signIn('ada@parley.example');
  ben = await server.signIn('ben@parley.example');
});
afterAll(() => server.stop());

const sql = <Row>(text: string, values: unknown[] = []): Promise<Row[]> => server.database.database.query<Row>(text, values);
const at = (id: string, path: string): string => `/api/admin/conversations/${id}${path}`;

interface Two {
  /** Goes on. */
  readonly kept: string;
  /** Leads to the other from then on. */
  readonly former: string;
  /** In the former one, by the contact, known to WhatsApp. */
  readonly messageId: string;
  join(): Promise<void>;
}

/** Two threads of one person of which nobody knows yet that they are one. */
async function two(chat?: 'active'): Promise<Two> {
  const database = server.database.database;
  const [kept, former] = [
    await aConversation(database, { channelId: server.channelId, phone: aPhone(), ...(chat ? { chat: { agent: { id: benId } } } : {}) }),
    await aConversation(database, {
      channelId: server.channelId,
      phone: null,
      bsuid: `GB.meanwhile.${(made += 1)}`,
      ...(chat ? { chat: {} } : {}),
    }),
  ];
  await sql(`update conversation set created_at = now() - interval '1 day' where id = $1`, [kept.id]);
  const messageId = uuidV7();
  await sql(
    `with m as (insert into message (id, conversation_id, seq, chat_id, direction, author, type, text, status, wamid)
       values ($1, $2, 1, $3, 'inbound', 'contact', 'text', 'Hello', 'received', $4))
     update conversation set next_seq = 2, unread_count = 1 where id = $2`,
    [messageId, former.id, former.chatId, `wamid.meanwhile.${made}`],
  );
  return {
    kept: kept.id,
    former: former.id,
    messageId,
    async join() {
      const pair = [kept.contact.id, former.contact.id].sort();
      await sql('insert into contact_join (contact_id, other_contact_id) values ($1, $2)', pair);
      await server.server.app.get(JoinContacts, { strict: false }).runDue();
      expect(await sql('select 1 from conversation where id = $1', [former.id])).toEqual([]);
    },
  };
}

type Act = (of: Two) => Promise<Answer>;
const chatSupport =
  (path: string, body?: (of: Two) => unknown): Act =>
  (of) =>
    ben.call('POST', at(of.former, `/chat-support/${path}`), body ? { body: body(of) } : {});

const ACTS: readonly (readonly [string, 'active' | undefined, Act, number])[] = [
  ['start', undefined, chatSupport('start', () => ({ message: 'Good day' })), 201],
  ['accept', 'active', chatSupport('accept'), 200],
  ['send', 'active', chatSupport('send', () => ({ message: 'Good day' })), 201],
  ['send, with a quote', 'active', chatSupport('send', ({ messageId }) => ({ message: 'Good day', replyTo: messageId })), 201],
  ['end', 'active', chatSupport('end', () => ({})), 200],
  ['transfer', 'active', chatSupport('transfer', () => ({ agentId: benId })), 200],
  ['release', 'active', chatSupport('release'), 200],
  ['read', 'active', (of) => ben.call('POST', at(of.former, '/read'), { body: { upTo: of.messageId } }), 204],
  ['look', 'active', (of) => ben.call('GET', at(of.former, '')), 200],
];

/** Lets something else happen once: right before or after the first of these statements. @returns whether it has */
function once(when: 'before' | 'after', names: readonly string[], first: () => Promise<void>): () => boolean {
  const database = server.server.app.get(Database, { strict: false });
  const run = database.run.bind(database);
  let isOver = false;
  database.run = async <Row>(statement: Statement<Row>, values?: readonly unknown[]): Promise<Row[]> => {
    if (isOver || !names.includes(statement.name)) return run(statement, values);
    isOver = true;
    database.run = run;
    if (when === 'before') await first();
    const rows = await run(statement, values);
    if (when === 'after') await first();
    return rows;
  };
  return () => isOver;
}

const FIND = ['conversation-find-by-id'];
const READ = ['admin-get-conversation', 'admin-get-message'];

describe('FT-35 an agent’s call at the moment two contacts are joined', () => {
  it.each(ACTS)('%s: joined after the thread was found and before its lane is locked', async (_what, chat, act, status) => {
    const of = await two(chat);
    const isJoined = once('after', FIND, () => of.join());
    const answer = await act(of);
    expect(isJoined()).toBe(true);
    expect([answer.status, answer.body['code']]).toEqual([status, undefined]);
    if (status !== 204) expect([answer.body['conversationId'], answer.body['id']]).toContain(of.kept);
  });

  // Nothing is read after `read`, and after `start` that thread is the one that goes on.
  it.each(ACTS.filter(([what]) => what !== 'read' && what !== 'start'))(
    '%s: joined when it is done and before it is answered',
    async (_what, chat, act, status) => {
      const of = await two(chat);
      const isJoined = once('before', READ, () => of.join());
      const answer = await act(of);
      expect(isJoined()).toBe(true);
      expect([answer.status, answer.body['code']]).toEqual([status, undefined]);
      expect([answer.body['conversationId'], answer.body['id']]).toContain(of.kept);
    },
  );

  it('does nothing twice', async () => {
    const of = await two('active');
    await sql(`update conversation set chat_agent_id = $2, chat_status = 'active' where id = $1`, [of.former, benId]);
    await sql(`update chat set agent_id = $2, status = 'active' where conversation_id = $1`, [of.former, benId]);
    await sql(`update conversation set created_at = now() - interval '2 days' where id = $1`, [of.kept]);
    const isJoined = once('before', READ, () => of.join());
    expect((await ben.call('POST', at(of.former, '/chat-support/send'), { body: { message: 'Only once' } })).status).toBe(201);
    expect(isJoined()).toBe(true);
    expect(await sql(`select conversation_id from message where text = 'Only once'`)).toEqual([{ conversation_id: of.kept }]);
  });

  it('an erased one stays not found', async () => {
    const of = await two('active');
    const [contact] = await sql<{ contact_id: string }>('select contact_id from conversation where id = $1', [of.former]);
    once('after', FIND, async () => {
      expect((await ada.call('POST', `/api/admin/contacts/${contact?.contact_id ?? ''}/erase`)).status).toBe(200);
    });
    const answer = await ben.call('POST', at(of.former, '/chat-support/accept'));
    expect([answer.status, answer.body['code']]).toEqual([404, 'CONVERSATION_NOT_FOUND']);
  });
});
