import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aChannel, anAgent, aPhone, SteppedDatabase } from '@parley/testing';
import { AcceptChat, type ContactIdentity, ConversationDirectory, JoinContacts, SendAgentMessage } from '../src/index.js';
import {
  anInboundText,
  conversationRow,
  createTestDatabase,
  customerWrites,
  liveEvents,
  startCore,
  thread,
  type Core,
  type TestDatabase,
} from './support/core.js';

let test: TestDatabase;
let core: Core;
let channelId: string;
let agent: { id: string; name: string };
let made = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  core = await startCore(test.database);
  channelId = (await aChannel(test.database)).id;
  agent = await anAgent(test.database);
});
afterAll(() => test.drop());

const aBsuid = (): string => `GB.join.${(made += 1)}`;
const identityOf = (identity: Partial<ContactIdentity>): ContactIdentity => ({
  bsuid: null,
  phone: null,
  username: null,
  name: null,
  ...identity,
});

async function resolve(...identities: Partial<ContactIdentity>[]): Promise<string[]> {
  return (await startCore(test.database)).get(ConversationDirectory).resolve(channelId, identities.map(identityOf));
}

interface Two {
  readonly bsuid: string;
  readonly phone: string;
  readonly byPhone: string;
  readonly byId: string;
}

/** Two threads of one person, told apart until now. The one known by phone is the older. */
async function two(): Promise<Two> {
  const [bsuid, phone] = [aBsuid(), aPhone()];
  const [byPhone = ''] = await resolve({ phone, name: 'Jo' });
  const [byId = ''] = await resolve({ bsuid, name: 'Jo B' });
  return { bsuid, phone, byPhone, byId };
}

async function join(of: Two): Promise<void> {
  await resolve({ bsuid: of.bsuid, phone: of.phone });
  await core.get(JoinContacts).runDue();
}

const words = async (id: string): Promise<(string | null)[]> => (await thread(test.database, id)).map(({ text }) => text);
const pending = (): Promise<unknown[]> => test.database.query('select * from contact_join');
const said = async (id: string, ...texts: string[]): Promise<void> => {
  for (const text of texts) await customerWrites(core, id, anInboundText(text));
};
const fromContact = async (id: string): Promise<(string | null)[]> =>
  (await thread(test.database, id)).filter(({ author }) => author === 'contact').map(({ text }) => text);

describe('FT-35 two contacts that are one person', () => {
  it('become one: one thread with both histories in the order in which they were said, and every name', async () => {
    const of = await two();
    await said(of.byPhone, 'one');
    await said(of.byId, 'two');
    await said(of.byPhone, 'three');
    await join(of);
    expect(await fromContact(of.byPhone)).toEqual(['one', 'two', 'three']);
    const messages = await thread(test.database, of.byPhone);
    expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
    expect(messages.at(-1)).toMatchObject({ author: 'system', type: 'system', text: expect.stringContaining('joined') });
    const row = await conversationRow(test.database, of.byPhone);
    expect(row).toMatchObject({ next_seq: String(messages.length + 1) });
    const [contact] = await test.database.query('select phone, bsuid, name from contact where id = $1', [row['contact_id']]);
    expect(contact).toEqual({ phone: of.phone, bsuid: of.bsuid, name: 'Jo' });
    expect(await resolve({ bsuid: of.bsuid }, { phone: of.phone }, { bsuid: of.bsuid, phone: of.phone })).toEqual(
      Array(3).fill(of.byPhone),
    );
    expect(await pending()).toEqual([]);
    expect((await liveEvents(test.database, of.byId)).at(-1)).toMatchObject({ type: 'conversation.updated' });
  });

  it('are found by the id the other thread had, also after another joining', async () => {
    const of = await two();
    await join(of);
    const directory = core.get(ConversationDirectory);
    expect(await directory.findConversation(of.byId)).toBe(of.byPhone);
    // An older one turns up that is the same person.
    const phone = aPhone();
    const [older = ''] = await resolve({ phone });
    await test.database.query("update conversation set created_at = created_at - interval '1 year' where id = $1", [older]);
    const [row] = await test.database.query<{ a: string; b: string }>(
      'select (select contact_id from conversation where id = $1) as a, (select contact_id from conversation where id = $2) as b',
      [of.byPhone, older],
    );
    const pair = [row?.a, row?.b].sort();
    await test.database.query('insert into contact_join (contact_id, other_contact_id) values ($1, $2)', pair);
    await core.get(JoinContacts).runDue();
    expect(await directory.findConversation(of.byId)).toBe(older);
    expect(await directory.findConversation(of.byPhone)).toBe(older);
  });

  it('go on writing: the next message has the next number', async () => {
    const of = await two();
    await said(of.byPhone, 'one');
    await said(of.byId, 'two');
    await join(of);
    await said(of.byPhone, 'three');
    const messages = await thread(test.database, of.byPhone);
    expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
    expect(await fromContact(of.byPhone)).toEqual(['one', 'two', 'three']);
  });

  it('keep the chat that is with an agent, although its thread is the younger', async () => {
    const of = await two();
    await said(of.byPhone, 'Hi');
    await said(of.byId, 'support');
    await core.get(AcceptChat).execute({ conversationId: of.byId, agent });
    await join(of);
    const row = await conversationRow(test.database, of.byId);
    expect(row).toMatchObject({ state: 'CHAT_SUPPORT_ACTIVE', chat_status: 'active', chat_agent_id: agent.id });
    expect(await core.get(ConversationDirectory).findConversation(of.byPhone)).toBe(of.byId);
    expect(await fromContact(of.byId)).toEqual(['Hi', 'support']);
  });

  it('with a chat in both: one goes on with the earlier place, the other has ended, and what an agent wrote there still leaves', async () => {
    const of = await two();
    await said(of.byPhone, 'support');
    await said(of.byId, 'support');
    const before = await conversationRow(test.database, of.byId);
    await test.database.query("update chat set waiting_since = now() - interval '1 hour' where id = $1", [before['chat_id']]);
    await core.get(AcceptChat).execute({ conversationId: of.byPhone, agent });
    await test.database.query(`update outbox set not_before = now() + interval '1 hour' where conversation_id in ($1, $2)`, [
      of.byPhone,
      of.byId,
    ]);
    const other = await anAgent(test.database, { name: 'Ben' });
    const { messageId } = await core.get(SendAgentMessage).execute({
      conversationId: of.byId,
      agent: other,
      text: 'Hello from Ben',
      replyTo: null,
      idempotencyKey: null,
    });
    const [kept] = [await conversationRow(test.database, of.byPhone)];
    // Both are with an agent now: the older thread goes on.
    await join(of);
    const row = await conversationRow(test.database, of.byPhone);
    expect(row).toMatchObject({ chat_id: kept['chat_id'], chat_agent_id: agent.id, ended_chats: 1 });
    const chats = await test.database.query('select status, ended_by from chat where conversation_id = $1 order by status', [of.byPhone]);
    expect(chats).toEqual([
      { status: 'active', ended_by: null },
      { status: 'ended', ended_by: 'system' },
    ]);
    expect(await test.database.query('select state, chat_id from outbox where message_id = $1', [messageId])).toEqual([
      { state: 'queued', chat_id: kept['chat_id'] },
    ]);
    const lane = await test.database.query<{ out_seq: string }>('select out_seq from outbox where conversation_id = $1 order by out_seq', [
      of.byPhone,
    ]);
    expect(new Set(lane.map(({ out_seq }) => out_seq)).size).toBe(lane.length);
    expect(Number(row['next_out_seq'])).toBe(Number(lane.at(-1)?.out_seq) + 1);
  });

  it('wait while something of the other is on its way to WhatsApp', async () => {
    const of = await two();
    await said(of.byId, 'Hi');
    const [sending] = await test.database.query<{ message_id: string }>(
      `update outbox set state = 'sending' where conversation_id = $1 returning message_id`,
      [of.byId],
    );
    expect(sending).toBeDefined();
    await join(of);
    expect(await pending()).toHaveLength(1);
    expect(await words(of.byId)).not.toEqual([]);
    await test.database.query(`update outbox set state = 'unknown' where conversation_id = $1`, [of.byId]);
    await test.database.query('update contact_join set try_at = now()');
    await core.get(JoinContacts).runDue();
    expect(await pending()).toEqual([]);
    expect(await fromContact(of.byPhone)).toEqual(['Hi']);
  });

  it('are left alone when they have turned out to be two', async () => {
    const of = await two();
    await resolve({ bsuid: of.bsuid, phone: of.phone });
    await resolve({ bsuid: aBsuid(), phone: of.phone });
    await core.get(JoinContacts).runDue();
    expect(await pending()).toEqual([]);
    expect(await core.get(ConversationDirectory).findConversation(of.byId)).toBe(of.byId);
  });

  it('of two messages with one key, each of its own thread, both stay', async () => {
    const of = await two();
    const key = '0190a7a0-0000-7000-8000-000000000001';
    for (const conversationId of [of.byPhone, of.byId]) {
      await said(conversationId, 'support');
      const order = { conversationId, agent, text: 'Hello', replyTo: null, idempotencyKey: key };
      await core.get(SendAgentMessage).execute(order);
      await test.database.query(`update outbox set state = 'queued' where conversation_id = $1`, [conversationId]);
    }
    await join(of);
    const hellos = (await words(of.byPhone)).filter((text) => text?.includes('Hello'));
    expect(hellos).toHaveLength(2);
  });
});

describe('FT-35 joining and everything else at once', () => {
  it('is done once, whichever of two processes stops at whichever step, and no message is lost', async () => {
    let places = 0;
    for (let step = 1; ; step += 1) {
      const of = await two();
      await said(of.byPhone, 'one');
      await said(of.byId, 'two');
      await resolve({ bsuid: of.bsuid, phone: of.phone });
      await test.database.query(`update outbox set state = 'queued'`);
      const stepped = await SteppedDatabase.open(test.url, step);
      const slow = (await startCore(stepped)).get(JoinContacts).runDue();
      const stands = await Promise.race([stepped.stopped.then(() => true), slow.then(() => false)]);
      if (stands) places += 1;
      const quick = core.get(JoinContacts).runDue();
      const writes = customerWrites(core, of.byPhone, anInboundText('three'));
      await Promise.race([Promise.all([quick, writes]), new Promise((resolve) => setTimeout(resolve, 40))]);
      stepped.go();
      await Promise.all([slow, quick, writes]);
      await stepped.close();
      const messages = await thread(test.database, of.byPhone);
      expect([step, messages.filter(({ author }) => author === 'contact').map(({ text }) => text)]).toEqual([
        step,
        ['one', 'two', 'three'],
      ]);
      expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
      expect(messages.filter(({ author }) => author === 'system')).toHaveLength(1);
      expect(await pending()).toEqual([]);
      if (!stands) break;
    }
    expect(places).toBeGreaterThanOrEqual(5);
  });

  it('of three is the same person in whatever order they are joined', async () => {
    const orders = [
      [0, 1],
      [1, 0],
    ];
    const results: boolean[][] = [];
    for (const order of orders) {
      const [bsuid, long] = [aBsuid(), `+55119876${String(50_000 + (made += 1))}`];
      const other = long.replace('+55119', '+5511');
      // Three contacts: by id, and by either form of the number, made before the forms were known to be one.
      const ids: string[] = [];
      for (const one of [{ bsuid }, { phone: long }]) ids.push(...(await resolve(one)));
      await test.database.query(
        `with k as (insert into contact (id, channel_id, phone) values (gen_random_uuid(), $1, $2) returning id),
              a as (insert into contact_alias (channel_id, contact_id, kind, value) select $1, id, 'phone', $2 from k)
         insert into conversation (channel_id, contact_id) select $1, id from k`,
        [channelId, other],
      );
      const shown = [
        { bsuid, phone: long },
        { bsuid, phone: other },
      ];
      for (const index of order) {
        await resolve(shown[index] ?? {});
        await core.get(JoinContacts).runDue();
      }
      const found = await resolve({ bsuid }, { phone: long }, { phone: other });
      expect(new Set(found).size).toBe(1);
      results.push(found.map((id) => id === ids[0]));
    }
    expect(results[0]).toEqual(results[1]);
  });
});
