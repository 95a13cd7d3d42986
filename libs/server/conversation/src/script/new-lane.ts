import type { LaneRow } from '../persistence/lane.statements.js';

/** A conversation in which nothing has happened yet, as the database would read it. The number is one that is never given out. */
export function newLane(now: Date): LaneRow {
  return {
    id: 'conversation',
    channel_id: 'channel',
    contact_id: 'contact',
    state: 'INITIAL',
    context: {},
    version: 0,
    next_seq: 1,
    next_in_seq: 1,
    next_out_seq: 1,
    chat: null,
    chat_agent_name: null,
    notices: null,
    undo_chat: null,
    undo_until: null,
    undo_agent_name: null,
    last_chat: null,
    pace: null,
    flooding_until: null,
    unread_count: 0,
    service_window_expires_at: null,
    contact_name: 'Maria',
    contact_username: null,
    contact_opted_out_at: null,
    contact_language: null,
    contact_attributes: {},
    contact_phone: '+447700900123',
    contact_bsuid: null,
    phone_number_id: 'phone-number',
    channel_is_paused: false,
    is_sending: false,
    pair_limit_at: null,
    now,
  };
}
