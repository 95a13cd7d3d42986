import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { type AgentClient, LiveConsole, type RunningServer, type RunningSystem, startSystem } from '@parley/running-system';
import fc from 'fast-check';
import { allLive, expectAllSeen, insertEvents, lastNumber } from './live-log.js';

const CONSOLES = 3;
const RUNS = process.env['PARLEY_LONG'] === '1' ? 200 : 12;
/** `PARLEY_SEED` takes another. fast-check prints it with the shortest pattern that fails. */
const SEED = fc.readConfigureGlobal().seed;

type Step =
  | { readonly do: 'happen'; readonly count: number }
  | { readonly do: 'break'; readonly console: number }
  | { readonly do: 'cut-listen' }
  | { readonly do: 'wait'; readonly ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('happen' as const), count: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('break' as const), console: fc.nat({ max: CONSOLES - 1 }) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'cut-listen' as const }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 60 }) }) },
);
const absence = fc.array(fc.integer({ min: 0, max: 250 }), { minLength: CONSOLES, maxLength: CONSOLES });

describe('consoles that come and go', () => {
  let system: RunningSystem;
  let other: RunningServer;
  let agent: AgentClient;

  beforeAll(async () => {
    system = await startSystem();
    other = await system.addServer({ ROLE: 'api' });
    agent = await system.signIn();
  });
  afterAll(() => system.stop());

  it(`INV-22 after any pattern of disconnects a console has seen every event of the log, in order, once (seed ${SEED})`, async () => {
    const urls = [system.apiUrl, other.apiUrl];
    const take = async (action: Step, consoles: readonly LiveConsole[]): Promise<unknown> => {
      switch (action.do) {
        case 'happen':
          return insertEvents(system.database, action.count);
        case 'break':
          return consoles[action.console]?.breakOff();
        case 'cut-listen':
          return system.database.query(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'parley-listener'",
          );
        case 'wait':
          return new Promise((resolve) => setTimeout(resolve, action.ms));
      }
    };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), absence, async (steps, absences) => {
        let turn = 0;
        const from = await lastNumber(system.database);
        // Each comes back by whichever process it is led to.
        const consoles = absences.map(
          (reconnectAfterMs) =>
            new LiveConsole({
              cookie: agent.cookie,
              lastEventId: String(from),
              reconnectAfterMs,
              baseUrl: () => urls[(turn += 1) % 2] ?? '',
            }),
        );
        try {
          for (const action of steps) await take(action, consoles);
          await allLive(consoles);
          await expectAllSeen(consoles, system.database, from);
        } finally {
          for (const console of consoles) console.close();
        }
      }),
      { numRuns: RUNS, endOnFailure: process.env['PARLEY_LONG'] !== '1' },
    );
  }, 600_000);
});
