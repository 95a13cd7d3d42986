import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aConversation, anAgent, eventually } from '@parley/testing';
import { EndChat, OutboxDispatcher, SendAgentMessage, Settings, StartChat, type AgentRef } from '../src/index.js';
import { anInboundText, aTap, conversationRow, createTestDatabase, customerWrites, startCore, thread } from './support/core.js';
import type { Core, MessageRow, TestDatabase } from './support/core.js';

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
  core.get(OutboxDispatcher).start();
});
afterEach(() => core.stop());
afterAll(() => test.drop());

const writes = (id: string, text: string) => customerWrites(core, id, anInboundText(text));
const said = async (id: string): Promise<MessageRow[]> => (await thread(test.database, id)).filter((row) => row.direction === 'outbound');

/** The last message of ours that carries this choice, once WhatsApp has given it an id. */
async function carrier(id: string, choice: string): Promise<MessageRow & { readonly wamid: string }> {
  let found: MessageRow | undefined;
  await eventually(async () => {
    found = (await said(id)).findLast((row) => JSON.stringify(row.content).includes(`"${choice}"`) && row.wamid !== null);
    expect(found).toBeDefined();
  });
  if (!found?.wamid) throw new Error('nothing carries it');
  return { ...found, wamid: found.wamid };
}

const taps = async (id: string, choice: string): Promise<void> =>
  customerWrites(core, id, aTap(choice, choice, (await carrier(id, choice)).wamid));

/** A chat in which Ana has answered, ended by the customer's own word. */
async function anAnsweredChat(): Promise<{ readonly id: string; readonly chatId: string }> {
  const { id, chatId } = await aConversation(test.database, { chat: { agent: ana } });
  await core.get(SendAgentMessage).execute({ conversationId: id, agent: ana, text: 'Here you are', replyTo: null, idempotencyKey: null });
  await writes(id, 'done');
  return { id, chatId: chatId ?? '' };
}

const ratingOf = async (chatId: string): Promise<unknown> => {
  const sql = 'select rating, rating_comment, rating_language, rated_at is not null as is_dated from chat where id = $1';
  return (await test.database.query(sql, [chatId]))[0];
};
const ago = (id: string, minutes: number) =>
  test.database.query(
    `update conversation set last_chat = jsonb_set(last_chat, '{endedAt}', to_jsonb(to_char((now() - $2 * interval '1 minute') at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
      where id = $1`,
    [id, minutes],
  );

describe('a rating', () => {
  it('is asked in the chat it is about, given by a row of that message, and kept with the chat', async () => {
    const { id, chatId } = await anAnsweredChat();
    const list = await carrier(id, 'rate:5');
    expect(list).toMatchObject({ chat_id: chatId, said: 'rating.ask' });
    expect(await conversationRow(test.database, id)).toMatchObject({ state: 'AWAITING_RATING' });
    await taps(id, 'rate:4');
    expect(await ratingOf(chatId)).toMatchObject({ rating: 4, rating_comment: null, is_dated: true });
    expect(await conversationRow(test.database, id)).toMatchObject({ state: 'MAIN_MENU', last_chat: { id: chatId, rating: 4 } });
    expect((await said(id)).at(-1)).toMatchObject({ said: 'rating.thanks', chat_id: null });
  });

  it('of two asks what went wrong; the answer stands with it, whatever it holds', async () => {
    const { id, chatId } = await anAnsweredChat();
    await customerWrites(core, id, anInboundText('2'), anInboundText('no \u{1F641} support at all'));
    expect(await ratingOf(chatId)).toMatchObject({ rating: 2, rating_comment: 'no \u{1F641} support at all' });
    const comment = (await thread(test.database, id)).find((row) => row.text?.endsWith('at all'));
    expect(comment?.chat_id).toBe(chatId);
    expect(await conversationRow(test.database, id)).toMatchObject({ state: 'MAIN_MENU', chat_id: null });
  });

  it('counts later by its list, once, and never for another chat', async () => {
    const first = await anAnsweredChat();
    const list = await carrier(first.id, 'rate:5');
    await writes(first.id, 'menu');
    await customerWrites(core, first.id, aTap('rate:3', '3 OK', list.wamid));
    await customerWrites(core, first.id, aTap('rate:5', '5 Excellent', list.wamid));
    expect(await ratingOf(first.chatId)).toMatchObject({ rating: 3 });
    expect((await said(first.id)).at(-1)).toMatchObject({ said: 'rating.closed' });
    // Another conversation's list, forwarded or forged: as good as unknown, so it is the current chat's.
    const other = await anAnsweredChat();
    await customerWrites(core, other.id, aTap('rate:1', '1 Very poor', list.wamid));
    expect(await ratingOf(first.chatId)).toMatchObject({ rating: 3 });
    expect(await ratingOf(other.chatId)).toMatchObject({ rating: 1 });
  });

  it('is asked for as the setting says', async () => {
    await core.get(Settings).change({ 'rating.enabled': false }, ana.id);
    const { id } = await anAnsweredChat();
    expect(await conversationRow(test.database, id)).toMatchObject({ state: 'MAIN_MENU' });
    await core.get(Settings).change({ 'rating.enabled': true }, ana.id);
  });
});

describe('the way back into a chat', () => {
  const present = (agent: AgentRef) =>
    test.database.query(
      `insert into agent_presence (agent_id, status, seen_at) values ($1, 'online', now())
       on conflict (agent_id) do update set status = 'online', seen_at = now()`,
      [agent.id],
    );
  const chatOf = async (id: string): Promise<Record<string, unknown>> => {
    const sql =
      'select h.status, h.origin, h.agent_id, h.waiting_since, h.started_at from conversation c join chat h on h.id = c.chat_id where c.id = $1';
    return (await test.database.query<Record<string, unknown>>(sql, [id]))[0] ?? {};
  };

  it('leads to the agent they had, who is there', async () => {
    await present(ana);
    const { id } = await anAnsweredChat();
    await taps(id, 'resume_chat');
    expect(await chatOf(id)).toMatchObject({ status: 'active', origin: 'resume', agent_id: ana.id });
    expect((await said(id)).at(-1)).toMatchObject({ said: 'resume.back', text: expect.stringContaining('Ana has your chat again') });
    await test.database.query('delete from agent_presence');
  });

  it('leads to the place they had in the queue, before who came later, when nobody is there', async () => {
    const { id, chatId } = await anAnsweredChat();
    const [before] = await test.database.query<{ waiting_since: Date }>('select waiting_since from chat where id = $1', [chatId]);
    await taps(id, 'resume_chat');
    expect(await chatOf(id)).toMatchObject({ status: 'waiting', agent_id: null, waiting_since: before?.waiting_since });
    expect((await said(id)).at(-1)).toMatchObject({ said: 'resume.waiting' });
    expect(await ratingOf(chatId)).toMatchObject({ rating: null });
  });

  it('is closed after half an hour, and in a chat that is open', async () => {
    const { id } = await anAnsweredChat();
    const way = await carrier(id, 'resume_chat');
    await ago(id, 31);
    await customerWrites(core, id, aTap('resume_chat', 'Continue chat', way.wamid));
    expect((await said(id)).at(-1)).toMatchObject({ said: 'resume.closed' });
    await core.get(StartChat).execute({ conversationId: id, agent: ana, message: null });
    await customerWrites(core, id, aTap('resume_chat', 'Continue chat', way.wamid));
    expect((await said(id)).at(-1)).toMatchObject({ said: 'chat.stale' });
  });
});

describe('the half hour after a chat', () => {
  it('thanks belong to it without an answer; a question is asked back once, and its Yes leads on', async () => {
    const { id, chatId } = await aConversation(test.database, { chat: { agent: ana } });
    await core.get(EndChat).execute({ conversationId: id, agent: ana, message: null, reason: null, undoSeconds: 0 });
    const before = (await said(id)).length;
    await customerWrites(core, id, anInboundText('Thanks Ana!'), anInboundText('👍'), anInboundText('', { type: 'sticker', text: null }));
    expect(await said(id)).toHaveLength(before);
    await writes(id, 'the second lamp flickers too');
    await writes(id, 'and the third lamp as well');
    const rows = await thread(test.database, id);
    expect(rows.filter((row) => row.direction === 'inbound').map((row) => row.chat_id)).toEqual([chatId, chatId, chatId, chatId, null]);
    expect((await said(id)).slice(before).map((row) => row.said)).toEqual(['continue.ask', 'menu.unknown.1']);
    await taps(id, 'resume_chat');
    expect(await conversationRow(test.database, id)).toMatchObject({ state: 'CHAT_SUPPORT_ACTIVE' });
  });
});

describe('more than 20 messages in a minute', () => {
  it('are all kept, answered once more, and shown to agents', async () => {
    const limited = await startCore(test.database, { pairLimit: true });
    const { id } = await aConversation(test.database);
    const texts = Array.from({ length: 25 }, (_, index) => anInboundText(`opening hours ${String(index)}`));
    await customerWrites(limited, id, ...texts.slice(0, 20));
    for (const text of texts.slice(20)) await customerWrites(limited, id, text);
    const rows = await thread(test.database, id);
    expect(rows.filter((row) => row.direction === 'inbound')).toHaveLength(25);
    expect((await said(id)).filter((row) => row.said === 'flood.slow')).toHaveLength(1);
    expect(await said(id)).toHaveLength(21);
    const { pace, flooding_until: until } = await conversationRow(test.database, id);
    expect(pace).toMatchObject({ count: 25 });
    expect((until as Date).getTime()).toBeGreaterThan(Date.now());
    await limited.stop();
  });
});
