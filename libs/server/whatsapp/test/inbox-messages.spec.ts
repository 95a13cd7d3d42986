import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '@parley/platform';
import { aChannel, createTestDatabase, type TestDatabase } from '@parley/testing';
import { DataSource } from 'typeorm';
import type { ApplyInboxMessages } from '../src/inbound/apply-inbox-messages.js';
import { aLane, anInboxOfMessages, FakeReceiver, itemState, storeMessages, textOf } from './inbox.js';

// real: PostgreSQL, locks, the inbox; fake: the conversation behind its door
describe('the inbox of messages', () => {
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
    worker = aWorker(receiver);
    // Started before anything is stored, so that what follows is fresh.
    await worker.runBatch();
  });

  const aWorker = (of: FakeReceiver, on: Database = database): ApplyInboxMessages => anInboxOfMessages(on, of);

  const runAll = async (): Promise<void> => {
    for (let turn = 0; turn < 200; turn += 1) if (!(await worker.runBatch())) return;
    throw new Error('the inbox is never done');
  };
  /** Lets every item that waits for its next try be tried now. */
  const letTimePass = (): Promise<unknown> => database.query(`update inbox set next_try_at = now() where state = 'pending'`);

  it('INV-02 applies the messages of a contact in the order in which they were stored, and numbers them without gaps', async () => {
    const lane = await aLane(database, channelId);
    const ids = [...(await storeMessages(database, lane.id, ['1', '2', '3'])), ...(await storeMessages(database, lane.id, ['4']))];
    await runAll();
    expect(receiver.of(lane.id)).toEqual(['1', '2', '3', '4']);
    const states = await Promise.all(ids.map((id) => itemState(database, id)));
    expect(states.map(({ state, in_seq }) => [state, in_seq])).toEqual([
      ['done', '1'],
      ['done', '2'],
      ['done', '3'],
      ['done', '4'],
    ]);
  });

  it('counts no try of a message whose contact somebody else is busy with: it was none', async () => {
    const lane = await aLane(database, channelId);
    const [id = ''] = await storeMessages(database, lane.id, ['patient']);
    // It has failed once, so it is taken alone.
    await database.query('update inbox set attempts = 1 where id = $1', [id]);
    await database.transaction(async (tx) => {
      await tx.query('select 1 from conversation where id = $1 for no key update', [lane.id]);
      for (let turn = 0; turn < 20; turn += 1) await worker.runBatch();
    });
    expect(await itemState(database, id)).toMatchObject({ state: 'pending' });
    await runAll();
    expect(await itemState(database, id)).toMatchObject({ state: 'done' });
    expect(receiver.of(lane.id)).toEqual(['patient']);
  });

  it('serves many contacts in one transaction', async () => {
    const lanes = await Promise.all(Array.from({ length: 30 }, () => aLane(database, channelId)));
    for (const lane of lanes) await storeMessages(database, lane.id, ['a', 'b']);
    await worker.runBatch();
    expect(receiver.calls).toBe(1);
    for (const lane of lanes) expect(receiver.of(lane.id)).toEqual(['a', 'b']);
  });

  it('gives a contact who floods us one turn like everybody else', async () => {
    const flood = await aLane(database, channelId);
    const other = await aLane(database, channelId);
    await storeMessages(
      database,
      flood.id,
      Array.from({ length: 500 }, (_, index) => String(index)),
    );
    await storeMessages(database, other.id, ['hello']);
    await worker.runBatch();
    expect(receiver.of(other.id)).toEqual(['hello']);
    expect(receiver.of(flood.id).length).toBeLessThanOrEqual(20);
    await runAll();
    expect(receiver.of(flood.id)).toEqual(Array.from({ length: 500 }, (_, index) => String(index)));
  });

  it('goes round all lanes, however many there are', async () => {
    const lanes = await Promise.all(Array.from({ length: 150 }, () => aLane(database, channelId)));
    for (const lane of lanes) await storeMessages(database, lane.id, ['x']);
    await runAll();
    expect(receiver.applied).toHaveLength(150);
    expect(receiver.calls).toBe(3);
  });

  it('INV-17 does nothing of a batch that is rolled back, as when the process dies before the commit, and applies it once afterwards', async () => {
    const lane = await aLane(database, channelId);
    const [id = ''] = await storeMessages(database, lane.id, ['1', '2']);
    receiver.before = () => {
      throw Object.assign(new Error('Connection terminated unexpectedly'));
    };
    await expect(worker.runBatch()).rejects.toThrow('Connection terminated');
    expect(await itemState(database, id)).toMatchObject({ state: 'pending', attempts: 0, in_seq: null });
    receiver.before = () => {};
    await runAll();
    expect(receiver.of(lane.id)).toEqual(['1', '2']);
    expect(await itemState(database, id)).toMatchObject({ state: 'done', in_seq: '1' });
  });

  it('lets one poisonous message spoil nobody: the others are applied at once, it goes to the shelf after eight tries, its lane goes on', async () => {
    const sick = await aLane(database, channelId);
    const healthy = await aLane(database, channelId);
    const [before = '', poison = '', after = ''] = await storeMessages(database, sick.id, ['before', 'poison', 'after']);
    await storeMessages(database, healthy.id, ['fine']);
    receiver.before = (lanes) => {
      if (lanes.some(({ messages }) => messages.some((message) => textOf(message) === 'poison'))) throw new Error('cannot digest');
    };
    await runAll();
    expect(receiver.of(healthy.id)).toEqual(['fine']);
    expect(receiver.of(sick.id)).toEqual(['before']);
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await letTimePass();
      await runAll();
    }
    expect(await itemState(database, poison)).toMatchObject({ state: 'dead', attempts: 8 });
    expect((await itemState(database, poison)).last_error).toContain('Error');
    expect((await itemState(database, poison)).last_error).not.toContain('cannot digest');
    expect(receiver.of(sick.id)).toEqual(['before', 'after']);
    // Numbers are used up only by what was applied.
    expect(await itemState(database, before)).toMatchObject({ in_seq: '1' });
    expect(await itemState(database, after)).toMatchObject({ in_seq: '2' });
  });

  it('gives nothing up while the disk is full: that is no fault of a message, however often it is tried', async () => {
    const [tried, fresh] = [await aLane(database, channelId), await aLane(database, channelId)];
    const [suspect = ''] = await storeMessages(database, tried.id, ['1']);
    await database.query('update inbox set attempts = 1 where id = $1', [suspect]);
    const [other = ''] = await storeMessages(database, fresh.id, ['2']);
    receiver.before = () => {
      throw Object.assign(new Error('could not extend file'), { code: '53100' });
    };
    for (let turn = 0; turn < 20; turn += 1) await expect(worker.runBatch()).rejects.toThrow('could not extend');
    // The other lane failed first, so that the one which had been tried was not tried again; now it is alone.
    await database.query(`update inbox set state = 'kept' where id = $1`, [other]);
    for (let turn = 0; turn < 20; turn += 1) await expect(worker.runBatch()).rejects.toThrow('could not extend');
    expect(await itemState(database, suspect)).toMatchObject({ state: 'pending', attempts: 1 });
    await database.query(`update inbox set state = 'pending' where id = $1`, [other]);
    receiver.before = () => {};
    await runAll();
    expect([receiver.of(tried.id), receiver.of(fresh.id)]).toEqual([['1'], ['2']]);
  });

  it('keeps the order while a message waits for its next try', async () => {
    const lane = await aLane(database, channelId);
    await storeMessages(database, lane.id, ['1', '2']);
    let broken = true;
    receiver.before = () => {
      if (broken) throw new Error('not now');
    };
    await runAll();
    broken = false;
    await runAll();
    expect(receiver.of(lane.id)).toEqual([]);
    await letTimePass();
    await runAll();
    expect(receiver.of(lane.id)).toEqual(['1', '2']);
  });

  it('counts a try before it is made for what was there when the process started, so that a message which kills it is counted', async () => {
    const lane = await aLane(database, channelId);
    const [killer = '', next = ''] = await storeMessages(database, lane.id, ['killer', 'next']);
    for (let death = 1; death <= 8; death += 1) {
      const mortal = new FakeReceiver();
      // A process that dies in the apply: nothing after it happens, not even the error handling.
      mortal.before = () => new Promise(() => {});
      const process = await aProcess();
      void aWorker(mortal, process.database)
        .runBatch()
        .catch(() => {});
      await until(async () => mortal.calls === 1 && (await itemState(database, killer)).attempts === death);
      await process.kill();
      await letTimePass();
    }
    await until(async () => {
      worker = aWorker(receiver);
      await runAll();
      return (await itemState(database, killer)).state === 'dead';
    });
    expect((await itemState(database, killer)).last_error).toContain('ended the process');
    await letTimePass();
    await runAll();
    expect((await itemState(database, next)).state).toBe('done');
    expect(receiver.of(lane.id)).toEqual(['next']);
  });

  it('counts no try of a lane that somebody else holds, however often it looks', async () => {
    const lane = await aLane(database, channelId);
    const [id = ''] = await storeMessages(database, lane.id, ['innocent']);
    await database.query('update inbox set attempts = 1 where id = $1', [id]);
    await database.transaction(async (tx) => {
      await tx.query('select id from conversation where id = $1 for no key update', [lane.id]);
      for (let turn = 0; turn < 20; turn += 1) await worker.runBatch();
    });
    expect(await itemState(database, id)).toMatchObject({ state: 'pending', attempts: 1 });
    await until(async () => {
      await runAll();
      return (await itemState(database, id)).state === 'done';
    });
    expect(receiver.of(lane.id)).toEqual(['innocent']);
  });

  it('counts the first try of an inherited message once, however many processes start over it: all of them together have tried nothing', async () => {
    const lane = await aLane(database, channelId);
    const [id = ''] = await storeMessages(database, lane.id, ['inherited']);
    const starting = Array.from({ length: 24 }, () => aWorker(receiver));
    await database.transaction(async (tx) => {
      await tx.query('select id from conversation where id = $1 for no key update', [lane.id]);
      await Promise.all(starting.map((one) => one.runBatch()));
    });
    expect(await itemState(database, id)).toMatchObject({ state: 'pending', attempts: 1 });
    await Promise.all(starting.map((one) => one.runBatch()));
    await until(async () => {
      await Promise.all(starting.map((one) => one.runBatch()));
      return (await itemState(database, id)).state !== 'pending';
    });
    expect(await itemState(database, id)).toMatchObject({ state: 'done' });
    expect(receiver.of(lane.id)).toEqual(['inherited']);
  });

  it('INV-01 shares the lanes with other processes, each message once and in order', async () => {
    const lanes = await Promise.all(Array.from({ length: 40 }, () => aLane(database, channelId)));
    for (const part of ['1', '2', '3', '4', '5']) for (const lane of lanes) await storeMessages(database, lane.id, [part]);
    const others = [aWorker(receiver), aWorker(receiver), worker];
    await Promise.all(
      others.map(async (one) => {
        for (let turn = 0; turn < 60; turn += 1) await one.runBatch();
      }),
    );
    // A turn may find every lane with somebody else; what such turns left is for one that is alone.
    await runAll();
    for (const lane of lanes) expect(receiver.of(lane.id)).toEqual(['1', '2', '3', '4', '5']);
  });

  it('leaves a lane alone that somebody else holds, and serves the others', async () => {
    const held = await aLane(database, channelId);
    const free = await aLane(database, channelId);
    await storeMessages(database, held.id, ['later']);
    await storeMessages(database, free.id, ['now']);
    await database.transaction(async (tx) => {
      await tx.query('select id from conversation where id = $1 for no key update', [held.id]);
      await worker.runBatch();
      expect(receiver.of(free.id)).toEqual(['now']);
      expect(receiver.of(held.id)).toEqual([]);
    });
    await runAll();
    expect(receiver.of(held.id)).toEqual(['later']);
  });

  it('shows what it cannot read as unsupported, between its neighbours', async () => {
    const lane = await aLane(database, channelId);
    await storeMessages(database, lane.id, ['1', { type: 'hologram', id: 'wamid.H' }, {}, '2']);
    await runAll();
    expect(receiver.of(lane.id)).toEqual(['1', '(unsupported)', '(unsupported)', '2']);
  });

  it('shelves a message whose raw delivery is gone, and goes on', async () => {
    const lane = await aLane(database, channelId);
    const [lost = ''] = await storeMessages(database, lane.id, ['lost']);
    await database.query('truncate webhook_raw');
    await storeMessages(database, lane.id, ['kept']);
    await runAll();
    expect(await itemState(database, lost)).toMatchObject({ state: 'dead' });
    expect(receiver.of(lane.id)).toEqual(['kept']);
  });

  async function aProcess(): Promise<{ database: Database; kill(): Promise<void> }> {
    const dataSource = await new DataSource({ type: 'postgres', url: db.url, poolSize: 2, applicationName: 'mortal' }).initialize();
    const own = new Database(dataSource);
    return {
      database: own,
      async kill() {
        await database.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mortal'`);
      },
    };
  }
});

async function until(check: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error('it never happened');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
