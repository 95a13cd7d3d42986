import { statement } from '@parley/platform';
import { GONE_AFTER_SECONDS } from '@parley/vocabulary';
import type { TimerKind } from '../domain/timers.js';

/** As many as a runner reads at a time. */
export const TIMER_BATCH = 50;
/** A timer whose decision throws is a bug of ours: it must neither stop the others nor be asked in a tight loop. */
const AFTER_FAILURE_S = 30;

export interface DueTimer {
  readonly conversation_id: string;
  readonly kind: TimerKind;
  readonly chat_id: string;
}

/** `now()` and not the wall clock: only what stands still during a statement ends a walk along the index at what is not due yet. */
export const findDueTimers = statement<DueTimer>(
  'conversation-find-due-timers',
  `select conversation_id, kind, chat_id from timer where due_at <= now() and kind = any($1::text[]) order by due_at limit ${TIMER_BATCH}`,
);

export interface TakenTimer {
  /** What was said last waits, is in doubt or has failed, so nobody has seen it; or something of the customer's is not read yet. */
  readonly is_silence_in_doubt: boolean;
  /** Since when some server could have heard the customer, without a break; now, when none can. */
  readonly heard_since: Date;
}

/** Under the lane lock. Of several runners one gets the row; none does when it was undone meanwhile. */
export const takeDueTimer = statement<TakenTimer>(
  'conversation-take-due-timer',
  `delete from timer
    where conversation_id = $1 and chat_id = $2 and kind = $3 and due_at <= clock_timestamp()
   returning exists (select from conversation c join message m on m.id = c.last_message_id
                      where c.id = $1 and m.status not in ('received', 'sent', 'delivered', 'read'))
          or exists (select from inbox i where i.conversation_id = $1 and i.state = 'pending' and i.kind = 'message') as is_silence_in_doubt,
     (select case when w.seen_at > now() - interval '${GONE_AFTER_SECONDS} seconds' then w.listening_since else now() end
        from presence_watch w) as heard_since`,
);

export const putOffTimer = statement(
  'conversation-put-off-timer',
  `update timer set due_at = clock_timestamp() + interval '${AFTER_FAILURE_S} seconds'
    where conversation_id = $1 and chat_id = $2 and kind = $3`,
);

/** The next page of conversations in which somebody waits; `$1` the id of the last one before. */
export const findWaiting = statement<{ id: string }>(
  'conversation-find-waiting',
  `select id from conversation where chat_status = 'waiting' and id > $1 order by id limit $2`,
);

/**
 * When we close is another moment now: the timer of each of these conversations looks again in `$2` milliseconds, whether one stood or not,
 * and sets itself for the right moment. Under the lane locks.
 */
export const lookAgainAtClosing = statement(
  'conversation-look-again-at-closing',
  `insert into timer (conversation_id, kind, chat_id, due_at)
   select id, 'hours-ending', chat_id, clock_timestamp() + $2 * interval '1 millisecond'
     from conversation where id = any($1::uuid[]) and chat_status = 'waiting' order by id
   on conflict (conversation_id, kind, chat_id) do update set due_at = excluded.due_at`,
);

/** From the beginning, whoever is at it. In the transaction that writes the hours. */
export const beginHoursChange = statement(
  'conversation-begin-hours-change',
  `insert into hours_change (reached) values ('00000000-0000-0000-0000-000000000000') on conflict (id) do update set reached = excluded.reached`,
);

/** Whoever has the row goes on with it; the other process passes by. */
export const takeHoursChange = statement<{ reached: string }>(
  'conversation-take-hours-change',
  'select reached from hours_change for update skip locked',
);

export const moveHoursChangeOn = statement('conversation-move-hours-change-on', 'update hours_change set reached = $1');
export const endHoursChange = statement('conversation-end-hours-change', 'delete from hours_change');

/** The latest of each text in a chat: a row that says why, however often it is left unsaid. */
export const recordUnsaid = statement(
  'conversation-record-unsaid',
  `insert into notice_unsaid (chat_id, said, why) values ($1, $2, $3)
   on conflict (chat_id, said) do update set why = excluded.why, at = now()`,
);
