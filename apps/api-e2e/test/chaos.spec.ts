import { describe, expect, it } from '@jest/globals';
import { runChaos } from '@parley/running-system';

/** Whose throws have been seen to hit all four processes. `npm run chaos` takes another one each time, and minutes instead of seconds. */
const SEED = 'npm test';

describe(`two api and two worker processes under load, killed, frozen and cut off, seed “${SEED}”`, () => {
  it('FT-07 in small: lose nothing, apply nothing twice, send nothing twice, keep every order, and show every doubt', async () => {
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
    // Kills of senders (`worker`) and of receivers (`api`). A machine with other work to do sees fewer (three and three where two cores
    // were busy); without any nothing was tested. Which sends a kill cut is chance here and exact in sender-kills.spec.ts; the hundred
    // kills and hundreds of sends of FT-07 are those of `npm run chaos`.
    expect(Math.min(result.kills.api, result.kills.worker)).toBeGreaterThan(0);
  }, 300_000);
});
