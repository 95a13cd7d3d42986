import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN, AgentClient, eventually, LiveConsole, type RunningServer, type RunningSystem, startSystem } from '@parley/running-system';
import { allLive, expectAllSeen, insertEvents, lastNumber } from './live-log.js';

const TOKEN = 'metrics-token-of-this-test';
const MIB = 1024 * 1024;

describe('live streams at their limits', () => {
  let system: RunningSystem;
  let other: RunningServer;
  let agent: AgentClient;
  const consoles: LiveConsole[] = [];
  const open = (
    options: { baseUrl?: string; cookie?: string; lastEventId?: string; reconnectAfterMs?: number | null } = {},
  ): LiveConsole => {
    const console = new LiveConsole({ baseUrl: system.apiUrl, cookie: agent.cookie, ...options });
    consoles.push(console);
    return console;
  };
  const figure = async (name: string): Promise<number> => {
    const response = await fetch(`${system.apiUrl}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
    const line = (await response.text()).split('\n').find((candidate) => candidate.startsWith(`${name} `));
    return Number(line?.slice(name.length + 1) ?? 0);
  };

  beforeAll(async () => {
    system = await startSystem({ METRICS_TOKEN: TOKEN });
    other = await system.addServer({ ROLE: 'api' });
    agent = await system.signIn();
  });
  afterAll(async () => {
    for (const console of consoles) console.close();
    await system.stop();
  });

  it('FT-50 what was missed is no longer kept: reset, and from there on everything', async () => {
    const first = open({ reconnectAfterMs: null });
    await allLive([first]);
    await insertEvents(system.database, 30);
    await eventually(() => expect(first.events).toHaveLength(30));
    first.close();
    await insertEvents(system.database, 30);
    await lastNumber(system.database);
    // Retention has gone past what the first had seen.
    await system.database.query('delete from event where number <= $1', [(first.ids.at(-1) ?? 0) + 10]);
    const back = open({ lastEventId: String(first.ids.at(-1)) });
    await eventually(() => expect(back.resets).toEqual([(first.ids.at(-1) ?? 0) + 30]));
    expect(back.events).toEqual([]);
    const from = await lastNumber(system.database);
    await insertEvents(system.database, 10);
    await expectAllSeen([back], system.database, from);
    back.close();
    // Within what is kept nothing is reset.
    const within = open({ lastEventId: String((first.ids.at(-1) ?? 0) + 20) });
    await expectAllSeen([within], system.database, (first.ids.at(-1) ?? 0) + 20);
    expect(within.resets).toEqual([]);
    within.close();
  });

  it('FT-49 a reader that takes nothing is dropped at a megabyte; others and the memory do not notice', async () => {
    // What the first bursts of its life make the process larger by is not what is measured.
    const early = open();
    await allLive([early]);
    const start = await lastNumber(system.database);
    for (let round = 0; round < 3; round += 1) {
      await insertEvents(system.database, 2000);
      // Each has been read before the next one, so that this reader is never dropped itself.
      await expectAllSeen([early], system.database, start);
    }
    early.close();
    const [healthy, slow] = [open(), open({ reconnectAfterMs: null })];
    await allLive([healthy, slow]);
    slow.stopReading();
    const from = await lastNumber(system.database);
    const before = await figure('parley_process_resident_memory_bytes');
    const dropped = async (): Promise<number> => figure('parley_sse_dropped_total{reason="slow"}');
    const already = await dropped();
    // What the kernels of both sides take, a few megabytes, comes before the one of ours.
    for (let round = 0; round < 60 && (await dropped()) === already; round += 1) {
      await insertEvents(system.database, 2000);
      await lastNumber(system.database);
    }
    expect(await dropped()).toBe(already + 1);
    await expectAllSeen([healthy], system.database, from);
    expect(healthy.opened).toBe(1);
    // A megabyte for the slow one, and what the burst itself needs and gives back.
    expect((await figure('parley_process_resident_memory_bytes')) - before).toBeLessThan(48 * MIB);
    slow.close();
    healthy.close();
  }, 120_000);

  describe('FT-51 a session that is over', () => {
    const both = async (cookie: string): Promise<LiveConsole[]> => {
      const pair = [open({ cookie, reconnectAfterMs: null }), open({ cookie, reconnectAfterMs: null, baseUrl: other.apiUrl })];
      await allLive(pair);
      return pair;
    };
    /** Milliseconds until both were closed; a POST afterwards is 401 at both. */
    const closedAfter = async (pair: LiveConsole[], client: AgentClient, since: number): Promise<number> => {
      await eventually(() => pair.forEach((console) => expect(console.isLive).toBe(false)), 30_000, 10);
      const took = Math.max(...pair.map((console) => console.endedAt ?? Infinity)) - since;
      expect((await client.post('/api/admin/queue/next')).status).toBe(401);
      const elsewhere = await fetch(`${other.apiUrl}/api/admin/queue/next`, {
        method: 'POST',
        headers: { cookie: client.cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
        body: '{}',
      });
      expect(elsewhere.status).toBe(401);
      return took;
    };

    it('by signing out: closed on every process within 2 s, and for nobody else', async () => {
      const bystander = open();
      await allLive([bystander]);
      const own = await system.signIn();
      const pair = await both(own.cookie);
      const since = performance.now();
      expect((await own.post('/api/auth/logout')).status).toBe(204);
      expect(await closedAfter(pair, own, since)).toBeLessThan(2000);
      expect(bystander.isLive).toBe(true);
      bystander.close();
    });

    it('by disabling its agent, while it sends: closed within 2 s, and what was in flight is answered', async () => {
      const made = await agent.post('/api/admin/agents', {
        email: 'ben@parley.example',
        name: 'Ben',
        role: 'agent',
        password: ADMIN.password,
      });
      expect(made.status).toBe(201);
      const ben = await AgentClient.signIn(system.apiUrl, 'ben@parley.example', ADMIN.password);
      const pair = await both(ben.cookie);
      const inFlight = Array.from({ length: 20 }, () => ben.post('/api/admin/queue/next'));
      const since = performance.now();
      await system.database.query("update agent set disabled_at = now() where email = 'ben@parley.example'");
      for (const answer of await Promise.all(inFlight)) expect([204, 401]).toContain(answer.status);
      expect(await closedAfter(pair, ben, since)).toBeLessThan(2000);
      await expect(AgentClient.signIn(system.apiUrl, 'ben@parley.example', ADMIN.password)).rejects.toThrow('401');
    });
  });
});
