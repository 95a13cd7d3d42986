import { statement } from '@parley/platform';

/** A lane with something to do: the state of its oldest pending message decides how carefully it is taken. */
export interface ReadyLane {
  readonly conversation_id: string;
  /** Of the oldest item; above 0 it has failed, or ended a process, before. */
  readonly attempts: number;
  /** Stored before this worker started: whoever had it then may have died of it. */
  readonly from_before: boolean;
}

export interface InboxItem {
  readonly id: string;
  readonly raw_id: string;
  readonly entry_no: number;
  readonly change_no: number;
  readonly item_no: number;
  readonly conversation_id: string;
  readonly received_at: Date;
  /** Of the delivery it came in; for logs. */
  readonly request_id: string | null;
  /** The raw delivery, with the first item of each only. */
  readonly body: Buffer | null;
}

/** The newest id there is: what is at most this old was pending when the worker started. */
export const newestInboxId = statement<{ id: string }>('whatsapp-inbox-newest', 'select coalesce(max(id), 0) as id from inbox');

/**
 * The next lanes with pending messages, going round by conversation id from where the last call stopped ($1): every lane gets its
 * turn, and a contact who sends a thousand messages has one turn like everybody else. Hops from lane to lane on the partial index
 * (one probe each), instead of sorting what is pending. A lane whose oldest item waits for its next try waits as a whole.
 */
export const readyLanes = statement<ReadyLane>(
  'whatsapp-inbox-ready-lanes',
  `with recursive lane as (
     (select i.conversation_id, i.attempts, i.next_try_at, i.id
      from inbox i
      where i.state = 'pending' and i.kind = 'message' and i.conversation_id > $1::uuid
      order by i.conversation_id, i.id
      limit 1)
     union all
     select next.*
     from lane cross join lateral (
       select i.conversation_id, i.attempts, i.next_try_at, i.id
       from inbox i
       where i.state = 'pending' and i.kind = 'message' and i.conversation_id > lane.conversation_id
       order by i.conversation_id, i.id
       limit 1
     ) next
   )
   select conversation_id, attempts, id <= $3::bigint as from_before
   from lane
   where next_try_at <= now()
   limit $2`,
);

/** A statement of its own, before anything of the lanes is read: a statement that waits for a lock reads what was there before. */
export const lockLanes = statement<{ id: string }>(
  'whatsapp-inbox-lock-lanes',
  'select id from conversation where id = any($1::uuid[]) order by id for no key update skip locked',
);

/**
 * The oldest pending messages of locked lanes, up to the first one that goes alone: because it has failed before ($3: more attempts than
 * these), or because it was there before this worker ($4: ids up to this one) and nobody has counted an attempt yet.
 */
export const pendingItems = statement<InboxItem>(
  'whatsapp-inbox-pending-items',
  `select i.id, i.raw_id, i.entry_no, i.change_no, i.item_no, i.conversation_id, i.received_at, r.request_id,
          case when row_number() over (partition by i.raw_id order by i.conversation_id, i.id) = 1 then r.body end as body
   from unnest($1::uuid[]) lane(id)
   cross join lateral (
     select p.*, bool_or(p.attempts > $3 or (p.attempts = 0 and p.id <= $4::bigint)) over (order by p.id) as blocked
     from (select * from inbox where conversation_id = lane.id and state = 'pending' and kind = 'message' order by id limit $2) p
   ) i
   left join webhook_raw r on r.id = i.raw_id
   where not i.blocked
   order by i.conversation_id, i.id`,
);

/** Of these lanes, those that are no conversation any more. */
export const findGoneLanes = statement<{ id: string }>(
  'whatsapp-inbox-find-gone-lanes',
  `select lane.id from unnest($1::uuid[]) lane(id) where not exists (select 1 from conversation c where c.id = lane.id)`,
);

export type PlacedItem = Omit<InboxItem, 'received_at' | 'request_id'>;

/** The pending messages of these lanes, oldest first; a turn's worth, the rest has the next turn. */
export const strayItems = statement<PlacedItem>(
  'whatsapp-inbox-stray-items',
  `select i.id, i.raw_id, i.entry_no, i.change_no, i.item_no, i.conversation_id, r.body
   from inbox i left join webhook_raw r on r.id = i.raw_id
   where i.conversation_id = any($1::uuid[]) and i.state = 'pending' and i.kind = 'message'
   order by i.id
   limit 200`,
);

/** Names the lane it leaves: of two who put it elsewhere one does. */
export const reroute = statement<unknown>(
  'whatsapp-inbox-reroute',
  `update inbox set conversation_id = $3 where id = $1 and conversation_id = $2 and state = 'pending'`,
);

/** One item, if it is still pending. */
export const pendingItem = statement<InboxItem>(
  'whatsapp-inbox-pending-item',
  `select i.id, i.raw_id, i.entry_no, i.change_no, i.item_no, i.conversation_id, i.received_at, r.request_id, r.body
   from inbox i left join webhook_raw r on r.id = i.raw_id
   where i.id = $1 and i.state = 'pending'`,
);

/**
 * Marks applied messages with the number the lane gave them. Only rows that really leave `pending`: the caller compares, and rolls back
 * lane and numbers when one did not.
 */
export const markApplied = statement<{ id: string }>(
  'whatsapp-inbox-mark-applied',
  `update inbox i
   set state = 'done', applied_at = now(), in_seq = u.in_seq
   from unnest($1::bigint[], $2::bigint[]) u(id, in_seq)
   where i.id = u.id and i.state = 'pending'
   returning i.id`,
);

/**
 * The attempt is counted before it is made, in a transaction of its own: an item that ends the process is counted too. Not waiting
 * for the disk is enough, because a process that is killed loses nothing of it. First tries only: of many processes that start over
 * the same messages one tries, and eight of them counted would give up what nobody has looked at.
 */
export const countAttempts = statement<{ id: string }>(
  'whatsapp-inbox-count-attempts',
  `with settings as materialized (select set_config('synchronous_commit', 'off', true))
   update inbox i set attempts = i.attempts + 1
   from settings
   where i.id in (
     select p.id
     from unnest($1::uuid[]) lane(id)
     cross join lateral (
       select id from inbox where conversation_id = lane.id and state = 'pending' and kind = 'message' order by id limit $2
     ) p
   ) and i.state = 'pending' and i.attempts = 0
   returning i.id`,
);

export interface CountedItem {
  readonly id: string;
  readonly attempts: number;
}

/**
 * The same for the oldest message of one lane. Only for whoever holds the lane, from another connection: a try that is not made must not
 * count, or workers that meet at a lane often enough would give up a message that nobody has looked at.
 */
export const countOldestAttempt = statement<CountedItem>(
  'whatsapp-inbox-count-oldest-attempt',
  `update inbox set attempts = attempts + 1
   where state = 'pending' and next_try_at <= now() and id = (
     select id from inbox where conversation_id = $1 and state = 'pending' and kind = 'message' order by id limit 1
   )
   returning id, attempts`,
);

/** Takes a count back: what failed was the database, not the message. */
export const uncountAttempt = statement<unknown>(
  'whatsapp-inbox-uncount-attempt',
  `update inbox set attempts = attempts - 1 where id = $1 and state = 'pending' and attempts > 0`,
);

export const countStatusAttempt = statement<{ attempts: number }>(
  'whatsapp-inbox-count-status-attempt',
  `update inbox set attempts = attempts + 1 where id = $1 and state = 'pending' returning attempts`,
);

export const tryLater = statement<unknown>(
  'whatsapp-inbox-try-later',
  `update inbox set next_try_at = now() + $2 * interval '1 millisecond', last_error = $3 where id = $1 and state = 'pending'`,
);

/** Off to the dead-letter shelf with its reason; the lane goes on. */
export const markDead = statement<unknown>(
  'whatsapp-inbox-mark-dead',
  `update inbox set state = 'dead', last_error = $2 where id = $1 and state = 'pending'`,
);

export interface StatusItem extends Omit<InboxItem, 'conversation_id' | 'request_id'> {
  readonly attempts: number;
}

/** Whether a look after pending statuses is worth a transaction. */
export const anyStatusReady = statement<{ found: boolean }>(
  'whatsapp-inbox-any-status-ready',
  `select exists (select from inbox where state = 'pending' and kind = 'status' and next_try_at <= now()) as found`,
);

/** Claims pending statuses for the length of the transaction; other processes take others. */
export const claimStatuses = statement<StatusItem>(
  'whatsapp-inbox-claim-statuses',
  `with claimed as materialized (
     select id, raw_id, entry_no, change_no, item_no, received_at, attempts
     from inbox
     where state = 'pending' and kind = 'status' and next_try_at <= now()
     order by id
     limit $1
     for no key update skip locked
   )
   select c.*, case when row_number() over (partition by c.raw_id order by c.id) = 1 then r.body end as body
   from claimed c left join webhook_raw r on r.id = c.raw_id
   order by c.id`,
);

/**
 * Settles claimed statuses. One that speaks of a message we do not know (yet) is parked: it is tried again whenever its age has
 * grown fourfold, for 24 hours; after that it was never about a message of ours.
 */
export const settleStatuses = statement<{ id: string }>(
  'whatsapp-inbox-settle-statuses',
  `update inbox i
   set state = case
         when u.outcome <> 'parked' then u.outcome
         when i.received_at < now() - interval '24 hours' then 'kept'
         else 'parked'
       end,
       applied_at = case when u.outcome = 'done' then now() end,
       last_error = case u.outcome when 'parked' then 'no such message' when 'dead' then 'the raw delivery is gone' end,
       next_try_at = now() + greatest(interval '1 second', 3 * (now() - i.received_at)),
       -- it holds the customer's number, and nobody asks for it again
       wamid = case when u.outcome = 'parked' and i.received_at >= now() - interval '24 hours' or u.outcome = 'dead' then i.wamid end
   from unnest($1::bigint[], $2::text[]) u(id, outcome)
   where i.id = u.id and i.state = 'pending'
   returning i.id`,
);

/** Parked statuses whose time for another try has come. */
export const unparkStatuses = statement<{ id: string }>(
  'whatsapp-inbox-unpark-statuses',
  `update inbox set state = 'pending'
   where state = 'parked' and id in (
     select id from inbox where state = 'parked' and next_try_at <= now() order by next_try_at limit $1 for no key update skip locked
   )
   returning id`,
);
