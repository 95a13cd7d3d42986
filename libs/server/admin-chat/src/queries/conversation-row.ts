import { shownStatus, TEAM_OF_CHAT, type DeliveryStatus } from '@parley/conversation';
import { SERVICE_WINDOW_MS, type ChatEnder, type ConversationState, type MessageAuthor } from '@parley/vocabulary';
import type { ConversationDto } from '../http/conversation.dto.js';

/** The copy of the chat that ended last in `conversation.last_chat`, as much of it as is shown. */
interface LastChatCopy {
  readonly id: string;
  readonly agent: { readonly id: string; readonly name: string } | null;
  readonly endedAt: string;
  readonly endedBy: ChatEnder;
  readonly rating: number | null;
}

export interface ConversationRow {
  id: string;
  state: ConversationState;
  chat_id: string | null;
  chat_status: 'waiting' | 'active' | null;
  chat_started_at: Date | null;
  chat_waiting_since: Date | null;
  chat_facts: { number: number; about: string | null } | null;
  chat_agent_id: string | null;
  chat_agent_name: string | null;
  chat_team_id: string;
  chat_team_name: string | null;
  undo_until: Date | null;
  ended_chats: number;
  last_message_preview: string | null;
  last_message_author: MessageAuthor | null;
  last_message_status: DeliveryStatus | null;
  last_message_at: Date | null;
  last_activity_at: Date;
  unread_count: number;
  service_window_expires_at: Date | null;
  created_at: Date;
  contact_id: string;
  contact_name: string | null;
  contact_phone: string | null;
  contact_username: string | null;
  contact_language: string | null;
  contact_opted_out_at: Date | null;
  is_flooding: boolean;
  last_chat: LastChatCopy | null;
  last_chat_comment: string | null;
  channel_id: string;
  channel_number: string | null;
  /** The sort key of the list it came from, as PostgreSQL prints it. */
  sort_key: string;
}

/** An undo that has run out is none; a service window ends when the customer opts out in it (`freeReplyUntil`). */
export const CONVERSATION_COLUMNS = `
  c.id, c.state, c.chat_id, c.chat_status, c.chat_started_at, c.chat_waiting_since, c.chat_agent_id,
  (select json_build_object('number', number, 'about', about) from chat where chat.id = c.chat_id) as chat_facts,
  (select name from agent where agent.id = c.chat_agent_id) as chat_agent_name,
  ${TEAM_OF_CHAT} as chat_team_id, case when c.chat_id is not null then (select name from team where team.id = ${TEAM_OF_CHAT}) end as chat_team_name,
  case when c.undo_until > now() then c.undo_until end as undo_until, c.ended_chats,
  c.last_message_preview, c.last_message_author, c.last_message_at, c.last_activity_at,
  (select status from message where message.id = c.last_message_id) as last_message_status,
  c.unread_count, c.created_at,
  case when contact.opted_out_at between c.service_window_expires_at - interval '${SERVICE_WINDOW_MS / 1000} seconds'
         and c.service_window_expires_at then contact.opted_out_at else c.service_window_expires_at end as service_window_expires_at, c.channel_id,
  contact.id as contact_id, contact.name as contact_name, contact.phone as contact_phone, contact.username as contact_username,
  contact.language as contact_language, contact.opted_out_at as contact_opted_out_at,
  coalesce(c.flooding_until > now(), false) as is_flooding,
  case when c.last_chat is not null then jsonb_build_object('id', c.last_chat->'id', 'agent', c.last_chat->'agent', 'endedAt', c.last_chat->'endedAt',
    'endedBy', c.last_chat->'endedBy', 'rating', c.last_chat->'rating') end as last_chat,
  case when c.last_chat->>'rating' is not null then
    (select rating_comment from chat where chat.id = (c.last_chat->>'id')::uuid) end as last_chat_comment,
  (select display_phone_number from channel where channel.id = c.channel_id) as channel_number`;

export function presentConversation(row: ConversationRow, queuePosition: number | null): ConversationDto {
  return {
    id: row.id,
    channel: { id: row.channel_id, phoneNumber: row.channel_number },
    contact: {
      id: row.contact_id,
      name: row.contact_name ?? row.contact_username ?? row.contact_phone ?? 'Unknown contact',
      phone: row.contact_phone,
      username: row.contact_username,
      language: row.contact_language,
      optedOutAt: row.contact_opted_out_at?.toISOString() ?? null,
    },
    state: row.state,
    isChatSupport: row.chat_id !== null,
    chat: presentChat(row, queuePosition),
    lastChat: row.last_chat && { ...row.last_chat, comment: row.last_chat_comment },
    isFlooding: row.is_flooding,
    undoUntil: row.undo_until?.toISOString() ?? null,
    lastMessage: presentLastMessage(row),
    unreadCount: row.unread_count,
    serviceWindowExpiresAt: row.service_window_expires_at?.toISOString() ?? null,
    endedChats: row.ended_chats,
    lastActivityAt: row.last_activity_at.toISOString(),
    createdAt: row.created_at.toISOString(),
  };
}

function presentChat(row: ConversationRow, queuePosition: number | null): ConversationDto['chat'] {
  if (row.chat_id === null || row.chat_status === null) return null;
  const startedAt = row.chat_started_at ?? row.last_activity_at;
  return {
    id: row.chat_id,
    number: row.chat_facts?.number ?? 0,
    status: row.chat_status,
    startedAt: startedAt.toISOString(),
    waitingSince: (row.chat_waiting_since ?? startedAt).toISOString(),
    queuePosition: row.chat_status === 'waiting' ? queuePosition : null,
    team: { id: row.chat_team_id, name: row.chat_team_name ?? '' },
    agent: row.chat_agent_id === null ? null : { id: row.chat_agent_id, name: row.chat_agent_name ?? '' },
    about: row.chat_facts?.about ?? null,
  };
}

function presentLastMessage(row: ConversationRow): ConversationDto['lastMessage'] {
  if (row.last_message_at === null || row.last_message_author === null || row.last_message_status === null) return null;
  return {
    preview: row.last_message_preview ?? '',
    author: row.last_message_author,
    at: row.last_message_at.toISOString(),
    status: shownStatus(row.last_message_status),
  };
}
