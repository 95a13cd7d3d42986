import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Statement } from '@parley/platform';
import { createTestDatabase, type TestDatabase } from '@parley/testing';
import { DEFAULT_TEAM_ID } from '@parley/vocabulary';
import type { QueryRunner } from 'typeorm';
import { findLostChats } from '../src/persistence/lost-chats.statements.js';
import { findPlaceNews } from '../src/persistence/place-news.statements.js';
import { TIMER_KINDS } from '../src/domain/timers.js';
import { findCandidates, findHeads, findLongestWaiting, readQueueFacts } from '../src/persistence/queue.statements.js';
import { findDueTimers, findWaiting } from '../src/persistence/timer.statements.js';

const CONVERSATIONS = 9_000;
const AGENTS = 40;

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: Plan[];
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
}

/** A long queue, many agents and a long past. Buffers, because milliseconds are noise. */
describe.each(['force_custom_plan', 'force_generic_plan'])('what a look at the queues costs (%s)', (planning) => {
  let test: TestDatabase;
  let runner: QueryRunner;
  let agentId: string;
  let last: { id: string; since: string };

  beforeAll(async () => {
    test = await createTestDatabase();
    const query = test.database.query.bind(test.database);
    const [channel] = await query<{ id: string }>("insert into channel (phone_number_id) values ('1') returning id");
    await query(
      `insert into agent (email, name, role, password_hash) select n || '@example.org', 'Agent ' || n, 'agent', '-' from generate_series(1, ${AGENTS}) n`,
    );
    await query('insert into agent_presence (agent_id) select id from agent');
    await query("insert into team (name) values ('Billing'), ('Orders')");
    await query(`insert into contact (channel_id, name) select $1, 'Contact ' || n from generate_series(1, ${CONVERSATIONS}) n`, [
      channel?.id,
    ]);
    // A third waits, most of it in one queue; the rest is over, or somebody's.
    await query(
      `insert into conversation (channel_id, contact_id, chat_id, chat_status, chat_team_id, chat_waiting_since, chat_agent_id, service_window_expires_at)
       select channel_id, id, case when n % 3 < 2 then gen_random_uuid() end, case n % 3 when 0 then 'waiting' when 1 then 'active' end,
         case when n % 9 = 0 then (select id from team where name = 'Billing') end, now() - n * interval '1 second',
         case when n % 3 = 1 then (select id from agent order by id offset n % ${AGENTS} limit 1) end, now() + interval '1 hour'
       from (select *, row_number() over (order by md5(id::text)) as n from contact) c where n % 3 < 2`,
    );
    await query(
      `insert into chat (id, conversation_id, status, origin, agent_id, team_id, told_place, told_place_at)
       select chat_id, id, chat_status, 'menu', chat_agent_id, chat_team_id, 10000, now() from conversation`,
    );
    await query(
      `insert into chat (conversation_id, status, origin, accepted_at, ended_at, ended_by)
       select id, 'ended', 'menu', now() - interval '20 minutes', now() - interval '10 minutes', 'agent' from conversation, generate_series(1, 3)`,
    );
    await query(
      `insert into message (id, conversation_id, seq, chat_id, direction, author, type, status)
       select gen_random_uuid(), id, 1, chat_id, 'inbound', 'contact', 'text', 'received' from conversation`,
    );
    // Most timers are for much later; a few are due.
    await query(
      `insert into timer (conversation_id, kind, chat_id, due_at)
       select id, kind, chat_id, now() + case when n <= 10 then interval '-1 second' else interval '20 hours' end
         from (select *, row_number() over () as n from conversation) c, unnest(array['nudge', 'window-reminder', 'hours-ending']) kind`,
    );
    await query('analyze');
    const [agent] = await query<{ id: string }>('select id from agent limit 1');
    agentId = agent?.id ?? '';
    const [deep] = await query<{ id: string; since: string }>(
      "select id, chat_waiting_since::text as since from conversation where chat_status = 'waiting' order by chat_waiting_since desc limit 1",
    );
    if (!deep) throw new Error('nobody waits');
    last = deep;
    runner = test.dataSource.createQueryRunner();
    await runner.query(`set plan_cache_mode = ${planning}`);
  }, 120_000);
  afterAll(async () => {
    await runner.release();
    await test.drop();
  });

  async function explain(
    statement: Statement<unknown>,
    values: readonly (string | number | null)[],
  ): Promise<{ buffers: number; plan: Plan }> {
    const literals = values.map((value) => (value === null ? 'null' : typeof value === 'number' ? String(value) : `'${value}'`)).join(', ');
    await runner.query('deallocate all');
    await runner.query(`prepare look as ${statement.text}`);
    const execute = values.length === 0 ? 'execute look' : `execute look(${literals})`;
    await runner.query(execute);
    const answer = (await runner.query(`explain (analyze, buffers, format json) ${execute}`)) as { 'QUERY PLAN': [{ Plan: Plan }] }[];
    const plan = answer[0]?.['QUERY PLAN'][0].Plan;
    if (!plan) throw new Error('no plan');
    return { buffers: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'], plan };
  }

  const scansWhole = (plan: Plan, relation: string): boolean =>
    (plan['Node Type'] === 'Seq Scan' && plan['Relation Name'] === relation) ||
    (plan.Plans ?? []).some((child) => scansWhole(child, relation));

  it.each<[string, () => [Statement<unknown>, readonly (string | number | null)[]], number]>([
    ['Take next', () => [findLongestWaiting, [agentId]], 60],
    ['the heads of all queues', () => [findHeads, []], 60],
    // One index look-up for each agent on duty, over the chats they have.
    ['who could be given a chat', () => [findCandidates, [DEFAULT_TEAM_ID, 5]], 1_200],
    ['the facts for the last of 3,000 who wait', () => [readQueueFacts, [last.id, null, last.since, 5]], 1_600],
    ['lost agents, when nobody is', () => [findLostChats, [5, null]], 120],
    // The front of each queue, with its chats; every five seconds in one of the workers.
    ['places worth a message', () => [findPlaceNews, []], 7_000],
    // Twice a second in every worker: what is not due yet is not looked at.
    ['due timers', () => [findDueTimers, [`{${TIMER_KINDS.join(',')}}`]], 70],
    ['the next who wait, when hours have changed', () => [findWaiting, ['00000000-0000-0000-0000-000000000000', 100]], 400],
  ])('%s reads its index, not the tables', async (_, look, most) => {
    const [statement, values] = look();
    const { buffers, plan } = await explain(statement, values);
    expect(['conversation', 'message', 'timer'].filter((relation) => scansWhole(plan, relation))).toEqual([]);
    expect(buffers).toBeLessThanOrEqual(most);
  });
});
