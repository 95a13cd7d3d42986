import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aConversation, eventually } from '@parley/testing';
import { DEFAULT_TEAM_ID } from '@parley/vocabulary';
import { AssignWaitingChats, EndChat, QueueRunner, SetAgentCapacity, Settings, TakeNextChat, type AgentRef } from '../src/index.js';
import { conversationRow, createTestDatabase, startCore, type Core, type TestDatabase } from './support/core.js';
import { activeChats, aTeam, clearQueues, onDuty, setSetting } from './support/duty.js';

let test: TestDatabase;
/** Three processes over one database. */
let cores: Core[];
let core: Core;

beforeAll(async () => {
  test = await createTestDatabase();
  await setSetting(test.database, 'assignment.mode', 'automatic');
  cores = await Promise.all([1, 2, 3].map(() => startCore(test.database)));
  for (const one of cores) await one.get(Settings).refresh();
  [core] = cores as [Core];
});
beforeEach(() => clearQueues(test.database));
afterAll(async () => {
  await Promise.all(cores.map((one) => one.stop()));
  await test.drop();
});

const AN_HOUR_AGO = Date.now() - 3_600_000;
let came = 0;

/** In order of waiting; whoever is asked for later has waited less, however fast the machine is. */
async function waiting(count: number, team?: string): Promise<string[]> {
  const ids: string[] = [];
  const channelId = (await test.database.query<{ id: string }>('select id from channel limit 1'))[0]?.id;
  for (let place = 0; place < count; place += 1) {
    const { id } = await aConversation(test.database, {
      chat: { waitingSince: new Date(AN_HOUR_AGO + (came += 10)) },
      ...(channelId ? { channelId } : {}),
    });
    ids.push(id);
  }
  if (team) {
    await test.database.query('update conversation set chat_team_id = $2 where id = any($1::uuid[])', [ids, team]);
    await test.database.query('update chat set team_id = $2 where conversation_id = any($1::uuid[])', [ids, team]);
  }
  return ids;
}

const agentOf = async (id: string) => (await conversationRow(test.database, id))['chat_agent_id'] as string | null;
const assign = (by = core) => by.get(AssignWaitingChats).execute();
const end = (id: string, agent: AgentRef) =>
  core.get(EndChat).execute({ conversationId: id, agent, message: null, reason: null, undoSeconds: 0 });

describe('automatic assignment', () => {
  it('is off until somebody switches it on', async () => {
    const off = await createTestDatabase();
    const fresh = await startCore(off.database);
    await onDuty(off.database, 'Ana');
    const { id } = await aConversation(off.database, { chat: {} });
    expect(await fresh.get(AssignWaitingChats).execute()).toBe(0);
    expect(await conversationRow(off.database, id)).toMatchObject({ chat_status: 'waiting' });
    await fresh.stop();
    await off.drop();
  });

  it('gives to who is online by sign and word, round robin, up to their capacity, oldest first', async () => {
    const ana = await onDuty(test.database, 'Ana', { capacity: 2 });
    const ben = await onDuty(test.database, 'Ben', { capacity: 1 });
    await onDuty(test.database, 'Gone', { goneForMinutes: 1 });
    await onDuty(test.database, 'Away', { status: 'away' });
    const [one = '', two = '', three = '', four = ''] = await waiting(4);
    expect(await assign()).toBe(3);
    const given = [await agentOf(one), await agentOf(two), await agentOf(three), await agentOf(four)];
    expect(new Set(given.slice(0, 2))).toEqual(new Set([ana.id, ben.id]));
    expect(given.slice(2)).toEqual([ana.id, null]);
  });

  it('prefers whoever had this contact last, while they have room', async () => {
    const ana = await onDuty(test.database, 'Ana', { capacity: 2 });
    const ben = await onDuty(test.database, 'Ben', { capacity: 1 });
    const ids = await waiting(3);
    await test.database.query(
      `insert into chat (conversation_id, status, origin, agent_id, ended_at, ended_by)
       select id, 'ended', 'menu', $2, now() - interval '1 day', 'agent' from conversation where id = any($1::uuid[])`,
      [ids, ben.id],
    );
    await assign();
    expect([await agentOf(ids[0] ?? ''), await agentOf(ids[1] ?? ''), await agentOf(ids[2] ?? '')]).toEqual([ben.id, ana.id, ana.id]);
  });

  it('gives the chats of a team to its own people, and those of a team without people to the default team’s', async () => {
    const [billing, empty] = [await aTeam(test.database, 'Billing'), await aTeam(test.database, 'Empty')];
    const ana = await onDuty(test.database, 'Ana');
    const ben = await onDuty(test.database, 'Ben', { teams: [billing] });
    const [theirs = ''] = await waiting(1, billing);
    const [nobodys = ''] = await waiting(1, empty);
    const [default_ = ''] = await waiting(1);
    await assign();
    expect([await agentOf(theirs), await agentOf(nobodys), await agentOf(default_)]).toEqual([ben.id, ana.id, ana.id]);
  });

  it('never gives one chat twice, nobody more than they can, and passes nobody over: 200 chats, three processes at once', async () => {
    const agents = await Promise.all([60, 30, 45, 25].map((capacity, index) => onDuty(test.database, `Agent ${index}`, { capacity })));
    const ids = await waiting(200);
    const given = await Promise.all([...cores, ...cores].map((one) => assign(one)));
    expect(given.reduce((sum, one) => sum + one, 0)).toBe(160);
    const chats = await activeChats(test.database);
    expect(agents.map((agent) => chats.get(agent.id))).toEqual([60, 30, 45, 25]);
    const owners = await Promise.all(ids.map(agentOf));
    expect(owners.slice(0, 160)).not.toContain(null);
    expect(new Set(owners.slice(160))).toEqual(new Set([null]));
  }, 60_000);

  it('keeps to the capacity while agents take chats themselves: what they take is theirs, nothing is had by two', async () => {
    const agents = await Promise.all([1, 2, 3].map((index) => onDuty(test.database, `Agent ${index}`, { capacity: 20 })));
    const ids = await waiting(100);
    const take = async (agent: AgentRef, by: Core): Promise<number> => {
      let taken = 0;
      for (let round = 0; round < 10; round += 1) if ((await by.get(TakeNextChat).execute({ agent })) !== null) taken += 1;
      return taken;
    };
    const [taken, ...given] = await Promise.all([
      Promise.all(agents.map((agent, index) => take(agent, cores[index] ?? core))),
      ...cores.map((one) => assign(one)),
    ]);
    await assign();
    const took = taken.reduce((sum, one) => sum + one, 0);
    const chats = await activeChats(test.database);
    // Whoever had 20 was given nothing more; beyond that there is only what they took themselves.
    for (const agent of agents) {
      expect(chats.get(agent.id)).toBeGreaterThanOrEqual(20);
      expect(chats.get(agent.id)).toBeLessThanOrEqual(30);
    }
    expect(took).toBe(30);
    expect(given.every((one) => one <= 60)).toBe(true);
    const owners = await Promise.all(ids.map(agentOf));
    const had = owners.findIndex((owner) => owner === null);
    expect(owners.slice(had).every((owner) => owner === null)).toBe(true);
  }, 60_000);
});

describe('an agent who serves two queues', () => {
  it('gets what waits longest in any of them, not one of each', async () => {
    const [billing, orders] = [await aTeam(test.database, 'Billing 7'), await aTeam(test.database, 'Orders 7')];
    const ana = await onDuty(test.database, 'Ana', { capacity: 2, teams: [billing, orders] });
    const [one = '', two = ''] = await waiting(2, billing);
    const [three = ''] = await waiting(1, orders);
    expect(await assign()).toBe(2);
    expect([await agentOf(one), await agentOf(two), await agentOf(three)]).toEqual([ana.id, ana.id, null]);
  });
});

describe('a queue that is served with the default team’s', () => {
  it('is one line with it: who has waited longest is first, whichever of the two they stand in', async () => {
    const gone = await aTeam(test.database, 'Gone 7');
    const [one = '', two = '', three = ''] = await waiting(3, gone);
    const [four = ''] = await waiting(1);
    await test.database.query('update team set archived_at = now() where id = $1', [gone]);
    const ana = await onDuty(test.database, 'Ana', { capacity: 3 });
    expect(await assign()).toBe(3);
    expect([await agentOf(one), await agentOf(two), await agentOf(three), await agentOf(four)]).toEqual([ana.id, ana.id, ana.id, null]);
  });
});

describe('the last free place of an agent who serves two queues', () => {
  it('is given once: a worker waits for the other’s booking, counts again, and looks for somebody else', async () => {
    const [billing, orders] = [await aTeam(test.database, 'Billing 9'), await aTeam(test.database, 'Orders 9')];
    const ana = await onDuty(test.database, 'Ana', { capacity: 1, teams: [billing, orders] });
    const [ours = ''] = await waiting(1, orders);
    const [theirs = ''] = await waiting(1, billing);
    let assigning: Promise<number> | undefined;
    await test.database.transaction(async (tx) => {
      // What another worker does, up to its commit.
      await tx.query('select id from conversation where id = $1 for no key update', [theirs]);
      await tx.query('update agent_assignment set last_assigned_at = now() where agent_id = $1', [ana.id]);
      await tx.query("update conversation set chat_status = 'active', chat_agent_id = $2 where id = $1", [theirs, ana.id]);
      assigning = assign();
      const waits =
        "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%agent_assignment%'";
      await eventually(async () => expect(await test.database.query(waits)).toHaveLength(1));
    });
    expect(await assigning).toBe(0);
    expect(await agentOf(ours)).toBeNull();
    expect((await activeChats(test.database)).get(ana.id)).toBe(1);
  });
});

describe('a queue that drains', () => {
  it('gives the next chat when one ends, when somebody comes online, and when there is more room', async () => {
    const runner = core.get(QueueRunner);
    runner.start();
    try {
      const ids = await waiting(4);
      const [one = '', two = '', three = '', four = ''] = ids;
      const ana = await onDuty(test.database, 'Ana', { capacity: 1 });
      core.wake.wake('queue');
      await eventually(async () => expect(await agentOf(one)).toBe(ana.id));
      expect(await agentOf(two)).toBeNull();
      // No wake-up but the one that an end brings with it.
      await end(one, ana);
      await eventually(async () => expect(await agentOf(two)).toBe(ana.id));
      await core.get(SetAgentCapacity).execute(ana.id, 2);
      await eventually(async () => expect(await agentOf(three)).toBe(ana.id));
      const ben = await onDuty(test.database, 'Ben', { capacity: 1 });
      core.wake.wake('queue');
      await eventually(async () => expect(await agentOf(four)).toBe(ben.id));
    } finally {
      await runner.stop();
    }
  });
});

describe('Take next', () => {
  it('takes from the caller’s own queues, whichever has waited longest', async () => {
    const [billing, orders] = [await aTeam(test.database, 'Billing 2'), await aTeam(test.database, 'Orders 2')];
    const ben = await onDuty(test.database, 'Ben', { teams: [billing, orders] });
    const ana = await onDuty(test.database, 'Ana');
    await onDuty(test.database, 'Cem', { teams: [orders] });
    const [first = ''] = await waiting(1, orders);
    const [second = ''] = await waiting(1);
    const [third = ''] = await waiting(1, billing);
    const take = (agent: AgentRef) => core.get(TakeNextChat).execute({ agent });
    expect([await take(ben), await take(ben), await take(ben)]).toEqual([first, third, null]);
    expect([await take(ana), await take(ana)]).toEqual([second, null]);
  });

  it('gives 200 chats to six agents who press at once, each chat once, in order of waiting', async () => {
    const agents = await Promise.all([1, 2, 3, 4, 5, 6].map((index) => onDuty(test.database, `Agent ${index}`)));
    const ids = await waiting(200);
    const takeAll = async (agent: AgentRef, by: Core): Promise<string[]> => {
      const taken: string[] = [];
      for (;;) {
        const id = await by.get(TakeNextChat).execute({ agent });
        if (id === null) return taken;
        taken.push(id);
      }
    };
    const taken = await Promise.all(agents.map((agent, index) => takeAll(agent, cores[index % cores.length] ?? core)));
    expect(taken.flat().sort()).toEqual([...ids].sort());
    // Each of them got theirs in order; nobody was passed over.
    for (const one of taken) expect(one).toEqual([...one].sort((a, b) => ids.indexOf(a) - ids.indexOf(b)));
    for (const [index, one] of taken.entries()) for (const id of one) expect(await agentOf(id)).toBe(agents[index]?.id);
  }, 60_000);

  it('goes on to the next when the first is erased between the look and the lock', async () => {
    const ana = await onDuty(test.database, 'Ana');
    const [erased = '', next = ''] = await waiting(2);
    let taking: Promise<string | null> | undefined;
    await test.database.transaction(async (tx) => {
      await tx.query('select id from conversation where id = $1 for no key update', [erased]);
      taking = core.get(TakeNextChat).execute({ agent: ana });
      const waits =
        "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%no key update%'";
      await eventually(async () => expect(await test.database.query(waits)).toHaveLength(1));
      await tx.query('delete from chat where conversation_id = $1', [erased]);
      await tx.query('delete from conversation where id = $1', [erased]);
    });
    expect(await taking).toBe(next);
  });

  it('serves chats that a server of the release before has opened: they name no team', async () => {
    const ana = await onDuty(test.database, 'Ana');
    const [id = ''] = await waiting(1);
    expect(await conversationRow(test.database, id)).toMatchObject({ chat_team_id: null });
    expect(await core.get(TakeNextChat).execute({ agent: ana })).toBe(id);
    const [team] = await test.database.query<{ team_id: string }>('select team_id from team_agent where agent_id = $1', [ana.id]);
    expect(team?.team_id).toBe(DEFAULT_TEAM_ID);
  });
});
