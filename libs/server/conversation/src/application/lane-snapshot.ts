import type { InboundMessage } from '../domain/inbound-message.js';
import type { AgentRef, ConversationSnapshot, OpenChat } from '../domain/model.js';
import type { ChatRow, LaneRow } from '../persistence/lane.statements.js';

/** A lane's row in the domain's words. */
export function snapshotOf(row: LaneRow): ConversationSnapshot {
  return {
    state: row.state,
    context: row.context,
    chat: row.chat && openChatOf(row.chat, agentOf(row.chat, row.chat_agent_name), row.notices ?? []),
    undo: undoOf(row),
    contactName: row.contact_name,
    windowExpiresAt: row.service_window_expires_at,
  };
}

export function openChatOf(chat: ChatRow, agent: AgentRef | null, notices: readonly string[]): OpenChat {
  return { id: chat.id, status: chat.status === 'active' ? 'active' : 'waiting', agent, notices: new Set(notices) };
}

function agentOf(chat: ChatRow, name: string | null): AgentRef | null {
  return chat.agent_id === null ? null : { id: chat.agent_id, name: name ?? '' };
}

function undoOf(row: LaneRow): ConversationSnapshot['undo'] {
  if (!row.undo_chat || !row.undo_until) return null;
  const { id, closing_text: closingText } = row.undo_chat;
  return { chatId: id, agent: agentOf(row.undo_chat, row.undo_agent_name), until: row.undo_until, closingText };
}

/** When the customer wrote: WhatsApp's time, capped at arrival; unreadable or in the future = arrival. */
export function writtenAt(message: InboundMessage): Date {
  const { sentAt, receivedAt } = message;
  return sentAt && sentAt.getTime() < receivedAt.getTime() ? sentAt : receivedAt;
}
