import { describe, expect, it } from '@jest/globals';
import { eventually } from '@parley/testing';
import { EndChat, OutboxDispatcher, OutboxSweeper, SendAgentMessage } from '../src/index.js';
import { anInboundText, customerWrites, startCore, thread } from './support/core.js';
import { anOpenCall } from './support/fake-channel.js';
import { NOT_SENT } from './support/quiet-chat.js';
import { aSendingSide } from './support/sending-side.js';

const side = aSendingSide();
const { aChat, send, statusesOf } = side;

/** Sessions of this database that wait for a lock right now. */
async function waiting(count: number): Promise<void> {
  await eventually(async () =>
    expect(
      await side.database.query("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"),
    ).toHaveLength(count),
  );
}

/** Holds the lane until `inside` has put everybody in the queue before it; PostgreSQL serves them in that order. */
function whileTheLaneIsHeld(conversationId: string, inside: () => Promise<void>): Promise<void> {
  return side.database.transaction(async (tx) => {
    await tx.query('select id from conversation where id = $1 for no key update', [conversationId]);
    await inside();
  });
}

// The orders that the model check found, made to happen instead of hoped for: real connections stopped at real locks.
describe('a send and an end at the same lane', () => {
  const agentSends = (conversationId: string) =>
    side.core
      .get(SendAgentMessage)
      .execute({ conversationId, agent: side.ana, text: 'racing', replyTo: null, idempotencyKey: null })
      .then(
        () => 'sent',
        (error: { code: string }) => error.code,
      );
  const agentEnds = (conversationId: string) =>
    side.core.get(EndChat).execute({ conversationId, agent: side.ana, message: 'Bye', reason: null, undoSeconds: 0 });

  it('C8 the end is first: the send, which had been waiting, sees it and is refused; nothing of it is stored', async () => {
    const id = await aChat();
    let ended: Promise<void> = Promise.resolve();
    let sent: Promise<string> = Promise.resolve('');
    await whileTheLaneIsHeld(id, async () => {
      ended = customerWrites(side.core, id, anInboundText('done'));
      await waiting(1);
      sent = agentSends(id);
      await waiting(2);
    });
    await ended;
    expect(await sent).toBe('CHAT_NOT_ACTIVE');
    expect((await thread(side.database, id)).filter(({ author }) => author === 'agent')).toEqual([]);
  });

  it('C8 the send is first: the end by the customer, which had been waiting, calls it off', async () => {
    const id = await aChat();
    let ended: Promise<void> = Promise.resolve();
    let sent: Promise<string> = Promise.resolve('');
    await whileTheLaneIsHeld(id, async () => {
      sent = agentSends(id);
      await waiting(1);
      ended = customerWrites(side.core, id, anInboundText('done'));
      await waiting(2);
    });
    await ended;
    expect(await sent).toBe('sent');
    expect((await thread(side.database, id)).find(({ text }) => text === 'racing')?.status).toBe('cancelled');
    side.core.get(OutboxDispatcher).start();
    await eventually(() => expect(side.core.channel.sent.length).toBeGreaterThan(0));
    expect(side.core.channel.texts).not.toContain('racing');
  });

  it('C8 the agent ends while a send waits: refused, and the closing message is the last word of the chat', async () => {
    const id = await aChat();
    let ended: Promise<void> = Promise.resolve();
    let sent: Promise<string> = Promise.resolve('');
    await whileTheLaneIsHeld(id, async () => {
      ended = agentEnds(id);
      await waiting(1);
      sent = agentSends(id);
      await waiting(2);
    });
    await ended;
    expect(await sent).toBe('CHAT_NOT_ACTIVE');
    expect((await thread(side.database, id)).map(({ text }) => text)).not.toContain('racing');
  });

  it('C7 START is committed while an end of the customer waits for the lane: what is on its way is past calling off, the rest is not', async () => {
    const id = await aChat();
    const open = anOpenCall();
    side.core.channel.answerNext(open.answer);
    await send(id, 'on its way');
    await send(id, 'queued');
    side.core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statusesOf(id)).toEqual(['sending', 'queued']));
    let ended: Promise<void> = Promise.resolve();
    await whileTheLaneIsHeld(id, async () => {
      ended = customerWrites(side.core, id, anInboundText('done'));
      await waiting(1);
      // The outcome queues behind the end: it must see a chat that is over.
      open.settle({ kind: 'not-sent', reason: 'rate limit', scope: 'message', retryAfterMs: 60_000 });
      await waiting(2);
    });
    await ended;
    await eventually(async () => expect((await statusesOf(id)).slice(0, 2)).toEqual(['cancelled', 'cancelled']));
    expect(side.core.channel.texts.filter((text) => text === 'on its way')).toHaveLength(1);
    expect(side.core.channel.texts).not.toContain('queued');
  });
});

describe('two senders at the same row', () => {
  it('C10 one stands still in the commit of its START: the other starts nothing, before and after it; one call, one attempt', async () => {
    const id = await aChat();
    await side.database.query(`
      create function stand_still() returns trigger language plpgsql as
        'begin perform pg_advisory_xact_lock_shared(4711); return null; end';
      create constraint trigger stand_still after update on outbox deferrable initially deferred
        for each row when (new.state = 'sending') execute function stand_still()`);
    const other = await startCore(side.database, { channel: side.core.channel });
    try {
      await send(id, 'once');
      await side.database.transaction(async (tx) => {
        await tx.query('select pg_advisory_xact_lock(4711)');
        side.core.get(OutboxDispatcher).start();
        await waiting(1);
        other.get(OutboxDispatcher).start();
        // The other looks again and again at a row that is still `queued` for it.
        for (let look = 0; look < 10; look += 1) {
          other.wake.wake('outbox');
          await new Promise((resolve) => setTimeout(resolve, 30));
        }
        expect(side.core.channel.sent).toEqual([]);
        // It has passed the lane by: only the first one waits.
        await waiting(1);
      });
      await eventually(async () => expect(await statusesOf(id)).toEqual(['sent']));
      other.wake.wake('outbox');
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(side.core.channel.sent.map(({ attempt }) => attempt)).toEqual([1]);
    } finally {
      await other.stop();
      await side.core.stop();
      await side.database.query('drop trigger stand_still on outbox; drop function stand_still');
    }
  });
});

describe('a late proof', () => {
  it('C6 that comes after the hold, when a later message was accepted, puts nothing back in line behind it', async () => {
    const id = await aChat();
    const open = anOpenCall();
    side.core.channel.answerNext(open.answer);
    await send(id, 'first');
    await send(id, 'second');
    side.core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statusesOf(id)).toEqual(['sending', 'queued']));
    await side.database.query("update outbox set lease_until = now() - interval '2 seconds' where state = 'sending'");
    await side.core.get(OutboxSweeper).sweep();
    await side.database.query("update outbox set hold_until = now() - interval '1 second' where state = 'unknown'");
    await side.core.get(OutboxSweeper).sweep();
    await eventually(async () => expect(await statusesOf(id)).toEqual(['unknown', 'sent']));
    open.settle(NOT_SENT);
    await eventually(async () => expect(await statusesOf(id)).toEqual(['rejected', 'sent']));
    expect((await thread(side.database, id))[0]?.error_code).toBe('not_sent');
    expect(await side.database.query('select 1 from outbox where conversation_id = $1', [id])).toEqual([]);
    expect(side.core.channel.texts).toEqual(['first', 'second']);
  });
});
