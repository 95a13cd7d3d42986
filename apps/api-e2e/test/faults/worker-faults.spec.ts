import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  aText,
  eventually,
  type RunningServer,
  type RunningSystem,
  ScriptedGraph,
  SignedWebhooks,
  startSystem,
  verifyOracle,
} from '@parley/running-system';
import { countApplied, NO_SEND_LIMITS, openChats, pause, phones } from './contacts-in-chat.js';

const [SICK = '', HEALTHY = '', ...BATCH] = phones(500, 53);
const LOCK = 4711;
/**
 * Stands for an item that ends whoever applies it (its memory, its stack): whoever inserts that message waits for a lock the test
 * holds, and the test kills the process there.
 */
const TRAP = `
  create function trap() returns trigger language plpgsql as $$
    begin
      if new.text = 'ends the process' then perform pg_advisory_xact_lock(${LOCK}); end if;
      return new;
    end $$;
  create trigger trap before insert on message for each row execute function trap();`;

// real: an api process that never stops, and workers that are killed and frozen
describe('workers that die of an item, and workers that freeze', () => {
  let graph: ScriptedGraph;
  let system: RunningSystem;
  let worker: RunningServer;
  let webhooks: SignedWebhooks;

  beforeAll(async () => {
    graph = await ScriptedGraph.start();
    system = await startSystem({ ...NO_SEND_LIMITS, ROLE: 'api' }, { graph, proxied: true });
    worker = await system.addServer({ ROLE: 'worker' });
    webhooks = new SignedWebhooks(system);
    await openChats(system, webhooks, [SICK, HEALTHY, ...BATCH]);
  }, 120_000);
  afterAll(async () => {
    await system.stop();
    await graph.stop();
  });

  it('C14 a worker frozen inside a transaction that holds 51 lanes: webhooks of all are answered at once, and its lanes are free within seconds', async () => {
    const batch = BATCH.map((number) => aText(number, 'in the batch that froze'));
    const held = system.databaseProxy().holdCommit(/insert into message\b/, 'before');
    await webhooks.post(batch);
    await held.reached;
    worker.process().signal('SIGSTOP');
    const frozen = performance.now();
    const took: number[] = [];
    const meanwhile = [HEALTHY, ...BATCH].map((number) => aText(number, 'while it is frozen'));
    await Promise.all(
      meanwhile.map(async (item) => {
        const from = performance.now();
        expect(await webhooks.tryOnce([item])).toBe(200);
        took.push(performance.now() - from);
      }),
    );
    // None has waited for the lanes: those are held for five seconds at least.
    expect(Math.max(...took)).toBeLessThan(4_500);
    const second = await system.addServer({ ROLE: 'worker' });
    const ready = performance.now();
    await eventually(async () => expect(await countApplied(system, [meanwhile[0]?.wamid ?? ''])).toBe(1));
    // idle_in_transaction_session_timeout is 5 s, the sweep of a worker 1 s; what a start takes is not measured here. What must not be is
    // that anybody waits for a lease, half a minute.
    await eventually(async () =>
      expect(
        await countApplied(
          system,
          [...batch, ...meanwhile].map(({ wamid }) => wamid),
        ),
      ).toBe(103),
    );
    expect(performance.now() - Math.max(frozen + 5_000, ready)).toBeLessThan(20_000);
    worker.process().signal('SIGCONT');
    held.release();
    await pause(500);
    await verifyOracle(system, { webhooks });
    await second.process().kill();
  }, 120_000);

  it('C13 an item that kills the process is counted before it is tried, and ends on the shelf after 8 tries while its lane goes on', async () => {
    await system.database.query(TRAP);
    const before = aText(SICK, 'before it');
    const poison = aText(SICK, 'ends the process');
    const after = [aText(SICK, 'after it'), aText(HEALTHY, 'of somebody else')];
    let deaths = 0;
    await system.database.session(async (session) => {
      await session.query(`select pg_advisory_lock(${LOCK})`);
      await webhooks.post([before, poison, ...after]);
      for (; deaths < 12; deaths += 1) {
        const caught = await eventually(async () => {
          const [row] = await session.query<{ pid: number | null; shelved: boolean }>(
            `select (select pid from pg_locks where locktype = 'advisory' and objid = ${LOCK} and not granted) as pid,
                    exists (select 1 from inbox where state = 'dead') as shelved`,
          );
          if (row?.pid === null && !row.shelved) throw new Error('neither tried nor shelved');
          return row?.pid ?? null;
        }, 20_000);
        if (caught === null) break;
        await worker.process().kill();
        // What a dead process held, PostgreSQL lets go of when its statement ends; this one would wait for us.
        await session.query('select pg_terminate_backend($1)', [caught]);
        await worker.restart();
        // Each death is a start of the server: the quick set has four of them and counts the others as had, the long set dies of them all.
        if (deaths === 1 && !process.env['PARLEY_LONG']) await session.query('update inbox set attempts = 6 where attempts = 1');
      }
    });
    // The first time nobody could know; from then on each try was counted before it was made.
    expect(deaths).toBe(process.env['PARLEY_LONG'] ? 9 : 4);
    const [shelved] = await system.database.query<{ state: string; attempts: number; last_error: string }>(
      "select state, attempts, last_error from inbox where state <> 'done'",
    );
    expect(shelved).toMatchObject({ state: 'dead', last_error: 'every try ended the process' });
    await eventually(async () =>
      expect(
        await countApplied(
          system,
          [before, ...after].map(({ wamid }) => wamid),
        ),
      ).toBe(3),
    );
    await verifyOracle(system, { webhooks, notApplied: new Set([poison.wamid]) });
  }, 180_000);
});
