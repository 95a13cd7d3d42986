import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Database } from '@parley/platform';
import { aChannel, createTestDatabase, SteppedDatabase, type TestDatabase } from '@parley/testing';
import type { ApplyInboxMessages } from '../src/inbound/apply-inbox-messages.js';
import { aLane, anInboxOfMessages, FakeReceiver, storeMessages } from './inbox.js';

// real: PostgreSQL, locks, the inbox; fake: the conversation behind its door
describe('C12 lock, then look: one worker stands still at each of its steps while another works', () => {
  let db: TestDatabase;
  let channelId: string;
  let receiver: FakeReceiver;

  beforeAll(async () => {
    db = await createTestDatabase();
    channelId = (await aChannel(db.database)).id;
  });
  afterAll(() => db.drop());
  beforeEach(async () => {
    await db.database.query('truncate inbox, webhook_raw');
    receiver = new FakeReceiver();
  });

  const aWorker = (on: Database): ApplyInboxMessages => anInboxOfMessages(on, receiver);
  const runAll = async (worker: ApplyInboxMessages): Promise<void> => {
    for (let turn = 0; turn < 50; turn += 1) if (!(await worker.runBatch())) return;
    throw new Error('the inbox is never done');
  };
  const numbersOf = async (laneId: string): Promise<string[]> =>
    (await db.database.query<{ in_seq: string }>('select in_seq from inbox where conversation_id = $1 order by id', [laneId])).map(
      ({ in_seq }) => in_seq,
    );

  it.each([
    ['that have not been tried', 0],
    ['that have been tried before', 1],
  ])('messages %s are applied once, in order, numbered without gap, wherever the other one comes in', async (_which, attempts) => {
    let places = 0;
    for (let step = 1; ; step += 1) {
      const lane = await aLane(db.database, channelId);
      const mine = await SteppedDatabase.open(db.url, step);
      const slow = aWorker(mine);
      const other = aWorker(db.database);
      await other.runBatch();
      await storeMessages(db.database, lane.id, ['1', '2']);
      await db.database.query('update inbox set attempts = $1 where conversation_id = $2', [attempts, lane.id]);
      const work = runAll(slow);
      const stands = await Promise.race([mine.stopped.then(() => true), work.then(() => false)]);
      if (stands) {
        places += 1;
        await storeMessages(db.database, lane.id, ['3']);
        const others = runAll(other);
        // It may have to wait for what the first one holds; then it goes on when that does.
        await Promise.race([others, new Promise((resolve) => setTimeout(resolve, 60))]);
        mine.go();
        await Promise.all([work, others]);
      } else await storeMessages(db.database, lane.id, ['3']);
      await runAll(other);
      await mine.close();
      expect([step, receiver.of(lane.id)]).toEqual([step, ['1', '2', '3']]);
      expect([step, await numbersOf(lane.id)]).toEqual([step, ['1', '2', '3']]);
      if (!stands) break;
    }
    // Look, lock, look again, apply, commit: a claim has at least so many places to stand at.
    expect(places).toBeGreaterThanOrEqual(4);
  });
});
