import { deliveryRank, type DeliveryStatus, EVENT_TYPES, isAllowed } from '@parley/conversation';
import type { Database } from '@parley/platform';
import type { ConversationState } from '@parley/vocabulary';
import type { ModelGraph } from './model-graph.js';

/** Every committed change of a message, conversation or chat, and every row put in line, in the order of its lane. */
export const WRITE_HISTORY = `
  create table observed (
    id bigint generated always as identity primary key,
    what text not null, lane_id uuid not null, old jsonb, new jsonb not null, lane jsonb
  );
  create function observe() returns trigger language plpgsql as $$
  begin
    insert into observed (what, lane_id, old, new, lane)
    select tg_table_name, c.id, case tg_op when 'UPDATE' then to_jsonb(old) end, to_jsonb(new),
           jsonb_build_object('agent', c.chat_agent_id, 'chat', c.chat_id, 'windowOpen', c.service_window_expires_at > statement_timestamp())
      from conversation c
     where c.id = case tg_table_name when 'conversation' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'conversation_id' end::uuid;
    return null;
  end $$;
  create trigger observe_message after insert or update on message for each row execute function observe();
  create trigger observe_conversation after update on conversation for each row execute function observe();
  create trigger observe_chat after insert or update on chat for each row execute function observe();
  create trigger observe_outbox after insert on outbox for each row execute function observe();`;

interface Row {
  readonly id: string;
  readonly chat_id: string | null;
  readonly chat_agent_id: string | null;
  readonly agent_id: string | null;
  readonly message_id: string;
  readonly out_seq: number;
  readonly author: string;
  readonly text: string | null;
  readonly status: DeliveryStatus | 'ended';
  readonly ended_by: 'contact' | 'agent' | 'system' | null;
  readonly wamid: string | null;
  readonly state: ConversationState;
  readonly version: number;
  readonly next_in_seq: number;
}

interface Observed {
  readonly no: number;
  readonly what: 'message' | 'conversation' | 'chat' | 'outbox';
  readonly lane_id: string;
  readonly old: Row | null;
  readonly new: Row;
  readonly lane: { readonly agent: string | null; readonly chat: string | null; readonly windowOpen: boolean | null };
}

/**
 * @param handovers how often a chat was released or passed on by who may
 * @returns a line for every breach of an invariant in what has happened since the table was emptied
 */
export async function breachesOfHistory(database: Database, graph: ModelGraph, handovers: number): Promise<string[]> {
  const observed = await database.query<Observed>('select id::int as no, what, lane_id, old, new, lane from observed order by id');
  return [
    ...observed.flatMap((change) => [...breachesOfChange(change)]),
    ...breachesOfOrder(observed, graph),
    ...breachesOfCopies(graph),
    ...breachesOfEnds(observed),
    ...breachesOfOwners(observed, handovers),
  ];
}

function* breachesOfChange({ what, old, new: row, lane }: Observed): Generator<string> {
  if (what === 'message') {
    const before = old?.status as DeliveryStatus | undefined;
    const after = row.status as DeliveryStatus;
    const isPutBack = before === 'sending' && after === 'queued';
    if (before && deliveryRank[after] < deliveryRank[before] && !isPutBack)
      yield `INV-08 message ${row.id} fell from ${before} to ${after}`;
    if (old?.wamid && old.wamid !== row.wamid) yield `INV-09 message ${row.id} had ${old.wamid} and has ${String(row.wamid)}`;
    if (before !== 'sending' && after === 'sending' && lane.windowOpen !== true)
      yield `INV-16 message ${row.id} started outside the window`;
    if (!old && row.author === 'agent' && (lane.agent !== row.agent_id || lane.chat !== row.chat_id)) {
      yield `INV-12 message ${row.id} of agent ${String(row.agent_id)} in the chat of ${String(lane.agent)}`;
    }
  }
  if (what !== 'conversation' || !old) return;
  const isDecided = old.state !== row.state || old.chat_id !== row.chat_id || old.chat_agent_id !== row.chat_agent_id;
  const steps = row.version - old.version;
  if (steps !== (isDecided ? 1 : Math.min(1, Math.max(0, steps)))) yield `INV-14 version ${old.version} to ${row.version}`;
  const arrived = row.next_in_seq - old.next_in_seq;
  // Several messages of a batch are several steps written once.
  if (!isDecided || arrived > 1) return;
  const events = arrived === 1 ? (['contact-wrote'] as const) : EVENT_TYPES.filter((event) => event !== 'contact-wrote');
  if (!events.some((event) => isAllowed(old.state, event, row.state))) yield `INV-14 ${old.state} to ${row.state} by ${events.join(', ')}`;
}

/** A chat leaves its agent only when it is released or passed on: nobody takes one from a colleague. */
function breachesOfOwners(observed: readonly Observed[], handovers: number): string[] {
  const lost = observed.filter(
    ({ what, old, new: row }) =>
      what === 'conversation' && old?.chat_agent_id && old.chat_id === row.chat_id && old.chat_agent_id !== row.chat_agent_id,
  );
  return lost.length > handovers ? [`INV-12 ${lost.length} chats changed hands by ${handovers} handovers`] : [];
}

function breachesOfCopies(graph: ModelGraph): string[] {
  const copies = new Map<string, number>();
  for (const { messageId } of graph.accepted) copies.set(messageId, (copies.get(messageId) ?? 0) + 1);
  return [...copies].filter(([, count]) => count > 1).map(([id, count]) => `INV-05 ${count} copies of ${id}`);
}

function breachesOfOrder(observed: readonly Observed[], graph: ModelGraph): string[] {
  const places = new Map(
    observed.flatMap(({ what, lane_id, new: row }) => (what === 'outbox' ? [[row.message_id, { lane_id, at: row.out_seq }]] : [])),
  );
  const last = new Map<string, number>();
  return graph.calls.flatMap(({ messageId }) => {
    const place = places.get(messageId);
    if (!place) return [`INV-10 Graph was sent ${messageId}, which never stood in line`];
    const before = last.get(place.lane_id) ?? 0;
    last.set(place.lane_id, place.at);
    return place.at < before ? [`INV-10 ${place.at} after ${before}`] : [];
  });
}

/** As issue 3 words it: ended by the customer (or the switch) nothing of the agent's starts any more, by the agent nothing after the closing message. */
function breachesOfEnds(observed: readonly Observed[]): string[] {
  const ends = new Map<string, Observed>();
  for (const change of observed) {
    if (change.what !== 'chat' || change.old?.status === change.new.status) continue;
    if (change.new.status === 'ended') ends.set(change.new.id, change);
    else ends.delete(change.new.id);
  }
  const starts = observed.filter(({ what, old, new: row }) => what === 'message' && row.status === 'sending' && old?.status !== 'sending');
  return [...ends].flatMap(([chatId, end]) => {
    const ofChat = starts.filter(({ new: row }) => row.chat_id === chatId);
    const closing = ofChat.find(({ new: row }) => isClosing(row.text));
    const from = end.new.ended_by === 'agent' ? closing : end;
    const late = from ? ofChat.filter(({ no, new: row }) => no > from.no && row.author === 'agent') : [];
    return late.map(
      ({ new: row }) => `INV-13 "${String(row.text)}" started after the ${end.new.ended_by === 'agent' ? 'closing message' : 'end'}`,
    );
  });
}

/** The closing texts of the shipped catalogue. */
export const CLOSING = [
  'Our team has ended this chat.',
  'You have ended the chat.',
  'Our team has to end this chat now',
  'I closed this chat because it went quiet.',
];

function isClosing(text: string | null): boolean {
  return CLOSING.some((words) => text?.startsWith(words));
}
