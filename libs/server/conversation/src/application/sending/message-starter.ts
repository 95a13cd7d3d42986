import { Injectable } from '@nestjs/common';
import { Clock, Database, type Transaction } from '@parley/platform';
import { claimLanes, startMessages, type StartRow } from '../../persistence/outbox.statements.js';
import { ChannelDirectory } from '../channel-directory.js';
import { ConversationOptions } from '../conversation-options.js';
import type { StartedMessage } from '../ports/outbound-channel.js';
import { contentOf } from '../stored-content.js';
import { ChannelPace } from './channel-pace.js';
import { SendFence } from './send-fence.js';
import { LEASE_OWNER } from './send-limits.js';

export interface Started extends StartedMessage {
  readonly conversationId: string;
  /** The one message tried on a paused channel. */
  readonly isProbe: boolean;
}

export interface Claim {
  readonly started: readonly Started[];
  /** Something else was done than starting (called off, window closed), or more lanes were ready than asked for: look again at once. */
  readonly isMore: boolean;
}

/**
 * START: commits that a message is about to be sent, before it is. From then on nobody sends it again without proof that nothing left;
 * that alone makes one copy of every message, whatever is killed or stopped when (protocol-check 1).
 */
@Injectable()
export class MessageStarter {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly channels: ChannelDirectory,
    private readonly pace: ChannelPace,
    private readonly options: ConversationOptions,
  ) {}

  /**
   * At most one message of each lane, at most `limit` in all.
   * When COMMIT fails or is not answered this rejects: the caller must not call, whatever the database has; the sweeper sees to it.
   */
  async start(limit: number): Promise<Claim> {
    const fence = new SendFence(this.clock);
    return this.database.transaction(async (tx) => {
      const claimed = await tx.run(claimLanes, [this.pace.resting(), limit]);
      const probes = new Set<string>();
      const lanes = await this.admit(tx, claimed, probes);
      const rows = lanes.length === 0 ? [] : await tx.run(startMessages, [lanes, this.options.pairLimit, LEASE_OWNER]);
      const started = rows.filter((row) => row.verdict === 'start');
      const isFull = claimed.length === limit && lanes.length === claimed.length;
      return {
        started: started.map((row) => ({
          ...messageOf(row),
          isProbe: probes.has(row.conversation_id),
          mayStillWrite: () => fence.mayStillWrite(),
        })),
        isMore: isFull || rows.length > started.length,
      };
    });
  }

  /** Of the lanes locked, those whose channel lets them through now; the others are simply let go with the transaction. */
  private async admit(
    tx: Transaction,
    claimed: readonly { id: string; channel_id: string; is_paused: boolean }[],
    probes: Set<string>,
  ): Promise<string[]> {
    const admitted: string[] = [];
    for (const channelId of new Set(claimed.map((lane) => lane.channel_id))) {
      const lanes = claimed.filter((lane) => lane.channel_id === channelId);
      const [first] = lanes;
      if (!first?.is_paused) {
        const granted = this.pace.take(channelId, lanes.length);
        admitted.push(...lanes.slice(0, granted).map((lane) => lane.id));
      } else if (await this.channels.beginProbe(tx, channelId)) {
        probes.add(first.id);
        admitted.push(first.id);
      }
    }
    return admitted;
  }
}

function messageOf(row: StartRow): Omit<Started, 'isProbe' | 'mayStillWrite'> {
  return {
    conversationId: row.conversation_id,
    messageId: row.message_id,
    attempt: row.attempt,
    channel: { id: row.channel_id, phoneNumberId: row.phone_number_id },
    to: { phone: row.phone, bsuid: row.bsuid },
    content: contentOf(row),
    replyToWamid: row.reply_to_wamid,
  };
}
