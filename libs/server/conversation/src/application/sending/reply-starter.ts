import { Injectable } from '@nestjs/common';
import { Clock } from '@parley/platform';
import type { ConversationDraft } from '../conversation-draft.js';
import { ConversationOptions } from '../conversation-options.js';
import type { DraftMessage } from '../draft-message.js';
import { contentOf } from '../stored-content.js';
import type { CallRoom } from './call-room.js';
import { ChannelPace } from './channel-pace.js';
import type { Started } from './message-starter.js';
import { OutboxDispatcher } from './outbox-dispatcher.js';
import { SendFence } from './send-fence.js';
import { PAIR_BURST, PAIR_INTERVAL_S } from './send-limits.js';

const PAIR_AHEAD_MS = (PAIR_BURST - 1) * PAIR_INTERVAL_S * 1000;
const PAIR_INTERVAL_MS = PAIR_INTERVAL_S * 1000;

/**
 * START without a transaction of its own: the bot's reply is written as `sending` in the very transaction that applies what the customer
 * wrote. It is committed before the call like any START, and spares a claim, two statements, a commit and three row versions for what is
 * nearly every message. Only where nothing could speak against it is a reply started so; all else is queued, and `MessageStarter` looks.
 */
@Injectable()
export class ReplyStarter {
  constructor(
    private readonly clock: Clock,
    private readonly pace: ChannelPace,
    private readonly dispatcher: OutboxDispatcher,
    private readonly options: ConversationOptions,
  ) {}

  /** A moment's patience for calls to come free. */
  waitForRoom(most: number): Promise<CallRoom> {
    return this.dispatcher.waitForRoom(most);
  }

  /** Before BEGIN of the transaction that applies. */
  prepare(): SendFence {
    return new SendFence(this.clock);
  }

  /**
   * Turns the first new message of each lane into a started one, as far as calls are free and the channel's pace allows.
   * @param drafts decided, not yet written; their lanes are locked
   * @param room what was set aside for them; more may be free
   * @returns what is to be handed to the dispatcher once the transaction is committed, and not before
   */
  start(drafts: readonly ConversationDraft[], fence: SendFence, room: CallRoom | undefined): Started[] {
    const ready = drafts.flatMap((draft) => {
      const message = draft.messages.find(({ out_seq }) => out_seq !== null);
      return message && this.isReady(draft, message) ? [{ draft, message }] : [];
    });
    const free = ready.slice(0, this.dispatcher.freeCalls + (room?.calls ?? 0));
    const started: Started[] = [];
    for (const channelId of new Set(free.map(({ draft }) => draft.row.channel_id))) {
      const ofChannel = free.filter(({ draft }) => draft.row.channel_id === channelId);
      const granted = ofChannel.slice(0, this.pace.take(channelId, ofChannel.length));
      started.push(...granted.map(({ draft, message }) => this.startOne(draft, message, fence)));
    }
    return started;
  }

  private isReady({ row, now, snapshot }: ConversationDraft, message: DraftMessage): boolean {
    return (
      // Nothing before it in the lane, whatever its state: what waits, waits in order (D6).
      !row.is_sending &&
      !row.channel_is_paused &&
      !this.pace.resting().includes(row.channel_id) &&
      // An agent's message may be called off, what quotes a message needs its id, who has opted out is asked for, but for the answer to that: `MessageStarter` looks.
      message.author !== 'agent' &&
      message.reply_to === null &&
      (snapshot.contact.optedOutAt === null || message.author === 'system') &&
      snapshot.windowExpiresAt !== null &&
      snapshot.windowExpiresAt > now &&
      (!this.options.pairLimit || row.pair_limit_at === null || row.pair_limit_at.getTime() <= now.getTime() + PAIR_AHEAD_MS)
    );
  }

  private startOne(draft: ConversationDraft, message: DraftMessage, fence: SendFence): Started {
    const { row, now } = draft;
    message.status = 'sending';
    message.attempt = 1;
    if (this.options.pairLimit) {
      draft.pairLimitAt = new Date(Math.max(row.pair_limit_at?.getTime() ?? 0, now.getTime()) + PAIR_INTERVAL_MS);
    }
    return {
      conversationId: draft.id,
      messageId: message.id,
      attempt: 1,
      channel: { id: row.channel_id, phoneNumberId: row.phone_number_id },
      to: { phone: row.contact_phone, bsuid: row.contact_bsuid },
      content: contentOf({ text: message.text, content: message.content as Record<string, unknown> | null }),
      replyToWamid: null,
      isProbe: false,
      mayStillWrite: () => fence.mayStillWrite(),
    };
  }
}
