import { describe, expect, it } from '@jest/globals';
import { runChaos } from '@parley/running-system';

/** Whose throws have been seen to hit all four processes. `npm run chaos` takes another one each time, and minutes instead of seconds. */
const SEED = 'npm test';

describe(`two api and two worker processes under load, killed, frozen and cut off, seed “${SEED}”`, () => {
  it('lose nothing, apply nothing twice, send nothing twice, keep every order, and show every doubt', async () => {
    const result = await runChaos({
      plan: {
        seed: SEED,
        durationMs: 20_000,
        chatting: 8,
        asking: 4,
        agents: 3,
        killEveryMs: 1_300,
        freezeEveryMs: 7_000,
        cutEveryMs: 5_000,
        graphFaultEveryMs: 3_000,
        statusFaultEveryMs: 4_000,
        // The database server is shared with other tests.
        databaseCrashEveryMs: 0,
      },
      say: () => undefined,
    });
    expect(result.verdicts.flatMap(({ promise, broken }) => broken.map((line) => `${promise}: ${line}`))).toEqual([]);
    // A machine with other work to do sees fewer; without any kill nothing was tested.
    expect(Math.min(result.kills.api, result.kills.worker)).toBeGreaterThan(0);
  }, 300_000);
});
