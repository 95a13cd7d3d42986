import { CONVERSATION_STATES, SERVICE_WINDOW_MS, type ConversationState } from '@parley/vocabulary';
import type { InboundMessage } from '../domain/inbound-message.js';
import type { AgentRef, ConversationSnapshot, EndedChat, OpenChat } from '../domain/model.js';
import type { ChatRow, LaneRow } from '../persistence/lane.statements.js';

/** A state that another release has written, and this one does not know, is the main menu: the customer is answered, not lost. */
function stateOf(row: LaneRow): ConversationState {
  if (row.state === 'FAQ') return 'SUBMENU';
  return CONVERSATION_STATES.find((state) => state === row.state) ?? 'MAIN_MENU';
}

/** A lane's row in the domain's words. */
export function snapshotOf(row: LaneRow): ConversationSnapshot {
  return {
    state: stateOf(row),
    context: row.context,
    chat: row.chat && openChatOf(row.chat, agentOf(row.chat, row.chat_agent_name), row.notices ?? []),
    undo: undoOf(row),
    lastChat: lastChatOf(row),
    contact: {
      name: row.contact_name,
      phone: row.contact_phone,
      language: row.contact_language,
      attributes: row.contact_attributes,
      optedOutAt: row.contact_opted_out_at,
    },
    lastWroteAt: row.service_window_expires_at && new Date(row.service_window_expires_at.getTime() - SERVICE_WINDOW_MS),
    windowExpiresAt: row.service_window_expires_at,
  };
}

export function openChatOf(chat: ChatRow, agent: AgentRef | null, notices: readonly string[]): OpenChat {
  return {
    id: chat.id,
    status: chat.status === 'active' ? 'active' : 'waiting',
    agent,
    teamId: chat.team_id,
    origin: chat.origin,
    startedAt: new Date(chat.started_at),
    waitingSince: new Date(chat.waiting_since),
    waitNumber: chat.wait_number,
    told: toldOf(chat),
    firstReplyAt: chat.first_reply_at === null ? null : new Date(chat.first_reply_at),
    notices: new Set(notices),
  };
}

function toldOf({ told_place: place, told_place_at: at, place_updates: updates }: ChatRow): OpenChat['told'] {
  return place === null || at === null ? null : { place, at: new Date(at), updates };
}

function agentOf(chat: ChatRow, name: string | null): AgentRef | null {
  return chat.agent_id === null ? null : { id: chat.agent_id, name: name ?? '' };
}

function undoOf(row: LaneRow): ConversationSnapshot['undo'] {
  if (!row.undo_chat || !row.undo_until) return null;
  const { id, closing_text: closingText } = row.undo_chat;
  const agent = agentOf(row.undo_chat, row.undo_agent_name);
  return { chatId: id, agent, until: row.undo_until, closingText, ended: endedChatOf(row.undo_chat, agent, row.notices ?? []) };
}

function lastChatOf({ last_chat: chat }: LaneRow): EndedChat | null {
  return chat && { ...chat, endedAt: new Date(chat.endedAt), waitingSince: new Date(chat.waitingSince) };
}

export function endedChatOf(chat: ChatRow, agent: AgentRef | null, notices: readonly string[]): EndedChat {
  if (chat.ended_at === null || chat.ended_by === null) throw new Error('a chat that is open has not ended');
  return {
    id: chat.id,
    agent,
    teamId: chat.team_id,
    endedAt: new Date(chat.ended_at),
    endedBy: chat.ended_by,
    waitingSince: new Date(chat.waiting_since),
    wasAnswered: chat.first_reply_at !== null,
    rating: null,
    notices,
  };
}

/** When the customer wrote: WhatsApp's time, capped at arrival; unreadable or in the future = arrival. */
export function writtenAt(message: InboundMessage): Date {
  const { sentAt, receivedAt } = message;
  return sentAt && sentAt.getTime() < receivedAt.getTime() ? sentAt : receivedAt;
}
