import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aConversation, anAgent, eventually } from '@parley/testing';
import { randomUUID } from 'node:crypto';
import { AcceptChat, EndChat, OutboxDispatcher, SendAgentMessage, TakeNextChat, type AgentRef } from '../src/index.js';
import {
  anInboundText,
  conversationRow,
  createTestDatabase,
  customerWrites,
  startCore,
  thread,
  type Core,
  type TestDatabase,
} from './support/core.js';

let test: TestDatabase;
let core: Core;
let agents: AgentRef[];

beforeAll(async () => {
  test = await createTestDatabase();
  core = await startCore(test.database);
  agents = await Promise.all(['Ana', 'Ben', 'Cem', 'Dia'].map((name) => anAgent(test.database, { name })));
});

afterAll(async () => {
  await core.stop();
  await test.drop();
});

const someone = (index: number): AgentRef => agents[index % agents.length] ?? { id: '', name: '' };
const order = (conversationId: string, agent: AgentRef, text: string, idempotencyKey: string | null = null) => ({
  conversationId,
  agent,
  text,
  replyTo: null,
  idempotencyKey,
});

function outcomes<T>(settled: PromiseSettledResult<T>[]): { done: number; codes: string[] } {
  const codes = settled.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));
  return { done: settled.length - codes.length, codes: [...new Set(codes)] };
}

describe('two agents never own one chat', () => {
  it('INV-12 when all accept it at once: exactly one has it, the others hear so', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await aConversation(test.database, { chat: {} });
      const settled = await Promise.allSettled(agents.map((agent) => core.get(AcceptChat).execute({ conversationId: id, agent })));
      expect(outcomes(settled)).toEqual({ done: 1, codes: ['CHAT_ALREADY_TAKEN'] });
      const winner = agents[settled.findIndex((one) => one.status === 'fulfilled')];
      expect((await conversationRow(test.database, id))['chat_agent_id']).toBe(winner?.id);
    }
  });

  it('when all press "Take next" at once: each chat goes to one agent, in order of waiting, none is left', async () => {
    const from = Date.now() - 60_000;
    const waiting: string[] = [];
    for (let place = 0; place < 6; place += 1) {
      waiting.push((await aConversation(test.database, { chat: { waitingSince: new Date(from + place) } })).id);
    }
    const taken = await Promise.all(Array.from({ length: 10 }, (_, index) => core.get(TakeNextChat).execute({ agent: someone(index) })));
    expect(taken.filter((id) => id !== null).sort()).toEqual([...waiting].sort());
    expect(taken.filter((id) => id === null)).toHaveLength(4);
  });

  it('when all write into a waiting chat at once: the first has it, the others are refused and nothing of theirs is stored', async () => {
    const { id } = await aConversation(test.database, { chat: {} });
    const settled = await Promise.allSettled(agents.map((agent) => core.get(SendAgentMessage).execute(order(id, agent, agent.name))));
    expect(outcomes(settled)).toEqual({ done: 1, codes: ['CHAT_ALREADY_TAKEN'] });
    expect((await thread(test.database, id)).filter((row) => row.author === 'agent')).toHaveLength(1);
  });

  it('when the customer writes while the chat is taken: "Take next" waits for the lane instead of passing the chat over', async () => {
    const { id } = await aConversation(test.database, { chat: { waitingSince: new Date(Date.now() - 60_000) } });
    let taking: Promise<string | null> | undefined;
    await test.database.transaction(async (tx) => {
      await tx.query('select id from conversation where id = $1 for no key update', [id]);
      taking = core.get(TakeNextChat).execute({ agent: someone(0) });
      await new Promise((resolve) => setTimeout(resolve, 100));
    });
    expect(await taking).toBe(id);
  });
});

describe('a message pressed twice', () => {
  it('INV-15 with one key at the same moment is one message', async () => {
    const { id } = await aConversation(test.database, { chat: { agent: someone(0) } });
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => core.get(SendAgentMessage).execute(order(id, someone(0), 'Hello', key))),
    );
    expect(new Set(answers.map((answer) => answer.messageId)).size).toBe(1);
    expect(answers.filter((answer) => answer.created)).toHaveLength(1);
    expect((await thread(test.database, id)).filter((row) => row.author === 'agent')).toHaveLength(1);
  });

  it('with one key and other words is refused; in another conversation the key is free', async () => {
    const [one, two] = [
      await aConversation(test.database, { chat: { agent: someone(0) } }),
      await aConversation(test.database, { chat: { agent: someone(0) } }),
    ];
    const key = randomUUID();
    const send = core.get(SendAgentMessage);
    await send.execute(order(one.id, someone(0), 'Hello', key));
    await expect(send.execute(order(one.id, someone(0), 'Other', key))).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect((await send.execute(order(two.id, someone(0), 'Other', key))).created).toBe(true);
  });

  it('is answered the same after the chat has ended and while chat support is off', async () => {
    const { id } = await aConversation(test.database, { chat: { agent: someone(0) } });
    const key = randomUUID();
    const first = await core.get(SendAgentMessage).execute(order(id, someone(0), 'Hello', key));
    await customerWrites(core, id, anInboundText('done'));
    expect(await core.get(SendAgentMessage).execute(order(id, someone(0), 'Hello', key))).toEqual({ ...first, created: false });
    const off = await startCore(test.database, { supportChatEnabled: false });
    expect(await off.get(SendAgentMessage).execute(order(id, someone(0), 'Hello', key))).toEqual({ ...first, created: false });
    await expect(off.get(SendAgentMessage).execute(order(id, someone(0), 'New', randomUUID()))).rejects.toMatchObject({
      code: 'CHAT_SUPPORT_DISABLED',
    });
    await expect(off.get(TakeNextChat).execute({ agent: someone(0) })).rejects.toMatchObject({ code: 'CHAT_SUPPORT_DISABLED' });
  });
});

describe('a send against an end', () => {
  it('of the customer leaves nothing queued of the chat, whoever was first (C8)', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id, chatId } = await aConversation(test.database, { chat: { agent: someone(0) } });
      const [sent] = await Promise.allSettled([
        core.get(SendAgentMessage).execute(order(id, someone(0), 'racing')),
        customerWrites(core, id, anInboundText('done')),
      ]);
      const agentRows = (await thread(test.database, id)).filter((row) => row.author === 'agent');
      expect(agentRows.map((row) => row.status)).toEqual(sent.status === 'fulfilled' ? ['cancelled'] : []);
      const queued = await test.database.query("select 1 from outbox where chat_id = $1 and author = 'agent'", [chatId]);
      expect(queued).toEqual([]);
    }
  });

  it('of the agent puts every accepted message before the closing message', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await aConversation(test.database, { chat: { agent: someone(0) } });
      const [sent] = await Promise.allSettled([
        core.get(SendAgentMessage).execute(order(id, someone(0), 'racing')),
        core.get(EndChat).execute({ conversationId: id, agent: someone(0), message: 'Bye', reason: null, undoSeconds: 0 }),
      ]);
      const said = (await thread(test.database, id)).map((row) => row.text);
      if (sent.status === 'fulfilled') expect(said.indexOf('racing')).toBeLessThan(said.indexOf('Bye'));
      else expect(said).not.toContain('racing');
    }
  });

  it('ends once when agent and customer end it at the same moment', async () => {
    const { id } = await aConversation(test.database, { chat: { agent: someone(0) } });
    const settled = await Promise.allSettled([
      core.get(EndChat).execute({ conversationId: id, agent: someone(0), message: null, reason: null, undoSeconds: 0 }),
      core.get(EndChat).execute({ conversationId: id, agent: someone(1), message: null, reason: null, undoSeconds: 0 }),
    ]);
    expect(outcomes(settled)).toEqual({ done: 1, codes: ['CHAT_NOT_ACTIVE'] });
    expect(await conversationRow(test.database, id)).toMatchObject({ ended_chats: 1, state: 'MAIN_MENU' });
  });

  it('never starts a row twice from an old snapshot (C10)', async () => {
    const others = await Promise.all(Array.from({ length: 3 }, () => startCore(test.database, { channel: core.channel })));
    const { id, chatId } = await aConversation(test.database, { chat: { agent: someone(0) } });
    await test.database.query("insert into notice (chat_id, kind, detail) values ($1, 'agent.joined', $2)", [chatId, someone(0).id]);
    await test.database.query('delete from outbox where conversation_id <> $1', [id]);
    for (const dispatcher of others) dispatcher.get(OutboxDispatcher).start();
    const texts = Array.from({ length: 20 }, (_, index) => `message ${index}`);
    for (const text of texts) {
      await core.get(SendAgentMessage).execute(order(id, someone(0), text));
      for (const other of others) other.wake.wake('outbox');
    }
    await eventually(() => expect(core.channel.texts.length).toBeGreaterThanOrEqual(20));
    await Promise.all(others.map((other) => other.stop()));
    expect(core.channel.texts).toEqual(texts);
  });
});
