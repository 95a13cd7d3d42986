import { Inject, Injectable } from '@nestjs/common';
import { EventBus } from '@parley/admin-chat';
import { Database, Log, statement } from '@parley/platform';
import { SignatureWatch } from '@parley/whatsapp';

/** A database that needs longer for this is not one to send traffic to. */
const TIMEOUT_MS = 1000;
/** Older than any pause the sender takes by itself: the pair rule, Graph's rate limits, a lease and its hold. */
const OUTBOX_OLD_S = 120;
/** A message is applied within milliseconds; a minute means that workers are down, or far behind. */
const INBOX_OLD_S = 60;

// A migration runs before anything listens, so a reachable database with our newest table is a current one.
const probe = statement<{ channel_paused: boolean; outbox_old: boolean; inbox_old: boolean }>(
  'health-probe',
  `select exists (select 1 from channel where paused_at is not null) as channel_paused,
     exists (select 1 from outbox where state = 'queued' and queued_at < now() - interval '${OUTBOX_OLD_S} seconds') as outbox_old,
     coalesce((select received_at from inbox where state = 'pending' and kind = 'message' order by id limit 1)
       < now() - interval '${INBOX_OLD_S} seconds', false) as inbox_old`,
);

/**
 * What works with loss; this process still takes its part of the load.
 * - `channel-paused`: WhatsApp refuses our token, rights or account; everything stays queued
 * - `outbox-age`: a message has been waiting to be sent for two minutes, whatever for
 * - `inbox-age`: a message of a customer has been waiting to be applied for a minute
 * - `signature`: every delivery lately came with a wrong signature
 * - `event-bus`: consoles hear of events by the processes' own look, a second late
 */
export type Degradation = 'channel-paused' | 'outbox-age' | 'inbox-age' | 'signature' | 'event-bus';

/** Whether this process should get traffic. */
@Injectable()
export class Readiness {
  private draining = false;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(Log) private readonly log: Log,
    @Inject(SignatureWatch) private readonly signatures: SignatureWatch,
  ) {}

  get isDraining(): boolean {
    return this.draining;
  }

  /** From now on not ready: a router that looks takes us out before we stop. */
  drain(): void {
    this.draining = true;
  }

  async check(): Promise<{ ready: boolean; degraded: Degradation[] }> {
    if (this.draining) return { ready: false, degraded: [] };
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the database did not answer within a second')), TIMEOUT_MS);
    });
    try {
      const query = this.database.run(probe);
      query.catch(() => undefined);
      const [row] = await Promise.race([query, timeout]);
      const found: Record<Degradation, boolean> = {
        'channel-paused': row?.channel_paused === true,
        'outbox-age': row?.outbox_old === true,
        'inbox-age': row?.inbox_old === true,
        signature: this.signatures.refusesEverything,
        'event-bus': this.bus.isLost,
      };
      return { ready: true, degraded: (Object.keys(found) as Degradation[]).filter((name) => found[name]) };
    } catch (error) {
      this.log.error('http', 'not ready', error);
      return { ready: false, degraded: [] };
    } finally {
      clearTimeout(timer);
    }
  }
}
