import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aConversation, anAgent } from '@parley/testing';
import { DEFAULT_TEAM_ID } from '@parley/vocabulary';
import { ReleaseChat, TellPlaces, TransferChat } from '../src/index.js';
import {
  anInboundText,
  aTap,
  conversationRow,
  createTestDatabase,
  customerWrites,
  startCore,
  thread,
  type Core,
  type TestDatabase,
} from './support/core.js';
import { aTeam, clearQueues, onDuty } from './support/duty.js';

let test: TestDatabase;
let core: Core;
let other: Core;

beforeAll(async () => {
  test = await createTestDatabase();
  core = await startCore(test.database);
  other = await startCore(test.database);
});
beforeEach(() => clearQueues(test.database));
afterAll(async () => {
  await core.stop();
  await other.stop();
  await test.drop();
});

const ahead = async (count: number, team: string | null = null): Promise<string[]> => {
  const ids: string[] = [];
  for (let place = 0; place < count; place += 1) {
    const { id } = await aConversation(test.database, { chat: { waitingSince: new Date(Date.now() - 3_600_000 + place * 1_000) } });
    await test.database.query('update conversation set chat_team_id = $2 where id = $1', [id, team]);
    ids.push(id);
  }
  return ids;
};
/** The first `count` of those who wait have been taken by somebody. */
const gone = (ids: readonly string[]) =>
  test.database.query("update conversation set chat_status = 'active' where id = any($1::uuid[])", [ids]);
const saidIn = async (id: string) => (await thread(test.database, id)).filter((row) => row.author === 'bot').map((row) => row.text ?? '');
const toldLongAgo = (id: string) =>
  test.database.query("update chat set told_place_at = told_place_at - interval '3 minutes' where conversation_id = $1", [id]);

/** Chats of so many minutes each, that ended within the last hours. */
async function served(count: number, minutes: number, team: string | null = null): Promise<void> {
  const agent = await anAgent(test.database);
  const { id } = await aConversation(test.database);
  await test.database.query(
    `insert into chat (conversation_id, status, origin, agent_id, team_id, started_at, accepted_at, ended_at, ended_by)
     select $1, 'ended', 'menu', $2, $3, now() - interval '1 day', now() - n * interval '1 minute' - $4 * interval '1 minute',
            now() - n * interval '1 minute', 'agent' from generate_series(1, $5::int) n`,
    [id, agent.id, team, minutes, count],
  );
}

describe('the place told with the welcome', () => {
  it('counts only those ahead in the same queue; nobody knows how long', async () => {
    const billing = await aTeam(test.database, 'Billing');
    await ahead(2);
    await ahead(3, billing);
    const { id } = await aConversation(test.database);
    await customerWrites(core, id, aTap('support', 'Chat Support'));
    expect(await saidIn(id)).toEqual([expect.stringContaining('You are number 3; it usually takes a few minutes.')]);
    expect(await conversationRow(test.database, id)).toMatchObject({ chat_status: 'waiting', chat_team_id: DEFAULT_TEAM_ID });
    const [chat] = await test.database.query(
      "select told_place, place_updates from chat where conversation_id = $1 and status = 'waiting'",
      [id],
    );
    expect(chat).toEqual({ told_place: 3, place_updates: 0 });
  });

  it('comes with the median of what chats took, times the place, by agents on duty', async () => {
    await served(9, 8);
    await served(2, 200);
    await onDuty(test.database, 'Ana', { capacity: 0 });
    await onDuty(test.database, 'Ben', { capacity: 0 });
    await ahead(3);
    const { id } = await aConversation(test.database);
    await customerWrites(core, id, aTap('support', 'Chat Support'));
    // 8 minutes × 4 ÷ 2 = 16, rounded up.
    expect(await saidIn(id)).toEqual([expect.stringContaining('You are number 4; it usually takes about 20 minutes.')]);
  });

  it('is none when an agent is free', async () => {
    await onDuty(test.database, 'Ana');
    const { id } = await aConversation(test.database);
    await customerWrites(core, id, aTap('support', 'Chat Support'));
    expect(await saidIn(id)).toEqual([expect.stringContaining('One moment, someone from our team is joining.')]);
  });

  it('is asked for by a tap and answered by how things stand then', async () => {
    const before = await ahead(4);
    const { id } = await aConversation(test.database);
    await customerWrites(core, id, aTap('support', 'Chat Support'), anInboundText('My lamp arrived broken'));
    await gone(before.slice(0, 2));
    await customerWrites(core, id, aTap('queue:place', 'My place'));
    expect((await saidIn(id)).at(-1)).toBe('You are number 3 in the queue; it usually takes a few minutes.');
  });
});

describe('news of the place', () => {
  it('is told once by any number of workers, when the place has halved and three minutes are over', async () => {
    const before = await ahead(7);
    const { id } = await aConversation(test.database);
    await customerWrites(core, id, aTap('support', 'Chat Support'));
    await gone(before.slice(0, 3));
    await toldLongAgo(id);
    // Number 5 of 8: not half yet.
    expect(await core.get(TellPlaces).execute()).toBe(0);
    await gone(before.slice(0, 4));
    const told = await Promise.all([core, other, core, other].map((one) => one.get(TellPlaces).execute()));
    expect(told.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect((await saidIn(id)).at(-1)).toBe('You are now number 4.');
    // At once it would be too soon.
    await gone(before);
    expect(await core.get(TellPlaces).execute()).toBe(0);
    await toldLongAgo(id);
    expect(await core.get(TellPlaces).execute()).toBe(1);
    expect((await saidIn(id)).at(-1)).toBe('You are now number 1.');
    const ledger = await test.database.query(
      `select n.kind, n.detail from notice n join chat h on h.id = n.chat_id where h.conversation_id = $1 order by 1, 2`,
      [id],
    );
    expect(ledger).toEqual([
      { kind: 'handover.start', detail: '' },
      { kind: 'queue.update', detail: '1' },
      { kind: 'queue.update', detail: '2' },
    ]);
  });

  it('is for the queue of the chat’s team alone', async () => {
    const billing = await aTeam(test.database, 'Billing 2');
    const [first = ''] = await ahead(1, billing);
    await test.database.query('update chat set told_place = 2, told_place_at = now() - interval $$1 hour$$ where conversation_id = $1', [
      first,
    ]);
    await ahead(5);
    expect(await core.get(TellPlaces).execute()).toBe(1);
    expect(await saidIn(first)).toEqual(['You are now number 1.']);
  });

  it('is not told outside the service window, nor to who asked to be written to', async () => {
    for (const windowOpen of [false, true]) {
      const { chatId } = await aConversation(test.database, { chat: {}, windowOpen });
      await test.database.query('update chat set told_place = 9, told_place_at = now() - interval $$1 hour$$ where id = $1', [chatId]);
      if (windowOpen) await test.database.query("insert into notice (chat_id, kind) values ($1, 'queue.later')", [chatId]);
    }
    expect(await core.get(TellPlaces).execute()).toBe(0);
  });
});

describe('a chat that changes hands', () => {
  it('keeps the time it waits since: before who came later, in its own queue and in another', async () => {
    const ana = await onDuty(test.database, 'Ana');
    const billing = await aTeam(test.database, 'Billing 3');
    const since = new Date(Date.now() - 7_200_000);
    const { id } = await aConversation(test.database, { chat: { agent: ana, waitingSince: since } });
    await ahead(2);
    await ahead(2, billing);
    await core.get(ReleaseChat).execute({ conversationId: id, agent: ana, isAdmin: false });
    expect(await conversationRow(test.database, id)).toMatchObject({
      chat_status: 'waiting',
      chat_waiting_since: since,
      chat_agent_id: null,
    });
    await core.get(TransferChat).execute({ conversationId: id, agent: ana, isAdmin: false, to: { teamId: billing }, note: null });
    const row = await conversationRow(test.database, id);
    expect(row).toMatchObject({ chat_status: 'waiting', chat_waiting_since: since, chat_team_id: billing });
    const [head] = await test.database.query<{ id: string }>(
      'select id from conversation where chat_team_id = $1 order by chat_waiting_since limit 1',
      [billing],
    );
    expect(head?.id).toBe(id);
  });
});
