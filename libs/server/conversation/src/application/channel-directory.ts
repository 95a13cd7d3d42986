import { Injectable } from '@nestjs/common';
import { Database, Log, statement, Wake, type Transaction } from '@parley/platform';

const ensureChannel = statement<{ id: string }>(
  'conversation-ensure-channel',
  `insert into channel (phone_number_id, display_phone_number) values ($1, $2)
   on conflict (phone_number_id) do update set display_phone_number = coalesce(excluded.display_phone_number, channel.display_phone_number)
   returning id`,
);

/** A channel that is paused already keeps the time of its next probe: 64 calls in flight may all come back with the same news. */
const pauseChannel = statement<{ id: string }>(
  'conversation-pause-channel',
  `update channel set paused_at = now(), pause_reason = $2, probe_failures = 0, probe_at = clock_timestamp() + interval '30 seconds'
    where id = $1 and paused_at is null
   returning id`,
);

/**
 * One message may be tried on a paused channel: by whoever moves the probe's time on. The first after half a minute (a restart of
 * Meta's, a token being exchanged), then doubling up to ten minutes: a broken token is mended by a person, and every probe is a message
 * of a customer who waits for Graph's answer.
 */
const beginProbe = statement<{ id: string }>(
  'conversation-begin-probe',
  `update channel
      set probe_failures = probe_failures + 1,
          probe_at = clock_timestamp() + least(60 * 2 ^ least(probe_failures, 10), 600) * interval '1 second'
    where id = $1 and paused_at is not null and probe_at <= clock_timestamp()
   returning id`,
);

const resumeChannel = statement<{ id: string }>(
  'conversation-resume-channel',
  `update channel set paused_at = null, pause_reason = null, probe_at = null, probe_failures = 0
    where id = $1 and paused_at is not null
   returning id`,
);

/** The business numbers we serve. A paused one keeps everything queued and tries one message now and then until that succeeds. */
@Injectable()
export class ChannelDirectory {
  constructor(
    private readonly database: Database,
    private readonly wake: Wake,
    private readonly log: Log,
  ) {}

  /** @returns the channel's id; makes it when it is new */
  async ensure(phoneNumberId: string, displayPhoneNumber?: string): Promise<string> {
    const [row] = await this.database.run(ensureChannel, [phoneNumberId, displayPhoneNumber ?? null]);
    if (!row) throw new Error('the channel was not returned');
    return row.id;
  }

  /** Stops sending on it; everything stays queued. @param reason in plain words, shown to admins */
  async pause(channelId: string, reason: string): Promise<void> {
    const [row] = await this.database.run(pauseChannel, [channelId, reason]);
    if (row) this.log.error('outbound', 'channel is broken and paused', undefined, { channelId });
  }

  /** @returns true when the caller, and nobody else, may try one message on the paused channel now */
  async beginProbe(tx: Transaction, channelId: string): Promise<boolean> {
    const [row] = await tx.run(beginProbe, [channelId]);
    return row !== undefined;
  }

  /** Sends on it again. */
  async resume(channelId: string): Promise<void> {
    const [row] = await this.database.run(resumeChannel, [channelId]);
    if (!row) return;
    this.log.info('outbound', 'channel resumed', { channelId });
    this.wake.wake('outbox');
  }
}
