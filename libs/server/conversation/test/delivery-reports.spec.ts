import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Metrics } from '@parley/platform';
import { aConversation, anAgent, eventually } from '@parley/testing';
import {
  OutboxDispatcher,
  OutboxSweeper,
  RecordDeliveryReports,
  SendAgain,
  SendAgentMessage,
  type AgentRef,
  type DeliveryReport,
} from '../src/index.js';
import { createTestDatabase, liveEvents, startCore, thread, type Core, type MessageRow, type TestDatabase } from './support/core.js';
import { anOpenCall } from './support/fake-channel.js';

let test: TestDatabase;
let core: Core;
let ana: AgentRef;

beforeAll(async () => {
  test = await createTestDatabase();
  core = await startCore(test.database);
  ana = await anAgent(test.database);
});

afterAll(async () => {
  await core.stop();
  await test.drop();
});

let reported = 0;

function aReport(report: Partial<DeliveryReport> = {}): DeliveryReport {
  reported += 1;
  return { wamid: `wamid.${reported}`, callback: null, status: 'sent', at: new Date(), error: null, ...report };
}

function apply(...reports: DeliveryReport[]) {
  return core.get(RecordDeliveryReports).apply(reports);
}

/** A message that WhatsApp has accepted, with this id. */
async function aSentMessage(wamid: string): Promise<{ conversationId: string; messageId: string }> {
  const sent = await aQueuedMessage();
  await test.database.query("update message set status = 'sent', wamid = $2, attempt = 1, sent_at = now() where id = $1", [
    sent.messageId,
    wamid,
  ]);
  await test.database.query('delete from outbox where message_id = $1', [sent.messageId]);
  return sent;
}

async function aQueuedMessage(): Promise<{ conversationId: string; messageId: string }> {
  const { id, chatId } = await aConversation(test.database, { chat: { agent: ana } });
  await test.database.query("insert into notice (chat_id, kind, detail) values ($1, 'agent.joined', $2)", [chatId, ana.id]);
  const order = { conversationId: id, agent: ana, text: 'Hello', replyTo: null, idempotencyKey: null };
  return { conversationId: id, messageId: (await core.get(SendAgentMessage).execute(order)).messageId };
}

async function only(conversationId: string): Promise<MessageRow> {
  const [row] = await thread(test.database, conversationId);
  if (!row) throw new Error('no message');
  return row;
}

async function confirmed(messageId: string): Promise<boolean> {
  const [row] = await test.database.query<{ at: Date | null }>('select duplicate_confirmed_at as at from message where id = $1', [
    messageId,
  ]);
  return row?.at instanceof Date;
}

async function duplicates(): Promise<number> {
  return (await core.get(Metrics).duplicatesConfirmed.get()).values.reduce((sum, { value }) => sum + value, 0);
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) => permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]));
}

describe('delivery reports', () => {
  it.each(['one by one', 'in one batch'])('FT-22 INV-07 end with the same status in all 24 orders, each doubled, %s', async (how) => {
    const error = { code: '131026', title: 'Undeliverable' };
    const orders = permutations(['sent', 'failed', 'delivered', 'read'] as const);
    expect(orders).toHaveLength(24);
    for (const [index, order] of orders.entries()) {
      const wamid = `wamid.order.${how}.${index}`;
      const { conversationId } = await aSentMessage(wamid);
      const doubled = [...order, ...order].map((status) => aReport({ wamid, status, error: status === 'failed' ? error : null }));
      if (how === 'in one batch') await apply(...doubled);
      else for (const report of doubled) await apply(report);
      expect(await only(conversationId)).toMatchObject({ status: 'read', error_code: null });
    }
  });

  it('keep the time of each step and the reason of a failure', async () => {
    const { messageId } = await aSentMessage('wamid.times');
    const [deliveredAt, failedAt] = [new Date('2026-11-22T09:00:00Z'), new Date('2026-11-22T09:00:05Z')];
    await apply(aReport({ wamid: 'wamid.times', status: 'failed', at: failedAt, error: { code: '131053', title: 'Media upload error' } }));
    const read = 'select status, error_code, error_title, delivered_at, failed_at from message where id = $1';
    expect(await test.database.query(read, [messageId])).toEqual([
      { status: 'failed', error_code: '131053', error_title: 'Media upload error', delivered_at: null, failed_at: failedAt },
    ]);
    await apply(aReport({ wamid: 'wamid.times', status: 'delivered', at: deliveredAt }));
    expect(await test.database.query(read, [messageId])).toEqual([
      { status: 'delivered', error_code: null, error_title: null, delivered_at: deliveredAt, failed_at: failedAt },
    ]);
  });

  it('say for each what became of it', async () => {
    await aSentMessage('wamid.known');
    const report = aReport({ wamid: 'wamid.known', status: 'delivered' });
    expect(await apply(report, aReport({ wamid: 'wamid.of-nobody' }), report)).toEqual(['applied', 'unknown-message', 'ignored']);
    expect(await apply(aReport({ wamid: 'wamid.of-nobody' }))).toEqual(['unknown-message']);
  });

  it('write an event only when something changed', async () => {
    const { conversationId } = await aSentMessage('wamid.event');
    const report = aReport({ wamid: 'wamid.event', status: 'delivered' });
    await apply(report);
    await apply(report);
    expect((await liveEvents(test.database, conversationId)).filter(({ type }) => type === 'message.updated')).toHaveLength(1);
  });

  it('that come before the answer to the call fill in the id, and the answer then changes nothing', async () => {
    const { conversationId, messageId } = await aQueuedMessage();
    const open = anOpenCall();
    core.channel.answerNext(open.answer);
    core.get(OutboxDispatcher).start();
    await eventually(async () => expect((await only(conversationId)).status).toBe('sending'));
    const callback = { messageId, attempt: 1 };
    expect(await apply(aReport({ wamid: 'wamid.early', callback, status: 'delivered' }))).toEqual(['applied']);
    expect(await only(conversationId)).toMatchObject({ status: 'delivered', wamid: 'wamid.early' });
    expect(await test.database.query('select 1 from outbox where message_id = $1', [messageId])).toEqual([]);
    open.settle({ kind: 'accepted', wamid: 'wamid.early' });
    await core.get(OutboxDispatcher).stop();
    expect(await only(conversationId)).toMatchObject({ status: 'delivered', wamid: 'wamid.early' });
  });

  it('without our own id wait until the answer has brought the channel’s id', async () => {
    const { conversationId } = await aQueuedMessage();
    const open = anOpenCall();
    core.channel.answerNext(open.answer);
    core.get(OutboxDispatcher).start();
    await eventually(async () => expect((await only(conversationId)).status).toBe('sending'));
    const early = aReport({ wamid: 'wamid.parked', status: 'delivered' });
    expect(await apply(early)).toEqual(['unknown-message']);
    open.settle({ kind: 'accepted', wamid: 'wamid.parked' });
    await eventually(async () => expect((await only(conversationId)).wamid).toBe('wamid.parked'));
    expect(await apply(early)).toEqual(['applied']);
    expect((await only(conversationId)).status).toBe('delivered');
    await core.get(OutboxDispatcher).stop();
  });

  it('settle what nobody knew, and the lane goes on at once', async () => {
    const { conversationId, messageId } = await aQueuedMessage();
    core.channel.answerNext({ kind: 'unknown', reason: 'timed out' });
    await core.get(SendAgentMessage).execute({ conversationId, agent: ana, text: 'second', replyTo: null, idempotencyKey: null });
    core.get(OutboxDispatcher).start();
    await eventually(async () => expect((await only(conversationId)).status).toBe('unknown'));
    await apply(aReport({ callback: { messageId, attempt: 1 }, status: 'sent' }));
    await eventually(async () => expect((await thread(test.database, conversationId)).map((row) => row.status)).toEqual(['sent', 'sent']));
    await core.get(OutboxSweeper).sweep();
    await core.get(OutboxDispatcher).stop();
  });

  it('of an attempt thought not sent keep the message from being sent again', async () => {
    const { conversationId, messageId } = await aQueuedMessage();
    await test.database.query('update message set attempt = 1 where id = $1', [messageId]);
    await apply(aReport({ callback: { messageId, attempt: 1 }, status: 'sent' }));
    expect((await only(conversationId)).status).toBe('sent');
    expect(await test.database.query('select 1 from outbox where message_id = $1', [messageId])).toEqual([]);
  });

  it('of a second copy change nothing of the first, but it is written down, told and counted, once', async () => {
    const { conversationId, messageId } = await aSentMessage('wamid.first-copy');
    const second = aReport({ wamid: 'wamid.second-copy', callback: { messageId, attempt: 1 }, status: 'read' });
    const before = await duplicates();
    expect(await apply({ ...second, status: 'failed' })).toEqual(['ignored']);
    expect(await confirmed(messageId)).toBe(false);
    expect(await apply(second, second)).toEqual(['applied', 'ignored']);
    expect(await apply(second)).toEqual(['ignored']);
    expect(await only(conversationId)).toMatchObject({ status: 'sent', wamid: 'wamid.first-copy' });
    expect(await confirmed(messageId)).toBe(true);
    expect((await duplicates()) - before).toBe(1);
    const told = (await liveEvents(test.database, conversationId)).filter((event) => event.type === 'message.updated');
    expect(told).toEqual([{ type: 'message.updated', messageId }]);
  });

  describe('of a message that was sent again (FT-66)', () => {
    /** An unknown message and the one a person sent in its place, accepted under this id; and that one's, when it was unknown too. */
    async function sentAgain(name: string, times = 1): Promise<string[]> {
      const { conversationId, messageId } = await aQueuedMessage();
      const ids = [messageId];
      for (let turn = 1; turn <= times; turn += 1) {
        const last = ids.at(-1) ?? '';
        await test.database.query("update message set status = 'unknown', attempt = 1, send_again_at = now() where id = $1", [last]);
        await test.database.query('delete from outbox where message_id = $1', [last]);
        ids.push((await core.get(SendAgain).execute({ conversationId, messageId: last, agent: ana })).messageId);
      }
      await test.database.query("update message set status = 'sent', attempt = 1, wamid = $2, sent_at = now() where id = $1", [
        ids.at(-1),
        name,
      ]);
      await test.database.query('delete from outbox where message_id = $1', [ids.at(-1)]);
      return ids;
    }
    const statusOf = async (id: string) =>
      (await test.database.query<{ status: string }>('select status from message where id = $1', [id]))[0]?.status;

    it('settle both, and say that the customer has it twice', async () => {
      const before = await duplicates();
      const [first = '', again = ''] = await sentAgain('wamid.again');
      await apply(aReport({ wamid: 'wamid.again', status: 'delivered' }));
      expect([await confirmed(first), await confirmed(again)]).toEqual([false, false]);
      await apply(aReport({ wamid: 'wamid.late-first', callback: { messageId: first, attempt: 1 }, status: 'delivered' }));
      expect([await statusOf(first), await statusOf(again)]).toEqual(['delivered', 'delivered']);
      expect([await confirmed(first), await confirmed(again)]).toEqual([true, true]);
      await apply(aReport({ wamid: 'wamid.late-first', status: 'read' }), aReport({ wamid: 'wamid.again', status: 'read' }));
      expect((await duplicates()) - before).toBe(1);
    });

    it('say so also when the first one is reported first, by a report that changes nothing else', async () => {
      const [first = '', again = ''] = await sentAgain('wamid.again.sent');
      await apply(aReport({ wamid: 'wamid.first.read', callback: { messageId: first, attempt: 1 }, status: 'read' }));
      expect([await confirmed(first), await confirmed(again)]).toEqual([true, true]);
    });

    it('say nothing of the kind while one of them is not known to have arrived, or has failed', async () => {
      const [first = '', again = ''] = await sentAgain('wamid.again.failed');
      await apply(aReport({ wamid: 'wamid.again.failed', status: 'failed', error: { code: '131026', title: 'Undeliverable' } }));
      await apply(aReport({ wamid: 'wamid.first.sent', callback: { messageId: first, attempt: 1 }, status: 'sent' }));
      expect([await confirmed(first), await confirmed(again)]).toEqual([false, false]);
    });

    it('find the copies of a message sent again twice, past the one in between that nobody knows about', async () => {
      const before = await duplicates();
      const [first = '', second = '', third = ''] = await sentAgain('wamid.third', 2);
      await apply(aReport({ wamid: 'wamid.third', status: 'delivered' }));
      await apply(aReport({ wamid: 'wamid.chain.first', callback: { messageId: first, attempt: 1 }, status: 'delivered' }));
      expect([await confirmed(first), await confirmed(second), await confirmed(third)]).toEqual([true, false, true]);
      await apply(aReport({ wamid: 'wamid.chain.second', callback: { messageId: second, attempt: 1 }, status: 'delivered' }));
      expect(await confirmed(second)).toBe(true);
      expect((await duplicates()) - before).toBe(2);
    });
  });

  it('never touch what a customer sent', async () => {
    const { id } = await aConversation(test.database);
    await test.database.query(
      "insert into message (id, conversation_id, seq, direction, author, type, status, wamid) values (gen_random_uuid(), $1, 1, 'inbound', 'contact', 'text', 'received', 'wamid.inbound')",
      [id],
    );
    expect(await apply(aReport({ wamid: 'wamid.inbound', status: 'read' }))).toEqual(['unknown-message']);
  });

  it('of many lanes from two sides at once do not deadlock', async () => {
    const wamids = Array.from({ length: 30 }, (_, index) => `wamid.many.${index}`);
    for (const wamid of wamids) await aSentMessage(wamid);
    const delivered = wamids.map((wamid) => aReport({ wamid, status: 'delivered' }));
    const read = [...wamids].reverse().map((wamid) => aReport({ wamid, status: 'read' }));
    await Promise.all([apply(...delivered), apply(...read), apply(...delivered), apply(...read)]);
    const [row] = await test.database.query("select count(*)::int as count from message where wamid = any($1) and status = 'read'", [
      wamids,
    ]);
    expect(row).toEqual({ count: 30 });
  });
});
