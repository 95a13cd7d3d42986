import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AgentClient, eventually, type RunningSystem, startSystem } from '@parley/running-system';
import { createHmac, randomUUID } from 'node:crypto';

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
    const acknowledged = new Map<string, string[]>(numbers.map((number) => [number, []]));
    const accepted: { number: string; text: string; key: string }[] = [];
    let sentByAgent = 0;

    for (const number of numbers) {
      // WhatsApp itself must have heard of them, or it refuses every answer: the window opens at its side too.
      await system.phone(number).say('hello');
      await system.phone(number).waitForMore(0);
      acknowledged.get(number)?.push('hello');
      await post(number, 'support', acknowledged);
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
        await post(number, `text ${index} of ${number}`, acknowledged);
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

    // Every message of a contact that was answered 200 stands in the thread, once, in the order it was acknowledged.
    for (const number of numbers) {
      await eventually(async () => {
        const rows = await system.database.query<{ text: string }>(
          `select m.text from message m join conversation c on c.id = m.conversation_id join contact k on k.id = c.contact_id
            where k.phone = $1 and m.author = 'contact' order by m.seq`,
          [number],
        );
        expect(rows.map((row) => row.text)).toEqual(acknowledged.get(number));
      }, 30_000);
    }
    const pending = await system.database.query("select id from inbox where state = 'pending'");
    expect(pending).toEqual([]);

    // Every message of the agent that was answered 201 is settled or visibly in doubt, and reached WhatsApp at most once.
    const settled = await eventually(async () => {
      const rows = await system.database.query<{ id: string; key: string; status: string }>(
        "select id, idempotency_key as key, status from message where author = 'agent'",
      );
      expect(rows.filter((row) => row.status === 'queued' || row.status === 'sending')).toEqual([]);
      return rows;
    }, 90_000);
    const known = new Map(settled.map((row) => [row.key, row]));
    for (const message of accepted) expect(known.has(message.key)).toBe(true);
    const copies = await system.copiesAcceptedByMessage();
    for (const [messageId, count] of copies) expect([messageId, count]).toEqual([messageId, 1]);
    for (const row of settled) {
      const reached = copies.get(row.id) ?? 0;
      if (['sent', 'delivered', 'read'].includes(row.status)) expect([row.id, reached]).toEqual([row.id, 1]);
      else expect(['unknown', 'failed', 'rejected', 'cancelled']).toContain(row.status);
    }
  }, 240_000);

  /** Posts until it is answered 200, as Meta does; only then it counts as acknowledged. */
  async function post(number: string, text: string, acknowledged: Map<string, string[]>): Promise<void> {
    const digits = number.slice(1);
    const body = JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '1',
          changes: [
            {
              field: 'messages',
              value: {
                messaging_product: 'whatsapp',
                metadata: { display_phone_number: '442079460123', phone_number_id: system.phoneNumberId },
                contacts: [{ profile: { name: `Contact ${digits}` }, wa_id: digits }],
                messages: [
                  {
                    from: digits,
                    id: `wamid.${randomUUID()}`,
                    timestamp: String(Math.floor(Date.now() / 1000)),
                    type: 'text',
                    text: { body: text },
                  },
                ],
              },
            },
          ],
        },
      ],
    });
    const signature = `sha256=${createHmac('sha256', system.appSecret).update(body).digest('hex')}`;
    for (;;) {
      try {
        const response = await fetch(`${system.apiUrl}/webhooks/whatsapp`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
          body,
        });
        if (response.status === 200) break;
      } catch {
        // the server is being killed: exactly what is tested
      }
      await pause(50);
    }
    acknowledged.get(number)?.push(text);
  }
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
