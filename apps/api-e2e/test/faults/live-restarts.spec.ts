import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AgentClient, eventually, LiveConsole, type RunningSystem, SignedWebhooks, startSystem } from '@parley/running-system';
import { allLive, expectAllSeen, lastNumber } from './live-log.js';

const isLong = process.env['PARLEY_LONG'] === '1';
const CONSOLES = isLong ? 200 : 60;
const KILLS = isLong ? 4 : 1;
/** From SIGTERM to the end of the process, as the checklist tells operators; the sockets of all consoles included. */
const STOP_WITHIN_MS = 25_000;

describe(`${CONSOLES} consoles, and an API that is restarted under them`, () => {
  let system: RunningSystem;
  let agent: AgentClient;
  let webhooks: SignedWebhooks;
  let from: number;
  let talking = true;
  let talk: Promise<void>;
  const consoles: LiveConsole[] = [];

  beforeAll(async () => {
    system = await startSystem({ WHATSAPP_MESSAGES_PER_SECOND: '0', WHATSAPP_PAIR_LIMIT: 'off' });
    await system.control('POST', '/control/settings', { pairLimit: false, messagesPerSecond: 0 });
    agent = await system.signIn();
    webhooks = new SignedWebhooks(system);
    for (let index = 0; index < CONSOLES; index += 1) consoles.push(new LiveConsole({ baseUrl: system.apiUrl, cookie: agent.cookie }));
    await allLive(consoles);
    from = await lastNumber(system.database);
    // Contacts write all the time, also while nobody is there: WhatsApp tries again.
    talk = (async () => {
      for (let index = 0; talking; index += 1) {
        await webhooks.text(`+4477009008${String(index % 20).padStart(2, '0')}`, `hello ${index}`);
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    })();
    // A stream resumes from what it has seen; each must have seen something.
    await eventually(() => consoles.forEach((console) => expect(console.events.length).toBeGreaterThan(0)));
  });
  afterAll(async () => {
    talking = false;
    webhooks.close();
    await talk.catch(() => undefined);
    for (const console of consoles) console.close();
    await system.stop();
  });

  /** The slowest console, from the moment the server was ready again. */
  async function comeBack(): Promise<void> {
    const before = consoles.map((console) => console.opened);
    await system.restart();
    const ready = performance.now();
    await eventually(() => {
      const away = consoles.filter((console, index) => console.opened <= (before[index] ?? 0) || !console.isLive).length;
      if (away > 0) throw new Error(`${away} consoles are not back`);
    }, 12_000);
    expect(performance.now() - ready).toBeLessThan(10_000);
  }

  it('FT-54 SIGTERM: each stream hears bye and ends, nothing hangs, exit 0', async () => {
    const asked = performance.now();
    expect(await system.server().stop()).toBe(0);
    expect(performance.now() - asked).toBeLessThan(STOP_WITHIN_MS);
    await eventually(() => expect(consoles.filter((console) => console.isLive)).toHaveLength(0));
    expect(consoles.filter((console) => console.goodbyes !== 1)).toHaveLength(0);
    // The waits they were given differ, within 1 to 5 s: not all at once.
    const waits = consoles.map((console) => console.retries.at(-1) ?? 0);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(1000);
    expect(Math.max(...waits)).toBeLessThan(5000);
    expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(2000);
    expect(system.server().output()).not.toContain('stopped the hard way');
  }, 120_000);

  it('FT-48 after it, and after kill -9, all are back within 10 s, and nothing was missed or doubled', async () => {
    await comeBack();
    for (let kill = 0; kill < KILLS; kill += 1) await comeBack();
    talking = false;
    await talk;
    await expectAllSeen(consoles, system.database, from);
    expect(consoles.flatMap((console) => console.resets)).toEqual([]);
  }, 120_000);
});
