import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, MAYA, startCaller, type Caller } from './harness.js';

let caller: Caller;
beforeAll(async () => {
  caller = await startCaller();
});
afterAll(() => caller.server.close());
beforeEach(() => caller.post('/control/reset'));

const text = { type: 'text', text: { body: 'Hello' } };
const HOUR = 3_600_000;

describe('the 24-hour window', () => {
  it('is closed to somebody who never wrote; a template passes', async () => {
    expect((await caller.graph(text)).body.error).toMatchObject({ code: 131047 });
    expect((await caller.graph({ type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } })).status).toBe(200);
  });

  it('closes 24 hours after the customer wrote, by the simulator’s clock, and opens with the next message', async () => {
    await caller.say('Hi');
    await caller.post('/control/clock', { advanceMs: 24 * HOUR - 60_000 });
    expect((await caller.graph(text)).status).toBe(200);
    await caller.post('/control/clock', { advanceMs: 2 * 60_000 });
    expect((await caller.graph(text)).body.error).toMatchObject({
      code: 131047,
      error_data: { details: expect.stringContaining('more than 24 hours') },
    });
    await caller.say('Still there?');
    expect((await caller.graph(text)).status).toBe(200);
  });

  it('runs from the message’s own time when it arrives late', async () => {
    await caller.post(`/control/customers/${MAYA}/say`, { text: 'old', sentAt: Date.now() - 25 * HOUR });
    expect((await caller.graph(text)).body.error.code).toBe(131047);
  });

  it('is reported by a failed status instead, when the settings say so', async () => {
    await caller.post('/control/settings', { windowErrors: 'async' });
    expect((await caller.graph(text)).status).toBe(200);
    const failed = await eventually(async () => (await caller.messages()).find((message) => message.status === 'failed'));
    expect(failed.statuses).toMatchObject([{ status: 'failed', errors: [{ code: 131047 }] }]);
  });

  it('is not opened by what the business does', async () => {
    const { body } = await caller.say('Hi');
    await caller.post('/control/clock', { advanceMs: 25 * HOUR });
    await caller.graph({ to: undefined, status: 'read', message_id: body.id });
    expect((await caller.graph(text)).body.error.code).toBe(131047);
  });
});

describe('the pair limit', () => {
  it('stops a burst to one customer with 131056; the others go on, and six seconds later one more may go', async () => {
    await caller.say('Hi');
    await caller.say('Hi', '+447700900456');
    await caller.post('/control/settings', { messagesPerSecond: 0 });
    let answer = await caller.graph(text);
    for (let count = 1; count < 60 && answer.status === 200; count += 1) answer = await caller.graph(text);
    expect(answer.body.error).toMatchObject({ code: 131056 });
    expect((await caller.graph({ ...text, to: '+447700900456' })).status).toBe(200);
    await caller.post('/control/clock', { advanceMs: 6_000 });
    expect((await caller.graph(text)).status).toBe(200);
  });

  it('can be switched off', async () => {
    await caller.say('Hi');
    await caller.post('/control/settings', { pairLimit: false, messagesPerSecond: 0 });
    for (let count = 0; count < 50; count += 1) expect((await caller.graph(text)).status).toBe(200);
  });
});
