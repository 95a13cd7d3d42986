import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Database } from '@parley/platform';
import { aChannel, createTestDatabase, type TestDatabase } from '@parley/testing';
import type { ApplyInboxMessages } from '../src/inbound/apply-inbox-messages.js';
import { aLane, anInboxOfMessages, FakeReceiver, itemState, storeMessages } from './inbox.js';

// real: PostgreSQL, locks, the inbox; fake: the conversation behind its door
describe('a turn of the inbox of messages', () => {
  let db: TestDatabase;
  let database: Database;
  let channelId: string;
  let receiver: FakeReceiver;
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
    worker = anInboxOfMessages(database, receiver);
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

  it('shelves a message whose place in its delivery an erasure has emptied, and shows nothing of it', async () => {
    const lane = await aLane(database, channelId);
    const [, erased = ''] = await storeMessages(database, lane.id, ['1', null, '2']);
    await runAll();
    expect(await itemState(database, erased)).toMatchObject({ state: 'dead' });
    expect(receiver.of(lane.id)).toEqual(['1', '2']);
  });
});
