import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type AgentClient,
  aText,
  eventually,
  LiveConsole,
  type RunningServer,
  type RunningSystem,
  SignedWebhooks,
  startSystem,
  unanswered,
  verifyOracle,
} from '@parley/running-system';
import { randomUUID } from 'node:crypto';
import { allLive, expectAllSeen, lastNumber } from './live-log.js';

const WEBHOOKS_PER_SECOND = 50;
const SENDS_PER_SECOND = 20;
const CONTACTS = 20;
/** As routers look; the server gives them six seconds to notice, so that a busy machine is no late router. */
const [LOOK_EVERY_MS, DRAIN_SECONDS] = [500, 6];
/** A second try goes to the other process, and so on: a machine with more to do than it can may answer 503 for a while. */
const RETRY_FOR_MS = 30_000;

describe('FT-53 a rolling restart under 50 webhooks and 20 sends a second', () => {
  let system: RunningSystem;
  let other: RunningServer;
  let agent: AgentClient;
  let webhooks: SignedWebhooks;
  let console_: LiveConsole;
  let turn = 0;
  let target = '';
  const numbers = Array.from({ length: CONTACTS }, (_, index) => `+4477009007${String(index).padStart(2, '0')}`);
  const urls = (): string[] => [system.apiUrl, other.apiUrl];
  const ready = new Set<string>();
  let looking: Promise<unknown>;
  let isLooking = true;
  const lookAt = async (url: string): Promise<void> => {
    while (isLooking) {
      // No answer in time changes nothing: on a busy machine it says nothing about the server.
      const status = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(3000) }).then(
        (response) => response.status,
        (error: Error) => (error.name === 'TimeoutError' ? null : 0),
      );
      if (status === 200) ready.add(url);
      else if (status !== null) ready.delete(url);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  };
  const bothReady = (): Promise<void> => eventually(() => expect(ready.size).toBe(2), 30_000);
  /** A router: in turn among those that say they are ready. @param not tried in vain just now */
  const next = (not?: string): string => {
    const choice = urls().filter((url) => url !== not && ready.has(url));
    return choice[(turn += 1) % choice.length] ?? system.apiUrl;
  };

  beforeAll(async () => {
    system = await startSystem({ WHATSAPP_MESSAGES_PER_SECOND: '0', WHATSAPP_PAIR_LIMIT: 'off', DRAIN_SECONDS: String(DRAIN_SECONDS) });
    await system.control('POST', '/control/settings', { pairLimit: false, messagesPerSecond: 0 });
    other = await system.addServer();
    agent = await system.signIn();
    looking = Promise.all(urls().map(lookAt));
    await bothReady();
    webhooks = new SignedWebhooks(() => ({ apiUrl: target, appSecret: system.appSecret, phoneNumberId: system.phoneNumberId }));
    console_ = new LiveConsole({ baseUrl: () => next(), cookie: agent.cookie });
    await allLive([console_]);
    for (const number of numbers) await system.phone(number).say('support');
    await eventually(async () => {
      const { body } = await agent.get<{ items: unknown[] }>('/api/admin/conversations?view=waiting&limit=100');
      expect(body.items).toHaveLength(CONTACTS);
    });
    await Promise.all(numbers.map((number) => agent.post(`/api/admin/conversations/${number}/chat-support/accept`)));
  });
  afterAll(async () => {
    isLooking = false;
    await looking;
    console_.close();
    await system.stop();
  });

  it('loses nothing, fails no webhook that is tried again, leaves nothing unknown, and each process ends with 0 in time', async () => {
    const from = await lastNumber(system.database);
    const failed: string[] = [];
    const accepted: string[] = [];
    /** Requests whose connection ended without an answer; where nobody listened any more, only the router was late. */
    const cut: string[] = [];
    let isRunning = true;
    const every = async (perSecond: number, action: (index: number) => Promise<void>): Promise<void> => {
      const running: Promise<void>[] = [];
      const start = performance.now();
      for (let index = 0; isRunning; index += 1) {
        running.push(action(index));
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, start + ((index + 1) * 1000) / perSecond - performance.now())));
      }
      await Promise.all(running);
    };
    const numberOf = (index: number): string => numbers[index % CONTACTS] ?? '';
    const writing = every(WEBHOOKS_PER_SECOND, async (index) => {
      const item = aText(numberOf(index), `message ${index} of a contact`);
      let tried: string | undefined;
      for (const until = performance.now() + RETRY_FOR_MS; performance.now() < until;) {
        // `tryOnce` asks for its target before it returns to the event loop.
        tried = target = next(tried);
        const status = await webhooks.tryOnce([item]);
        if (status === 200) return;
        if (status === 0) cut.push(`webhook ${index} from ${tried}`);
      }
      failed.push(`webhook ${index}`);
    });
    const answering = every(SENDS_PER_SECOND, async (index) => {
      const key = randomUUID();
      let tried: string | undefined;
      for (const until = performance.now() + RETRY_FOR_MS; performance.now() < until;) {
        tried = next(tried);
        const status = await send(tried, numberOf(index), `answer ${index} of an agent`, key);
        if (status === 201 || status === 200) return void accepted.push(key);
        if (status === 0) cut.push(`send ${index} from ${tried}`);
      }
      failed.push(`send ${index}`);
    });

    await new Promise((resolve) => setTimeout(resolve, 1000));
    for (const [index, server] of [{ process: () => system.server(), restart: () => system.restart() }, other].entries()) {
      const stopping = server.process();
      const asked = performance.now();
      const ended = stopping.stop();
      // Not ready at once, and at work all the same: the router needs time to notice.
      const url = urls()[index] ?? '';
      // Both asked in the same moment: on a busy machine the second of two questions may come when the time is over.
      const look = async (): Promise<unknown> => {
        const answers = await Promise.all(['ready', 'live'].map((path) => fetch(`${url}/health/${path}`)));
        return answers.map(({ status, headers }) => [status, headers.get('connection')]);
      };
      const leaving = [
        [503, 'close'],
        [200, 'close'],
      ];
      await eventually(async () => expect(await look()).toEqual(leaving), DRAIN_SECONDS * 1_000, 20);
      expect(await ended).toBe(0);
      expect(performance.now() - asked).toBeLessThan(25_000);
      expect(stopping.output()).not.toContain('stopped the hard way');
      await server.restart();
      await bothReady();
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    isRunning = false;
    await Promise.all([writing, answering]);

    expect(failed).toEqual([]);
    await verifyOracle(system, { webhooks, restWithinMs: 60_000 });
    const unsettled = await system.database.query<{ id: string }>(
      "select id from message where direction = 'outbound' and status in ('queued', 'sending', 'unknown', 'failed', 'rejected')",
    );
    expect(unsettled).toEqual([]);
    const stored = await system.database.query<{ key: string }>(
      'select idempotency_key as key from message where idempotency_key is not null',
    );
    const keys = new Set(stored.map(({ key }) => key));
    expect(accepted.filter((key) => !keys.has(key))).toEqual([]);
    // The console was sent away by one, then by the other, and saw everything.
    expect(console_.goodbyes).toBeGreaterThanOrEqual(1);
    expect(console_.resets).toEqual([]);
    // What had not reached it yet when the count began belongs to the time before.
    const late = console_.events.findIndex(({ id }) => id > from);
    console_.events.splice(0, late);
    await expectAllSeen([console_], system.database, from);
    // The router had time to notice, and the draining answers ended their connections: one cut under a request is the exception.
    if (cut.length > 5) throw new Error(`${cut.length} requests without an answer: ${cut.slice(0, 8).join(', ')}`);
  }, 240_000);

  async function send(apiUrl: string, number: string, message: string, key: string): Promise<number> {
    try {
      const response = await fetch(`${apiUrl}/api/admin/conversations/${number}/chat-support/send`, {
        method: 'POST',
        headers: {
          cookie: agent.cookie,
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: JSON.stringify({ message }),
      });
      await response.arrayBuffer();
      return response.status;
    } catch (error) {
      return unanswered(error);
    }
  }
});
