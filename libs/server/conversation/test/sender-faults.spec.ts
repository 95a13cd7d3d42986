import { describe, expect, it } from '@jest/globals';
import { eventually, TestClock } from '@parley/testing';
import { OutboxDispatcher, OutboxSweeper } from '../src/index.js';
import { startCore, thread } from './support/core.js';
import { anOpenCall } from './support/fake-channel.js';
import { NOT_SENT } from './support/quiet-chat.js';
import { aSendingSide } from './support/sending-side.js';

const side = aSendingSide();
const { aChat, send, statusesOf } = side;

describe('a process that dies or sleeps', () => {
  it('INV-06 leaves a message after START that becomes unknown, is never sent again, and whose lane goes on after the hold', async () => {
    const id = await aChat();
    const lost = anOpenCall();
    side.core.channel.answerNext(lost.answer);
    await send(id, 'first');
    await send(id, 'second');
    const dead = await startCore(side.database, { channel: side.core.channel });
    dead.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statusesOf(id)).toEqual(['sending', 'queued']));
    // From here on nobody knows of the call: its process is gone.
    await side.database.query("update outbox set lease_until = now() - interval '1 second' where state = 'sending'");
    const sweeper = side.core.get(OutboxSweeper);
    await sweeper.sweep();
    expect(await statusesOf(id)).toEqual(['unknown', 'queued']);
    await side.database.query("update outbox set hold_until = now() - interval '1 second' where state = 'unknown'");
    await sweeper.sweep();
    side.core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statusesOf(id)).toEqual(['unknown', 'sent']));
    expect(side.core.channel.texts).toEqual(['first', 'second']);
    // Only now the dead process lets go of the test; its outcome finds nothing to change.
    lost.settle(NOT_SENT);
    await dead.stop();
    expect((await statusesOf(id))[1]).toBe('sent');
  });

  it('is noticed by the sweeper’s own clock when the database’s clock was set back', async () => {
    const clock = new TestClock();
    const watching = await startCore(side.database, { clock });
    const id = await aChat();
    await send(id, 'first');
    const future = "now() + interval '1 hour'";
    await side.database.query(
      `update outbox set state = 'sending', attempt = 1, lease_until = ${future}, hold_until = ${future} where conversation_id = $1`,
      [id],
    );
    await side.database.query("update message set status = 'sending', attempt = 1 where conversation_id = $1", [id]);
    const sweeper = watching.get(OutboxSweeper);
    await sweeper.sweep();
    clock.advance(34_000);
    await sweeper.sweep();
    expect(await statusesOf(id)).toEqual(['sending']);
    clock.advance(1_000);
    await sweeper.sweep();
    expect(await statusesOf(id)).toEqual(['unknown']);
    const [row] = await side.database.query<{ hold: number }>(
      'select extract(epoch from hold_until - now())::float8 as hold from outbox where conversation_id = $1',
      [id],
    );
    expect(row?.hold).toBeLessThanOrEqual(15);
  });

  it('does not write once the fence has fallen', async () => {
    const clock = new TestClock();
    const sleepy = await startCore(side.database, { clock, channel: side.core.channel });
    const id = await aChat();
    const answers: boolean[] = [];
    side.core.channel.answerNext((message) => {
      answers.push(message.mayStillWrite());
      clock.advance(5_000);
      answers.push(message.mayStillWrite());
      return NOT_SENT;
    });
    await send(id, 'Hello');
    sleepy.get(OutboxDispatcher).start();
    await eventually(() => expect(answers).toEqual([true, false]));
    await sleepy.stop();
  });

  it('C2 that wakes up after the sweeper with NOT SENT leaves the message failed, never queued', async () => {
    const id = await aChat();
    const open = anOpenCall();
    side.core.channel.answerNext(open.answer);
    await send(id, 'first');
    side.core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statusesOf(id)).toEqual(['sending']));
    await side.database.query("update outbox set lease_until = now() - interval '1 second' where state = 'sending'");
    await side.core.get(OutboxSweeper).sweep();
    open.settle(NOT_SENT);
    await eventually(async () => expect(await statusesOf(id)).toEqual(['rejected']));
    expect((await thread(side.database, id))[0]?.error_code).toBe('not_sent');
    expect(await side.database.query('select 1 from outbox where conversation_id = $1', [id])).toEqual([]);
    expect(side.core.channel.texts).toEqual(['first']);
  });

  it('that wakes up after the hold with an acceptance still tells it', async () => {
    const id = await aChat();
    const open = anOpenCall();
    side.core.channel.answerNext(open.answer);
    await send(id, 'first');
    side.core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statusesOf(id)).toEqual(['sending']));
    await side.database.query("update outbox set lease_until = now() - interval '9 second', hold_until = now() - interval '1 second'");
    await side.core.get(OutboxSweeper).sweep();
    await side.core.get(OutboxSweeper).sweep();
    expect(await side.database.query('select 1 from outbox where conversation_id = $1', [id])).toEqual([]);
    open.settle({ kind: 'accepted', wamid: 'wamid.late' });
    await eventually(async () => expect(await statusesOf(id)).toEqual(['sent']));
  });
});
