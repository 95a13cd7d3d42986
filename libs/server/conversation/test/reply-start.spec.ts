import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aConversation, eventually } from '@parley/testing';
import { ChannelDirectory, OutboxDispatcher, ReceiveInboundMessages } from '../src/index.js';
import {
  anInboundText,
  conversationRow,
  createTestDatabase,
  customerWrites,
  startCore,
  type Core,
  type TestDatabase,
} from './support/core.js';
import { anOpenCall } from './support/fake-channel.js';

let test: TestDatabase;
let core: Core;

beforeAll(async () => {
  test = await createTestDatabase();
});

beforeEach(async () => {
  core = await startCore(test.database, { pairLimit: true });
  core.get(OutboxDispatcher).start();
});

afterEach(() => core.stop());
afterAll(() => test.drop());

const replies = (conversationId: string) =>
  test.database.query<{ status: string; state: string | null; attempt: number }>(
    `select m.status, o.state, m.attempt from message m left join outbox o on o.message_id = m.id
      where m.conversation_id = $1 and m.direction = 'outbound' order by m.seq`,
    [conversationId],
  );

/** Writes "menu" and looks at the reply before anybody else can have started it. */
async function afterMenu(conversationId: string): Promise<{ status: string; state: string | null; attempt: number }[]> {
  const receive = core.get(ReceiveInboundMessages);
  const fence = receive.prepare();
  return test.database.transaction(async (tx) => {
    await tx.query('select id from conversation where id = $1 for no key update', [conversationId]);
    await receive.apply(tx, [{ conversationId, messages: [anInboundText('menu')] }], fence);
    return tx.query(
      `select m.status, o.state, m.attempt from message m join outbox o on o.message_id = m.id
        where m.conversation_id = $1 order by m.seq`,
      [conversationId],
    );
  });
}

describe('the reply to what a customer wrote', () => {
  it('is started in the transaction that decides it, and called once that is committed', async () => {
    const { id } = await aConversation(test.database);
    expect(await afterMenu(id)).toEqual([{ status: 'sending', state: 'sending', attempt: 1 }]);
    await eventually(async () => expect(await replies(id)).toEqual([{ status: 'sent', state: null, attempt: 1 }]));
    expect(core.channel.sent).toHaveLength(1);
  });

  it('has the lease and the hold of every START', async () => {
    const { id } = await aConversation(test.database);
    const open = anOpenCall();
    core.channel.answerNext(open.answer);
    await customerWrites(core, id, anInboundText('menu'));
    const rows = await test.database.query(
      `select extract(epoch from lease_until - started_at)::int as lease, extract(epoch from hold_until - started_at)::int as hold,
              lease_owner is not null as owned from outbox where conversation_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ lease: 30, hold: 45, owned: true }]);
    open.settle(core.channel.accept());
  });

  it('is not called when the transaction does not commit', async () => {
    const { id } = await aConversation(test.database);
    const receive = core.get(ReceiveInboundMessages);
    const fence = receive.prepare();
    const failing = test.database.transaction(async (tx) => {
      await tx.query('select id from conversation where id = $1 for no key update', [id]);
      await receive.apply(tx, [{ conversationId: id, messages: [anInboundText('menu')] }], fence);
      throw new Error('killed here');
    });
    await expect(failing).rejects.toThrow('killed here');
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(core.channel.sent).toEqual([]);
    expect(await replies(id)).toEqual([]);
  });

  it('waits behind what is still on its way to the same contact', async () => {
    const { id } = await aConversation(test.database);
    const open = anOpenCall();
    core.channel.answerNext(open.answer);
    await customerWrites(core, id, anInboundText('menu'));
    await customerWrites(core, id, anInboundText('menu'));
    expect((await replies(id)).map(({ status }) => status)).toEqual(['sending', 'queued']);
    open.settle(core.channel.accept());
    await eventually(async () => expect((await replies(id)).map(({ status }) => status)).toEqual(['sent', 'sent']));
  });

  it('of a batch with several is started in their order, one at a time', async () => {
    const { id } = await aConversation(test.database);
    const open = anOpenCall();
    core.channel.answerNext(open.answer);
    await customerWrites(core, id, anInboundText('menu'), anInboundText('menu'));
    expect((await replies(id)).map(({ status }) => status)).toEqual(['sending', 'queued']);
    open.settle(core.channel.accept());
    await eventually(async () => expect((await replies(id)).map(({ status }) => status)).toEqual(['sent', 'sent']));
  });

  it('is asked for only as far as calls are free; where nobody calls, that makes no difference', async () => {
    const dispatcher = core.get(OutboxDispatcher);
    const room = async (): Promise<number | null> => {
      const found = await dispatcher.waitForRoom(1000);
      found.leave();
      return found.replies;
    };
    const all = await room();
    const { id } = await aConversation(test.database);
    const open = anOpenCall();
    core.channel.answerNext(open.answer);
    await customerWrites(core, id, anInboundText('menu'));
    expect(await room()).toBe((all ?? 0) - 1);
    open.settle(core.channel.accept());
    await eventually(async () => expect(await room()).toBe(all));
    await dispatcher.stop();
    expect(await room()).toBeNull();
  });

  it('has its call set aside while it is decided: of two batches at once each counts on its own calls', async () => {
    const dispatcher = core.get(OutboxDispatcher);
    const all = dispatcher.freeCalls;
    const one = await dispatcher.waitForRoom(64);
    const other = await dispatcher.waitForRoom(64);
    expect([one.calls, other.calls, dispatcher.freeCalls]).toEqual([64, 64, all - 128]);
    // Fewer contacts had something to say than there was room for.
    one.keep(1);
    expect(dispatcher.freeCalls).toBe(all - 65);
    const { id } = await aConversation(test.database);
    const open = anOpenCall();
    core.channel.answerNext(open.answer);
    await customerWrites(core, id, anInboundText('menu'));
    expect(dispatcher.freeCalls).toBe(all - 66);
    one.leave();
    other.leave();
    other.leave();
    expect(dispatcher.freeCalls).toBe(all - 1);
    open.settle(core.channel.accept());
    await eventually(() => expect(dispatcher.freeCalls).toBe(all));
  });

  it('waits in turn for room: who came first is served first, and the next when calls come free again', async () => {
    const dispatcher = core.get(OutboxDispatcher);
    const full = await dispatcher.waitForRoom(dispatcher.freeCalls);
    expect(dispatcher.freeCalls).toBe(0);
    const served: string[] = [];
    const first = dispatcher.waitForRoom(64).then((room) => (served.push('first'), room));
    const second = dispatcher.waitForRoom(64).then((room) => (served.push('second'), room));
    full.keep(full.calls - 64);
    const one = await first;
    expect(one.calls).toBe(64);
    // Nothing is free any more: the second is let go after a moment, with a few replies that will have to be queued.
    const other = await second;
    expect(served).toEqual(['first', 'second']);
    expect(other).toMatchObject({ calls: 0, replies: 16 });
    for (const room of [full, one, other]) room.leave();
  });

  it('is queued while the channel is paused', async () => {
    const { id } = await aConversation(test.database);
    const { channel_id: channelId } = await conversationRow(test.database, id);
    await core.get(ChannelDirectory).pause(String(channelId), 'by the test');
    expect(await afterMenu(id)).toEqual([{ status: 'queued', state: 'queued', attempt: 0 }]);
    await core.get(ChannelDirectory).resume(String(channelId));
  });

  it('is queued for one who has opted out: whether it may leave is looked at when it is started', async () => {
    const { id } = await aConversation(test.database);
    await test.database.query(
      `update contact set opted_out_at = now() - interval '1 hour' where id = (select contact_id from conversation where id = $1)`,
      [id],
    );
    expect(await afterMenu(id)).toEqual([{ status: 'queued', state: 'queued', attempt: 0 }]);
  });

  it('is queued where nobody delivers in this process', async () => {
    await core.get(OutboxDispatcher).stop();
    const { id } = await aConversation(test.database);
    expect(await afterMenu(id)).toEqual([{ status: 'queued', state: 'queued', attempt: 0 }]);
  });

  it('uses up the pair rule’s allowance, and is queued when there is none left', async () => {
    const { id } = await aConversation(test.database);
    const [before] = await test.database.query<{ at: Date }>('select now() as at');
    await customerWrites(core, id, anInboundText('menu'));
    const [paid] = await test.database.query<{ from: Date; now: Date }>(
      `select pair_limit_at - interval '6 seconds' as from, now() from conversation where id = $1`,
      [id],
    );
    expect(paid?.from.getTime()).toBeGreaterThanOrEqual(before?.at.getTime() ?? 0);
    expect(paid?.from.getTime()).toBeLessThanOrEqual(paid?.now.getTime() ?? 0);
    await eventually(async () => expect((await replies(id))[0]?.status).toBe('sent'));
    await test.database.query(`update conversation set pair_limit_at = now() + interval '10 minutes' where id = $1`, [id]);
    expect(await afterMenu(id)).toEqual([{ status: 'queued', state: 'queued', attempt: 0 }]);
  });
});
