import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Statement } from '@parley/platform';
import { aConversation, createTestDatabase, type TestDatabase } from '@parley/testing';
import type { QueryRunner } from 'typeorm';
import { FIGURES } from '../src/stats/figures.statements.js';
import { spansOf, spanValues } from '../src/stats/message-spans.js';
import { TallyMessages } from '../src/stats/tally-messages.js';

const MESSAGES = 60_000;
const CHATS = 20_000;
const DAYS = 16;
const DAY = 24 * 60 * 60_000;

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: Plan[];
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
}

/** Sixteen days of messages, some 4,000 a day. What a week's figures cost must depend on the tally, not on the messages. */
describe.each(['force_custom_plan', 'force_generic_plan'])('the cost of statistics (%s)', (planning) => {
  let database: TestDatabase;
  let runner: QueryRunner;

  beforeAll(async () => {
    database = await createTestDatabase();
    const { id } = await aConversation(database.database);
    const query = database.database.query.bind(database.database);
    await query(
      `insert into message (id, conversation_id, seq, direction, author, type, text, status, created_at)
       select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid,
              $1, n, case when n % 2 = 0 then 'outbound' else 'inbound' end, case when n % 2 = 0 then 'bot' else 'contact' end, 'text', repeat('word ', 20),
              case when n % 2 = 0 then (array['delivered', 'read', 'failed'])[1 + n % 3] else 'received' end, at
         from (select n, now() - interval '${DAYS} days' * (1 - n / ${MESSAGES}.0) as at from generate_series(1, ${MESSAGES}) n) x`,
      [id],
    );
    await query(
      `insert into chat (id, conversation_id, status, origin, started_at, waiting_since, accepted_at, ended_at, ended_by)
       select gen_random_uuid(), $1, 'ended', 'menu', at, at, at, at, 'agent'
         from (select now() - interval '${DAYS} days' * (1 - n / ${CHATS}.0) as at from generate_series(1, ${CHATS}) n) x`,
      [id],
    );
    const tally = new TallyMessages(database.database);
    while (await tally.execute());
    await query('vacuum analyze');
    runner = database.dataSource.createQueryRunner();
    await runner.query(`set plan_cache_mode = ${planning}`);
  }, 120_000);
  afterAll(async () => {
    await runner.release();
    await database.drop();
  });

  async function explain(statement: Statement<unknown>, values: readonly unknown[]): Promise<{ buffers: number; plan: Plan }> {
    const name = `"${statement.name}"`;
    const literals = values.map((value) => `'${value instanceof Date ? value.toISOString() : String(value)}'`).join(', ');
    await runner.query('deallocate all');
    await runner.query(`prepare ${name} as ${statement.text}`);
    await runner.query(`execute ${name}(${literals})`);
    const answer = (await runner.query(`explain (analyze, buffers, format json) execute ${name}(${literals})`)) as {
      'QUERY PLAN': [{ Plan: Plan }];
    }[];
    const plan = answer[0]?.['QUERY PLAN'][0].Plan;
    if (!plan) throw new Error('no plan');
    return { buffers: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'], plan };
  }

  const relation = (plan: Plan, name: string): Plan[] => [
    ...(plan['Relation Name'] === name ? [plan] : []),
    ...(plan.Plans ?? []).flatMap((child) => relation(child, name)),
  ];
  const pages = async (table: string): Promise<number> =>
    Number(((await runner.query(`select pg_relation_size('${table}') / 8192 as pages`)) as { pages: string }[])[0]?.pages);

  it.each(['nothing', 'day', 'agent', 'team'] as const)(
    'a week of messages by %s reads the tally and next to none of the messages',
    async (grouping) => {
      const now = Date.now();
      const [row] = (await runner.query(
        "select min(quarter) as from, max(quarter) + interval '15 minutes' as to from tallied_quarter",
      )) as { from: Date; to: Date }[];
      if (!row) throw new Error('nothing is counted');
      const spans = spansOf([now - 7 * DAY, now], [row.from.getTime(), row.to.getTime()], now - DAYS * DAY);
      expect(spans.isWhole).toBe(true);
      const zone = grouping === 'day' ? ['Asia/Kolkata'] : [];
      const { buffers, plan } = await explain(FIGURES[grouping].messages, [...spanValues(spans), ...zone]);
      expect(relation(plan, 'chat').every((node) => node['Node Type'].startsWith('Index'))).toBe(true);
      const read = relation(plan, 'message');
      expect(read.length).toBeGreaterThan(0);
      for (const node of read) {
        expect(node['Node Type']).toMatch(/Index/);
        expect(node['Shared Hit Blocks'] + node['Shared Read Blocks']).toBeLessThanOrEqual(60);
      }
      // What the tally itself has, a few times over for its index, and a quarter of the week's messages.
      expect(buffers).toBeLessThan(3 * (await pages('message_tally')) + 120);
      expect(buffers * 4).toBeLessThan(((await pages('message')) * 7) / DAYS);
    },
  );

  it.each(['started', 'ended', 'resolved', 'rated'] as const)('a day of chats %s is found by its index', async (figure) => {
    const period = [new Date(Date.now() - 11 * DAY), new Date(Date.now() - 10 * DAY)];
    for (const grouping of ['nothing', 'agent'] as const) {
      const { buffers, plan } = await explain(FIGURES[grouping][figure], period);
      expect(relation(plan, 'chat').some((node) => node['Node Type'] === 'Seq Scan')).toBe(false);
      expect(buffers).toBeLessThan(figure === 'started' ? 2_000 : 200);
    }
  });
});
