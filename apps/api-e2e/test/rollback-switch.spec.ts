import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AgentClient, eventually, type RunningSystem, startSystem } from '@parley/running-system';
import { NO_SEND_LIMITS, phones } from './faults/contacts-in-chat.js';

interface ConversationBody {
  readonly code?: string;
  readonly isChatSupport: boolean;
  readonly state: string;
}

/** 40 with an agent, of whom 5 have an answer still queued, and 10 who wait. */
const EVERYBODY = phones(300, 50);
const ACTIVE = EVERYBODY.slice(0, 40);
const WITH_QUEUED = EVERYBODY.slice(0, 5);

describe('FT-60 SUPPORT_CHAT_ENABLED=false with 50 open chats', () => {
  let system: RunningSystem;
  let agent: AgentClient;
  beforeAll(async () => {
    system = await startSystem(NO_SEND_LIMITS);
    await system.control('POST', '/control/settings', { pairLimit: false, messagesPerSecond: 0 });
    agent = await system.signIn();
    await Promise.all(EVERYBODY.map((number) => system.phone(number).say('support')));
    await atRest();
    await Promise.all(ACTIVE.map((number) => agent.post(path(number, 'accept'))));
  }, 120_000);
  afterAll(() => system.stop());

  const path = (number: string, act: string): string => `/api/admin/conversations/${number}/chat-support/${act}`;
  const receivedBy = (number: string) => system.phone(number).received();
  const openChats = async (): Promise<number> =>
    (await system.database.query<{ count: number }>("select count(*)::int as count from chat where status <> 'ended'"))[0]?.count ?? -1;
  const atRest = () =>
    eventually(async () => {
      const [row] = await system.database.query<{ count: number; threads: number }>(
        `select count(*) filter (where status in ('queued', 'sending'))::int as count, count(distinct conversation_id)::int as threads from message`,
      );
      expect(row).toEqual({ count: 0, threads: EVERYBODY.length });
      expect(await system.database.query("select id from inbox where state = 'pending'")).toEqual([]);
    }, 60_000);

  it('ends each with one notice and the menu, calls off what was queued, keeps the history, and does it once', async () => {
    for (const phone of WITH_QUEUED) await system.control('POST', '/control/faults', { name: 'pair-limited', phone });
    const sent = await Promise.all(WITH_QUEUED.map((number) => agent.post<{ id: string }>(path(number, 'send'), { message: 'Too late' })));
    expect(sent.map(({ status }) => status)).toEqual(WITH_QUEUED.map(() => 201));
    await system.server().kill();
    await system.control('DELETE', '/control/faults');
    const before = new Map(await Promise.all(EVERYBODY.map(async (number) => [number, (await receivedBy(number)).length] as const)));

    await system.restart({ SUPPORT_CHAT_ENABLED: 'false' });
    await eventually(async () => expect(await openChats()).toBe(0), 30_000);
    await atRest();
    for (const number of EVERYBODY) {
      const news = (await receivedBy(number)).slice(before.get(number));
      const spoken = news.filter(({ text }) => !text?.includes('is here'));
      expect([number, spoken.length]).toEqual([number, 2]);
      // The notice: words, and nothing to tap.
      expect([number, spoken[0]?.choices]).toEqual([number, []]);
      // The menu, without the way to a person.
      expect(spoken[1]?.choices.length).toBeGreaterThan(0);
      expect(spoken[1]?.choices.map(({ id }) => id)).not.toContain('support');
    }
    const tooLate = await system.database.query<{ status: string }>("select status from message where text = 'Too late'");
    expect(tooLate.map(({ status }) => status)).toEqual(WITH_QUEUED.map(() => 'cancelled'));

    // Again, as an orchestrator would: nothing is said twice.
    await system.restart({ SUPPORT_CHAT_ENABLED: 'false' });
    await atRest();
    for (const number of EVERYBODY) {
      const news = (await receivedBy(number)).slice(before.get(number));
      expect([number, news.filter(({ text }) => !text?.includes('is here')).length]).toEqual([number, 2]);
    }
    const thread = await agent.get<{ items: { text: string | null }[] }>(`/api/admin/conversations/${EVERYBODY[0]}/messages?limit=100`);
    expect(thread.body.items.map(({ text }) => text)).toEqual(expect.arrayContaining(['support', 'Too late']));
  }, 180_000);

  it('answers the next message with the main menu and agents with 409', async () => {
    const [first = '', ...others] = EVERYBODY.slice(0, 10);
    for (const number of [first, ...others]) {
      const before = (await receivedBy(number)).length;
      await system.phone(number).say('support');
      const menu = await system.phone(number).waitForMore(before);
      expect(menu.choices.map(({ id }) => id)).not.toContain('support');
    }
    expect(await openChats()).toBe(0);
    for (const act of ['start', 'send', 'accept']) {
      const answer = await agent.post<ConversationBody>(path(first, act), act === 'send' ? { message: 'Hello' } : {});
      expect([act, answer.status, answer.body.code]).toEqual([act, 409, 'CHAT_SUPPORT_DISABLED']);
    }
  }, 120_000);

  it('is clean when it is switched on again: a word opens a new chat', async () => {
    const [number = ''] = EVERYBODY;
    await system.restart({ SUPPORT_CHAT_ENABLED: 'true' });
    await atRest();
    expect(await openChats()).toBe(0);
    await system.phone(number).say('support');
    await system.phone(number).waitFor((message) => message.choices.some(({ id }) => id === 'end_chat'));
    await eventually(async () => {
      const conversation = await agent.get<ConversationBody>(`/api/admin/conversations/${number}`);
      expect(conversation.body).toMatchObject({ isChatSupport: true, state: 'CHAT_SUPPORT_ACTIVE' });
    });
    expect((await agent.post(path(number, 'send'), { message: 'In time' })).status).toBe(201);
    await system.phone(number).waitFor(({ text }) => text === 'In time');
  }, 120_000);
});
