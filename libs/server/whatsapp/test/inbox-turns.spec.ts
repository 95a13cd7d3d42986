import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Wake, type Database } from '@parley/platform';
import { aChannel, createTestDatabase, TestClock, type TestDatabase } from '@parley/testing';
import type { ApplyInboxMessages } from '../src/inbound/apply-inbox-messages.js';
import { FreshLanes } from '../src/inbound/fresh-lanes.js';
import { aLane, anInboxOfMessages, FakeReceiver, itemState, storeMessages } from './inbox.js';

// real: PostgreSQL, locks, the inbox; fake: the conversation behind its door
describe('a turn of the inbox of messages', () => {
  let db: TestDatabase;
  let database: Database;
  let channelId: string;
  let receiver: FakeReceiver;
  let fresh: FreshLanes;
  let wake: Wake;
  let clock: TestClock;
  let worker: ApplyInboxMessages;

  beforeAll(async () => {
    db = await createTestDatabase();
    database = db.database;
    channelId = (await aChannel(database)).id;
  });

  afterAll(() => db.drop());

  beforeEach(async () => {
    await database.query('truncate inbox, webhook_raw');
    receiver = new FakeReceiver();
    fresh = new FreshLanes();
    wake = new Wake();
    // Its time stands still: it looks around when a test says so, not when the machine is slow.
    clock = new TestClock();
    worker = anInboxOfMessages(database, receiver, fresh, wake, clock);
    // Started before anything is stored, so that what follows is fresh.
    await worker.runBatch();
  });

  const runAll = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) if (!(await worker.runBatch())) return;
    throw new Error('the inbox is never done');
  };

  it('takes no more contacts together than their replies can be called for, and goes on with the rest', async () => {
    const lanes = await Promise.all(Array.from({ length: 5 }, () => aLane(database, channelId)));
    for (const lane of lanes) await storeMessages(database, lane.id, ['hello']);
    receiver.room = 2;
    await worker.runBatch();
    expect(receiver.applied).toHaveLength(2);
    await runAll();
    expect(lanes.map(({ id }) => receiver.of(id))).toEqual(lanes.map(() => ['hello']));
    expect(receiver.calls).toBe(3);
  });

  /** The first batch that is applied waits until the test lets it go on. */
  const holdFirstBatch = (): { hasBegun: Promise<void>; goOn: () => void } => {
    let goOn: () => void = () => undefined;
    let begin: () => void = () => undefined;
    const hasBegun = new Promise<void>((resolve) => (begin = resolve));
    const held = new Promise<void>((resolve) => (goOn = resolve));
    receiver.before = async () => {
      if (receiver.calls > 1) return;
      begin();
      await held;
    };
    return { hasBegun, goOn };
  };

  it('beside another one takes other contacts; what comes for one in hand waits for whoever has them, and keeps its order', async () => {
    const [one, other] = await Promise.all([aLane(database, channelId), aLane(database, channelId)]);
    await storeMessages(database, one.id, ['1']);
    fresh.add([one.id]);
    const { hasBegun, goOn } = holdFirstBatch();
    const first = worker.runBatch();
    await hasBegun;
    await storeMessages(database, one.id, ['2']);
    await storeMessages(database, other.id, ['hello']);
    fresh.add([one.id, other.id]);
    expect(await worker.runBeside()).toBe(false);
    expect([receiver.of(one.id), receiver.of(other.id)]).toEqual([[], ['hello']]);
    expect(await worker.runBeside()).toBe(false);
    goOn();
    // There is more to do: what came for the one in hand.
    expect(await first).toBe(true);
    expect(await worker.runBeside()).toBe(false);
    expect(receiver.of(one.id)).toEqual(['1', '2']);
    expect(receiver.calls).toBe(3);
  });

  it('does not look for what another one has in hand, and looks when that is done', async () => {
    const [hinted, unhinted] = await Promise.all([aLane(database, channelId), aLane(database, channelId)]);
    await storeMessages(database, hinted.id, ['1']);
    fresh.add([hinted.id]);
    const { hasBegun, goOn } = holdFirstBatch();
    const beside = worker.runBeside();
    await hasBegun;
    // Stored by another process, which can only wake us.
    await storeMessages(database, unhinted.id, ['2']);
    expect(await worker.runBatch()).toBe(false);
    expect(receiver.of(unhinted.id)).toEqual([]);
    let wakeUps = 0;
    wake.on('inbox', () => (wakeUps += 1));
    goOn();
    await beside;
    expect(wakeUps).toBe(1);
    await runAll();
    expect([receiver.of(hinted.id), receiver.of(unhinted.id)]).toEqual([['1'], ['2']]);
  });

  it('looks again when all that a look found was in another one’s hands', async () => {
    const lanes = await Promise.all([aLane(database, channelId), aLane(database, channelId)]);
    // A look that takes one finds the first of them.
    const [hinted = '', unhinted = ''] = lanes.map(({ id }) => id).toSorted();
    await storeMessages(database, hinted, ['1']);
    fresh.add([hinted]);
    const { hasBegun, goOn } = holdFirstBatch();
    const beside = worker.runBeside();
    await hasBegun;
    await storeMessages(database, unhinted, ['2']);
    clock.advance(1_000);
    receiver.room = 1;
    expect(await worker.runBatch()).toBe(false);
    expect(receiver.of(unhinted)).toEqual([]);
    let wakeUps = 0;
    wake.on('inbox', () => (wakeUps += 1));
    goOn();
    await beside;
    expect(wakeUps).toBe(1);
    receiver.room = 64;
    await runAll();
    expect([receiver.of(hinted), receiver.of(unhinted)]).toEqual([['1'], ['2']]);
  });

  it('gives back what it has in hand when the database fails it, and is looked for by the next turn', async () => {
    const lane = await aLane(database, channelId);
    await storeMessages(database, lane.id, ['1']);
    fresh.add([lane.id]);
    receiver.before = () => {
      throw Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
    };
    let wakeUps = 0;
    wake.on('inbox', () => (wakeUps += 1));
    await expect(worker.runBeside()).rejects.toThrow('Connection terminated');
    expect([fresh.isAnyInHand, wakeUps]).toEqual([false, 1]);
    receiver.before = () => undefined;
    await runAll();
    expect(receiver.of(lane.id)).toEqual(['1']);
  });

  it('shelves a message whose place in its delivery an erasure has emptied, and shows nothing of it', async () => {
    const lane = await aLane(database, channelId);
    const [, erased = ''] = await storeMessages(database, lane.id, ['1', null, '2']);
    await runAll();
    expect(await itemState(database, erased)).toMatchObject({ state: 'dead' });
    expect(receiver.of(lane.id)).toEqual(['1', '2']);
  });
});
