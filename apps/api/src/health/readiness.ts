import { Inject, Injectable } from '@nestjs/common';
import { Database, Log, statement } from '@parley/platform';
import { SignatureWatch } from '@parley/whatsapp';

/** A database that needs longer for this is not one to send traffic to. */
const TIMEOUT_MS = 1000;

// A migration runs before anything listens, so a reachable database with our newest table is a current one.
const probe = statement<{ channel_paused: boolean }>(
  'health-probe',
  'select exists (select 1 from channel where paused_at is not null) as channel_paused',
);

/** Whether this process should get traffic. */
@Injectable()
export class Readiness {
  private draining = false;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Log) private readonly log: Log,
    @Inject(SignatureWatch) private readonly signatures: SignatureWatch,
  ) {}

  /** From now on not ready: a router that looks takes us out before we stop. */
  drain(): void {
    this.draining = true;
  }

  async check(): Promise<{ ready: boolean; degraded: string[] }> {
    if (this.draining) return { ready: false, degraded: [] };
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the database did not answer within a second')), TIMEOUT_MS);
    });
    try {
      const query = this.database.run(probe);
      query.catch(() => undefined);
      const [row] = await Promise.race([query, timeout]);
      const degraded = [...(row?.channel_paused ? ['channel-paused'] : []), ...(this.signatures.refusesEverything ? ['signature'] : [])];
      return { ready: true, degraded };
    } catch (error) {
      this.log.error('http', 'not ready', error);
      return { ready: false, degraded: [] };
    } finally {
      clearTimeout(timer);
    }
  }
}
