import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  aStatus,
  aText,
  bodyOf,
  eventually,
  type MessageItem,
  type RunningServer,
  type RunningSystem,
  ScriptedGraph,
  SignedWebhooks,
  startSystem,
  verifyOracle,
  type WebhookTarget,
} from '@parley/running-system';
import { countApplied, NO_SEND_LIMITS, openChats, pause, phones, storedRows } from './contacts-in-chat.js';
import { metric, METRICS_TOKEN } from './metrics.js';

const CONTACTS = phones(200, 6);
const DAY_MS = 24 * 60 * 60 * 1000;

// real: two api processes and a worker on one database
describe('webhooks that come again, and webhooks refused', () => {
  let graph: ScriptedGraph;
  let system: RunningSystem;
  let replica: RunningServer;
  let webhooks: SignedWebhooks;
  let turn = 0;
  /** Each try goes to the other replica, as behind a balancer. */
  const balanced = (): WebhookTarget => ({ ...system, apiUrl: (turn += 1) % 2 === 0 ? system.apiUrl : replica.apiUrl });

  beforeAll(async () => {
    graph = await ScriptedGraph.start();
    system = await startSystem({ ...NO_SEND_LIMITS, ROLE: 'api', METRICS_TOKEN }, { graph });
    [replica] = await Promise.all([system.addServer(), system.addServer({ ROLE: 'worker' })]);
    webhooks = new SignedWebhooks(balanced);
    await openChats(system, webhooks, CONTACTS);
  }, 120_000);
  afterAll(async () => {
    await system.stop();
    await graph.stop();
  });

  it('FT-20 the same webhook a hundred times at once, over two replicas: one row per item, every answer 200', async () => {
    const items = CONTACTS.flatMap((number) => [aText(number, 'a hundred times, first'), aText(number, 'a hundred times, second')]);
    const before = await storedRows(system);
    const answers = await Promise.all(Array.from({ length: 100 }, () => webhooks.tryOnce(items)));
    expect(answers).toEqual(answers.map(() => 200));
    expect((await storedRows(system)).items).toBe(before.items + items.length);
    await verifyOracle(system, { webhooks });
  });

  it('FT-21 the same item twice in one body and in bodies that overlap: once', async () => {
    const [phone = ''] = CONTACTS;
    const [a, b, c] = [aText(phone, 'twice in one body'), aText(phone, 'in two bodies'), aText(phone, 'in three bodies')];
    const status = aStatus('wamid.of.nobody', 'sent');
    const before = await storedRows(system);
    await Promise.all([webhooks.post([a, a, c, status]), webhooks.post([c, b]), webhooks.post([b, c, status, status])]);
    expect((await storedRows(system)).items).toBe(before.items + 4);
    await verifyOracle(system, { webhooks });
  });

  it('FT-44 a valid webhook replayed after 1 hour, 8 days and 31 days, its dedupe rows purged: nothing changes, stale is counted', async () => {
    const [phone = ''] = CONTACTS;
    const stale = async (): Promise<number> => {
      const counts = await Promise.all(
        [system, replica].map(({ apiUrl }) => metric(apiUrl, 'parley_inbox_items_total{kind="message",outcome="stale"}')),
      );
      return counts.reduce((sum, count) => sum + count, 0);
    };
    // After an hour the dedupe row is there: nothing at all is written.
    const anHourOld = aText(phone, 'an hour ago', new Date(Date.now() - DAY_MS / 24));
    await webhooks.post(anHourOld);
    await eventually(async () => expect(await countApplied(system, [anHourOld.wamid])).toBe(1));
    const stored = await storedRows(system);
    await webhooks.post(anHourOld);
    expect(await storedRows(system)).toEqual(stored);

    // After 8 days and after 31 days a captured body may find its dedupe row purged; then its own time says that it is a replay.
    const notApplied: MessageItem[] = [];
    const staleBefore = await stale();
    for (const days of [8.01, 31]) {
      const old = aText(phone, `${days} days ago`, new Date(Date.now() - days * DAY_MS));
      notApplied.push(old);
      await webhooks.post(old);
      await system.database.query("delete from inbox where state = 'stale'");
      await webhooks.post(old);
    }
    expect(await stale()).toBe(staleBefore + 4);
    await verifyOracle(system, { webhooks, notApplied: new Set(notApplied.map(({ wamid }) => wamid)) });
  });

  it('FT-45 the app secret changed by a rolling restart of both replicas: no valid delivery refused, the old secret refused at the end', async () => {
    const secrets = { old: system.appSecret, next: 'the-next-app-secret' };
    const statuses: number[] = [];
    let signing = secrets.old;
    let rolling = true;
    let count = 0;
    const meta = (async () => {
      const phone = CONTACTS[1] ?? '';
      while (rolling) {
        const body = bodyOf(system.phoneNumberId, [aText(phone, `during the rotation ${(count += 1)}`)]);
        for (;;) {
          const status = await webhooks.postBody(body, { appSecret: signing });
          statuses.push(status);
          if (status === 200 || !rolling) break;
          await pause(20);
        }
      }
    })();
    const roll = async (env: NodeJS.ProcessEnv): Promise<void> => {
      for (const server of [{ process: () => system.server(), restart: (extra: NodeJS.ProcessEnv) => system.restart(extra) }, replica]) {
        const stopped = server.process().stop();
        // A second signal does not wait for the router: nothing routes here.
        server.process().signal('SIGTERM');
        expect(await stopped).toBe(0);
        await server.restart(env);
      }
    };
    await roll({ WHATSAPP_APP_SECRET: secrets.next, WHATSAPP_APP_SECRET_PREVIOUS: secrets.old });
    signing = secrets.next;
    await roll({ WHATSAPP_APP_SECRET: secrets.next });
    rolling = false;
    await meta;
    expect(statuses.filter((status) => status !== 200 && status !== 0)).toEqual([]);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(20);
    const late = bodyOf(system.phoneNumberId, [aText(CONTACTS[2] ?? '', 'with the old secret')]);
    expect(await webhooks.postBody(late, { appSecret: secrets.old })).toBe(401);
    await verifyOracle(system);
    // What the tests after this one sign with.
    await Promise.all([system.restart({ WHATSAPP_APP_SECRET: secrets.old }), replica.restart({ WHATSAPP_APP_SECRET: secrets.old })]);
  }, 120_000);

  it('FT-46 a wrong secret, every delivery 401: counted, not a row written, and readiness says so until a right one comes', async () => {
    await replica.restart({ WHATSAPP_APP_SECRET: 'not-what-meta-has' });
    const readiness = async (): Promise<unknown> => (await fetch(`${replica.apiUrl}/health/ready`)).json();
    const rejected = (): Promise<number> => metric(replica.apiUrl, 'parley_webhook_requests_total{result="rejected_signature"}');
    const toReplica = new SignedWebhooks({ ...system, apiUrl: replica.apiUrl });
    const body = bodyOf(system.phoneNumberId, [aText(CONTACTS[3] ?? '', 'refused for its signature')]);
    const before = await storedRows(system);
    expect(await readiness()).toEqual({ status: 'ok', degraded: [] });
    for (let delivery = 0; delivery < 6; delivery += 1) expect(await toReplica.postBody(body)).toBe(401);
    expect(await rejected()).toBe(6);
    expect(await readiness()).toEqual({ status: 'ok', degraded: ['signature'] });
    expect(await storedRows(system)).toEqual(before);
    await replica.restart({ WHATSAPP_APP_SECRET: 'not-what-meta-has', WHATSAPP_APP_SECRET_PREVIOUS: system.appSecret });
    for (let delivery = 0; delivery < 6; delivery += 1) await toReplica.postBody(body, { appSecret: 'a stranger' });
    expect(await readiness()).toEqual({ status: 'ok', degraded: ['signature'] });
    expect(await toReplica.postBody(body)).toBe(200);
    expect(await readiness()).toEqual({ status: 'ok', degraded: [] });
    await verifyOracle(system);
  });
});
