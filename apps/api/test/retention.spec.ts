import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Settings } from '@parley/conversation';
import { Database, Metrics, SilentLog, uuidV7, Wake } from '@parley/platform';
import { aConversation, anAgent, type BuiltConversation, eventually, SteppedDatabase } from '@parley/testing';
import fc from 'fast-check';
import { randomBytes, randomUUID } from 'node:crypto';
import { RetentionRunner } from '../src/retention/retention-runner.js';
import { TestServer } from './test-server.js';

const DAY_MS = 86_400_000;
const DAYS = 30;
const RUNS = Number(process.env['PARLEY_FUZZ_RUNS'] ?? 15);

let server: TestServer;
let settings: Settings;

beforeAll(async () => {
  server = await TestServer.start();
  settings = server.server.app.get(Settings, { strict: false });
});
afterAll(() => server.stop());
beforeEach(async () => {
  await sql('truncate message, outbox, event, inbox, webhook_raw, audit_entry, retention_task, media, media_chunk');
  await sql('update conversation set last_message_id = null');
  await keepMessagesFor(DAYS);
});

const sql = <Row>(text: string, values: unknown[] = []): Promise<Row[]> => server.database.database.query<Row>(text, values);
const keepMessagesFor = (days: number | null): Promise<unknown> =>
  settings.change({ 'retention.messagesDays': days }, '00000000-0000-4000-8000-000000000000');
/** One process's runner. */
const aRunner = (database: Database = server.database.database): RetentionRunner =>
  new RetentionRunner(database, settings, new Wake(), new SilentLog(), new Metrics());
const isDue = (): Promise<unknown> => sql('update retention_task set due_at = now()');
const aPerson = (chat?: { agent?: { id: string } }): Promise<BuiltConversation> =>
  aConversation(server.database.database, { channelId: server.channelId, ...(chat ? { chat } : {}) });

interface Aged {
  readonly days: number;
  readonly chatId?: string | null;
}

let seq = 0;

async function aMessage(conversationId: string, { days, chatId = null }: Aged): Promise<string> {
  const at = new Date(Date.now() - days * DAY_MS);
  const id = uuidV7(at.getTime());
  await sql(
    `insert into message (id, conversation_id, seq, chat_id, direction, author, type, text, status, created_at)
     values ($1, $2, $3, $4, 'inbound', 'contact', 'text', 'words', 'received', $5)`,
    [id, conversationId, (seq += 1), chatId, at],
  );
  return id;
}

async function anEndedChat(conversationId: string, endedDaysAgo: number): Promise<string> {
  const id = randomUUID();
  await sql(
    `insert into chat (id, conversation_id, status, origin, ended_at, ended_by, end_reason, about)
     values ($1, $2, 'ended', 'word', $3, 'agent', 'words', 'words')`,
    [id, conversationId, new Date(Date.now() - endedDaysAgo * DAY_MS)],
  );
  return id;
}

const kept = async (): Promise<Set<string>> => new Set((await sql<{ id: string }>('select id from message')).map(({ id }) => id));

describe('INV-29 retention of messages', () => {
  it('forgets exactly what is older than the limit, whatever there is', async () => {
    const ages = fc.array(fc.integer({ min: 0, max: 3 * DAYS }), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(ages, async (days) => {
        await sql('truncate message, retention_task');
        const { id } = await aPerson();
        const messages = await Promise.all(days.map(async (age) => ({ age, id: await aMessage(id, { days: age + 0.5 }) })));
        await aRunner().runDue();
        const left = await kept();
        const [gone, stays] = [messages.filter((one) => !left.has(one.id)), messages.filter((one) => left.has(one.id))];
        expect(Math.min(...gone.map(({ age }) => age), Number.POSITIVE_INFINITY)).toBeGreaterThanOrEqual(DAYS);
        expect(Math.max(...stays.map(({ age }) => age), 0)).toBeLessThan(DAYS + 1);
      }),
      { numRuns: RUNS },
    );
  });

  it('touches no open chat, nothing that is on its way, nothing of a chat that ended since, and nothing by default', async () => {
    const agent = await anAgent(server.database.database);
    const [open, waiting, undoable, sending, ended, old] = [
      await aPerson({ agent }),
      await aPerson({}),
      await aPerson(),
      await aPerson(),
      await aPerson(),
      await aPerson(),
    ];
    await sql('update conversation set undo_chat_id = gen_random_uuid() where id = $1', [undoable.id]);
    const recent = await anEndedChat(ended.id, DAYS - 1);
    const before = await anEndedChat(old.id, DAYS + 1);
    const stays = [
      await aMessage(open.id, { days: 400 }),
      await aMessage(waiting.id, { days: 400, chatId: waiting.chatId }),
      await aMessage(undoable.id, { days: 400 }),
      await aMessage(sending.id, { days: 400 }),
      await aMessage(ended.id, { days: 400, chatId: recent }),
    ];
    const goes = await aMessage(old.id, { days: 400, chatId: before });
    await sql(`insert into outbox (message_id, conversation_id, channel_id, author, out_seq) values ($1, $2, $3, 'bot', 1)`, [
      stays[3],
      sending.id,
      server.channelId,
    ]);
    await sql(`update conversation set last_message_id = $2, last_message_preview = 'words' where id = $1`, [old.id, goes]);
    await sql(
      `with m as (insert into media (id, message_id, conversation_id, channel_id, direction, kind, state, filename)
         values (gen_random_uuid(), $1, $2, $3, 'inbound', 'image', 'stored', 'words.png') returning id) select id from m`,
      [goes, old.id, server.channelId],
    );
    await keepMessagesFor(null);
    await aRunner().runDue();
    expect(await kept()).toEqual(new Set([...stays, goes]));

    await keepMessagesFor(DAYS);
    await isDue();
    await aRunner().runDue();
    expect(await kept()).toEqual(new Set(stays));
    expect(await sql('select last_message_id, last_message_preview from conversation where id = $1', [old.id])).toEqual([
      { last_message_id: null, last_message_preview: null },
    ]);
    expect(await sql('select end_reason, about from chat where id = any($1) order by ended_at', [[before, recent]])).toEqual([
      { end_reason: null, about: null },
      { end_reason: 'words', about: 'words' },
    ]);
    expect(await sql('select state, filename from media')).toEqual([{ state: 'deleting', filename: null }]);
  });

  it('passes by who is being answered, and comes back', async () => {
    const [busy, idle] = [await aPerson(), await aPerson()];
    const [later, now] = [await aMessage(busy.id, { days: 400 }), await aMessage(idle.id, { days: 400 })];
    await server.database.database.transaction(async (tx) => {
      await tx.query('select 1 from conversation where id = $1 for no key update', [busy.id]);
      await aRunner().runDue();
      expect(await kept()).toEqual(new Set([later]));
    });
    await isDue();
    await aRunner().runDue();
    expect([await kept(), now === later]).toEqual([new Set(), false]);
  });
});

describe('retention of messages, however many conversations there are', () => {
  const PEOPLE = 5_000;
  const rowsRead = async (): Promise<{ whole: number; looked_up: number }> => {
    const [row] = await sql<{ whole: number; looked_up: number }>(
      `select sum(seq_tup_read)::int as whole, sum(idx_tup_fetch)::int as looked_up from pg_stat_user_tables where relname in ('conversation', 'chat')`,
    );
    return row ?? { whole: 0, looked_up: 0 };
  };

  it('looks up what a batch is about, and reads no table whole', async () => {
    await sql(
      `with k as (insert into contact (id, channel_id) select gen_random_uuid(), $1 from generate_series(1, ${PEOPLE}) returning id, channel_id),
            c as (insert into conversation (channel_id, contact_id) select channel_id, id from k returning id)
       insert into chat (conversation_id, status, origin, ended_at, ended_by) select id, 'ended', 'word', now() - interval '1 year', 'agent' from c`,
      [server.channelId],
    );
    const { id } = await aPerson();
    const chatId = await anEndedChat(id, 2 * DAYS);
    for (let age = 0; age < 20; age += 1) await aMessage(id, { days: 2 * DAYS + age, chatId });
    await sql('vacuum analyze conversation, chat, message');
    const before = await rowsRead();
    await aRunner().runDue();
    expect((await kept()).size).toBe(0);
    const after = await eventually(async () => {
      const read = await rowsRead();
      expect(read.looked_up).toBeGreaterThan(before.looked_up);
      return read;
    });
    expect(after.whole - before.whole).toBeLessThan(PEOPLE);
  });
});

describe('FT-56 retention killed half way, run twice, during traffic', () => {
  it.each([1, 2, 3, 4, 5, 7])('killed at step %i: all that is old goes, nothing younger does', async (step) => {
    const [person, other] = [await aPerson(), await aPerson()];
    for (let age = 1; age <= 2 * DAYS; age += 3) {
      await aMessage(person.id, { days: age });
      await aMessage(other.id, { days: age });
    }
    const stepped = await SteppedDatabase.open(server.database.url, step);
    const slow = aRunner(stepped)
      .runDue()
      .catch(() => undefined);
    await Promise.race([stepped.stopped, slow]);
    // Another process comes by while that one stands still, and customers write on.
    await aRunner().runDue();
    const fresh = await aMessage(person.id, { days: 0 });
    await sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`,
    );
    stepped.go();
    await slow;
    await stepped.close();
    await isDue();
    await Promise.all([aRunner().runDue(), aRunner().runDue()]);
    await isDue();
    await aRunner().runDue();
    const ages = await sql<{ age: number }>(`select extract(epoch from now() - created_at)::float8 / 86400 as age from message`);
    expect(Math.max(...ages.map(({ age }) => age))).toBeLessThan(DAYS);
    expect(ages).toHaveLength(2 * 10 + 1);
    expect((await kept()).has(fresh)).toBe(true);
  });

  it('goes on where it stood, and is looked at again in an hour', async () => {
    const { id } = await aPerson();
    await aMessage(id, { days: 400 });
    await aRunner().runDue();
    const [task] = await sql<{ name: string; deleted_total: string; is_later: boolean }>(
      `select name, deleted_total, due_at > now() + interval '59 minutes' as is_later from retention_task where name = 'messages'`,
    );
    expect(task).toEqual({ name: 'messages', deleted_total: '1', is_later: true });
    await aMessage(id, { days: 401 });
    await aRunner().runDue();
    expect((await kept()).size).toBe(1);
  });
});

describe('retention of everything else', () => {
  const aDelivery = async (days: number, state: string): Promise<string> => {
    const at = new Date(Date.now() - days * DAY_MS);
    const [raw] = await sql<{ id: string }>(
      `insert into webhook_raw (body, outcome, item_count, received_at) values ('x', 'stored', 1, $1) returning id`,
      [at],
    );
    const [item] = await sql<{ id: string }>(
      `insert into inbox (raw_id, entry_no, change_no, item_no, kind, dedupe_key, state, received_at)
       values ($1, 0, 0, 0, 'message', $2, $3, $4) returning id`,
      [raw?.id, randomBytes(32), state, at],
    );
    return `${raw?.id ?? ''}/${item?.id ?? ''}`;
  };

  it('deliveries after 14 days, what was applied after 30; what waits and what is on the shelf keeps its delivery', async () => {
    await aDelivery(40, 'pending');
    await aDelivery(40, 'done');
    await aDelivery(20, 'dead');
    await aDelivery(40, 'dead');
    await aDelivery(20, 'done');
    await aDelivery(13, 'done');
    await aRunner().runDue();
    // The shelf's old one lost its item in this run, and its delivery in the next.
    await isDue();
    await aRunner().runDue();
    const states = await sql(
      `select i.state, round(extract(epoch from now() - i.received_at) / 86400)::int as days, r.id is not null as has_body
         from inbox i left join webhook_raw r on r.id = i.raw_id order by i.id`,
    );
    expect(states).toEqual([
      { state: 'pending', days: 40, has_body: true },
      { state: 'dead', days: 20, has_body: true },
      { state: 'done', days: 20, has_body: false },
      { state: 'done', days: 13, has_body: true },
    ]);
    expect(await sql('select 1 from webhook_raw')).toHaveLength(3);
  });

  it('live events after a week, but for the newest; records after 400 days', async () => {
    for (let number = 1; number <= 3; number += 1) {
      await sql(`insert into event (number, size, items, created_at) values ($1, 1, '[]', now() - interval '9 days')`, [number]);
    }
    await sql('update event_counter set last_number = 3');
    await sql(`insert into event (size, items, created_at) values (1, '[]', now() - interval '9 days')`);
    for (const days of [399, 401]) {
      await sql(`insert into audit_entry (at, action, outcome) values (now() - $1 * interval '1 day', 'login', 'ok')`, [days]);
    }
    await aRunner().runDue();
    expect(await sql('select number from event order by id')).toEqual([{ number: '3' }, { number: null }]);
    expect(await sql('select 1 from audit_entry')).toHaveLength(1);
  });

  it('attempts to sign in after a week, however many somebody has made, a batch at a time', async () => {
    await sql(
      `insert into login_attempt (account_key, address, at)
       select '\\x00', '192.0.2.1', now() - n * interval '1 day' from generate_series(6, 8, 2) n, generate_series(1, 4500)`,
    );
    await aRunner().runDue();
    expect(await sql(`select count(*)::int as left, bool_and(at > now() - interval '7 days') as young from login_attempt`)).toEqual([
      { left: 4500, young: true },
    ]);
    expect(await sql(`select deleted_total, position from retention_task where name = 'sessions'`)).toEqual([
      { deleted_total: '4500', position: null },
    ]);
  });

  it('tells how long ago each kind was looked through', async () => {
    await aRunner().runDue();
    const answer = await server.call('GET', '/metrics', { headers: { authorization: 'Bearer none' } });
    expect([401, 404]).toContain(answer.status);
    expect(await sql('select name from retention_task where finished_at is not null')).toHaveLength(7);
  });
});
