import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aConversation, anAgent, eventually, SteppedDatabase } from '@parley/testing';
import { Hours, type AgentRef } from '../src/index.js';
import { createTestDatabase, startCore, type Core, type TestDatabase } from './support/core.js';
import { aTeam } from './support/duty.js';

const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const schedule = (opens: string, closes: string) => ({
  timeZone: 'UTC',
  weekly: WEEK.map((day) => ({ day, opens, closes, overnight: false })),
  exceptions: [],
});
const NEVER = { timeZone: 'UTC', weekly: [], exceptions: [] };

describe('hours that change while somebody waits', () => {
  let test: TestDatabase;
  let core: Core;
  let ana: AgentRef;

  beforeAll(async () => {
    test = await createTestDatabase();
    core = await startCore(test.database);
    ana = await anAgent(test.database, { name: 'Ana' });
  });
  afterAll(async () => {
    await core.stop();
    await test.drop();
  });

  it('are looked at anew for everybody who waits, also for who came when nothing ever closed; not for who is being answered', async () => {
    // More than are held at a time.
    const waiting: string[] = [];
    const { id: first } = await aConversation(test.database, { chat: {} });
    const [channel] = await test.database.query<{ id: string }>('select id from channel');
    const channelId = channel?.id ?? '';
    waiting.push(first);
    for (let n = 0; n < 120; n += 1) waiting.push((await aConversation(test.database, { chat: {}, channelId })).id);
    await aConversation(test.database, { chat: { agent: ana }, channelId });
    await core.get(Hours).set(null, schedule('09:00', '17:00'), ana.id);
    const rows = await test.database.query<{ id: string; soon: boolean }>(
      `select t.conversation_id as id, t.due_at between now() and now() + interval '1 minute' as soon
         from timer t join conversation c on c.id = t.conversation_id and c.chat_id = t.chat_id where t.kind = 'hours-ending'`,
    );
    expect(rows.map(({ id }) => id).sort()).toEqual([...waiting].sort());
    expect(rows.every(({ soon }) => soon)).toBe(true);
    await test.database.query("update timer set due_at = now() + interval '5 hours'");
    await core.get(Hours).remove(null);
    const [late] = await test.database.query("select from timer where due_at > now() + interval '1 hour'");
    expect(late).toBeUndefined();
  });

  it('wait for the lane before a timer is touched: no wait in a circle with a message that sets timers of several chats', async () => {
    const { id } = await aConversation(test.database, { chat: {} });
    let changing: Promise<unknown> | undefined;
    await test.database.transaction(async (tx) => {
      await tx.query('select id from conversation where id = $1 for no key update', [id]);
      changing = core.get(Hours).set(null, schedule('08:00', '17:00'), ana.id);
      const waits =
        "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%for no key update%'";
      await eventually(async () => expect(await test.database.query(waits)).toHaveLength(1));
      expect(await tx.query('select from timer where conversation_id = $1', [id])).toEqual([]);
    });
    await changing;
    expect(await test.database.query('select from timer where conversation_id = $1', [id])).toHaveLength(1);
  });

  it('are applied to everybody who waits, whichever step the process that changes them dies at', async () => {
    const [channel] = await test.database.query<{ id: string }>('select id from channel limit 1');
    for (let n = 0; n < 3; n += 1) await aConversation(test.database, { chat: {}, channelId: channel?.id ?? '' });
    const untold = `select c.id from conversation c left join timer t on t.conversation_id = c.id and t.chat_id = c.chat_id and t.kind = 'hours-ending'
                     where c.chat_status = 'waiting' and t.due_at is null`;
    let deaths = 0;
    for (let step = 1; ; step += 1) {
      await test.database.query('delete from timer');
      await core.get(Hours).remove(null);
      await test.database.query('delete from timer');
      const stepped = await SteppedDatabase.open(test.url, step);
      const setting = (await startCore(stepped))
        .get(Hours)
        .set(null, schedule('07:00', '16:00'), ana.id)
        .then(
          () => false,
          () => true,
        );
      const stands = await Promise.race([stepped.stopped.then(() => true), setting.then(() => false)]);
      // What a process holds that is no more goes with its connections.
      await test.database.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`,
      );
      await eventually(async () => {
        await core.get(Hours).runDue();
        const isSet = (await test.database.query('select from opening_hours where team_id is null')).length === 1;
        expect([isSet, await test.database.query('select from hours_change')]).toEqual([isSet, []]);
        if (isSet) expect(await test.database.query(untold)).toEqual([]);
      }, 15_000);
      stepped.go();
      if (await setting) deaths += 1;
      await stepped.close();
      if (!stands) break;
    }
    expect(deaths).toBeGreaterThan(3);
  });

  it('are applied once of two processes that are at it, and from the beginning when they change meanwhile', async () => {
    const stepped = await SteppedDatabase.open(test.url, 8);
    const other = (await startCore(stepped)).get(Hours);
    const setting = other.set(null, schedule('06:00', '16:00'), ana.id);
    await Promise.race([stepped.stopped, setting]);
    const changing = core.get(Hours).set(null, schedule('06:30', '16:00'), ana.id);
    stepped.go();
    await Promise.all([setting, changing]);
    await stepped.close();
    await core.get(Hours).runDue();
    expect(await test.database.query('select from hours_change')).toEqual([]);
    expect(core.get(Hours).own(null)?.schedule.weekly[0]?.opens).toBe('06:30');
  });

  it('of a team that was removed hold for nobody: its chats go by the default team’s', async () => {
    const hours = core.get(Hours);
    const billing = await aTeam(test.database, 'Billing');
    await hours.set(null, schedule('09:00', '17:00'), ana.id);
    await hours.set(billing, NEVER, ana.id);
    expect(hours.of(billing)?.schedule).toEqual(NEVER);
    expect(hours.of('BILLING')?.schedule).toEqual(NEVER);
    expect(hours.of('a team nobody knows')?.schedule.weekly).toHaveLength(7);
    await test.database.query('update team set archived_at = now() where id = $1', [billing]);
    await hours.refresh();
    expect(hours.of(billing)?.schedule.weekly).toHaveLength(7);
    await hours.set('00000000-0000-4000-8000-000000000001', schedule('10:00', '11:00'), ana.id);
    expect(hours.of(billing)?.schedule.weekly[0]?.opens).toBe('10:00');
  });
});
