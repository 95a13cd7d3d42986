import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Statement } from '@parley/platform';
import { createTestDatabase, type TestDatabase } from '@parley/testing';
import { CONVERSATION_VIEWS } from '@parley/vocabulary';
import type { QueryRunner } from 'typeorm';
import { conversationListStatement, countViews, type ListedView } from '../src/queries/conversation-list.js';
import { threadStatement } from '../src/queries/message-thread.js';

/** Promised for a page of 25 at any depth, and for a page of 50 at any depth. Buffers, because milliseconds are noise. */
const LIST_BUFFERS = 300;
const THREAD_BUFFERS = 60;

const VIEWS: readonly ListedView[] = [...CONVERSATION_VIEWS, 'waiting-for-caller'];
const CONVERSATIONS = 6000;
const THREAD = 3000;

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: Plan[];
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
}

describe.each(['force_custom_plan', 'force_generic_plan'])('the cost of reading (%s)', (planning) => {
  let database: TestDatabase;
  let runner: QueryRunner;
  let agentId: string;
  let conversationId: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    const { query } = { query: database.database.query.bind(database.database) };
    const [channel] = await query<{ id: string }>("insert into channel (phone_number_id) values ('1') returning id");
    const [agent] = await query<{ id: string }>(
      "insert into agent (email, name, role, password_hash) values ('a@x', 'Ada', 'agent', '-') returning id",
    );
    agentId = agent?.id ?? '';
    await query(
      `insert into contact (channel_id, name, phone) select $1, 'Contact ' || md5(n::text), '+4477009' || lpad(n::text, 5, '0')
       from generate_series(1, ${CONVERSATIONS}) n`,
      [channel?.id],
    );
    await query(
      `insert into conversation (channel_id, contact_id, chat_id, chat_status, chat_started_at, chat_waiting_since, chat_agent_id, ended_chats,
         last_activity_at)
       select channel_id, id, case when n % 3 > 0 then gen_random_uuid() end,
         case n % 3 when 1 then 'waiting' when 2 then 'active' end, now(), now() - n * interval '1 second',
         case when n % 3 = 2 then $1::uuid end, n % 2, now() - n * interval '1 second'
       from (select *, row_number() over (order by md5(id::text)) as n from contact) c`,
      [agentId],
    );
    await query(
      `insert into chat (id, conversation_id, status, origin, agent_id)
       select chat_id, id, chat_status, 'menu', chat_agent_id from conversation where chat_id is not null`,
    );
    const [hot] = await query<{ id: string }>("select id from conversation where chat_status = 'active' limit 1");
    conversationId = hot?.id ?? '';
    // Messages of many conversations lie between those of this one, as they do when many people write at once.
    await query(
      `insert into message (id, conversation_id, seq, chat_id, direction, author, agent_id, type, text, status)
       select gen_random_uuid(), case when n % 4 = 0 then $1::uuid else c.id end, case when n % 4 = 0 then n / 4 else n end,
         case when n % 4 = 0 then (select chat_id from conversation where id = $1) end, 'outbound', 'agent', $2, 'text', repeat('word ', 20), 'read'
       from generate_series(1, ${THREAD * 4}) n
       join lateral (select id from conversation where id <> $1 and n > 0 order by id offset n % 500 limit 1) c on true`,
      [conversationId, agentId],
    );
    await query('analyze');
    runner = database.dataSource.createQueryRunner();
    await runner.query(`set plan_cache_mode = ${planning}`);
  }, 120_000);
  afterAll(async () => {
    await runner.release();
    await database.drop();
  });

  async function explain(
    statement: Statement<unknown>,
    values: readonly (string | number | null)[],
  ): Promise<{ buffers: number; plan: Plan; rows: number }> {
    const name = `"${statement.name}"`;
    const literals = values.map((value) => (value === null ? 'null' : typeof value === 'number' ? String(value) : `'${value}'`)).join(', ');
    await runner.query(`deallocate all`);
    await runner.query(`prepare ${name} as ${statement.text}`);
    const execute = `execute ${name}(${literals})`;
    await runner.query(execute);
    const answer = (await runner.query(`explain (analyze, buffers, format json) ${execute}`)) as {
      'QUERY PLAN': [{ Plan: Plan & { 'Actual Rows': number } }];
    }[];
    const plan = answer[0]?.['QUERY PLAN'][0].Plan;
    if (!plan) throw new Error('no plan');
    return { buffers: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'], plan, rows: plan['Actual Rows'] };
  }

  const scansWhole = (plan: Plan, relation: string): boolean =>
    (plan['Node Type'] === 'Seq Scan' && plan['Relation Name'] === relation) ||
    (plan.Plans ?? []).some((child) => scansWhole(child, relation));

  async function deepKey(view: ListedView): Promise<[string, string]> {
    const isWaiting = view.startsWith('waiting');
    const sort = isWaiting ? 'chat_waiting_since' : 'last_activity_at';
    const where = {
      mine: "chat_status = 'active'",
      waiting: "chat_status = 'waiting'",
      'waiting-for-caller': "chat_status = 'waiting'",
      active: "chat_status = 'active'",
      all: 'true',
      closed: 'chat_status is null and ended_chats > 0',
    }[view];
    const order = isWaiting ? 'asc' : 'desc';
    const [row] = (await runner.query(
      `select to_char(${sort} at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00' as key, id from conversation where ${where}
       order by ${sort} ${order}, id ${order} offset 800 limit 1`,
    )) as { key: string; id: string }[];
    return [row?.key ?? '', row?.id ?? ''];
  }

  it.each(VIEWS)(`a page of 25 of "%s" stays within ${LIST_BUFFERS} buffers, first and deep`, async (view) => {
    const first = await explain(conversationListStatement(view, 'none', false), [agentId, 26, null, null, null, null]);
    const deep = await explain(conversationListStatement(view, 'none', true), [agentId, 26, ...(await deepKey(view)), null, null]);
    for (const page of [first, deep]) {
      expect(page.rows).toBe(26);
      expect(page.buffers).toBeLessThanOrEqual(LIST_BUFFERS);
      expect(scansWhole(page.plan, 'conversation')).toBe(false);
      expect(scansWhole(page.plan, 'contact')).toBe(false);
    }
  });

  it.each([Number.MAX_SAFE_INTEGER, THREAD / 2, 60])(
    `a page of 50 of the thread below %s stays within ${THREAD_BUFFERS} buffers`,
    async (below) => {
      const page = await explain(threadStatement, [conversationId, below, 50]);
      expect(page.rows).toBe(50);
      expect(page.buffers).toBeLessThanOrEqual(THREAD_BUFFERS);
    },
  );

  it('a search by three letters or more reads the trigrams, not the table', async () => {
    const found = await explain(conversationListStatement('all', 'rare', false), [agentId, 26, null, null, '%c4ca42%', null]);
    expect(found.rows).toBeGreaterThan(0);
    expect(scansWhole(found.plan, 'conversation')).toBe(false);
  });

  it.each([true, false])('counting stops at a thousand (for an admin: %s)', async (isAdmin) => {
    const [row] = await database.database.run(countViews, [agentId, isAdmin]);
    expect(row).toEqual({ mine: 1000, waiting: 1000, active: 1000, all: 1000 });
  });
});
