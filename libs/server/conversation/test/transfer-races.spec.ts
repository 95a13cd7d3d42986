import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aConversation } from '@parley/testing';
import { AcceptChat, EndChat, ReleaseChat, SendAgentMessage, TransferChat, type AgentRef } from '../src/index.js';
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
import { onDuty } from './support/duty.js';

let test: TestDatabase;
let core: Core;
let ana: AgentRef;
let ben: AgentRef;

beforeAll(async () => {
  test = await createTestDatabase();
  core = await startCore(test.database);
  ana = await onDuty(test.database, 'Ana');
  ben = await onDuty(test.database, 'Ben');
});
afterAll(async () => {
  await core.stop();
  await test.drop();
});

const ROUNDS = 50;
const chatOfAna = () => aConversation(test.database, { chat: { agent: ana } });
const toBen = (conversationId: string) =>
  core.get(TransferChat).execute({ conversationId, agent: ana, isAdmin: false, to: { agentId: ben.id }, note: 'For you' });
const send = (conversationId: string, agent: AgentRef, text: string) =>
  core.get(SendAgentMessage).execute({ conversationId, agent, text, replyTo: null, idempotencyKey: null });
const codeOf = (settled: PromiseSettledResult<unknown>) =>
  settled.status === 'fulfilled' ? 'done' : ((settled.reason as { code?: string }).code ?? 'error');

describe('a transfer against', () => {
  it('a message of the one who passes it on: the message stands before, or is refused', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id } = await chatOfAna();
      const [transferred, sent] = await Promise.allSettled([toBen(id), send(id, ana, 'One moment')]);
      expect(codeOf(transferred)).toBe('done');
      expect(['done', 'CHAT_ALREADY_TAKEN']).toContain(codeOf(sent));
      const rows = await thread(test.database, id);
      const [mine, told] = [
        rows.findIndex((row) => row.author === 'agent'),
        rows.findIndex((row) => row.text?.includes('is passing you to Ben')),
      ];
      expect(mine >= 0).toBe(codeOf(sent) === 'done');
      if (mine >= 0) expect(mine).toBeLessThan(told);
      expect(await conversationRow(test.database, id)).toMatchObject({ chat_status: 'active', chat_agent_id: ben.id });
    }
  }, 60_000);

  it('an end by the customer: the chat is over, and nobody has it', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id } = await chatOfAna();
      const [transferred, ended] = await Promise.allSettled([toBen(id), customerWrites(core, id, anInboundText('done'))]);
      expect(['done', 'CHAT_NOT_ACTIVE']).toContain(codeOf(transferred));
      expect(codeOf(ended)).toBe('done');
      expect(await conversationRow(test.database, id)).toMatchObject({ chat_status: null, chat_agent_id: null, ended_chats: 1 });
    }
  }, 60_000);

  it('an end by an agent: whoever is first is carried out, the chat ends once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id } = await chatOfAna();
      const end = core.get(EndChat).execute({ conversationId: id, agent: ana, message: null, reason: null, undoSeconds: 0 });
      const [transferred, ended] = await Promise.allSettled([toBen(id), end]);
      expect(['done', 'CHAT_NOT_ACTIVE']).toContain(codeOf(transferred));
      expect(codeOf(ended)).toBe('done');
      expect(await conversationRow(test.database, id)).toMatchObject({ chat_status: null, ended_chats: 1 });
    }
  }, 60_000);

  it('another transfer, a return and a colleague who accepts: one owner or none, never two', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id } = await chatOfAna();
      const release = core.get(ReleaseChat).execute({ conversationId: id, agent: ana, isAdmin: false });
      const settled = await Promise.allSettled([toBen(id), release, core.get(AcceptChat).execute({ conversationId: id, agent: ben })]);
      for (const one of settled) expect(['done', 'CHAT_ALREADY_TAKEN']).toContain(codeOf(one));
      const { chat_status: status, chat_agent_id: owner } = await conversationRow(test.database, id);
      expect([
        ['active', ben.id],
        ['waiting', null],
      ]).toContainEqual([status, owner]);
      const [chat] = await test.database.query('select status, agent_id from chat where conversation_id = $1', [id]);
      expect(chat).toEqual({ status, agent_id: owner });
    }
  }, 60_000);
});
