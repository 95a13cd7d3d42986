import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAgent, eventually, TestClock } from '@parley/testing';
import { OutboxDispatcher, OutboxSweeper, type AgentRef } from '../src/index.js';
import { createTestDatabase, startCore, thread, type Core, type TestDatabase } from './support/core.js';
import { anOpenCall } from './support/fake-channel.js';
import { agentSends, aQuietChat, NOT_SENT, statuses } from './support/quiet-chat.js';

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

describe('a process that dies or sleeps', () => {
  it('leaves a message after START that becomes unknown, is never sent again, and whose lane goes on after the hold', async () => {
    const id = await aChat();
    const lost = anOpenCall();
    core.channel.answerNext(lost.answer);
    await send(id, 'first');
    await send(id, 'second');
    const dead = await startCore(test.database, { channel: core.channel });
    dead.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statusesOf(id)).toEqual(['sending', 'queued']));
    // From here on nobody knows of the call: its process is gone.
    await test.database.query("update outbox set lease_until = now() - interval '1 second' where state = 'sending'");
    const sweeper = core.get(OutboxSweeper);
    await sweeper.sweep();
    expect(await statusesOf(id)).toEqual(['unknown', 'queued']);
    await test.database.query("update outbox set hold_until = now() - interval '1 second' where state = 'unknown'");
    await sweeper.sweep();
    core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statusesOf(id)).toEqual(['unknown', 'sent']));
    expect(core.channel.texts).toEqual(['first', 'second']);
    // Only now the dead process lets go of the test; its outcome finds nothing to change.
    lost.settle(NOT_SENT);
    await dead.stop();
    expect((await statusesOf(id))[1]).toBe('sent');
  });

  it('is noticed by the sweeper’s own clock when the database’s clock was set back', async () => {
    const clock = new TestClock();
    const watching = await startCore(test.database, { clock });
    const id = await aChat();
    await send(id, 'first');
    const future = "now() + interval '1 hour'";
    await test.database.query(
      `update outbox set state = 'sending', attempt = 1, lease_until = ${future}, hold_until = ${future} where conversation_id = $1`,
      [id],
    );
    await test.database.query("update message set status = 'sending', attempt = 1 where conversation_id = $1", [id]);
    const sweeper = watching.get(OutboxSweeper);
    await sweeper.sweep();
    clock.advance(34_000);
    await sweeper.sweep();
    expect(await statusesOf(id)).toEqual(['sending']);
    clock.advance(1_000);
    await sweeper.sweep();
    expect(await statusesOf(id)).toEqual(['unknown']);
    const [row] = await test.database.query<{ hold: number }>(
      'select extract(epoch from hold_until - now())::float8 as hold from outbox where conversation_id = $1',
      [id],
    );
    expect(row?.hold).toBeLessThanOrEqual(15);
  });

  it('does not write once the fence has fallen', async () => {
    const clock = new TestClock();
    const sleepy = await startCore(test.database, { clock, channel: core.channel });
    const id = await aChat();
    const answers: boolean[] = [];
    core.channel.answerNext((message) => {
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

  it('that wakes up after the sweeper with NOT SENT leaves the message failed, never queued', async () => {
    const id = await aChat();
    const open = anOpenCall();
    core.channel.answerNext(open.answer);
    await send(id, 'first');
    core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statusesOf(id)).toEqual(['sending']));
    await test.database.query("update outbox set lease_until = now() - interval '1 second' where state = 'sending'");
    await core.get(OutboxSweeper).sweep();
    open.settle(NOT_SENT);
    await eventually(async () => expect(await statusesOf(id)).toEqual(['rejected']));
    expect((await thread(test.database, id))[0]?.error_code).toBe('not_sent');
    expect(await test.database.query('select 1 from outbox where conversation_id = $1', [id])).toEqual([]);
    expect(core.channel.texts).toEqual(['first']);
  });

  it('that wakes up after the hold with an acceptance still tells it', async () => {
    const id = await aChat();
    const open = anOpenCall();
    core.channel.answerNext(open.answer);
    await send(id, 'first');
    core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statusesOf(id)).toEqual(['sending']));
    await test.database.query("update outbox set lease_until = now() - interval '9 second', hold_until = now() - interval '1 second'");
    await core.get(OutboxSweeper).sweep();
    await core.get(OutboxSweeper).sweep();
    expect(await test.database.query('select 1 from outbox where conversation_id = $1', [id])).toEqual([]);
    open.settle({ kind: 'accepted', wamid: 'wamid.late' });
    await eventually(async () => expect(await statusesOf(id)).toEqual(['sent']));
  });
});
