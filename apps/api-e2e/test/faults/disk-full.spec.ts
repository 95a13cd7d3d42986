import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  aText,
  createEmptyDatabase,
  eventually,
  type RunningSystem,
  ScriptedGraph,
  SignedWebhooks,
  startSystem,
  verifyOracle,
} from '@parley/running-system';
import { randomBytes } from 'node:crypto';
import { countApplied, NO_SEND_LIMITS, openChats, pause, phones, storedRows } from './contacts-in-chat.js';
import { metric, METRICS_TOKEN } from './metrics.js';
import { SmallDisk } from './small-disk.js';

const CONTACTS = phones(700, 4);
const disk = SmallDisk.mount();
const onARealDisk = disk ? it : it.skip;

// real: the built server, PostgreSQL, and a disk that is really full
describe('the disk is full', () => {
  let graph: ScriptedGraph;
  let system: RunningSystem;
  let webhooks: SignedWebhooks;

  beforeAll(async () => {
    graph = await ScriptedGraph.start();
    system = await startSystem({ ...NO_SEND_LIMITS, METRICS_TOKEN }, { graph });
    webhooks = new SignedWebhooks(system);
    await openChats(system, webhooks, CONTACTS);
  }, 120_000);
  afterAll(async () => {
    const tablespace = `small_disk_${process.pid}`;
    await system.stop();
    await graph.stop();
    if (!disk) return;
    await dropTablespace(tablespace);
    disk.unmount();
  });

  const unavailable = async (): Promise<number> => {
    const results = ['unavailable', 'db_error'].map((result) => metric(system.apiUrl, `parley_webhook_requests_total{result="${result}"}`));
    return (await Promise.all(results)).reduce((sum, count) => sum + count, 0);
  };
  /** PostgreSQL refuses every insert into this table as it does on a full disk. */
  const refuse = async (table: string): Promise<void> => {
    await system.database.query(`
      create or replace function disk_full() returns trigger language plpgsql as $$
        begin raise exception 'could not extend file' using errcode = '53100'; end $$;
      create trigger disk_full before insert on ${table} for each statement execute function disk_full()`);
  };
  const allow = (table: string): Promise<unknown> => system.database.query(`drop trigger disk_full on ${table}`);

  it('FT-28 53100 for what the webhook stores: 503, nothing acknowledged or kept, counted, and well again by itself', async () => {
    const items = CONTACTS.map((number) => aText(number, 'onto a full disk'));
    const [rows, counted] = [await storedRows(system), await unavailable()];
    await refuse('inbox');
    expect(await Promise.all(items.map((item) => webhooks.tryOnce([item])))).toEqual(items.map(() => 503));
    expect(await storedRows(system)).toEqual(rows);
    expect(await unavailable()).toBe(counted + items.length);
    await allow('inbox');
    await webhooks.post(items);
    await verifyOracle(system, { webhooks });
  });

  it('FT-28 53100 for what the worker writes: nothing is given up however often it is tried, and applied in order afterwards', async () => {
    const items = [1, 2].flatMap((turn) => CONTACTS.map((number) => aText(number, `waits for the disk ${turn}`)));
    await refuse('message');
    await webhooks.post(items);
    await pause(3_000);
    // Several turns have failed by now, and none of them was the fault of a message.
    const states = await system.database.query<{ state: string; attempts: number }>(
      "select state, max(attempts)::int as attempts from inbox where state <> 'done' group by state",
    );
    expect(states).toEqual([{ state: 'pending', attempts: 0 }]);
    await allow('message');
    await eventually(async () =>
      expect(
        await countApplied(
          system,
          items.map(({ wamid }) => wamid),
        ),
      ).toBe(items.length),
    );
    await verifyOracle(system, { webhooks });
  });

  onARealDisk(
    'FT-28 a tablespace on a full disk of 64 MB (skipped unless root may mount one): 503, nothing acknowledged, well again when there is room',
    async () => {
      if (!disk) throw new Error('there is no small disk');
      await moveBodiesTo(disk);
      disk.fill(6_000_000);
      const body = (): ReturnType<typeof aText>[] => Array.from({ length: 20 }, () => aText(CONTACTS[0] ?? '', randomText(60_000)));
      const answers: number[] = [];
      let refused: ReturnType<typeof aText>[] = [];
      while (!answers.includes(503)) {
        refused = body();
        answers.push(await webhooks.tryOnce(refused));
        expect(answers.length).toBeLessThan(20);
      }
      expect(answers[0]).toBe(200);
      const rows = await storedRows(system);
      expect(await webhooks.tryOnce(refused)).toBe(503);
      expect(await storedRows(system)).toEqual(rows);
      disk.makeRoom();
      await webhooks.post(refused);
      await verifyOracle(system, { webhooks });
    },
    120_000,
  );

  async function moveBodiesTo(to: SmallDisk): Promise<void> {
    await system.database.session(async (session) => {
      const [backend] = await session.query<{ pid: number }>('select pg_backend_pid() as pid');
      await session.query(`create tablespace small_disk_${process.pid} location '${to.giveTo(backend?.pid ?? 0)}'`);
      await session.query(`alter table webhook_raw set tablespace small_disk_${process.pid}`);
    });
  }

  /** After its database is gone; tablespaces belong to the server. */
  async function dropTablespace(name: string): Promise<void> {
    const elsewhere = await createEmptyDatabase();
    await elsewhere.query(`drop tablespace if exists ${name}`);
    await elsewhere.drop();
  }
});

/** Text that PostgreSQL cannot compress away. */
function randomText(length: number): string {
  return randomBytes(length / 2).toString('hex');
}
