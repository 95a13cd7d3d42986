import { Injectable } from '@nestjs/common';
import { Log, Metrics } from '@parley/platform';
import type { OutcomeRow } from '../../persistence/outbox.statements.js';
import { ChannelDirectory } from '../channel-directory.js';
import type { SendOutcome } from '../ports/outbound-channel.js';
import { DistrustTemplates } from '../templates/distrust-templates.js';
import { ChannelPace } from './channel-pace.js';
import type { Started } from './message-starter.js';
import { OutcomeRecorder } from './outcome-recorder.js';
import { backOffMs } from './send-limits.js';

/** What a call's outcome means for its channel and for its message; never throws. */
@Injectable()
export class OutcomeJudge {
  constructor(
    private readonly recorder: OutcomeRecorder,
    private readonly channels: ChannelDirectory,
    private readonly pace: ChannelPace,
    private readonly distrust: DistrustTemplates,
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {}

  async settle(message: Started, outcome: SendOutcome): Promise<void> {
    const { messageId, attempt, conversationId } = message;
    if (outcome.kind === 'accepted') this.log.debug('outbound', 'message accepted', { messageId, attempt });
    else this.log.warn('outbound', 'message not accepted', { messageId, attempt, outcome: outcome.kind });
    // A rate limit of the whole number: what else is queued on it would only hear the same.
    if (outcome.kind === 'not-sent' && outcome.scope === 'channel') this.pace.rest(message.channel.id, backOffMs(1, outcome.retryAfterMs));
    // The channel first: a message put back before its channel is paused would be started again at once.
    await this.judgeChannel(message, outcome);
    await this.recorder.record({ conversationId, message_id: messageId, attempt, ...rowOf(attempt, outcome) });
    this.metrics.outboxMessages.inc({ state: stateAfter[outcome.kind] });
    if (outcome.kind === 'refused' && outcome.templateChanged) await this.distrust.execute();
  }

  private async judgeChannel({ channel, isProbe }: Started, outcome: SendOutcome): Promise<void> {
    try {
      const isBroken = outcome.kind === 'channel-broken' || (outcome.kind === 'refused' && outcome.pausesChannel);
      if (isBroken) await this.channels.pause(channel.id, `${outcome.title} (${outcome.code})`);
      // Also a refusal of this message proves that our token and permissions were taken.
      else if (isProbe && (outcome.kind === 'accepted' || outcome.kind === 'refused')) await this.channels.resume(channel.id);
    } catch (error) {
      // The outcome matters more; the next message on the channel brings the same news.
      this.log.error('outbound', 'channel state could not be recorded', error, { channelId: channel.id });
    }
  }
}

/** What the message is then; one that its chat has left behind is called off instead of queued again, which is rare and not told apart. */
const stateAfter = { accepted: 'sent', 'not-sent': 'queued', 'channel-broken': 'queued', refused: 'rejected', unknown: 'unknown' } as const;

type OutcomeFacts = Pick<OutcomeRow, 'kind' | 'wamid' | 'code' | 'title' | 'delay_ms'>;

const NOTHING = { wamid: null, code: null, title: null, delay_ms: 0 };

function rowOf(attempt: number, outcome: SendOutcome): OutcomeFacts {
  switch (outcome.kind) {
    case 'accepted':
      return { ...NOTHING, ...outcome.note, kind: 'accepted', wamid: outcome.wamid };
    case 'refused':
      return { ...NOTHING, kind: 'refused', code: outcome.code, title: outcome.title };
    case 'unknown':
      return { ...NOTHING, kind: 'unknown' };
    case 'not-sent':
      return { ...NOTHING, kind: 'not-sent', delay_ms: backOffMs(attempt, outcome.retryAfterMs) };
    case 'channel-broken':
      // The pause keeps it back; once the channel is mended it should leave at once.
      return { ...NOTHING, kind: 'not-sent' };
  }
}
