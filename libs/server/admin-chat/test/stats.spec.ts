import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { uuidV7 } from '@parley/platform';
import { aConversation, anAgent, createTestDatabase, type TestDatabase } from '@parley/testing';
import { SupportStats } from '../src/queries/support-stats.js';
import { TallyMessages } from '../src/stats/tally-messages.js';

const DEFAULT_TEAM = '00000000-0000-4000-8000-000000000001';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('statistics', () => {
  let db: TestDatabase;
  let stats: SupportStats;
  let tally: TallyMessages;
  let conversationId: string;
  let ana: { id: string };

  beforeAll(async () => {
    db = await createTestDatabase();
    stats = new SupportStats(db.database);
    tally = new TallyMessages(db.database);
    conversationId = (await aConversation(db.database)).id;
    ana = await anAgent(db.database, { name: 'Ana' });
  });
  afterAll(() => db.drop());
  beforeEach(() => db.database.query('truncate message, chat, notice, message_tally, tallied_quarter cascade'));

  const ago = (ms: number): Date => new Date(Date.now() - ms);
  let seq = 0;
  async function message(
    at: Date,
    values: Partial<
      Record<'status' | 'author' | 'agent_id' | 'chat_id' | 'said' | 'error_code' | 'error_title' | 'direction', string>
    > = {},
  ): Promise<string> {
    const row = {
      direction: 'outbound',
      author: 'bot',
      status: 'delivered',
      agent_id: null,
      chat_id: null,
      said: null,
      error_code: null,
      error_title: null,
      ...values,
    };
    const id = uuidV7(at.getTime());
    await db.database.query(
      `insert into message (id, conversation_id, seq, direction, author, agent_id, chat_id, type, text, status, said, error_code, error_title, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, 'text', 'x', $8, $9, $10, $11, $12)`,
      [
        id,
        conversationId,
        (seq += 1),
        row.direction,
        row.author,
        row.agent_id,
        row.chat_id,
        row.status,
        row.said,
        row.error_code,
        row.error_title,
        at,
      ],
    );
    return id;
  }
  async function chat(startedAt: Date, values: Record<string, unknown> = {}): Promise<string> {
    const row: Record<string, unknown> = {
      id: uuidV7(startedAt.getTime()),
      conversation_id: conversationId,
      status: 'ended',
      origin: 'menu',
      started_at: startedAt,
      waiting_since: startedAt,
      ended_at: startedAt,
      ended_by: 'agent',
      ...values,
    };
    const names = Object.keys(row);
    await db.database.query(
      `insert into chat (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
      Object.values(row),
    );
    return String(row['id']);
  }
  const countAll = async (): Promise<void> => {
    while (await tally.execute());
  };
  const between = (
    from: Date | string,
    to: Date | string = new Date(),
    groupBy: 'day' | 'agent' | 'team' | null = null,
    timeZone?: string,
  ) => {
    const text = (end: Date | string): string => (typeof end === 'string' ? end : end.toISOString());
    return stats.between({ from: text(from), to: text(to), timeZone }, groupBy);
  };

  describe('of messages', () => {
    it('are the same before and after they are counted, and again when reports came late', async () => {
      const old = await message(ago(3 * DAY), { status: 'sent' });
      await message(ago(3 * DAY), { status: 'rejected', error_code: '131047', error_title: 'Too late' });
      await message(ago(2 * DAY), { status: 'failed', error_code: '131026', error_title: 'Not on WhatsApp' });
      await message(ago(2 * DAY), { status: 'failed', error_code: '131026', error_title: 'Not on WhatsApp' });
      await message(ago(60 * MINUTE), { said: 'queue.ack' });
      await message(ago(1 * MINUTE), { said: 'queue.ack', status: 'queued' });
      await message(ago(1 * MINUTE), { direction: 'inbound', author: 'contact', status: 'received' });
      const expected = {
        deliveries: { sent: 1, failed: 3, delivered: 1, queued: 1 },
        failures: [
          { code: '131026', title: 'Not on WhatsApp', count: 2 },
          { code: '131047', title: 'Too late', count: 1 },
        ],
        notices: { 'queue.ack': 2 },
      };
      expect(await between(ago(4 * DAY))).toMatchObject({ complete: false, deliveries: { delivered: 1, queued: 1 } });
      await countAll();
      expect(await between(ago(4 * DAY))).toMatchObject({ complete: true, ...expected });
      await db.database.query("update message set status = 'read' where id = $1", [old]);
      expect((await between(ago(4 * DAY))).deliveries).toEqual(expected.deliveries);
      await db.database.query('update tallied_quarter set next_count_at = now()');
      await countAll();
      expect((await between(ago(4 * DAY))).deliveries).toEqual({ read: 1, failed: 3, delivered: 1, queued: 1 });
    });

    it('are exact to the moment at both ends of a period', async () => {
      const base = Math.floor(Date.now() / DAY) * DAY - 2 * DAY;
      for (const minute of [0, 1, 14, 15, 16, 44, 45, 59]) await message(new Date(base + minute * MINUTE));
      await countAll();
      const count = async (from: number, to: number) =>
        (await between(new Date(base + from * MINUTE), new Date(base + to * MINUTE))).deliveries['delivered'] ?? 0;
      expect(await count(0, 60)).toBe(8);
      expect(await count(1, 59)).toBe(6);
      expect(await count(15, 45)).toBe(3);
      expect(await count(16, 17)).toBe(1);
      expect(await count(2, 14)).toBe(0);
      expect(await count(44, 46)).toBe(2);
    });

    it('are counted once when several workers count at once', async () => {
      await message(ago(2 * DAY));
      await Promise.all(Array.from({ length: 4 }, () => countAll()));
      await countAll();
      expect((await between(ago(3 * DAY))).deliveries).toEqual({ delivered: 1 });
    });

    it('are counted again as they grow older, and at last stand', async () => {
      await message(ago(40 * DAY));
      await message(ago(60 * MINUTE));
      await countAll();
      const [row] = await db.database.query<{ standing: number; soon: number; gaps: number }>(
        `select count(*) filter (where quarter < now() - interval '31 days 1 hour' and next_count_at is null)::int as standing,
                count(*) filter (where next_count_at <= now())::int as soon,
                (extract(epoch from max(quarter) - min(quarter)) / 900 + 1)::int - count(*)::int as gaps from tallied_quarter`,
      );
      expect(row?.standing).toBeGreaterThan(800);
      expect([row?.soon, row?.gaps]).toEqual([0, 0]);
    });
  });

  describe('of chats', () => {
    it('tell waits, first responses, resolution, ends and ratings', async () => {
      const start = ago(5 * 60 * MINUTE);
      const after = (minutes: number): Date => new Date(start.getTime() + minutes * MINUTE);
      await chat(start, {
        accepted_at: after(2),
        first_reply_at: after(3),
        ended_at: after(30),
        agent_id: ana.id,
        rating: 5,
        rated_at: after(31),
      });
      await chat(start, {
        accepted_at: after(4),
        first_reply_at: after(5),
        ended_at: after(10),
        agent_id: ana.id,
        rating: 2,
        rated_at: after(11),
      });
      await chat(start, { ended_by: 'contact', ended_at: after(1) });
      await chat(start, { origin: 'agent', accepted_at: start, first_reply_at: start, agent_id: ana.id, ended_at: after(20) });
      expect(await between(ago(6 * 60 * MINUTE))).toMatchObject({
        chats: { started: 4, ended: { agent: 3, contact: 1, system: 0 }, waitingNow: 0, activeNow: 0 },
        wait: { count: 2, p50: 180, p95: expect.closeTo(234, 3) },
        firstResponse: { count: 2, p50: 240 },
        resolution: { count: 3, p50: 1200 },
        ratings: { count: 2, average: 3.5, '1': 0, '2': 1, '3': 0, '4': 0, '5': 1 },
      });
    });

    it('know the first response of chats of the release before from their ledger', async () => {
      const start = ago(60 * MINUTE);
      const id = await chat(start, { accepted_at: start });
      await db.database.query("insert into notice (chat_id, kind, detail, at) values ($1, 'agent.replied', '', $2)", [
        id,
        new Date(start.getTime() + MINUTE),
      ]);
      expect((await between(ago(2 * 60 * MINUTE))).firstResponse).toEqual({ count: 1, p50: 60, p95: 60 });
    });

    it('are noughts, not nothing, where nothing happened', async () => {
      expect(await between(ago(DAY))).toMatchObject({
        chats: { started: 0, ended: { agent: 0, contact: 0, system: 0 } },
        wait: { count: 0, p50: null, p95: null },
        ratings: null,
        deliveries: {},
        failures: [],
        notices: {},
        groups: null,
        complete: true,
      });
    });
  });

  describe('by agent and team', () => {
    it('go to whose chat and whose words they are, nobody last', async () => {
      const [sales] = await db.database.query<{ id: string }>(
        "insert into team (name) values ('Sales') on conflict do nothing returning id",
      );
      const salesId = sales?.id ?? '';
      const start = ago(60 * MINUTE);
      const own = await chat(start, { agent_id: ana.id, accepted_at: start, team_id: salesId });
      await chat(start);
      await message(start, { author: 'agent', agent_id: ana.id, chat_id: own });
      await message(start, { author: 'bot', said: 'menu.welcome' });
      const byAgent = await between(ago(2 * 60 * MINUTE), undefined, 'agent');
      expect(byAgent.groups?.map(({ key, name, chats, deliveries, notices }) => [key, name, chats.started, deliveries, notices])).toEqual([
        [ana.id, 'Ana', 1, { delivered: 1 }, {}],
        [null, '', 1, { delivered: 1 }, { 'menu.welcome': 1 }],
      ]);
      expect(byAgent.deliveries).toEqual({ delivered: 2 });
      const byTeam = await between(ago(2 * 60 * MINUTE), undefined, 'team');
      expect(byTeam.groups?.map(({ key, name, chats, deliveries }) => [key, name, chats.started, deliveries])).toEqual([
        [salesId, 'Sales', 1, { delivered: 1 }],
        [DEFAULT_TEAM, 'Support', 1, { delivered: 1 }],
      ]);
    });
  });

  describe('by day', () => {
    // What the clocks of a zone do, and how long its days are.
    it.each([
      ['Europe/Lisbon', '2026-03-29', 23, '2026-03-29T00:00:00.000Z'],
      ['Europe/Lisbon', '2026-10-25', 25, '2026-10-24T23:00:00.000Z'],
      ['America/New_York', '2026-03-08', 23, '2026-03-08T05:00:00.000Z'],
      ['Asia/Kolkata', '2026-05-01', 24, '2026-04-30T18:30:00.000Z'],
      ['Asia/Kathmandu', '2026-05-01', 24, '2026-04-30T18:15:00.000Z'],
      ['Australia/Lord_Howe', '2026-04-05', 24.5, '2026-04-04T13:00:00.000Z'],
      // Midnight itself happens twice, and never.
      ['America/Havana', '2025-11-02', 25, '2025-11-02T04:00:00.000Z'],
      ['America/Santiago', '2025-09-07', 23, '2025-09-07T04:00:00.000Z'],
      ['UTC', '2026-05-01', 24, '2026-05-01T00:00:00.000Z'],
    ])('are the days of %s: %s has %d hours', async (timeZone, day, hours, begins) => {
      const next = new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10);
      const start = Date.parse(begins);
      const end = start + hours * 60 * MINUTE;
      for (const at of [start - 1, start, start + 30 * MINUTE, end - 1, end]) {
        await message(new Date(at));
        await chat(new Date(at));
      }
      const { from, to, groups } = await between(day, next, 'day', timeZone);
      expect([from, to]).toEqual([begins, new Date(end).toISOString()]);
      expect(groups?.map(({ key, chats }) => [key, chats.started])).toEqual([[day, 3]]);
      await db.database.query('update message set created_at = created_at');
      const around = await between(new Date(start - DAY), new Date(end + DAY), 'day', timeZone);
      expect(around.groups?.find(({ key }) => key === day)?.chats.started).toBe(3);
    });

    it('are all there are, in order, and sum up to the whole', async () => {
      for (const days of [0.1, 1.1, 1.2, 3.1]) await message(ago(days * DAY));
      await countAll();
      const { groups, deliveries } = await between(ago(4 * DAY), new Date(), 'day', 'Asia/Kolkata');
      expect(groups?.length).toBeGreaterThanOrEqual(5);
      expect(groups?.map(({ key }) => key)).toEqual([...(groups ?? [])].map(({ key }) => key).sort());
      expect(groups?.reduce((sum, group) => sum + (group.deliveries['delivered'] ?? 0), 0)).toBe(deliveries['delivered']);
    });
  });

  it.each([
    ['from after to', { from: '2026-02-02', to: '2026-02-01' }, 'from'],
    ['an empty period', { from: '2026-02-01', to: '2026-02-01' }, 'from'],
    ['more than 400 days', { from: '2025-01-01', to: '2026-02-06' }, 'from'],
    ['a week instead of a day', { from: '2026-W05', to: '2026-02-06' }, 'from'],
    ['a zone nobody knows', { timeZone: 'Mars/Olympus' }, 'timeZone'],
    ['an offset for a zone', { timeZone: '+05:30' }, 'timeZone'],
    ['a zone that PostgreSQL would read the other way round', { timeZone: 'FOO+3' }, 'timeZone'],
    ['an attack for a zone', { timeZone: "UTC'; drop table chat; --" }, 'timeZone'],
    ['no zone', { timeZone: '' }, 'timeZone'],
  ])('refuse %s', async (_, { from, to, timeZone }: { from?: string; to?: string; timeZone?: string }, field) => {
    await expect(stats.between({ from, to, timeZone }, null)).rejects.toMatchObject({ code: 'VALIDATION_FAILED', fields: [{ field }] });
  });

  it('take 400 days, across a change of clocks too', async () => {
    expect((await between('2025-01-01', '2026-02-05', 'day', 'Europe/Lisbon')).groups).toHaveLength(400);
  });
});
