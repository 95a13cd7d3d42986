import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type AgentClient,
  aText,
  delay,
  eventually,
  hold,
  type RunningServer,
  type RunningSystem,
  ScriptedGraph,
  SignedWebhooks,
  skewedClock,
  startSystem,
  STEP_BACK_SIGNAL,
  verifyOracle,
} from '@parley/running-system';
import { NO_SEND_LIMITS, openChats, pause, phones } from './contacts-in-chat.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const [ANN = '', BEN = '', CEM = '', DIA = '', EVE = ''] = phones(600, 5);

// real: two whole servers twenty minutes apart, on one database that is right
describe('FT-47 clocks that are wrong', () => {
  let graph: ScriptedGraph;
  let system: RunningSystem;
  let late: RunningServer;
  let webhooks: SignedWebhooks;
  let agentAtFast: AgentClient;
  let agentAtLate: AgentClient;

  beforeAll(async () => {
    graph = await ScriptedGraph.start();
    // The first process is 10 minutes fast, the second 10 minutes slow.
    system = await startSystem({ ...NO_SEND_LIMITS, ...skewedClock(10 * MINUTE_MS) }, { graph });
    late = await system.addServer(skewedClock(-10 * MINUTE_MS));
    webhooks = new SignedWebhooks(system);
    await openChats(system, webhooks, [ANN, BEN, CEM]);
    [agentAtFast, agentAtLate] = await Promise.all([system.signIn(), system.signIn(late.apiUrl)]);
  }, 120_000);
  afterAll(async () => {
    await system.stop();
    await graph.stop();
  });

  const path = (phone: string): string => `/api/admin/conversations/${encodeURIComponent(phone)}`;
  const windowOf = async (phone: string): Promise<number> => {
    const { body } = await agentAtFast.get<{ serviceWindowExpiresAt: string }>(path(phone));
    return Date.parse(body.serviceWindowExpiresAt);
  };
  const send = (agent: AgentClient, phone: string, message: string) =>
    agent.post<{ id: string; code?: string }>(`${path(phone)}/chat-support/send`, { message });
  const statusOf = async (id: string): Promise<string> =>
    (await system.database.query<{ status: string }>('select status from message where id = $1', [id]))[0]?.status ?? 'none';

  it('by ten minutes either way: messages are sent in order, and no lease ends early', async () => {
    // While Graph takes its time, the sweeper of the other process looks, twenty minutes away.
    graph.next({ to: ANN, text: 'slowly accepted' }, delay(7_000));
    const slow = await send(agentAtLate, ANN, 'slowly accepted');
    expect(slow.status).toBe(201);
    const ids: string[] = [];
    for (const [index, agent] of [agentAtFast, agentAtLate, agentAtFast, agentAtLate].entries()) {
      const answer = await send(agent, BEN, `answer number ${index}`);
      expect(answer.status).toBe(201);
      ids.push(answer.body.id);
    }
    await eventually(async () => expect(await Promise.all(ids.map(statusOf))).toEqual(ids.map(() => 'sent')));
    expect(graph.acceptedBy(BEN).filter((text) => text.startsWith('answer'))).toEqual(ids.map((_, index) => `answer number ${index}`));
    const seen = new Set<string>();
    await eventually(async () => {
      const status = await statusOf(slow.body.id);
      seen.add(status);
      expect(status).toBe('sent');
    });
    expect(seen.has('unknown')).toBe(false);
    await verifyOracle(system, { webhooks });
  }, 120_000);

  it('the 24 hours end by the clock of the database, whichever process is asked', async () => {
    // Five minutes before the end and five minutes after it: each wrong clock would be wrong about one of them.
    await webhooks.post([
      aText(DIA, 'support', new Date(Date.now() - DAY_MS + 5 * MINUTE_MS)),
      aText(EVE, 'support', new Date(Date.now() - DAY_MS - 5 * MINUTE_MS)),
    ]);
    await eventually(async () => expect(await windowOf(EVE)).toBeLessThan(Date.now()));
    await eventually(async () => expect(await windowOf(DIA)).toBeGreaterThan(Date.now()));
    const open = await Promise.all([agentAtFast, agentAtLate].map((agent) => send(agent, DIA, 'within the window')));
    expect(open.map(({ status, body }) => [status, body.code])).toEqual([
      [201, undefined],
      [201, undefined],
    ]);
    const closed = await Promise.all([agentAtFast, agentAtLate].map((agent) => send(agent, EVE, 'too late by five minutes')));
    expect(closed.map(({ status, body }) => [status, body.code])).toEqual([
      [409, 'SERVICE_WINDOW_CLOSED'],
      [409, 'SERVICE_WINDOW_CLOSED'],
    ]);
    await eventually(async () => expect(await Promise.all(open.map(({ body }) => statusOf(body.id)))).toEqual(['sent', 'sent']));
    await verifyOracle(system, { webhooks });
  });

  it('times of WhatsApp in the future count from arrival, and the thread stays in the order of acceptance', async () => {
    for (const [text, ahead] of [
      ['a day ahead', DAY_MS],
      ['on time', 0],
      ['ten minutes ahead', 10 * MINUTE_MS],
    ] as const) {
      await webhooks.post(aText(CEM, text, new Date(Date.now() + ahead)));
    }
    await verifyOracle(system, { webhooks });
    expect(Math.abs((await windowOf(CEM)) - (Date.now() + DAY_MS))).toBeLessThan(MINUTE_MS);
    const { body } = await agentAtLate.get<{ items: { author: string; text: string; late: boolean }[] }>(`${path(CEM)}/messages`);
    const written = body.items.filter(({ author, text }) => author === 'contact' && text !== 'support');
    expect(written.map(({ text }) => text)).toEqual(['a day ahead', 'on time', 'ten minutes ahead']);
    expect(written.map((message) => message.late)).toEqual([false, false, false]);
  });

  it('stepped back by an hour in the middle of work: leases, order and sending go on', async () => {
    const held = hold();
    graph.next({ to: ANN, text: 'over the step' }, held.behaviour);
    const over = await send(agentAtFast, ANN, 'over the step');
    await held.arrived;
    expect(await statusOf(over.body.id)).toBe('sending');
    for (const server of [system.server(), late.process()]) server.signal(STEP_BACK_SIGNAL);
    await pause(100);
    const after = await send(agentAtLate, ANN, 'after the step');
    await webhooks.post(aText(ANN, 'written after the step'));
    held.release();
    await eventually(async () => expect([await statusOf(over.body.id), await statusOf(after.body.id)]).toEqual(['sent', 'sent']));
    expect(graph.acceptedBy(ANN).slice(-2)).toEqual(['over the step', 'after the step']);
    await verifyOracle(system, { webhooks });
  }, 120_000);
});
