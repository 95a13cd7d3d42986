import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { uuidV7 } from '@parley/platform';
import { aConversation, anAgent, createTestDatabase, type TestDatabase } from '@parley/testing';
import fc from 'fast-check';
import { SupportStats } from '../src/queries/support-stats.js';
import { firstMessageId, tallyQuarters } from '../src/stats/tally.statements.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const DEFAULT_TEAM = '00000000-0000-4000-8000-000000000001';
/** Days in which clocks change: in Lisbon, by half an hour on Lord Howe, and at midnight in Beirut, where it then does not exist. */
const FROM = Date.parse('2026-03-25T00:00:00Z');
const LENGTH = 14 * DAY;
const ZONES = ['UTC', 'Europe/Lisbon', 'Asia/Beirut', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Kiritimati'];

interface Chat {
  readonly startedAt: number;
  readonly acceptedAt: number | null;
  readonly repliedAt: number | null;
  readonly endedAt: number | null;
  readonly endedBy: 'contact' | 'agent' | 'system';
  readonly origin: 'menu' | 'agent' | 'resume';
  readonly agent: 0 | 1 | null;
  readonly rating: number | null;
  readonly ratedAt: number | null;
}

const minutes = (max: number) => fc.integer({ min: 0, max: max * MINUTE });
const aChat: fc.Arbitrary<Chat> = fc
  .record({
    startedAt: fc.integer({ min: FROM - DAY, max: FROM + LENGTH + DAY }),
    wait: fc.option(minutes(600)),
    reply: fc.option(minutes(60)),
    length: fc.option(minutes(3_000)),
    endedBy: fc.constantFrom('contact' as const, 'agent' as const, 'system' as const),
    origin: fc.constantFrom('menu' as const, 'agent' as const, 'resume' as const),
    agent: fc.constantFrom(0 as const, 1 as const),
    rating: fc.option(fc.integer({ min: 1, max: 5 })),
    ratedAfter: minutes(1_440),
  })
  .map(({ startedAt, wait, reply, length, endedBy, origin, agent, rating, ratedAfter }) => {
    const acceptedAt = wait === null ? null : startedAt + wait;
    const repliedAt = acceptedAt === null || reply === null ? null : acceptedAt + reply;
    const endedAt = length === null ? null : (repliedAt ?? acceptedAt ?? startedAt) + length;
    const isRated = endedAt !== null && repliedAt !== null && rating !== null;
    return {
      ...{ startedAt, acceptedAt, repliedAt, endedAt, endedBy, origin, agent: acceptedAt === null ? null : agent },
      ...{ rating: isRated ? rating : null, ratedAt: isRated ? endedAt + ratedAfter : null },
    };
  });

/** The figures of some chats, computed from their definitions and from nothing of the server's. */
function figuresOf(chats: readonly Chat[], within: (at: number) => boolean) {
  const seconds = (from: number, to: number | null): number[] => (to === null ? [] : [(to - from) / 1_000]);
  const started = chats.filter(({ startedAt }) => within(startedAt));
  const asked = started.filter(({ origin }) => origin !== 'agent');
  const ended = chats.filter(({ endedAt }) => endedAt !== null && within(endedAt));
  const stars = chats.flatMap(({ rating, ratedAt }) => (rating !== null && ratedAt !== null && within(ratedAt) ? [rating] : []));
  const by = (who: string): number => ended.filter(({ endedBy }) => endedBy === who).length;
  return {
    chats: { started: started.length, ended: { contact: by('contact'), agent: by('agent'), system: by('system') } },
    wait: percentiles(asked.flatMap((chat) => seconds(chat.startedAt, chat.acceptedAt))),
    firstResponse: percentiles(asked.flatMap((chat) => seconds(chat.startedAt, chat.repliedAt))),
    resolution: percentiles(ended.flatMap((chat) => (chat.acceptedAt === null ? [] : seconds(chat.startedAt, chat.endedAt)))),
    ratings:
      stars.length === 0
        ? null
        : {
            ...Object.fromEntries([1, 2, 3, 4, 5].map((star) => [star, stars.filter((one) => one === star).length])),
            count: stars.length,
            average: Math.round((stars.reduce((sum, star) => sum + star, 0) / stars.length) * 100) / 100,
          },
  };
}

function percentiles(values: readonly number[]) {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (part: number): unknown => {
    const place = part * (sorted.length - 1);
    const [low = 0, high = 0] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    return sorted.length === 0 ? null : expect.closeTo(low + (high - low) * (place - Math.floor(place)), 3);
  };
  return { count: sorted.length, p50: at(0.5), p95: at(0.95) };
}

/** The day of a moment by the browser's calendar, not by the database's. */
const dayIn = (timeZone: string): ((at: number) => string) => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return (at) => format.format(at);
};

describe('statistics are true', () => {
  let db: TestDatabase;
  let conversationId: string;
  let agents: { id: string }[];

  beforeAll(async () => {
    db = await createTestDatabase();
    conversationId = (await aConversation(db.database)).id;
    agents = [await anAgent(db.database, { name: 'Ana' }), await anAgent(db.database, { name: 'Ben' })];
  });
  afterAll(() => db.drop());

  async function store(chats: readonly Chat[], messages: readonly number[]): Promise<void> {
    await db.database.query('truncate message, chat, notice, message_tally, tallied_quarter cascade');
    const at = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
    const rows = chats.map((chat) => ({
      ...{ id: uuidV7(chat.startedAt), origin: chat.origin, status: chat.endedAt === null ? 'active' : 'ended', rating: chat.rating },
      ...{
        started_at: at(chat.startedAt),
        accepted_at: at(chat.acceptedAt),
        first_reply_at: at(chat.repliedAt),
        rated_at: at(chat.ratedAt),
      },
      ...{ ended_at: at(chat.endedAt), ended_by: chat.endedAt === null ? null : chat.endedBy },
      agent_id: chat.agent === null ? null : agents[chat.agent]?.id,
    }));
    // A conversation has one open chat at most, so each open one gets its own.
    for (const row of rows.filter(({ status }) => status === 'active')) {
      const { id } = await aConversation(db.database);
      await insert([{ ...row, conversation_id: id, status: row.agent_id === null ? 'waiting' : 'active' }]);
    }
    await insert(rows.filter(({ status }) => status === 'ended').map((row) => ({ ...row, conversation_id: conversationId })));
    await db.database.query(
      `insert into message (id, conversation_id, seq, direction, author, type, text, status, created_at)
       select id::uuid, $2, row_number() over (), 'outbound', 'bot', 'text', 'x', 'delivered', at::timestamptz
         from json_to_recordset($1::json) as x(id text, at text)`,
      [JSON.stringify(messages.map((ms) => ({ id: uuidV7(ms), at: at(ms) }))), conversationId],
    );
  }
  const insert = (rows: readonly object[]) =>
    db.database.query(
      `insert into chat (id, conversation_id, status, origin, started_at, waiting_since, accepted_at, first_reply_at, ended_at, ended_by, agent_id, rating, rated_at)
       select id, conversation_id, status, origin, started_at, started_at, accepted_at, first_reply_at, ended_at, ended_by, agent_id, rating, rated_at
         from json_to_recordset($1::json) as x(id uuid, conversation_id uuid, status text, origin text, started_at timestamptz, accepted_at timestamptz,
           first_reply_at timestamptz, ended_at timestamptz, ended_by text, agent_id uuid, rating int, rated_at timestamptz)`,
      [JSON.stringify(rows)],
    );

  it('in all, by day of any zone, by agent and by team: what an independent computation finds', async () => {
    const stats = new SupportStats(db.database);
    // As the tally does it, but all days in one step: it would begin today and go back to them day by day.
    const edges = [new Date(FROM), new Date(FROM + LENGTH)] as const;
    const counted = [...edges, ...edges.map(firstMessageId)];
    const moment = fc.integer({ min: FROM, max: FROM + LENGTH });
    await fc.assert(
      fc.asyncProperty(
        fc.array(aChat, { maxLength: 25 }),
        fc.array(moment, { maxLength: 25 }),
        fc.tuple(moment, moment).filter(([one, other]) => one !== other),
        fc.constantFrom(...ZONES),
        async (chats, messages, ends, timeZone) => {
          await store(chats, messages);
          await db.database.run(tallyQuarters, counted);
          const [from, to] = [Math.min(...ends), Math.max(...ends)];
          const asked = { from: new Date(from).toISOString(), to: new Date(to).toISOString(), timeZone };
          const inPeriod = (at: number): boolean => at >= from && at < to;
          const sent = messages.filter(inPeriod);

          const byDay = await stats.between(asked, 'day');
          expect(byDay).toMatchObject(figuresOf(chats, inPeriod));
          expect([byDay.complete, byDay.deliveries['delivered'] ?? 0]).toEqual([true, sent.length]);
          const dayOf = dayIn(timeZone);
          for (const { key, ...figures } of byDay.groups ?? []) {
            expect(figures).toMatchObject(figuresOf(chats, (at) => inPeriod(at) && dayOf(at) === key));
            expect(figures.deliveries['delivered'] ?? 0).toBe(sent.filter((at) => dayOf(at) === key).length);
          }
          const touched = new Set(Array.from({ length: Math.ceil((to - from) / MINUTE) }, (_, minute) => dayOf(from + minute * MINUTE)));
          expect((byDay.groups ?? []).map(({ key }) => key)).toEqual([...touched.add(dayOf(to - 1))].sort());

          const byAgent = new Map((await stats.between(asked, 'agent')).groups?.map(({ key, ...figures }) => [key, figures]));
          for (const [index, agent] of [...agents.entries(), [null, null] as const]) {
            const own = figuresOf(
              chats.filter((chat) => chat.agent === index),
              inPeriod,
            );
            const found = byAgent.get(agent?.id ?? null);
            if (found) expect(found).toMatchObject(own);
            else expect([own.chats.started, own.resolution.count, own.ratings]).toEqual([0, 0, null]);
          }
          const byTeam = (await stats.between(asked, 'team')).groups?.find(({ key }) => key === DEFAULT_TEAM);
          if (byTeam) expect(byTeam).toMatchObject(figuresOf(chats, inPeriod));
        },
      ),
      { numRuns: 15 },
    );
  }, 120_000);
});
