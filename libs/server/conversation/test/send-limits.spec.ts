import { describe, expect, it } from '@jest/globals';
import { aConversation, eventually } from '@parley/testing';
import { ChannelDirectory, OutboxDispatcher } from '../src/index.js';
import { conversationRow, startCore } from './support/core.js';
import { BROKEN } from './support/quiet-chat.js';
import { aSendingSide } from './support/sending-side.js';

const side = aSendingSide();
const { aChat, send, statusesOf } = side;

describe('limits and broken channels', () => {
  it('keeps everything queued while the channel is broken, and resumes when a probe succeeds', async () => {
    const [one, two] = [await aChat(), await aChat()];
    await side.database.query('update conversation set channel_id = (select channel_id from conversation where id = $1) where id = $2', [
      one,
      two,
    ]);
    side.core.channel.answerAlways(BROKEN);
    await send(one, 'first');
    side.core.get(OutboxDispatcher).start();
    await eventually(async () =>
      expect((await side.database.query('select paused_at from channel where paused_at is not null')).length).toBe(1),
    );
    await send(two, 'second');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(side.core.channel.texts).toEqual(['first']);
    expect([...(await statusesOf(one)), ...(await statusesOf(two))]).toEqual(['queued', 'queued']);
    side.core.channel.answerAlways(() => side.core.channel.accept());
    await side.database.query('update channel set probe_at = now() where paused_at is not null');
    await eventually(async () => expect([...(await statusesOf(one)), ...(await statusesOf(two))]).toEqual(['sent', 'sent']));
    expect(await side.database.query('select 1 from channel where paused_at is not null')).toEqual([]);
  });
  it('tries only one message on a paused channel', async () => {
    const chats = [await aChat(), await aChat(), await aChat()];
    await side.database.query(
      'update conversation set channel_id = (select channel_id from conversation where id = $1) where id = any($2)',
      [chats[0], chats],
    );
    for (const id of chats) await send(id, 'Hello');
    const { channel_id: channelId } = await conversationRow(side.database, chats[0] ?? '');
    await side.core.get(ChannelDirectory).pause(String(channelId), 'by the test');
    await side.database.query('update channel set probe_at = now() where id = $1', [channelId]);
    side.core.channel.answerAlways(BROKEN);
    side.core.get(OutboxDispatcher).start();
    await eventually(() => expect(side.core.channel.sent).toHaveLength(1));
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(side.core.channel.sent).toHaveLength(1);
    await side.core.get(ChannelDirectory).resume(String(channelId));
  });
  it('lets 45 messages to one customer go ahead, then one every 6 s', async () => {
    const limited = await startCore(side.database, { pairLimit: true, channel: side.core.channel });
    const id = await aChat();
    for (let count = 0; count < 47; count += 1) await send(id, `${count}`);
    const from = performance.now();
    limited.get(OutboxDispatcher).start();
    await eventually(() => expect(side.core.channel.sent.length).toBeGreaterThanOrEqual(45));
    await new Promise((resolve) => setTimeout(resolve, 500));
    await limited.stop();
    // On a machine that takes longer than six seconds for all this, one more is due.
    const due = Math.floor((performance.now() - from) / 6_000);
    expect(side.core.channel.sent.length).toBeGreaterThanOrEqual(45);
    expect(side.core.channel.sent.length).toBeLessThanOrEqual(45 + due);
    const [next] = await side.database.query<{ wait: number }>(
      "select extract(epoch from min(not_before) - now())::float8 as wait from outbox where state = 'queued'",
    );
    expect(next?.wait).toBeLessThanOrEqual(6);
  });
  it('keeps to its messages a second', async () => {
    const limited = await startCore(side.database, { messagesPerSecond: 20, channel: side.core.channel });
    const { channelId } = (await aConversation(side.database)).contact;
    const chats = await Promise.all(Array.from({ length: 15 }, () => aChat()));
    await side.database.query('update conversation set channel_id = $1 where id = any($2)', [channelId, chats]);
    await Promise.all(chats.map((id) => send(id, 'Hello')));
    const from = Date.now();
    limited.get(OutboxDispatcher).start();
    await eventually(() => expect(side.core.channel.sent).toHaveLength(15));
    await limited.stop();
    // 2 at once, the other 13 at 20 a second
    expect(Date.now() - from).toBeGreaterThan(550);
  });
});
