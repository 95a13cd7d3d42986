import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FAULTS } from '../src/faults/fault-catalogue.js';
import { authorised, eventually, MAYA, NUMBER, Receiver, startCaller, type Caller } from './harness.js';

let receiver: Receiver;
let caller: Caller;
let origin: string;
beforeAll(async () => {
  receiver = await Receiver.start();
  caller = await startCaller({ webhookUrl: receiver.url });
  origin = await caller.server.listen();
});
afterAll(async () => {
  await caller.server.close();
  await receiver.close();
});
beforeEach(async () => {
  await caller.say('Hi');
  await eventually(() => receiver.messages.length === 1);
});
afterEach(async () => {
  await caller.post('/control/reset');
  receiver.received.length = 0;
});

/** Over a real connection, because some faults break it. */
const send = (body: string, to = MAYA): Promise<Response> =>
  fetch(`${origin}/v26.0/${NUMBER}/messages`, {
    method: 'POST',
    headers: { ...authorised, 'content-type': 'application/json' },
    body: JSON.stringify({ messaging_product: 'whatsapp', to, type: 'text', text: { body } }),
  });
const fault = (body: unknown) => caller.post('/control/faults', body);
const texts = async () => (await caller.messages()).filter((message) => message.direction === 'outbound').map((message) => message.text);
const tried = async () =>
  (await caller.get<{ items: { status: number | null; messageId: string | null; fault: string | null }[] }>('/control/requests')).body
    .items;

describe('faults of the Graph surface', () => {
  it('accept a message and lose the answer: the message is there, once', async () => {
    await fault({ name: 'accept-then-drop-response', count: 1 });
    await expect(send('kept')).rejects.toThrow('fetch failed');
    expect(await texts()).toEqual(['kept']);
    expect(await tried()).toMatchObject([{ status: null, messageId: expect.stringMatching(/^wamid/), fault: 'accept-then-drop-response' }]);
    expect((await send('next')).status).toBe(200);
  });

  it('drop a request unread: nothing was accepted', async () => {
    await fault({ name: 'drop-before-read', count: 1 });
    await expect(send('lost')).rejects.toThrow('fetch failed');
    expect(await texts()).toEqual([]);
    expect(await tried()).toMatchObject([{ status: null, messageId: null, fault: 'drop-before-read' }]);
  });

  it('answer late, with the message accepted at once', async () => {
    await fault({ name: 'delay', ms: 200, count: 1 });
    let answered = false;
    const answer = send('slow').then((response) => ((answered = true), response.status));
    await eventually(async () => (await texts()).length === 1);
    expect(answered).toBe(false);
    expect(await answer).toBe(200);
  });

  it.each([
    [{ name: 'status' }, 500, 131000],
    [{ name: 'status', status: 503, code: 131016 }, 503, 131016],
    [{ name: 'rate-limited' }, 429, 130429],
    [{ name: 'pair-limited' }, 400, 131056],
    [{ name: 'token-expired' }, 401, 190],
  ])('%j answers %i with code %i and accepts nothing', async (body, status, code) => {
    await fault({ ...body, count: 1 });
    const answer = await send('no');
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: { code } });
    expect(await texts()).toEqual([]);
    expect((await send('yes')).status).toBe(200);
  });

  it('answer with a proxy’s page instead of Graph’s JSON', async () => {
    await fault({ name: 'status', status: 502, body: '<h1>Bad gateway</h1>', count: 1 });
    const answer = await send('no');
    expect([answer.status, await answer.text()]).toEqual([502, '<h1>Bad gateway</h1>']);
  });

  it('concern one customer, or end at a time, and leave mark-as-read alone', async () => {
    await caller.say('Hi', '+447700900456');
    await fault({ name: 'rate-limited', phone: '+447700900456' });
    const id = (await caller.messages())[0]?.id;
    expect((await caller.graph({ to: undefined, status: 'read', message_id: id })).status).toBe(200);
    expect((await send('Maya')).status).toBe(200);
    expect((await send('Tomás', '+447700900456')).status).toBe(429);
    await caller.call('DELETE', '/control/faults/rate-limited');
    await fault({ name: 'status', forMs: 60_000 });
    expect((await send('x')).status).toBe(500);
    await caller.post('/control/clock', { advanceMs: 61_000 });
    expect((await send('x')).status).toBe(200);
  });
});

describe('faults of the webhooks', () => {
  const say = async (...all: string[]) => {
    receiver.received.length = 0;
    for (const words of all) await caller.say(words);
  };
  const heard = () => receiver.messages.map((message) => message.text?.body);

  it('come twice', async () => {
    await fault({ name: 'duplicate-webhooks', count: 1 });
    await say('one', 'two');
    await eventually(() => heard().length === 3);
    expect(heard().sort()).toEqual(['one', 'one', 'two']);
  });

  it('come in one body', async () => {
    await fault({ name: 'batch-webhooks', ms: 30 });
    await say('one', 'two', 'three');
    await eventually(() => heard().length === 3);
    expect(receiver.received).toHaveLength(1);
    expect(receiver.received[0]?.signed).toBe(true);
  });

  it('come in any order, and all of them', async () => {
    await fault({ name: 'shuffle-webhooks', ms: 30 });
    await say('one', 'two', 'three');
    await eventually(() => heard().length === 3);
    expect(heard().sort()).toEqual(['one', 'three', 'two']);
  });

  it('are lost', async () => {
    await fault({ name: 'lose-webhooks', count: 1 });
    await say('lost', 'heard');
    await eventually(() => heard().length === 1);
    expect(heard()).toEqual(['heard']);
    const { body } = await caller.get<{ items: unknown[] }>('/control/webhooks?state=lost');
    expect(body.items).toHaveLength(1);
  });

  it('are wrongly signed once and rightly the next time', async () => {
    receiver.nextAnswers.push(401);
    await fault({ name: 'wrong-signature', count: 1 });
    await say('hello');
    await eventually(() => receiver.received.length === 2);
    expect(receiver.received.map(({ signed }) => signed)).toEqual([false, true]);
  });

  it('never tell what became of a message', async () => {
    await fault({ name: 'lose-statuses', count: 1 });
    await send('silent');
    await send('heard');
    await eventually(() => receiver.statuses.length === 3);
    await eventually(async () => (await caller.messages()).filter((message) => message.status === 'read').length === 2);
    expect(new Set(receiver.statuses.map(({ id }) => id)).size).toBe(1);
  });
});

describe('the list of faults', () => {
  it('is one list, and a name that is not on it is refused with the whole list', async () => {
    const { body } = await caller.get<{ available: unknown[] }>('/control/faults');
    expect(body.available).toHaveLength(FAULTS.length);
    const refused = await fault({ name: 'meteor' });
    expect(refused).toMatchObject({ status: 400, body: { error: expect.stringContaining('accept-then-drop-response') } });
  });
});
