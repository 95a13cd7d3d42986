import { Injectable } from '@nestjs/common';
import { Database, Log, statement, Wake, WorkLoop, type Transaction } from '@parley/platform';
import { TIMER_KINDS, type TimerKind } from '../domain/timers.js';
import { ConversationLanes } from './conversation-lanes.js';

/** How late a timer may be: nobody notices half a second after an undo of several. */
const LOOK_EVERY_MS = 500;
const BATCH = 50;
/** A timer whose decision throws is a bug of ours: it must neither stop the others nor be asked in a tight loop. */
const AFTER_FAILURE_S = 30;

interface DueTimer {
  readonly conversation_id: string;
  readonly kind: TimerKind;
  readonly chat_id: string;
}

const findDue = statement<DueTimer>(
  'conversation-find-due-timers',
  `select conversation_id, kind, chat_id from timer where due_at <= clock_timestamp() and kind = any($1::text[]) order by due_at limit ${BATCH}`,
);

/** And whether the customer has got what was said last: a message that waits, is in doubt or has failed was not seen by anybody. */
const takeDue = statement<{ is_last_in_doubt: boolean }>(
  'conversation-take-due-timer',
  `delete from timer
    where conversation_id = $1 and chat_id = $2 and kind = $3 and due_at <= clock_timestamp()
   returning exists (select from conversation c join message m on m.id = c.last_message_id
                      where c.id = $1 and m.status not in ('received', 'sent', 'delivered', 'read')) as is_last_in_doubt`,
);

const putOff = statement(
  'conversation-put-off-timer',
  `update timer set due_at = clock_timestamp() + interval '${AFTER_FAILURE_S} seconds'
    where conversation_id = $1 and chat_id = $2 and kind = $3`,
);

/** Does what was to happen later. Timers are rows, so they survive a restart, and any number of runners may share them. */
@Injectable()
export class TimerRunner {
  private readonly loop: WorkLoop;

  constructor(
    private readonly database: Database,
    private readonly lanes: ConversationLanes,
    private readonly log: Log,
    wake: Wake,
  ) {
    this.loop = new WorkLoop({
      name: 'timers',
      wake,
      topic: 'timers',
      sweepEveryMs: LOOK_EVERY_MS,
      work: () => this.runDue(),
      onError: (error) => this.log.error('conversation', 'due timers could not be read', error),
    });
  }

  start(): void {
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  private async runDue(): Promise<boolean> {
    const due = await this.database.run(findDue, [TIMER_KINDS]);
    for (const timer of due) await this.run(timer);
    return due.length === BATCH;
  }

  private async run(timer: DueTimer): Promise<void> {
    const { conversation_id: conversationId, chat_id: chatId, kind } = timer;
    try {
      await this.lanes.change(conversationId, async (draft, tx: Transaction) => {
        // Taken under the lane lock: undone, or done by another runner, in the meantime means gone.
        const [taken] = await tx.run(takeDue, [conversationId, chatId, kind]);
        if (taken) draft.decide({ type: 'timer-due', kind, chatId, isLastInDoubt: taken.is_last_in_doubt });
      });
    } catch (error) {
      this.log.error('conversation', 'timer failed', error, { conversationId, kind });
      await this.database.run(putOff, [conversationId, chatId, kind]);
    }
  }
}
