import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NotificationListener, NotificationListenerOptions, SilentLog, Wake, WakeListener, type WakeTopic } from '@parley/platform';
import { anAgent, eventually } from '@parley/testing';
import { OutboxDispatcher } from '../src/index.js';
import { createTestDatabase, startCore, type TestDatabase } from './support/core.js';
import { agentSends, aQuietChat } from './support/quiet-chat.js';

let test: TestDatabase;
const listeners: NotificationListener[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
});

afterAll(async () => {
  await Promise.all(listeners.map((listener) => listener.stop()));
  await test.drop();
});

async function connect(wake: Wake): Promise<NotificationListener> {
  const listener = new NotificationListener(new NotificationListenerOptions({ url: test.url }), new SilentLog());
  new WakeListener(listener, test.database, wake, new SilentLog()).attach();
  listeners.push(listener);
  await listener.start();
  return listener;
}

function count(wake: Wake, topic: WakeTopic): () => number {
  let heard = 0;
  wake.on(topic, () => (heard += 1));
  return () => heard;
}

describe('a wake-up between processes', () => {
  it('reaches the worker when an agent sends through a process that only serves the API', async () => {
    const ana = await anAgent(test.database);
    const [api, worker] = [await startCore(test.database), await startCore(test.database)];
    await connect(api.wake);
    await connect(worker.wake);
    worker.get(OutboxDispatcher).start();
    const id = await aQuietChat(test.database, ana);
    await agentSends(api, id, ana, 'Hello');
    await eventually(() => expect(worker.channel.texts).toEqual(['Hello']));
    await worker.stop();
  });

  it('is sent round once for many, and not sent round again by who hears it', async () => {
    const [api, one, two] = [new Wake(), new Wake(), new Wake()];
    for (const wake of [api, one, two]) await connect(wake);
    const [heardByOne, heardByTwo] = [count(one, 'timers'), count(two, 'timers')];
    const notified = count(api, 'outbox');
    for (let times = 0; times < 50; times += 1) api.wake('timers');
    await eventually(() => expect([heardByOne(), heardByTwo()]).toEqual([1, 1]));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([heardByOne(), heardByTwo()]).toEqual([1, 1]);
    expect(notified()).toBe(0);
  });

  it('makes every loop look once when the connection is new again', async () => {
    const wake = new Wake();
    const heard = count(wake, 'outbox');
    await connect(wake);
    expect(heard()).toBe(1);
    await test.database.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%' and datname = current_database()",
    );
    await eventually(() => expect(heard()).toBe(2));
  });
});
