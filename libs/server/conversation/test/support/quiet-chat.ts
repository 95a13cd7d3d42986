import type { Database } from '@parley/platform';
import { aConversation } from '@parley/testing';
import { SendAgentMessage, type AgentRef, type SendOutcome } from '../../src/index.js';
import { thread, type Core } from './core.js';

export const BROKEN: SendOutcome = { kind: 'channel-broken', code: '190', title: 'Token expired' };
export const NOT_SENT: SendOutcome = { kind: 'not-sent', reason: 'refused connection', retryAfterMs: 0, scope: 'message' };

/** A chat of this agent's in which the "… is here" line has been said, so that what follows is only what the test says. */
export async function aQuietChat(database: Database, agent: AgentRef): Promise<string> {
  const { id, chatId } = await aConversation(database, { chat: { agent } });
  const said = "insert into notice (chat_id, kind, detail) values ($1, 'agent.joined', $2), ($1, 'agent.replied', '')";
  await database.query(said, [chatId, agent.id]);
  return id;
}

export function agentSends(core: Core, conversationId: string, agent: AgentRef, text: string): Promise<{ messageId: string }> {
  return core.get(SendAgentMessage).execute({ conversationId, agent, text, replyTo: null, idempotencyKey: null });
}

export async function statuses(database: Database, conversationId: string): Promise<string[]> {
  return (await thread(database, conversationId)).map((row) => row.status);
}
