import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, Receiver, startCaller } from './harness.js';

let folder: string;
let stateFile: string;
let receiver: Receiver;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-'));
  stateFile = join(folder, 'kept', 'phone.json');
  receiver = await Receiver.start();
});
afterEach(async () => {
  await receiver.close();
  await rm(folder, { recursive: true });
});

describe('a restart with a state file', () => {
  it('keeps customers and messages, and goes on with what was under way', async () => {
    const first = await startCaller({ webhookUrl: receiver.url, stateFile });
    await first.say('heard');
    await eventually(() => receiver.messages.length === 1);
    receiver.nextAnswers.push(...Array.from({ length: 50 }, () => 503));
    await first.say('not heard yet');
    await first.graph({ type: 'text', text: { body: 'Hello' } });
    await first.server.close();
    receiver.nextAnswers.length = 0;
    receiver.received.length = 0;

    const second = await startCaller({ webhookUrl: receiver.url, stateFile });
    expect((await second.messages()).map(({ text }) => text)).toEqual(['heard', 'not heard yet', 'Hello']);
    await eventually(async () => (await second.messages()).at(-1)?.status === 'read');
    // At least once, like Meta's: a try that was under way when the first one closed may still have come.
    await eventually(() => receiver.messages.length >= 1);
    expect([...new Set(receiver.messages.map((message) => message.text?.body))]).toEqual(['not heard yet']);
    expect((await second.graph({ type: 'text', text: { body: 'the window is still open' } })).status).toBe(200);
    await second.server.close();
  });

  it('begins empty with a file that cannot be read, and sets that aside', async () => {
    const broken = join(folder, 'phone.json');
    await writeFile(broken, '{"format":');
    const caller = await startCaller({ stateFile: broken });
    expect((await caller.get('/control/messages')).body).toMatchObject({ items: [] });
    await caller.server.close();
    expect((await readdir(folder)).sort()).toEqual(['phone.json', 'phone.json.unreadable']);
  });
});
