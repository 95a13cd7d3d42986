import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aConversation, anAgent, eventually } from '@parley/testing';
import { ChannelDirectory, OutboxDispatcher, type AgentRef } from '../src/index.js';
import { conversationRow, createTestDatabase, startCore, type Core, type TestDatabase } from './support/core.js';
import { agentSends, aQuietChat, BROKEN, statuses } from './support/quiet-chat.js';

let test: TestDatabase;
let core: Core;
let ana: AgentRef;

beforeAll(async () => {
  test = await createTestDatabase();
  ana = await anAgent(test.database, { name: 'Ana' });
});

beforeEach(async () => {
  await test.database.query('delete from outbox');
  core = await startCore(test.database);
});

afterEach(() => core.stop());
afterAll(() => test.drop());

const aChat = () => aQuietChat(test.database, ana);
const send = (conversationId: string, text: string) => agentSends(core, conversationId, ana, text);
const statusesOf = (conversationId: string) => statuses(test.database, conversationId);

describe('limits and broken channels', () => {
  it('keeps everything queued while the channel is broken, and resumes when a probe succeeds', async () => {
    const [one, two] = [await aChat(), await aChat()];
    await test.database.query('update conversation set channel_id = (select channel_id from conversation where id = $1) where id = $2', [
      one,
      two,
    ]);
    core.channel.answerAlways(BROKEN);
    await send(one, 'first');
    core.get(OutboxDispatcher).start();
    await eventually(async () =>
      expect((await test.database.query('select paused_at from channel where paused_at is not null')).length).toBe(1),
    );
    await send(two, 'second');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(core.channel.texts).toEqual(['first']);
    expect([...(await statusesOf(one)), ...(await statusesOf(two))]).toEqual(['queued', 'queued']);
    core.channel.answerAlways(() => core.channel.accept());
    await test.database.query('update channel set probe_at = now() where paused_at is not null');
    await eventually(async () => expect([...(await statusesOf(one)), ...(await statusesOf(two))]).toEqual(['sent', 'sent']));
    expect(await test.database.query('select 1 from channel where paused_at is not null')).toEqual([]);
  });
  it('tries only one message on a paused channel', async () => {
    const chats = [await aChat(), await aChat(), await aChat()];
    await test.database.query(
      'update conversation set channel_id = (select channel_id from conversation where id = $1) where id = any($2)',
      [chats[0], chats],
    );
    for (const id of chats) await send(id, 'Hello');
    const { channel_id: channelId } = await conversationRow(test.database, chats[0] ?? '');
    await core.get(ChannelDirectory).pause(String(channelId), 'by the test');
    await test.database.query('update channel set probe_at = now() where id = $1', [channelId]);
    core.channel.answerAlways(BROKEN);
    core.get(OutboxDispatcher).start();
    await eventually(() => expect(core.channel.sent).toHaveLength(1));
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(core.channel.sent).toHaveLength(1);
    await core.get(ChannelDirectory).resume(String(channelId));
  });
  it('lets 45 messages to one customer go ahead, then one every 6 s', async () => {
    const limited = await startCore(test.database, { pairLimit: true, channel: core.channel });
    const id = await aChat();
    for (let count = 0; count < 47; count += 1) await send(id, `${count}`);
    limited.get(OutboxDispatcher).start();
    await eventually(() => expect(core.channel.sent.length).toBeGreaterThanOrEqual(45), 10_000);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await limited.stop();
    expect(core.channel.sent).toHaveLength(45);
    const [next] = await test.database.query<{ wait: number }>(
      "select extract(epoch from min(not_before) - now())::float8 as wait from outbox where state = 'queued'",
    );
    expect(next?.wait).toBeLessThanOrEqual(6);
  });
  it('keeps to its messages a second', async () => {
    const limited = await startCore(test.database, { messagesPerSecond: 20, channel: core.channel });
    const { channelId } = (await aConversation(test.database)).contact;
    const chats = await Promise.all(Array.from({ length: 15 }, () => aChat()));
    await test.database.query('update conversation set channel_id = $1 where id = any($2)', [channelId, chats]);
    await Promise.all(chats.map((id) => send(id, 'Hello')));
    const from = Date.now();
    limited.get(OutboxDispatcher).start();
    await eventually(() => expect(core.channel.sent).toHaveLength(15), 10_000);
    await limited.stop();
    // 2 at once, the other 13 at 20 a second
    expect(Date.now() - from).toBeGreaterThan(550);
  });
});
