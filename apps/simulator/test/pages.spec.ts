import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, MAYA, startCaller, type Caller } from './harness.js';

let folder: string;
let caller: Caller;
let origin: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'phone-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>phone</title>');
  await writeFile(join(folder, 'assets', 'index-abc.js'), '0');
  caller = await startCaller({ phoneDirectory: folder, consoleUrl: 'http://localhost:3000/inbox' });
  origin = await caller.server.listen();
});
afterAll(async () => {
  await caller.server.close();
  await rm(folder, { recursive: true });
});

describe('the pages', () => {
  it.each([
    ['/', "frame-src 'none'"],
    ['/demo', 'frame-src http://localhost:3000'],
  ])('%s is the phone, and may do what it needs and no more: %s', async (path, frames) => {
    const page = await fetch(origin + path);
    expect(await page.text()).toContain('<title>phone</title>');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy.split('; ')).toEqual(expect.arrayContaining(["default-src 'none'", "script-src 'self'", "style-src 'self'", frames]));
    expect(policy).not.toContain('unsafe');
  });

  it('serves hashed files for ever and nothing from outside its folder', async () => {
    const file = await fetch(`${origin}/assets/index-abc.js`);
    expect([file.status, file.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect((await fetch(`${origin}/assets/..%2f..%2f..%2fetc%2fpasswd`)).status).toBeGreaterThanOrEqual(400);
  });

  it('says what to do when the phone is not built', async () => {
    const bare = await startCaller();
    const page = await bare.server.app.inject('/');
    expect([page.statusCode, page.body]).toEqual([404, expect.stringContaining('nx build phone')]);
    await bare.server.close();
  });
});

describe('the stream of events', () => {
  const listen = async (query: string) => {
    const closing = new AbortController();
    const answer = await fetch(`${origin}/control/events${query}`, { signal: closing.signal });
    let heard = '';
    const reading = (async () => {
      const decoder = new TextDecoder();
      if (!answer.body) return;
      for await (const chunk of answer.body) heard += decoder.decode(chunk as Uint8Array, { stream: true });
    })().catch(() => undefined);
    return { heard: () => heard, close: () => (closing.abort(), reading) };
  };
  const text = { type: 'text', text: { body: 'Hello' } };
  const statusOf = async (phone: string) => (await caller.messages(phone)).at(-1)?.status;

  it('says hello, then what happens', async () => {
    const stream = await listen('');
    await eventually(() => stream.heard().includes('event: hello'));
    await caller.say('Hi');
    await eventually(() => stream.heard().includes('event: message') && stream.heard().includes('"text":"Hi"'));
    await stream.close();
  });

  it('reads what arrives in the chat on its screen, and leaves the others delivered until they are opened', async () => {
    const other = '+447700900456';
    await caller.say('Hi');
    await caller.say('Hi', other);
    const stream = await listen(`?screen=${encodeURIComponent(MAYA)}`);
    await eventually(() => stream.heard().includes('hello'));
    await caller.graph(text);
    await caller.graph({ ...text, to: other });
    await eventually(async () => (await statusOf(MAYA)) === 'read');
    await eventually(async () => (await statusOf(other)) === 'delivered');
    await stream.close();
    const second = await listen(`?screen=${encodeURIComponent(other)}`);
    await eventually(async () => (await statusOf(other)) === 'read');
    await second.close();
  });
});
