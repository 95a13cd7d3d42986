import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AgentClient, eventually, type RunningSystem, SignedWebhooks, startSystem, verifyOracle } from '@parley/running-system';
import { randomUUID } from 'node:crypto';

const CONTACTS = 8;
const TEXTS_EACH = 12;
const KILLS = 10;

describe('kill -9 between any two steps of a running chat', () => {
  let system: RunningSystem;
  let agent: AgentClient;
  beforeAll(async () => {
    // Our own send limits are lifted so that the test is over in seconds; they are tested where they live.
    system = await startSystem({ WHATSAPP_MESSAGES_PER_SECOND: '0', WHATSAPP_PAIR_LIMIT: 'off' });
    agent = await system.signIn();
    await system.control('POST', '/control/settings', { pairLimit: false, messagesPerSecond: 0 });
  });
  afterAll(() => system.stop());

  it('loses no acknowledged message, applies none twice, and sends none twice', async () => {
    const numbers = Array.from({ length: CONTACTS }, (_, index) => `+4477009003${String(index).padStart(2, '0')}`);
    const webhooks = new SignedWebhooks(system);
    const accepted: { number: string; text: string; key: string }[] = [];
    let sentByAgent = 0;

    for (const number of numbers) {
      // WhatsApp itself must have heard of them, or it refuses every answer: the window opens at its side too.
      await system.phone(number).say('hello');
      await system.phone(number).waitForMore(0);
      await webhooks.text(number, 'support');
    }
    await eventually(async () => {
      const list = await agent.get<{ items: unknown[] }>('/api/admin/conversations?view=waiting&limit=100');
      expect(list.body.items).toHaveLength(CONTACTS);
    });

    let killing = true;
    const killer = (async () => {
      for (let kill = 0; kill < KILLS; kill += 1) {
        await pause(150 + Math.random() * 500);
        await system.restart();
      }
      killing = false;
    })();
    const customers = numbers.map(async (number) => {
      for (let index = 0; index < TEXTS_EACH || killing; index += 1) {
        await webhooks.text(number, `text ${index} of ${number}`);
        await pause(20 + Math.random() * 60);
      }
    });
    const answering = (async () => {
      while (killing || sentByAgent < TEXTS_EACH) {
        const number = numbers[sentByAgent % CONTACTS] ?? '';
        const message = { number, text: `answer ${sentByAgent}`, key: randomUUID() };
        if (await send(agent, message)) accepted.push(message);
        sentByAgent += 1;
        await pause(15);
      }
    })();
    await Promise.all([killer, answering, ...customers]);

    // Every message of the agent that was answered 201 is settled or visibly in doubt, and reached WhatsApp at most once.
    // A killed sender's message waits for its lease, and the lane for the hold.
    await verifyOracle(system, { webhooks, restWithinMs: 90_000 });
    const rows = await system.database.query<{ key: string }>("select idempotency_key as key from message where author = 'agent'");
    const known = new Set(rows.map(({ key }) => key));
    expect(accepted.filter(({ key }) => !known.has(key))).toEqual([]);
  }, 240_000);
});

/** Sends until there is an answer; the same key every time, as the console does. @returns whether the server took it */
async function send(agent: AgentClient, message: { number: string; text: string; key: string }): Promise<boolean> {
  for (;;) {
    try {
      const answer = await agent.post(
        `/api/admin/conversations/${message.number}/chat-support/send`,
        { message: message.text },
        { 'idempotency-key': message.key },
      );
      return answer.status === 201 || answer.status === 200;
    } catch {
      await pause(50);
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
