import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { RecordDeliveryReports } from '@parley/conversation';
import { SilentLog } from '@parley/platform';
import { createTestDatabase, type TestDatabase } from '@parley/testing';
import { ApplyInboxStatuses } from '../src/inbound/apply-inbox-statuses.js';
import { RawDeliveryArchive } from '../src/inbound/raw-delivery-archive.js';
import { encodeCallbackId } from '../src/outbound/callback-id.js';
import { InstallationKeys } from '../src/persistence/installation-keys.js';
import { aWamid } from './deliveries.js';
import { FakeReports, itemState, storeStatus } from './inbox.js';

const MESSAGE_ID = '01939f3e-7c1a-7b3a-9d54-3f1e8a0c2b11';

// real: PostgreSQL, the inbox; fake: the conversation behind its door
describe('the inbox of delivery statuses', () => {
  let db: TestDatabase;
  let keys: InstallationKeys;
  let reports: FakeReports;
  let worker: ApplyInboxStatuses;

  beforeAll(async () => {
    db = await createTestDatabase();
    keys = new InstallationKeys(db.database);
  });

  afterAll(() => db.drop());

  beforeEach(async () => {
    await db.database.query('truncate inbox, webhook_raw');
    reports = new FakeReports();
    worker = new ApplyInboxStatuses(
      db.database,
      reports as unknown as RecordDeliveryReports,
      keys,
      new RawDeliveryArchive(),
      new SilentLog(),
    );
  });

  const runAll = async (): Promise<void> => {
    while (await worker.runBatch());
  };

  it('applies them in batches, with our own message when our signature is on them', async () => {
    const { callbackKey } = await keys.get();
    const wamid = aWamid();
    reports.known.add(wamid);
    const ids = [
      await storeStatus(db.database, wamid, {
        biz_opaque_callback_data: encodeCallbackId(callbackKey, { messageId: MESSAGE_ID, attempt: 1 }),
      }),
      await storeStatus(db.database, wamid, { status: 'delivered', biz_opaque_callback_data: 'forged' }),
      await storeStatus(db.database, wamid, { status: 'failed', errors: [{ code: 131047, title: 'x' }] }),
    ];
    await runAll();
    expect(reports.applied).toMatchObject([
      { wamid, status: 'sent', callback: { messageId: MESSAGE_ID, attempt: 1 } },
      { wamid, status: 'delivered', callback: null },
      { wamid, status: 'failed', error: { code: '131047' } },
    ]);
    for (const id of ids) expect((await itemState(db.database, id)).state).toBe('done');
  });

  it('keeps a kind of status it does not know', async () => {
    const id = await storeStatus(db.database, aWamid(), { status: 'warning' });
    await runAll();
    expect((await itemState(db.database, id)).state).toBe('kept');
    expect(reports.applied).toHaveLength(0);
  });

  it('parks one that speaks of a message nobody knows, and applies it once somebody does', async () => {
    const wamid = aWamid();
    const id = await storeStatus(db.database, wamid);
    await runAll();
    expect((await itemState(db.database, id)).state).toBe('parked');
    await worker.unpark();
    expect((await itemState(db.database, id)).state).toBe('parked');

    reports.known.add(wamid);
    await db.database.query('update inbox set next_try_at = now()');
    await worker.unpark();
    await runAll();
    expect((await itemState(db.database, id)).state).toBe('done');
  });

  it('waits longer each time, and gives up after 24 hours', async () => {
    const id = await storeStatus(db.database, aWamid());
    await runAll();
    const wait = async (): Promise<number> => {
      const [row] = await db.database.query<{ s: string }>('select extract(epoch from next_try_at - now()) as s from inbox where id = $1', [
        id,
      ]);
      return Number(row?.s);
    };
    expect(await wait()).toBeLessThan(2);
    await db.database.query(`update inbox set received_at = now() - interval '1 hour', next_try_at = now()`);
    await worker.unpark();
    await runAll();
    expect(await wait()).toBeGreaterThan(10_000);
    await db.database.query(`update inbox set received_at = now() - interval '25 hours', next_try_at = now()`);
    await worker.unpark();
    await runAll();
    expect(await itemState(db.database, id)).toMatchObject({ state: 'kept', last_error: 'no such message' });
  });

  it('lets one that cannot be applied spoil no other, and shelves it after eight tries', async () => {
    const good = aWamid();
    const bad = aWamid();
    reports.known.add(good);
    reports.before = (batch) => {
      if (batch.some(({ wamid }) => wamid === bad)) throw new Error('cannot digest');
    };
    const badId = await storeStatus(db.database, bad);
    const goodId = await storeStatus(db.database, good);
    await runAll();
    expect((await itemState(db.database, goodId)).state).toBe('done');
    expect(await itemState(db.database, badId)).toMatchObject({ state: 'pending', attempts: 1 });
    for (let attempt = 2; attempt <= 8; attempt += 1) {
      await db.database.query(`update inbox set next_try_at = now() where state = 'pending'`);
      await runAll();
    }
    expect(await itemState(db.database, badId)).toMatchObject({ state: 'dead', attempts: 8 });
  });

  it('applies them again when the process died before they were marked', async () => {
    const wamid = aWamid();
    reports.known.add(wamid);
    const id = await storeStatus(db.database, wamid);
    reports.before = () => {
      throw new Error('Connection terminated unexpectedly');
    };
    await expect(worker.runBatch()).rejects.toThrow('Connection terminated');
    expect(await itemState(db.database, id)).toMatchObject({ state: 'pending', attempts: 0 });
    reports.before = () => {};
    await runAll();
    expect((await itemState(db.database, id)).state).toBe('done');
  });
});
