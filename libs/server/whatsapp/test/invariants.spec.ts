import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AgentRef } from '@parley/conversation';
import { createTestDatabase, type TestDatabase } from '@parley/testing';
import fc from 'fast-check';
import { WRITE_HISTORY } from './model/history.js';
import { ANY_STEP, commandsOf, ORDERED_STEP, type Step, take, type Walk } from './model/steps.js';
import { World } from './model/world.js';

/** `PARLEY_LONG=1`: up to a hundred times as many, as far as ten minutes for each test carry; how many those were is printed. */
const IS_LONG = process.env['PARLEY_LONG'] === '1';
const TIMES = IS_LONG ? 100 : 1;
const LONG_FOR_MS = 600_000;
/** `PARLEY_SEED` takes another. fast-check prints it with the shortest list of steps that fails. */
const SEED = fc.readConfigureGlobal().seed;
/** Seeds that have failed once, up to the walk that did; played again each time. */
const KEPT: readonly { readonly seed: number; readonly runs: number }[] = [];
/** For what hangs, not for what is slow: a minute of walks has been seen to take five where the machine does thirty other things. */
const TIMEOUT_MS = 900_000 + (IS_LONG ? LONG_FOR_MS : 0);
/** After a walk has failed: a shorter one is looked for so long, then the shortest so far is told. The test's own timeout would tell nothing. */
const SHORTEN_FOR_MS = 20_000;

let test: TestDatabase;
let agents: readonly AgentRef[];

beforeAll(async () => {
  test = await createTestDatabase();
  await test.database.query(WRITE_HISTORY);
  await test.database.query("insert into setting (key, value) values ('inactivity.nudgeMinutes', '15'), ('inactivity.closeMinutes', '10')");
  agents = await World.agents(test);
});
afterAll(() => test.drop());

async function inAWorld<Result>(processes: number, work: (world: World) => Promise<Result>): Promise<Result> {
  const world = await World.start(test, agents, processes);
  try {
    return await work(world);
  } finally {
    await world.stop();
  }
}

/** Plays the walks of a test one after the other: none once the long set has had its time, none once a failure was shortened long enough. */
class Player {
  private readonly began = Date.now();
  private failedAt: number | undefined;
  private played = 0;

  readonly play = <Args extends unknown[]>(walk: (...args: Args) => Promise<void>): ((...args: Args) => Promise<void>) => {
    return async (...args) => {
      const now = Date.now();
      if (this.failedAt === undefined ? IS_LONG && now - this.began > LONG_FOR_MS : now - this.failedAt > SHORTEN_FOR_MS) return;
      this.played += 1;
      try {
        await walk(...args);
      } catch (error) {
        this.failedAt ??= Date.now();
        throw error;
      }
    };
  };

  tell(): void {
    if (IS_LONG) process.stdout.write(`played ${this.played} walks of seed ${SEED}\n`);
  }
}

async function openAChat(world: World): Promise<void> {
  await world.write(0, 'support', 0);
  await world.rest('now');
  expect(await world.act({ act: 'accept', lane: 0, agent: 0, key: 0 }, 0)).toBe('');
}

// real: inbox, conversation, dispatcher, sweeper, timers, PostgreSQL, in one or two processes; model: Graph, the passing of time, death
describe('whatever happens in whatever order', () => {
  it(
    `INV-01 INV-02 INV-03 INV-05 INV-06 INV-08 INV-09 INV-10 INV-11 INV-12 INV-13 INV-14 INV-15 INV-16 hold, and INV-17 recovering twice is recovering once (seed ${SEED})`,
    async () => {
      const player = new Player();
      const walk = player.play((isInAChat: boolean, commands: Walk) =>
        inAWorld(2, async (world) => {
          // Half of the walks begin where most happens: a customer and an agent are talking.
          if (isInAChat) await openAChat(world);
          await fc.asyncModelRun(() => ({ model: { said: isInAChat ? 1 : 0 }, real: world }), commands);
          await world.rest('undo');
          expect(await world.judge()).toEqual([]);
          const recovered = await world.picture();
          await world.kill(0);
          await world.rest('undo');
          expect(await world.picture()).toEqual(recovered);
          expect(await world.judge()).toEqual([]);
        }),
      );
      const property = fc.asyncProperty(fc.boolean(), commandsOf(ANY_STEP, 60), walk);
      for (const { seed, runs } of KEPT) await fc.assert(property, { numRuns: runs, seed });
      await fc.assert(property, { numRuns: 10 * TIMES });
      player.tell();
    },
    TIMEOUT_MS,
  );

  it(
    `INV-18 two processes come to the same as one, for the same accepted order (seed ${SEED})`,
    async () => {
      const play = (processes: number, steps: readonly Step[]): Promise<unknown> =>
        inAWorld(processes, async (world) => {
          for (const step of steps) {
            await take(step, world);
            await world.rest('now');
          }
          await world.rest('undo');
          expect(await world.judge()).toEqual([]);
          return world.picture();
        });
      const steps = fc.array(fc.oneof(...ORDERED_STEP), { minLength: 5, maxLength: 20, size: 'max' });
      const player = new Player();
      const compare = player.play(async (all: Step[]) => {
        expect(await play(2, all)).toEqual(await play(1, all));
      });
      const property = fc.asyncProperty(steps, compare);
      await fc.assert(property, { numRuns: 4 * TIMES });
      player.tell();
    },
    TIMEOUT_MS,
  );
});
