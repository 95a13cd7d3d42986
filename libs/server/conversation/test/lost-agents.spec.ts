import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aConversation } from '@parley/testing';
import { ReleaseLostChats, SendAgentMessage, TakeNextChat, type AgentRef } from '../src/index.js';
import {
  anInboundText,
  conversationRow,
  createTestDatabase,
  customerWrites,
  liveEvents,
  startCore,
  thread,
  type Core,
  type TestDatabase,
} from './support/core.js';
import { clearQueues, onDuty } from './support/duty.js';

let test: TestDatabase;
let core: Core;
let other: Core;

beforeAll(async () => {
  test = await createTestDatabase();
  core = await startCore(test.database);
  other = await startCore(test.database);
});
beforeEach(async () => {
  await clearQueues(test.database);
  await listeningFor(60);
});
afterAll(async () => {
  await core.stop();
  await other.stop();
  await test.drop();
});

/** Some server has heard signs of life for so long. */
const listeningFor = (minutes: number, seenSecondsAgo = 0) =>
  test.database.query(
    "update presence_watch set listening_since = now() - $1 * interval '1 minute', seen_at = now() - $2 * interval '1 second'",
    [minutes, seenSecondsAgo],
  );
const gone = (agent: AgentRef, minutes: number) =>
  test.database.query("update agent_presence set seen_at = now() - $2 * interval '1 minute' where agent_id = $1", [agent.id, minutes]);
const had = (id: string, minutes: number) =>
  test.database.query("update chat set assigned_at = now() - $2 * interval '1 minute' where conversation_id = $1 and status = 'active'", [
    id,
    minutes,
  ]);
const release = (by = core) => by.get(ReleaseLostChats).execute();
const send = (conversationId: string, agent: AgentRef, text: string) =>
  core.get(SendAgentMessage).execute({ conversationId, agent, text, replyTo: null, idempotencyKey: null });

/** A chat of the agent's, for an hour, with the customer's message unanswered; the agent is gone for six minutes. */
async function aLostChat(waitingSince = new Date(Date.now() - 3_600_000)): Promise<{ id: string; agent: AgentRef }> {
  const agent = await onDuty(test.database, 'Ana');
  const { id } = await aConversation(test.database, { chat: { agent, waitingSince } });
  await customerWrites(core, id, anInboundText('Hello?'));
  await had(id, 60);
  await gone(agent, 6);
  return { id, agent };
}

describe('a chat whose agent is gone', () => {
  it('waits again at the front of its queue, the customer is told once, consoles hear of it', async () => {
    const younger = await aConversation(test.database, { chat: { waitingSince: new Date(Date.now() - 600_000) } });
    const { id } = await aLostChat();
    const eventsBefore = (await liveEvents(test.database, id)).length;
    expect(await release()).toBe(1);
    expect(await conversationRow(test.database, id)).toMatchObject({ chat_status: 'waiting', chat_agent_id: null });
    const said = (await thread(test.database, id)).filter((row) => row.author === 'bot').map((row) => row.text);
    expect(said).toEqual([expect.stringContaining('Ana had to leave, sorry.')]);
    expect((await liveEvents(test.database, id)).slice(eventsBefore).map(({ type }) => type)).toEqual([
      'message.created',
      'conversation.updated',
    ]);
    const ben = await onDuty(test.database, 'Ben');
    expect(await core.get(TakeNextChat).execute({ agent: ben })).toBe(id);
    expect(await core.get(TakeNextChat).execute({ agent: ben })).toBe(younger.id);
    expect(await release()).toBe(0);
  });

  it.each([
    ['the agent gave a sign four minutes ago', async (_: string, agent: AgentRef) => gone(agent, 4)],
    ['the agent has answered', async (id: string, agent: AgentRef) => send(id, agent, 'Here I am')],
    ['the agent was handed the chat a minute ago', async (id: string) => had(id, 1)],
    ['no server was there to hear them: ours was down', async () => listeningFor(2)],
    ['no server is there to hear anybody', async () => listeningFor(60, 60)],
    [
      'the agent answers by machine',
      async (_: string, agent: AgentRef) => {
        await test.database.query('delete from agent_presence where agent_id = $1', [agent.id]);
        await test.database.query(
          `insert into api_token (prefix, secret_hash, agent_id, name, scopes, expires_at)
           values (gen_random_uuid()::text, sha256('-'), $1, 'Machine', '{}', now() + interval '1 day')`,
          [agent.id],
        );
      },
    ],
  ])('stays theirs when %s', async (_, arrange) => {
    const { id, agent } = await aLostChat();
    await arrange(id, agent);
    expect(await release()).toBe(0);
    expect(await conversationRow(test.database, id)).toMatchObject({ chat_status: 'active', chat_agent_id: agent.id });
  });

  it('of one who was never here, and has no machine to answer for them, waits again', async () => {
    const { id, agent } = await aLostChat();
    await test.database.query('delete from agent_presence where agent_id = $1', [agent.id]);
    expect(await release()).toBe(1);
    expect(await conversationRow(test.database, id)).toMatchObject({ chat_status: 'waiting', chat_agent_id: null });
  });

  it('stays theirs while they are away by their own word, but here', async () => {
    const { id, agent } = await aLostChat();
    await test.database.query("update agent_presence set status = 'offline', seen_at = now() where agent_id = $1", [agent.id]);
    expect(await release()).toBe(0);
    expect(await conversationRow(test.database, id)).toMatchObject({ chat_agent_id: agent.id });
  });

  it('of one who was disabled waits again at once, answered or not, with all their others', async () => {
    const agent = await onDuty(test.database, 'Ana');
    const chats = [
      await aConversation(test.database, { chat: { agent } }),
      await aConversation(test.database, { chat: { agent } }),
      await aConversation(test.database, { chat: { agent }, windowOpen: false }),
    ];
    await send(chats[0]?.id ?? '', agent, 'All is said');
    await test.database.query('update agent set disabled_at = now() where id = $1', [agent.id]);
    expect(await release()).toBe(3);
    for (const { id } of chats)
      expect(await conversationRow(test.database, id)).toMatchObject({ chat_status: 'waiting', chat_agent_id: null });
  });

  it('is released once by two workers, and never after the agent was faster: 40 races', async () => {
    const lost = [];
    for (let round = 0; round < 40; round += 1) lost.push(await aLostChat());
    const answers = lost.filter((_, index) => index % 2 === 0);
    const [one, two, ...sent] = await Promise.all([
      release(),
      release(other),
      ...answers.map(({ id, agent }) =>
        send(id, agent, 'I am back').then(
          () => true,
          () => false,
        ),
      ),
    ]);
    const states = await Promise.all(lost.map(({ id }) => conversationRow(test.database, id)));
    const again = states.filter((row) => row['chat_status'] === 'waiting').length;
    // Who wrote into a chat that was already released took it back; each chat was told of at most once.
    for (const [index, { id }] of lost.entries()) {
      const rows = await thread(test.database, id);
      const told = rows.filter((row) => row.text?.includes('had to leave')).length;
      expect(told).toBeLessThanOrEqual(1);
      if (index % 2 === 1) expect([states[index]?.['chat_status'], told]).toEqual(['waiting', 1]);
      else expect(states[index]).toMatchObject({ chat_status: 'active', chat_agent_id: lost[index]?.agent.id });
    }
    expect(sent.every((answered) => answered === true)).toBe(true);
    expect(Number(one) + Number(two)).toBeGreaterThanOrEqual(again);
    expect(again).toBe(20);
  }, 60_000);
});
