import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Wake } from './wake.js';
import { WorkLoop } from './work-loop.js';

/** A loop whose batches the test lets through one by one. */
function aLoop(options: { sweepEveryMs?: number; work?: () => Promise<boolean> } = {}) {
  const wake = new Wake();
  const errors: unknown[] = [];
  let batches = 0;
  const loop = new WorkLoop({
    name: 'test',
    wake,
    topic: 'outbox',
    sweepEveryMs: options.sweepEveryMs ?? 60_000,
    work: async () => {
      batches += 1;
      return (await options.work?.()) ?? false;
    },
    onError: (error) => errors.push(error),
  });
  running.push(loop);
  return { wake, loop, errors, batches: () => batches };
}

const running: WorkLoop[] = [];
// Only the test lets time go by: on a busy machine no sweep comes by itself. What happens within a turn happens as ever.
beforeEach(() => void jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] }));
afterEach(async () => {
  await Promise.all(running.splice(0).map((loop) => loop.stop()));
  jest.useRealTimers();
});

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

async function passes(ms: number): Promise<void> {
  await jest.advanceTimersByTimeAsync(ms);
  await settle();
}

describe('WorkLoop', () => {
  it('works at start, again for each wake-up, and rests in between', async () => {
    const { wake, loop, batches } = aLoop();
    loop.start();
    await settle();
    expect(batches()).toBe(1);
    wake.wake('outbox');
    await settle();
    expect(batches()).toBe(2);
    wake.wake('inbox');
    await settle();
    expect(batches()).toBe(2);
  });

  it('goes on at once while there is more', async () => {
    let left = 3;
    const { loop, batches } = aLoop({ work: () => Promise.resolve(--left > 0) });
    loop.start();
    await settle();
    expect(batches()).toBe(3);
  });

  it('does not lose a wake-up that comes in the middle of a batch', async () => {
    let release: () => void = () => undefined;
    const { wake, loop, batches } = aLoop({ work: () => new Promise((resolve) => (release = () => resolve(false))) });
    loop.start();
    await settle();
    wake.wake('outbox');
    wake.wake('outbox');
    release();
    await settle();
    expect(batches()).toBe(2);
    release();
  });

  it('sweeps without a wake-up', async () => {
    const { loop, batches } = aLoop({ sweepEveryMs: 5 });
    loop.start();
    await settle();
    expect(batches()).toBe(1);
    await passes(5);
    expect(batches()).toBe(2);
    await passes(5);
    expect(batches()).toBe(3);
  });

  it('reports a failed batch, pauses although it is woken, and goes on', async () => {
    let fails = true;
    const { wake, loop, errors, batches } = aLoop({
      sweepEveryMs: 40,
      work: () => (fails ? Promise.reject(new Error('database away')) : Promise.resolve(false)),
    });
    loop.start();
    await settle();
    wake.wake('outbox');
    await settle();
    expect(batches()).toBe(1);
    expect(errors).toHaveLength(1);
    fails = false;
    await passes(39);
    expect(batches()).toBe(1);
    await passes(1);
    expect(batches()).toBe(2);
  });

  it('stops after the batch in hand and hears no wake-up afterwards', async () => {
    let release: () => void = () => undefined;
    const { wake, loop, batches } = aLoop({ work: () => new Promise((resolve) => (release = () => resolve(true))) });
    loop.start();
    await settle();
    let stopped = false;
    const stopping = loop.stop().then(() => (stopped = true));
    await settle();
    expect(stopped).toBe(false);
    release();
    await stopping;
    wake.wake('outbox');
    await settle();
    expect(batches()).toBe(1);
  });
});

describe('WorkLoop, told to stop while its batch fails', () => {
  it('ends with that batch: there is nothing left to pause for', async () => {
    let fail: () => void = () => undefined;
    const { loop, errors } = aLoop({ work: () => new Promise((_, reject) => (fail = () => reject(new Error('database away')))) });
    loop.start();
    const stopping = loop.stop();
    fail();
    await stopping;
    expect(errors).toHaveLength(1);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('Wake', () => {
  it('is relayed only when nobody in this process listens', () => {
    const wake = new Wake();
    const relayed: string[] = [];
    wake.relayTo((topic) => relayed.push(topic));
    const off = wake.on('outbox', () => undefined);
    wake.wake('outbox');
    wake.wake('inbox');
    off();
    wake.wake('outbox');
    expect(relayed).toEqual(['inbox', 'outbox']);
  });

  it('does not send round again what came from another process', () => {
    const wake = new Wake();
    const relayed: string[] = [];
    const heard: string[] = [];
    wake.relayTo((topic) => relayed.push(topic));
    wake.on('events', () => heard.push('events'));
    wake.wakeHere('events');
    wake.wakeHere('inbox');
    expect(heard).toEqual(['events']);
    expect(relayed).toEqual([]);
  });
});
