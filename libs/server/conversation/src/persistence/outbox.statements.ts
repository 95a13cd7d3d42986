import { statement } from '@parley/platform';
import { SERVICE_WINDOW_MS } from '@parley/vocabulary';
import { HOLD_S, LEASE_S, PAIR_BURST, PAIR_INTERVAL_S } from '../application/sending/send-limits.js';
import { FAILURE } from '../domain/failure-words.js';
import { SEND_AGAIN_AFTER_S } from '../domain/send-again.js';
import { tellUpdated } from './event.statements.js';

/**
 * Nothing of the lane stands before the row `o` that may not be passed: only an `unknown` message may, once its hold is over (D6).
 * To look at smaller numbers is enough: rows are started in order and one at a time, so nothing behind a queued row was ever started.
 * `<>`, so that the planner can only take the lane's own index.
 */
const isFirstInLane = (o: string): string =>
  `not exists (select 1 from outbox b
                where b.conversation_id = ${o}.conversation_id and b.out_seq < ${o}.out_seq
                  and (b.state <> 'unknown' or b.hold_until > statement_timestamp()))`;

/**
 * Lanes whose first queued message may be started, oldest first, locked in id order. `SKIP LOCKED`: who holds the lane wakes us when it
 * is done, and a stopped process must not stop every other contact's messages. The START that follows must be durable whatever the
 * server's default is, or a crash could send a message twice (protocol-check A0): `synchronous_commit` is set for this transaction here,
 * without a round trip of its own. `statement_timestamp()` because it may use the index; it is later than any lock taken before.
 */
export const claimLanes = statement<{ id: string; channel_id: string; is_paused: boolean }>(
  'outbox-claim-lanes',
  `with ready as (
     select o.conversation_id, o.channel_id, o.not_before, k.paused_at is not null as is_paused
       from outbox o join channel k on k.id = o.channel_id
      where o.state = 'queued' and o.not_before <= statement_timestamp() and o.channel_id <> all($1::uuid[])
        and (k.paused_at is null or k.probe_at <= statement_timestamp())
        and ${isFirstInLane('o')}
      order by o.not_before, o.message_id
      limit $2
   )
   select c.id, r.channel_id, r.is_paused, set_config('synchronous_commit', 'on', true)
     from ready r join conversation c on c.id = r.conversation_id
    order by c.id
      for no key update of c skip locked`,
);

export interface StartRow {
  readonly verdict: 'start' | 'cancelled' | 'opted-out' | 'window-closed' | 'wait';
  readonly message_id: string;
  readonly conversation_id: string;
  readonly channel_id: string;
  readonly phone_number_id: string;
  readonly attempt: number;
  readonly text: string | null;
  readonly content: Record<string, unknown> | null;
  readonly phone: string | null;
  readonly bsuid: string | null;
  readonly reply_to_wamid: string | null;
}

/** By what a message is given up before it was started. */
const GIVEN_UP = "('cancelled', 'opted-out', 'window-closed')";
const WINDOW = `interval '${SERVICE_WINDOW_MS / 1000} seconds'`;

/**
 * START: the first queued message of each locked lane becomes `sending`, is called off, fails because the window has closed or the customer
 * has opted out since they wrote last (a template: at all; the system's answer to that leaves all the same), or waits for the pair rule.
 * Templates need no window. Read anew after the lock (D9): between look and lock anything may have happened to the lane.
 */
export const startMessages = statement<StartRow>(
  'outbox-start-messages',
  `with head as materialized (
     select distinct on (conversation_id) message_id, conversation_id, channel_id, chat_id, author, is_template, out_seq, not_before
       from outbox where conversation_id = any($1::uuid[]) and state = 'queued'
      order by conversation_id, out_seq
   ), ready as materialized (
     select h.*, p.phone, p.bsuid, c.pair_limit_at,
            case when h.author = 'agent' and t.status = 'ended' and t.ended_by in ('contact', 'system') then 'cancelled'
                 when (h.author <> 'system' and p.opted_out_at >= c.service_window_expires_at - ${WINDOW})
                   or (h.is_template and p.opted_out_at is not null) then 'opted-out'
                 when not h.is_template and coalesce(c.service_window_expires_at <= statement_timestamp(), true) then 'window-closed'
                 when $2::boolean and c.pair_limit_at > statement_timestamp() + interval '${(PAIR_BURST - 1) * PAIR_INTERVAL_S} seconds' then 'wait'
                 else 'start' end as verdict
       from head h
       join conversation c on c.id = h.conversation_id
       join contact p on p.id = c.contact_id
       left join chat t on t.id = h.chat_id
      where h.not_before <= statement_timestamp()
        and ${isFirstInLane('h')}
   ), started as (
     update outbox o
        set state = 'sending', attempt = o.attempt + 1, started_at = statement_timestamp(), lease_owner = $3,
            lease_until = statement_timestamp() + interval '${LEASE_S} seconds',
            hold_until = statement_timestamp() + interval '${HOLD_S} seconds'
       from ready r
      where r.verdict = 'start' and o.message_id = r.message_id and o.state = 'queued'
     returning o.message_id, o.attempt
   ), marked as (
     update message m set status = 'sending', attempt = s.attempt from started s
      where m.id = s.message_id and m.status = 'queued'
     returning m.id, m.attempt, m.text, m.content, m.reply_to
   ), paid as (
     update conversation c
        set pair_limit_at = greatest(c.pair_limit_at, statement_timestamp()) + interval '${PAIR_INTERVAL_S} seconds'
       from ready r
      where $2::boolean and r.verdict = 'start' and c.id = r.conversation_id
   ), waiting as (
     update outbox o set not_before = r.pair_limit_at - interval '${(PAIR_BURST - 1) * PAIR_INTERVAL_S} seconds'
       from ready r
      where r.verdict = 'wait' and o.message_id = r.message_id and o.state = 'queued'
   ), settled as (
     delete from outbox o using ready r
      where r.verdict in ${GIVEN_UP} and o.message_id = r.message_id and o.state = 'queued'
   ), given_up as (
     update message m
        set status = case r.verdict when 'cancelled' then 'cancelled' else 'rejected' end,
            error_code = case r.verdict when 'window-closed' then '${FAILURE.windowClosed.code}' when 'opted-out' then '${FAILURE.optedOut.code}' end,
            error_title = case r.verdict when 'window-closed' then '${FAILURE.windowClosed.title}' when 'opted-out' then '${FAILURE.optedOut.title}' end,
            failed_at = case when r.verdict <> 'cancelled' then statement_timestamp() end
       from ready r
      where r.verdict in ${GIVEN_UP} and m.id = r.message_id and m.status = 'queued'
     returning m.id, m.conversation_id, m.status
   ), happened as (
     ${tellUpdated('given_up')}
   )
   select r.verdict, r.message_id, r.conversation_id, r.channel_id, k.phone_number_id, m.attempt, m.text, m.content, r.phone, r.bsuid,
          q.wamid as reply_to_wamid
     from ready r
     join channel k on k.id = r.channel_id
     left join marked m on m.id = r.message_id
     left join message q on q.id = m.reply_to
    where r.verdict <> 'start' or m.id is not null`,
);

export interface OutcomeRow {
  readonly message_id: string;
  readonly attempt: number;
  readonly kind: 'accepted' | 'not-sent' | 'refused' | 'unknown';
  readonly wamid: string | null;
  readonly code: string | null;
  readonly title: string | null;
  readonly delay_ms: number;
}

/**
 * The outcome of nearly every call: accepted, and nobody was faster. One round trip with its lane locks (see the migration
 * `record-acceptances`). Rows that somebody has changed meanwhile are missing from the answer: they are {@link recordOutcomes}'.
 */
export const recordAcceptances = statement<{ id: string; is_waiting: boolean }>(
  'outbox-record-acceptances',
  'select id, is_waiting from record_acceptances($1::uuid[], $2::uuid[], $3::int[], $4::text[])',
);

/**
 * What became of calls, by the outcome table. Every step names the state it leaves and the attempt it is about; whoever was faster (a
 * webhook, the sweeper) has left another state, and then only the channel's id is filled in.
 * NOT SENT goes back to `queued` only from `sending` and only while the customer or the switch has not ended the chat; nothing leads
 * from `unknown` to `queued` (D1): proof that comes after the sweeper gives `not_sent`, and a person may send it again.
 */
export const recordOutcomes = statement<{ is_waiting: boolean }>(
  'outbox-record-outcomes',
  `with outcome as materialized (
     select x.*, m.conversation_id, m.status, m.author = 'agent' and t.status = 'ended' and t.ended_by in ('contact', 'system') as called_off,
            not exists (select 1 from message other where other.wamid = x.wamid and other.id <> x.message_id) as wamid_is_free
       from json_to_recordset($1::json) as x(message_id uuid, attempt int, kind text, wamid text, code text, title text, delay_ms float8)
       join message m on m.id = x.message_id and m.attempt = x.attempt
       left join chat t on t.id = m.chat_id
   ), judged as materialized (
     select *, case
         when kind = 'accepted' and status in ('sending', 'unknown', 'rejected', 'cancelled') then 'sent'
         when kind = 'refused' and status in ('sending', 'unknown') then 'rejected'
         when kind = 'unknown' and status = 'sending' then 'unknown'
         when kind = 'not-sent' and status = 'sending' then case when called_off then 'cancelled' else 'queued' end
         when kind = 'not-sent' and status = 'unknown' then 'rejected'
       end as next
       from outcome
   ), changed as (
     update message m
        set status = j.next,
            wamid = case when j.wamid_is_free then coalesce(m.wamid, j.wamid) else m.wamid end,
            sent_at = case when j.next = 'sent' then coalesce(m.sent_at, statement_timestamp()) else m.sent_at end,
            failed_at = case when j.next = 'rejected' then statement_timestamp() end,
            send_again_at = case when j.next = 'unknown' then (
              select least(o.started_at, statement_timestamp()) + interval '${SEND_AGAIN_AFTER_S} seconds' from outbox o where o.message_id = m.id) end,
            error_code = case j.next when 'rejected' then coalesce(j.code, '${FAILURE.notSent.code}') when 'sent' then j.code end,
            error_title = case j.next when 'rejected' then coalesce(j.title, '${FAILURE.notSent.title}') when 'sent' then j.title end
       from judged j
      where m.id = j.message_id and m.attempt = j.attempt and m.status = j.status and j.next is not null
     returning m.id, m.conversation_id, m.status
   ), named as (
     update message m set wamid = j.wamid from judged j
      where m.id = j.message_id and j.next is null and j.kind = 'accepted' and m.wamid is null and j.wamid_is_free
   ), back_in_line as (
     update outbox o
        set state = 'queued', not_before = statement_timestamp() + j.delay_ms * interval '1 millisecond',
            started_at = null, lease_until = null, hold_until = null, lease_owner = null
       from judged j
      where j.next = 'queued' and o.message_id = j.message_id and o.attempt = j.attempt and o.state = 'sending'
   ), not_known as (
     update outbox o set state = 'unknown' from judged j
      where j.next = 'unknown' and o.message_id = j.message_id and o.attempt = j.attempt and o.state = 'sending'
   ), settled as (
     delete from outbox o using judged j
      where j.next in ('sent', 'rejected', 'cancelled') and o.message_id = j.message_id and o.attempt = j.attempt
        and o.state in ('sending', 'unknown')
   ), happened as (
     ${tellUpdated('changed')}
   )
   -- what stood behind these in their lanes may be started now
   select exists (select 1 from outcome o join outbox b on b.conversation_id = o.conversation_id and b.state = 'queued') as is_waiting`,
);
