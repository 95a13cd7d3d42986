import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAgent, eventually } from '@parley/testing';
import {
  EndChat,
  OutboxDispatcher,
  OutboxSweeper,
  RecordDeliveryReports,
  SendAgain,
  type AgentRef,
  type SendOutcome,
} from '../src/index.js';
import {
  anInboundText,
  conversationRow,
  createTestDatabase,
  customerWrites,
  liveEvents,
  startCore,
  type Core,
  type TestDatabase,
} from './support/core.js';
import { anOpenCall } from './support/fake-channel.js';
import { agentSends, aQuietChat, NOT_SENT } from './support/quiet-chat.js';

let test: TestDatabase;
let core: Core;
let ana: AgentRef;
let ben: AgentRef;

beforeAll(async () => {
  test = await createTestDatabase();
  ana = await anAgent(test.database, { name: 'Ana' });
  ben = await anAgent(test.database, { name: 'Ben' });
});

beforeEach(async () => {
  await test.database.query('delete from outbox');
  core = await startCore(test.database);
});

afterEach(() => core.stop());
afterAll(() => test.drop());

interface Row {
  readonly id: string;
  readonly text: string;
  readonly status: string;
  readonly error_code: string | null;
  readonly retry_of: string | null;
  readonly superseded_by: string | null;
  readonly after_s: number | null;
}

/** `after_s`: when it may be sent again, in seconds from START as the outbox knows it, else from now. */
async function row(id: string): Promise<Row> {
  const [found] = await test.database.query<Row>(
    `select m.id, m.text, m.status, m.error_code, m.retry_of, m.superseded_by,
            round(extract(epoch from m.send_again_at - coalesce((select started_at from outbox where message_id = m.id), now())))::int as after_s
       from message m where m.id = $1`,
    [id],
  );
  if (!found) throw new Error('no such message');
  return found;
}

const press = (conversationId: string, messageId: string, agent = ana, at = core) =>
  at.get(SendAgain).execute({ conversationId, messageId, agent });
const copies = (messageId: string) => core.channel.sent.filter((message) => message.messageId === messageId).length;
const sends = (conversationId: string, text = 'It leaves today.') => agentSends(core, conversationId, ana, text);

/** A minute goes by: for the message, and for the lane behind it. */
async function aMinuteLater(messageId: string): Promise<void> {
  const past = "now() - interval '1 second'";
  await test.database.query(`update message set send_again_at = ${past} where id = $1`, [messageId]);
  await test.database.query(`update outbox set hold_until = ${past}, lease_until = ${past} where message_id = $1`, [messageId]);
}

/** A message of unknown fate, a minute old. */
async function anUnknown(): Promise<{ conversationId: string; messageId: string }> {
  const conversationId = await aQuietChat(test.database, ana);
  // What an earlier round has sent again must have left, or it takes the answer scripted here.
  await eventually(async () => expect(await test.database.query(`select 1 from outbox where state <> 'unknown'`)).toEqual([]));
  core.channel.answerNext({ kind: 'unknown', reason: 'timed out' });
  const { messageId } = await sends(conversationId);
  core.get(OutboxDispatcher).start();
  await eventually(async () => expect((await row(messageId)).status).toBe('unknown'));
  await aMinuteLater(messageId);
  return { conversationId, messageId };
}

/** The same, but its sender is only stopped: its outcome is still to come. */
async function anUnknownWithItsCallOpen(): Promise<{ conversationId: string; messageId: string; settle: (outcome: SendOutcome) => void }> {
  const conversationId = await aQuietChat(test.database, ana);
  const open = anOpenCall();
  core.channel.answerNext(open.answer);
  const { messageId } = await sends(conversationId);
  core.get(OutboxDispatcher).start();
  await eventually(() => expect(copies(messageId)).toBe(1));
  await aMinuteLater(messageId);
  await core.get(OutboxSweeper).sweep();
  expect((await row(messageId)).status).toBe('unknown');
  await aMinuteLater(messageId);
  return { conversationId, messageId, settle: open.settle };
}

describe('when a message may be sent again', () => {
  it('is a minute after its START, when its call told nothing', async () => {
    const conversationId = await aQuietChat(test.database, ana);
    core.channel.answerNext({ kind: 'unknown', reason: 'timed out' });
    const { messageId } = await sends(conversationId);
    core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await row(messageId)).toMatchObject({ status: 'unknown', after_s: 60 }));
    await expect(press(conversationId, messageId)).rejects.toMatchObject({ code: 'SEND_AGAIN_TOO_EARLY' });
  });

  it('is a minute after its START, when its sender died, and never more than a minute from now', async () => {
    const conversationId = await aQuietChat(test.database, ana);
    const open = anOpenCall();
    core.channel.answerNext(open.answer);
    const { messageId } = await sends(conversationId);
    core.get(OutboxDispatcher).start();
    await eventually(() => expect(copies(messageId)).toBe(1));
    await test.database.query("update outbox set lease_until = now() - interval '1 second' where message_id = $1", [messageId]);
    await core.get(OutboxSweeper).sweep();
    expect(await row(messageId)).toMatchObject({ status: 'unknown', after_s: 60 });
    // As after a database clock that was set back by an hour between START and now (FT-47).
    await test.database.query("update outbox set state = 'sending', started_at = now() + interval '1 hour' where message_id = $1", [
      messageId,
    ]);
    await test.database.query("update message set status = 'sending' where id = $1", [messageId]);
    await core.get(OutboxSweeper).sweep();
    await test.database.query('delete from outbox where message_id = $1', [messageId]);
    const { after_s: fromNow } = await row(messageId);
    expect(fromNow).toBeGreaterThan(55);
    expect(fromNow).toBeLessThanOrEqual(60);
    open.settle({ kind: 'unknown', reason: 'stopped' });
  });
});

describe('sending again', () => {
  it('is a new message behind the others, linked to the first, which stays what it is', async () => {
    const { conversationId, messageId } = await anUnknown();
    const { messageId: behind } = await sends(conversationId, 'And the invoice?');
    const again = await press(conversationId, messageId);
    expect(again.created).toBe(true);
    await eventually(async () => expect((await row(again.messageId)).status).toBe('sent'));
    expect(await row(messageId)).toMatchObject({ status: 'unknown', superseded_by: again.messageId, retry_of: null });
    expect(await row(again.messageId)).toMatchObject({ text: 'It leaves today.', retry_of: messageId, superseded_by: null });
    expect(core.channel.sent.map((message) => message.messageId)).toEqual([messageId, behind, again.messageId]);
    const events = await liveEvents(test.database, conversationId);
    expect(events).toContainEqual({ type: 'message.created', messageId: again.messageId });
    expect(events.filter((event) => event.messageId === messageId && event.type === 'message.updated').length).toBeGreaterThanOrEqual(2);
  });

  it('can be done with a copy that became unknown too', async () => {
    const { conversationId, messageId } = await anUnknown();
    core.channel.answerNext({ kind: 'unknown', reason: 'timed out' });
    const second = await press(conversationId, messageId);
    await eventually(async () => expect((await row(second.messageId)).status).toBe('unknown'));
    await aMinuteLater(second.messageId);
    const third = await press(conversationId, second.messageId);
    await eventually(async () => expect((await row(third.messageId)).status).toBe('sent'));
    expect(await press(conversationId, messageId)).toEqual({ messageId: second.messageId, created: false });
  });

  it('never happens by itself', async () => {
    const { conversationId, messageId } = await anUnknown();
    await core.get(OutboxSweeper).sweep();
    await sends(conversationId, 'next');
    await eventually(() => expect(core.channel.texts).toEqual(['It leaves today.', 'next']));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(copies(messageId)).toBe(1);
  });

  it('is refused with nothing written, and knows only messages of its conversation', async () => {
    const { conversationId, messageId } = await anUnknown();
    const before = await conversationRow(test.database, conversationId);
    await expect(press(conversationId, messageId, ben)).rejects.toMatchObject({ code: 'CHAT_ALREADY_TAKEN' });
    await expect(press(conversationId, conversationId)).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
    await expect(press(await aQuietChat(test.database, ana), messageId)).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
    await expect(press(messageId, messageId)).rejects.toMatchObject({ code: 'CONVERSATION_NOT_FOUND' });
    await core.get(EndChat).execute({ conversationId, agent: ana, message: null, reason: null, undoSeconds: 30 });
    await expect(press(conversationId, messageId)).rejects.toMatchObject({ code: 'CHAT_NOT_ACTIVE' });
    expect(await row(messageId)).toMatchObject({ status: 'unknown', superseded_by: null });
    expect((await conversationRow(test.database, conversationId))['next_seq']).toBe(before['next_seq']);
  });
});

describe('two presses at once', () => {
  it('make one message, and both get it (protocol-check, row 10)', async () => {
    const other = await startCore(test.database);
    for (let round = 0; round < 5; round += 1) {
      const { conversationId, messageId } = await anUnknown();
      const answers = await Promise.all([0, 1, 2, 3].map((turn) => press(conversationId, messageId, ana, turn % 2 ? other : core)));
      expect(answers.filter((answer) => answer.created)).toHaveLength(1);
      const [again, ...more] = new Set(answers.map((answer) => answer.messageId));
      expect(more).toEqual([]);
      await eventually(async () => expect((await row(again ?? '')).status).toBe('sent'));
      expect([copies(messageId), copies(again ?? '')]).toEqual([1, 1]);
    }
  });

  it('with a late NOT SENT in between make one copy, and nothing is put back in line (row 10, C2)', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { conversationId, messageId, settle } = await anUnknownWithItsCallOpen();
      const late = () => Promise.resolve(settle(NOT_SENT));
      const pressing = () => press(conversationId, messageId);
      const order = round % 2 === 0 ? [pressing, late, pressing] : [late, pressing, pressing];
      const answers = (await Promise.all(order.map((step) => step()))).flatMap((answer) => answer ?? []);
      expect(answers.filter((answer) => answer.created)).toHaveLength(1);
      const again = answers[0]?.messageId ?? '';
      await eventually(async () => expect((await row(again)).status).toBe('sent'));
      await eventually(async () =>
        expect(await row(messageId)).toMatchObject({ status: 'rejected', error_code: 'not_sent', superseded_by: again }),
      );
      expect(await test.database.query('select 1 from outbox where conversation_id = $1', [conversationId])).toEqual([]);
      expect([copies(messageId), copies(again)]).toEqual([1, 1]);
    }
  });
});

describe('a press against', () => {
  it('a late NOT SENT that was first: it may be pressed at once, though the minute is not over', async () => {
    const { conversationId, messageId, settle } = await anUnknownWithItsCallOpen();
    await test.database.query("update message set send_again_at = now() + interval '1 minute' where id = $1", [messageId]);
    settle(NOT_SENT);
    await eventually(async () => expect(await row(messageId)).toMatchObject({ status: 'rejected', error_code: 'not_sent' }));
    const again = await press(conversationId, messageId);
    await eventually(async () => expect((await row(again.messageId)).status).toBe('sent'));
  });

  it('a late delivery report: refused when the report was first, else the old row is settled all the same', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { conversationId, messageId } = await anUnknown();
      const report = {
        wamid: `wamid.late.${round}`,
        callback: { messageId, attempt: 1 },
        status: 'delivered',
        at: new Date(),
        error: null,
      } as const;
      const reporting = () => core.get(RecordDeliveryReports).apply([report]);
      const pressing = () => press(conversationId, messageId);
      const settled = await Promise.allSettled((round % 2 === 0 ? [reporting, pressing] : [pressing, reporting]).map((step) => step()));
      const refused = settled.find((one) => one.status === 'rejected');
      if (refused) expect(refused.reason).toMatchObject({ code: 'MESSAGE_NOT_RESENDABLE' });
      const old = await row(messageId);
      expect(old.status).toBe('delivered');
      expect(old.superseded_by === null).toBe(refused !== undefined);
    }
  });

  it('the customer’s end: nothing of the chat stays queued, whoever was first', async () => {
    await core.stop();
    for (let round = 0; round < 6; round += 1) {
      const conversationId = await aQuietChat(test.database, ana);
      const { messageId } = await sends(conversationId);
      await test.database.query("update message set status = 'unknown', attempt = 1 where id = $1", [messageId]);
      await test.database.query('delete from outbox where message_id = $1', [messageId]);
      await aMinuteLater(messageId);
      const [pressed] = await Promise.allSettled([
        press(conversationId, messageId),
        customerWrites(core, conversationId, anInboundText('done')),
      ]);
      if (pressed.status === 'rejected') expect(pressed.reason).toMatchObject({ code: 'CHAT_NOT_ACTIVE' });
      else expect((await row(pressed.value.messageId)).status).toBe('cancelled');
      const queued = "select 1 from outbox where conversation_id = $1 and author = 'agent'";
      expect(await test.database.query(queued, [conversationId])).toEqual([]);
      expect((await row(messageId)).status).toBe('unknown');
    }
  });
});
