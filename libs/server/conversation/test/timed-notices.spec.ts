import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aConversation, anAgent, eventually } from '@parley/testing';
import { Apologise, Hours, SendAgentMessage, Settings, TimerRunner, type AgentRef } from '../src/index.js';
import {
  anInboundText,
  aTap,
  conversationRow,
  createTestDatabase,
  customerWrites,
  startCore,
  type Core,
  type TestDatabase,
} from './support/core.js';

interface Said {
  readonly said: string | null;
  readonly text: string;
}

interface Timer {
  readonly kind: string;
  readonly due_in: number;
}

describe('what a chat does when time passes', () => {
  let test: TestDatabase;
  /** Three processes over one database: every timer is due for all of them. */
  let cores: Core[];
  let core: Core;
  let ana: AgentRef;

  beforeAll(async () => {
    test = await createTestDatabase();
    cores = [await startCore(test.database), await startCore(test.database), await startCore(test.database)];
    core = cores[0] as Core;
    ana = await anAgent(test.database, { name: 'Ana' });
  });
  afterAll(async () => {
    for (const each of cores) await each.stop();
    await test.drop();
  });
  beforeEach(async () => {
    await core.get(Settings).change({ 'inactivity.nudgeMinutes': 15, 'inactivity.closeMinutes': 10, 'window.reminder': true }, ana.id);
    for (const each of cores) await each.get(Settings).refresh();
    for (const each of cores) await each.get(Hours).refresh();
    await heardFor('1 day');
  });
  afterEach(async () => {
    for (const each of cores) await each.get(TimerRunner).stop();
    await core.get(Hours).remove(null);
    await test.database.query('delete from timer');
  });

  /** As if a server that takes in webhooks had been there for so long, and stayed. */
  const heardFor = (time: string): Promise<unknown> =>
    test.database.query(`update presence_watch set listening_since = now() - $1::interval, seen_at = now() + interval '1 hour'`, [time]);

  const runTimers = (): void => cores.forEach((each) => each.get(TimerRunner).start());

  function timersOf(conversationId: string): Promise<Timer[]> {
    return test.database.query<Timer>(
      'select kind, round(extract(epoch from due_at - now()) / 60)::int as due_in from timer where conversation_id = $1 order by kind',
      [conversationId],
    );
  }

  async function said(conversationId: string): Promise<(string | null)[]> {
    const sql = `select said, text from message where conversation_id = $1 and author = 'bot' order by seq`;
    return (await test.database.query<Said>(sql, [conversationId])).map((row) => row.said);
  }

  /** As if everything so far had happened this much earlier: rows are moved, nobody sleeps. */
  async function minutesPass(conversationId: string, minutes: number): Promise<void> {
    await test.database.query(
      `update conversation set service_window_expires_at = service_window_expires_at - $2 * interval '1 minute', context = case
           when context ? 'turn' then jsonb_set(context, '{turn,since}',
             to_jsonb(to_char((context #>> '{turn,since}')::timestamptz at time zone 'utc' - $2 * interval '1 minute', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
           else context end
        where id = $1`,
      [conversationId, minutes],
    );
    await test.database.query(
      `update notice n set detail = to_char(n.detail::timestamptz at time zone 'utc' - $2 * interval '1 minute', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
         from chat c where c.id = n.chat_id and c.conversation_id = $1 and n.kind = 'nudge'`,
      [conversationId, minutes],
    );
    await test.database.query(`update timer set due_at = due_at - $2 * interval '1 minute' where conversation_id = $1`, [
      conversationId,
      minutes,
    ]);
  }

  const arrives = (conversationId: string, status = 'delivered'): Promise<unknown> =>
    test.database.query(`update message set status = $2 where conversation_id = $1 and direction = 'outbound'`, [conversationId, status]);

  const writes = (conversationId: string, text: string): Promise<unknown> =>
    core.get(SendAgentMessage).execute({ conversationId, agent: ana, text, replyTo: null, idempotencyKey: null });

  it('asks who went quiet, once however many processes there are, then closes', async () => {
    const { id } = await aConversation(test.database, { chat: { agent: ana } });
    await customerWrites(core, id, anInboundText('Is it blue?'));
    await writes(id, 'Dark blue.');
    await arrives(id);
    expect(await timersOf(id)).toContainEqual({ kind: 'nudge', due_in: 15 });
    await minutesPass(id, 15);
    runTimers();
    await eventually(async () => expect(await timersOf(id)).toContainEqual({ kind: 'inactive', due_in: 10 }));
    await arrives(id);
    await minutesPass(id, 10);
    await eventually(async () => expect(await conversationRow(test.database, id)).toMatchObject({ chat_id: null, state: 'MAIN_MENU' }));
    expect((await said(id)).filter((key) => key === 'nudge' || key === 'ended.inactive')).toEqual(['nudge', 'ended.inactive']);
    const [chat] = await test.database.query('select status, ended_by, end_reason from chat where conversation_id = $1', [id]);
    expect(chat).toEqual({ status: 'ended', ended_by: 'system', end_reason: 'inactive' });
  });

  it('writes one row for a lively chat, and moves it only when it comes too early', async () => {
    const { id } = await aConversation(test.database, { chat: { agent: ana } });
    const row = async (): Promise<unknown> =>
      (await test.database.query(`select xmin::text, due_at from timer where conversation_id = $1 and kind = 'nudge'`, [id]))[0];
    await customerWrites(core, id, anInboundText('Hello'));
    await writes(id, 'Hello');
    const first = await row();
    for (const text of ['one', 'two', 'three']) {
      await customerWrites(core, id, anInboundText(text));
      await writes(id, text);
    }
    expect(await row()).toEqual(first);
    await arrives(id);
    await test.database.query('update timer set due_at = now() where conversation_id = $1', [id]);
    runTimers();
    await eventually(async () => expect(await timersOf(id)).toContainEqual({ kind: 'nudge', due_in: 15 }));
    expect(await said(id)).not.toContain('nudge');
  });

  it('never asks while it is our turn, nor before what was said has arrived', async () => {
    const { id } = await aConversation(test.database, { chat: { agent: ana } });
    await customerWrites(core, id, anInboundText('Hello'));
    await writes(id, 'Which one?');
    await customerWrites(core, id, anInboundText('The tall one'));
    await minutesPass(id, 60);
    const { id: other } = await aConversation(test.database, { chat: { agent: ana } });
    await customerWrites(core, other, anInboundText('Hello'));
    await writes(other, 'Which one?');
    await arrives(other, 'unknown');
    await minutesPass(other, 60);
    runTimers();
    await eventually(async () => expect((await timersOf(id)).map(({ kind }) => kind)).not.toContain('nudge'));
    await eventually(async () => expect(await timersOf(other)).toContainEqual({ kind: 'nudge', due_in: 10 }));
    expect([...(await said(id)), ...(await said(other))]).not.toContain('nudge');
  });

  it('puts on record what it leaves unsaid and why, once however often, and nothing where it has said it', async () => {
    const { id } = await aConversation(test.database, { chat: { agent: ana } });
    const unsaid = (): Promise<unknown[]> =>
      test.database.query('select u.said, u.why from notice_unsaid u join chat c on c.id = u.chat_id where c.conversation_id = $1', [id]);
    for (const text of ['Hello', 'Are you there?']) {
      await customerWrites(core, id, anInboundText(text));
      await writes(id, 'Which one?');
      await arrives(id);
      await minutesPass(id, 15);
      await test.database.query('update contact set opted_out_at = now() where id = (select contact_id from conversation where id = $1)', [
        id,
      ]);
      runTimers();
      await eventually(async () => expect((await timersOf(id)).map(({ kind }) => kind)).not.toContain('nudge'));
      for (const each of cores) await each.get(TimerRunner).stop();
      expect(await unsaid()).toEqual([{ said: 'nudge', why: 'opted-out' }]);
    }
    expect(await said(id)).not.toContain('nudge');
  });

  it('asks nobody and closes nothing right after two days in which we heard nobody: the silence begins anew', async () => {
    const { id } = await aConversation(test.database, { chat: { agent: ana } });
    const { id: asked } = await aConversation(test.database, { chat: { agent: ana } });
    for (const each of [id, asked]) {
      await customerWrites(core, each, anInboundText('Hello'));
      await writes(each, 'Which one?');
      await arrives(each);
    }
    await minutesPass(asked, 15);
    runTimers();
    await eventually(async () => expect(await timersOf(asked)).toContainEqual({ kind: 'inactive', due_in: 10 }));
    for (const each of cores) await each.get(TimerRunner).stop();
    await arrives(asked);
    await heardFor('0 s');
    for (const each of [id, asked]) await minutesPass(each, 48 * 60);
    // The window is open all the same: they wrote while we were away, or nobody would be asked anything.
    await test.database.query(`update conversation set service_window_expires_at = now() + interval '1 hour' where id = any($1::uuid[])`, [
      [id, asked],
    ]);
    runTimers();
    await eventually(async () => expect(await timersOf(id)).toContainEqual({ kind: 'nudge', due_in: 15 }));
    await eventually(async () => expect(await timersOf(asked)).toContainEqual({ kind: 'inactive', due_in: 10 }));
    expect([await said(id), (await said(asked)).filter((key) => key === 'ended.inactive')]).toEqual([['agent.joined'], []]);
    await heardFor('15 minutes');
    for (const each of [id, asked]) await minutesPass(each, 15);
    await eventually(async () => expect(await said(id)).toContain('nudge'));
    await eventually(async () => expect(await said(asked)).toContain('ended.inactive'));
  });

  it('closes nothing while a message of theirs is stored and not read yet', async () => {
    const { id } = await aConversation(test.database, { chat: { agent: ana } });
    await customerWrites(core, id, anInboundText('Hello'));
    await writes(id, 'Which one?');
    await arrives(id);
    await minutesPass(id, 15);
    runTimers();
    await eventually(async () => expect(await timersOf(id)).toContainEqual({ kind: 'inactive', due_in: 10 }));
    await arrives(id);
    await test.database.query(
      `insert into inbox (raw_id, entry_no, change_no, item_no, kind, dedupe_key, conversation_id) values (1, 0, 0, 0, 'message', '\\x01', $1)`,
      [id],
    );
    await minutesPass(id, 10);
    await eventually(async () => expect(await timersOf(id)).toContainEqual({ kind: 'inactive', due_in: 10 }));
    expect(await conversationRow(test.database, id)).toMatchObject({ chat_status: 'active' });
    await test.database.query("update inbox set state = 'done' where conversation_id = $1", [id]);
    await minutesPass(id, 10);
    await eventually(async () => expect(await conversationRow(test.database, id)).toMatchObject({ chat_id: null }));
  });

  it('asks to keep the window open while we owe an answer, once', async () => {
    const { id } = await aConversation(test.database, { chat: { agent: ana } });
    await customerWrites(core, id, anInboundText('Can you order it?'));
    expect(await timersOf(id)).toContainEqual({ kind: 'window-reminder', due_in: 23 * 60 });
    await minutesPass(id, 23 * 60);
    runTimers();
    await eventually(async () => expect(await said(id)).toEqual(['window.reminder']));
    expect(await timersOf(id)).toEqual([]);
    await customerWrites(core, id, aTap('chat:keep', 'OK, keep it open'));
    expect(await timersOf(id)).toEqual([{ kind: 'window-reminder', due_in: 23 * 60 }]);
    expect(await said(id)).toEqual(['window.reminder']);
  });

  it('tells of a message that was given up, once in ten minutes, and never beside an agent', async () => {
    const { id } = await aConversation(test.database);
    await core.get(Apologise).execute(id);
    await core.get(Apologise).execute(id);
    expect(await said(id)).toEqual(['error.generic']);
    await test.database.query(`update message set created_at = now() - interval '11 minutes' where conversation_id = $1`, [id]);
    await core.get(Apologise).execute(id);
    expect(await said(id)).toEqual(['error.generic', 'error.generic']);
    const { id: withAgent } = await aConversation(test.database, { chat: { agent: ana } });
    await core.get(Apologise).execute(withAgent);
    const { id: silent } = await aConversation(test.database, { windowOpen: false });
    await core.get(Apologise).execute(silent);
    expect([...(await said(withAgent)), ...(await said(silent))]).toEqual([]);
  });

  it('opens a chat while closed, and says until when; every closing timer looks again when the hours change', async () => {
    const week = (opens: string, closes: string) =>
      (['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const).map((day) => ({
        day,
        opens,
        closes,
        overnight: false,
      }));
    await core.get(Hours).set(null, { timeZone: 'UTC', weekly: [], exceptions: [] }, ana.id);
    const { id } = await aConversation(test.database);
    await customerWrites(core, id, anInboundText('support'));
    expect(await said(id)).toEqual(['hours.closed.unknown']);
    expect(await conversationRow(test.database, id)).toMatchObject({ chat_status: 'waiting' });
    const [notice] = await test.database.query(
      'select n.kind, n.detail from notice n join chat c on c.id = n.chat_id where c.conversation_id = $1',
      [id],
    );
    expect(notice).toEqual({ kind: 'hours.closed', detail: 'indefinite' });

    await core.get(Hours).set(
      null,
      {
        timeZone: 'UTC',
        weekly: week('00:00', '24:00'),
        exceptions: [{ date: '2099-01-01', everyYear: true, name: null, intervals: [] }],
      },
      ana.id,
    );
    const { id: later } = await aConversation(test.database);
    await customerWrites(core, later, anInboundText('support'));
    const closing = (await timersOf(later)).find(({ kind }) => kind === 'hours-ending');
    expect(closing).toBeDefined();
    await core.get(Hours).remove(null);
    for (const each of cores) await each.get(Hours).refresh();
    expect(await timersOf(later)).toContainEqual({ kind: 'hours-ending', due_in: 0 });
    await minutesPass(later, 1);
    runTimers();
    await eventually(async () => expect((await timersOf(later)).map(({ kind }) => kind)).not.toContain('hours-ending'));
    expect(await said(later)).toEqual(['handover.start']);
  });
});
