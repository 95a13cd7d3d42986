import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aText, eventually, type RunningSystem, ScriptedGraph, SignedWebhooks, startSystem, verifyOracle } from '@parley/running-system';
import { countApplied, NO_SEND_LIMITS, openChats, pause, phones, storedRows } from './contacts-in-chat.js';

/** Kills in the middle of a batch; the catalogue's 50 belong to the long set. */
const KILL_POINTS = process.env['PARLEY_LONG'] ? 50 : 4;
const MESSAGES_A_BODY = 200;
const CONTACTS = phones(100, 10);

// real: the built server, killed by SIGKILL; PostgreSQL behind a proxy that stops a commit at an exact point
describe('kill -9 on the way in', () => {
  let graph: ScriptedGraph;
  let system: RunningSystem;
  let webhooks: SignedWebhooks;

  beforeAll(async () => {
    graph = await ScriptedGraph.start();
    system = await startSystem(NO_SEND_LIMITS, { graph, proxied: true });
    webhooks = new SignedWebhooks(system);
    await openChats(system, webhooks, CONTACTS);
  });
  afterAll(async () => {
    await system.stop();
    await graph.stop();
  });

  it('FT-01 after the body was read, before the COMMIT: no 200 was given, the redelivery is stored once', async () => {
    const items = [aText(CONTACTS[0] ?? '', 'before the commit'), aText(CONTACTS[1] ?? '', 'before the commit, too')];
    const before = await storedRows(system);
    const held = system.databaseProxy().holdCommit(/insert into webhook_raw/, 'before');
    const answer = webhooks.tryOnce(items);
    await held.reached;
    await system.server().kill();
    held.cut();
    expect(await answer).toBe(0);
    expect(await storedRows(system)).toEqual(before);
    await system.restart();
    await webhooks.post(items);
    expect(await storedRows(system)).toEqual({ raw: before.raw + 1, items: before.items + 2 });
    await verifyOracle(system, { webhooks });
  });

  it('FT-02 after the COMMIT, before the 200: the redelivery adds no row and is answered 200', async () => {
    const items = [aText(CONTACTS[0] ?? '', 'after the commit'), aText(CONTACTS[1] ?? '', 'after the commit, too')];
    const before = await storedRows(system);
    const held = system.databaseProxy().holdCommit(/insert into webhook_raw/, 'answer');
    const answer = webhooks.tryOnce(items);
    await held.reached;
    await system.server().kill();
    held.cut();
    expect(await answer).toBe(0);
    const after = await storedRows(system);
    expect(after).toEqual({ raw: before.raw + 1, items: before.items + 2 });
    await system.restart();
    await webhooks.post(items);
    expect(await storedRows(system)).toEqual(after);
    await verifyOracle(system, { webhooks });
  });

  it(`FT-03 in the middle of batches of ${MESSAGES_A_BODY} messages, at ${KILL_POINTS} points: each once, order kept`, async () => {
    let sent = 0;
    for (let kill = 0; kill < KILL_POINTS; kill += 1) {
      const body = Array.from({ length: MESSAGES_A_BODY }, () =>
        aText(CONTACTS[sent % CONTACTS.length] ?? '', `message number ${(sent += 1)}`),
      );
      const posting = webhooks.post(body);
      await pause((kill * 37) % 120);
      await system.restart();
      await posting;
    }
    await verifyOracle(system, { webhooks });
    expect(sent).toBe(KILL_POINTS * MESSAGES_A_BODY);
  }, 240_000);

  it('FT-04 of a worker in the middle of the apply: rolled back, and applied once by the next worker within 10 s', async () => {
    const worker = await system.addServer({ ROLE: 'worker' });
    await system.restart({ ROLE: 'api' });
    const items = CONTACTS.map((number) => aText(number, 'while the worker dies'));
    const wamids = items.map(({ wamid }) => wamid);
    const held = system.databaseProxy().holdCommit(/insert into message\b/, 'before');
    await webhooks.post(items);
    await held.reached;
    await worker.process().kill();
    held.cut();
    expect(await countApplied(system, wamids)).toBe(0);
    const from = performance.now();
    await worker.restart();
    await eventually(async () => expect(await countApplied(system, wamids)).toBe(wamids.length));
    expect(performance.now() - from).toBeLessThan(10_000);
    await verifyOracle(system, { webhooks });
  });
});
