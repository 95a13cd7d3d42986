import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Database, Wake } from '@parley/platform';
import { aChannel, createTestDatabase, type TestDatabase } from '@parley/testing';
import type { ApplyInboxMessages } from '../src/inbound/apply-inbox-messages.js';
import { DeadLetters } from '../src/inbound/dead-letters.js';
import { aTextMessage } from './deliveries.js';
import { aLane, anInboxOfMessages, FakeReceiver, itemState, storeMessages, textOf } from './inbox.js';

// real: PostgreSQL, the inbox and its worker; fake: the conversation behind its door
describe('dead letters', () => {
  let db: TestDatabase;
  let database: Database;
  let channelId: string;
  let receiver: FakeReceiver;
  let worker: ApplyInboxMessages;
  let deadLetters: DeadLetters;
  let woken: number;

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
    await worker.runBatch();
    woken = 0;
    const wake = new Wake();
    wake.on('inbox', () => (woken += 1));
    deadLetters = new DeadLetters(database, wake);
  });

  const runAll = async (): Promise<void> => {
    for (let turn = 0; turn < 200; turn += 1) if (!(await worker.runBatch())) return;
    throw new Error('the inbox is never done');
  };
  const failing = (text: string): void => {
    receiver.before = (lanes) => {
      if (lanes.some(({ messages }) => messages.some((message) => textOf(message) === text))) throw new Error(`cannot digest ${text}`);
    };
  };
  /** Runs until everything that can fail has failed for good. */
  const untilShelved = async (): Promise<void> => {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await runAll();
      await database.query(`update inbox set next_try_at = now() where state = 'pending'`);
    }
  };
  const shelved = async (ids: readonly string[], reason = 'Error'): Promise<void> => {
    await database.query(`update inbox set state = 'dead', attempts = 8, last_error = $2 where id = any($1::bigint[])`, [ids, reason]);
  };

  it('are told to the customer once they are given up, and stay on the shelf when that fails too', async () => {
    const lane = await aLane(database, channelId);
    const [first, second] = await storeMessages(database, lane.id, ['poison', 'poison']);
    failing('poison');
    receiver.apologise = (conversationId) => {
      receiver.apologies.push(conversationId);
      return Promise.reject(new Error('the conversation itself is broken'));
    };
    await untilShelved();
    await untilShelved();
    expect(await itemState(database, first ?? '')).toMatchObject({ state: 'dead', attempts: 8 });
    expect(await itemState(database, second ?? '')).toMatchObject({ state: 'dead', attempts: 8 });
    expect(receiver.apologies).toEqual([lane.id, lane.id]);
  });

  it('are listed newest first, page by page, and say nothing of who wrote what', async () => {
    const lane = await aLane(database, channelId);
    const message = aTextMessage({
      from: '447700900187',
      id: 'wamid.CANARY',
      text: { body: 'canary words', 'Canary Key': 'x' },
      profile: { name: 'Canary Name' },
    });
    const ids = await storeMessages(database, lane.id, [message, 'canary two', 'canary three']);
    failing('canary words');
    await untilShelved();
    await shelved(ids.slice(1));
    const first = await deadLetters.page(2, null);
    const second = await deadLetters.page(2, first.nextCursor);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([...ids].reverse());
    expect(second.nextCursor).toBeNull();
    const [oldest] = second.items;
    expect(oldest).toEqual({
      id: ids[0],
      kind: 'message',
      reason: expect.stringMatching(/^Error at /),
      receivedAt: expect.any(Date),
      attempts: 8,
      conversationId: lane.id,
      bytes: expect.any(Number),
    });
    const inspected = await deadLetters.inspect(ids[0] ?? '');
    expect(inspected?.content).toEqual({
      from: 'string(12)',
      id: 'string(12)',
      timestamp: 'string(10)',
      type: 'string(4)',
      text: { body: 'string(12)', 'key(10)#2': 'string(1)' },
      'key(7)#6': { name: 'string(11)' },
    });
    expect(JSON.stringify([first, second, inspected])).not.toMatch(/canary|wamid|447700/i);
  });

  it('are found only while they are dead, and by a number', async () => {
    const lane = await aLane(database, channelId);
    const [id = ''] = await storeMessages(database, lane.id, ['alive']);
    for (const reference of [id, '0', '-1', 'nonsense', '9'.repeat(18), '9'.repeat(40), '']) {
      expect([reference, await deadLetters.inspect(reference)]).toEqual([reference, null]);
      expect([reference, await deadLetters.replay(reference)]).toEqual([reference, null]);
    }
    expect(await itemState(database, id)).toMatchObject({ state: 'pending', attempts: 0 });
    expect(woken).toBe(0);
  });

  it('are applied once when replayed, with the number the lane gives then, before what still waits in it', async () => {
    const lane = await aLane(database, channelId);
    const [, poison = '', after = ''] = await storeMessages(database, lane.id, ['before', 'poison', 'after']);
    failing('poison');
    await untilShelved();
    expect(receiver.of(lane.id)).toEqual(['before', 'after']);
    receiver.before = () => {};
    const [later = ''] = await storeMessages(database, lane.id, ['later']);
    expect(await deadLetters.replay(poison)).toBe(true);
    expect(woken).toBe(1);
    expect(await itemState(database, poison)).toEqual({ state: 'pending', attempts: 0, in_seq: null, last_error: null });
    await untilShelved();
    expect(receiver.of(lane.id)).toEqual(['before', 'after', 'poison', 'later']);
    const numbers = await Promise.all([after, poison, later].map(async (id) => (await itemState(database, id)).in_seq));
    expect(numbers).toEqual(['2', '3', '4']);
    expect(await deadLetters.replay(poison)).toBeNull();
    await untilShelved();
    expect(receiver.of(lane.id)).toHaveLength(4);
  });

  it('are replayed once however many replay them at the same time, and all of them in the order in which they came', async () => {
    const lanes = await Promise.all(Array.from({ length: 3 }, () => aLane(database, channelId)));
    const texts = Array.from({ length: 400 }, (_, index) => String(index));
    for (const lane of lanes) await shelved(await storeMessages(database, lane.id, texts));
    const counts = await Promise.all([deadLetters.replayAll(), deadLetters.replayAll(), deadLetters.replayAll()]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1200);
    await untilShelved();
    for (const lane of lanes) expect(receiver.of(lane.id)).toEqual(texts);
    expect(await deadLetters.replayAll()).toBe(0);
  });

  it('come back to the shelf when eight more tries fail, and the lane goes on', async () => {
    const lane = await aLane(database, channelId);
    const [poison = ''] = await storeMessages(database, lane.id, ['poison']);
    failing('poison');
    await untilShelved();
    await storeMessages(database, lane.id, ['next']);
    const before = receiver.calls;
    expect(await deadLetters.replay(poison)).toBe(true);
    await untilShelved();
    expect(await itemState(database, poison)).toMatchObject({ state: 'dead', attempts: 8, last_error: expect.stringContaining('Error') });
    expect(receiver.of(lane.id)).toEqual(['next']);
    expect(receiver.calls - before).toBeGreaterThanOrEqual(8);
  });

  it('stay, and say why, when their delivery is kept no longer', async () => {
    const lane = await aLane(database, channelId);
    const [lost = ''] = await storeMessages(database, lane.id, ['lost']);
    await shelved([lost]);
    await database.query('truncate webhook_raw');
    expect(await deadLetters.replay(lost)).toBe(false);
    expect(await deadLetters.replayAll()).toBe(0);
    expect(woken).toBe(0);
    expect(await itemState(database, lost)).toMatchObject({ state: 'dead', attempts: 8, last_error: 'the raw delivery is gone' });
    expect(await deadLetters.inspect(lost)).toMatchObject({ content: null, bytes: null, reason: 'the raw delivery is gone' });
  });
});
