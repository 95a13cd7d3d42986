import { Injectable } from '@nestjs/common';
import { Database, Log, Wake, WorkLoop } from '@parley/platform';
import { TIMER_KINDS } from '../domain/timers.js';
import { findDueTimers, putOffTimer, recordUnsaid, takeDueTimer, TIMER_BATCH, type DueTimer } from '../persistence/timer.statements.js';
import { ConversationLanes, isGone } from './conversation-lanes.js';

/** How late a timer may be: nobody notices half a second after an undo of several. */
const LOOK_EVERY_MS = 500;

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
    const due = await this.database.run(findDueTimers, [TIMER_KINDS]);
    for (const timer of due) await this.run(timer);
    return due.length === TIMER_BATCH;
  }

  private async run(timer: DueTimer): Promise<void> {
    const { conversation_id: conversationId, chat_id: chatId, kind } = timer;
    try {
      await this.lanes.change(conversationId, async (draft, tx) => {
        // Taken under the lane lock: undone, or done by another runner, in the meantime means gone.
        const [taken] = await tx.run(takeDueTimer, [conversationId, chatId, kind]);
        if (!taken) return;
        const { is_silence_in_doubt: isSilenceInDoubt, heard_since: heardSince } = taken;
        draft.decide({ type: 'timer-due', kind, chatId, isSilenceInDoubt, heardSince });
        for (const { said, why } of draft.chats.unsaid) await tx.run(recordUnsaid, [chatId, said, why]);
      });
    } catch (error) {
      // Its timers went with it.
      if (isGone(error)) return;
      this.log.error('conversation', 'timer failed', error, { conversationId, kind });
      await this.database.run(putOffTimer, [conversationId, chatId, kind]);
    }
  }
}
