import { Inject, Injectable } from '@nestjs/common';
import { Database, Log, statement } from '@parley/platform';
import type { Role } from '@parley/vocabulary';
import type { Actor } from './actor.js';
import { newSecret, sha256 } from './secrets.js';

/** A shift. */
const IDLE = '12 hours';
const ABSOLUTE = '7 days';
export const SESSION_MAX_AGE_SECONDS = 7 * 24 * 60 * 60;
/** More browsers than this at once is a leak rather than a person; the oldest go. */
const MAX_SESSIONS = 10;

const insertSession = statement<{ id: string }>(
  'accounts-insert-session',
  `insert into agent_session (token_hash, agent_id, idle_until, expires_at, ip, user_agent)
   values ($1, $2, now() + interval '${IDLE}', now() + interval '${ABSOLUTE}', $3, $4) returning id`,
);
const deleteSurplusSessions = statement<never>(
  'accounts-delete-surplus-sessions',
  `delete from agent_session where agent_id = $1 and (expires_at <= now() or idle_until <= now() or id not in
     (select id from agent_session where agent_id = $1 order by last_seen_at desc, id limit ${MAX_SESSIONS}))`,
);
const findSession = statement<{ id: string; agent_id: string; name: string; email: string; role: Role; touch: boolean }>(
  'accounts-find-session',
  `select s.id, a.id as agent_id, a.name, a.email, a.role, s.last_seen_at < now() - interval '1 minute' as touch
   from agent_session s join agent a on a.id = s.agent_id
   where s.token_hash = $1 and s.idle_until > now() and s.expires_at > now() and a.disabled_at is null`,
);
const touchSession = statement<never>(
  'accounts-touch-session',
  `update agent_session set last_seen_at = now(), idle_until = now() + interval '${IDLE}'
   where id = $1 and last_seen_at < now() - interval '1 minute'`,
);
const deleteSession = statement<never>('accounts-delete-session', 'delete from agent_session where id = $1');
const findLiveSessions = statement<{ id: string }>(
  'accounts-find-live-sessions',
  `select s.id from agent_session s join agent a on a.id = s.agent_id
   where s.id = any($1::uuid[]) and s.idle_until > now() and s.expires_at > now() and a.disabled_at is null`,
);

/** Sessions of the console: a random secret in a cookie, its hash in a row. Gone is gone at once, on every replica. */
@Injectable()
export class Sessions {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Log) private readonly log: Log,
  ) {}

  /** @returns the secret for the cookie; kept nowhere else */
  async open(agentId: string, ip: string, userAgent: string | undefined): Promise<string> {
    const secret = newSecret();
    await this.database.run(insertSession, [sha256(secret), agentId, ip, userAgent?.slice(0, 300) ?? null]);
    await this.database.run(deleteSurplusSessions, [agentId]);
    return secret;
  }

  async find(secret: string): Promise<Actor | null> {
    const [row] = await this.database.run(findSession, [sha256(secret)]);
    if (!row) return null;
    // Once a minute is enough for the idle limit, and keeps reads from being writes.
    if (row.touch) {
      this.database.run(touchSession, [row.id]).catch((error: unknown) => this.log.error('accounts', 'session not touched', error));
    }
    return { kind: 'session', sessionId: row.id, agent: { id: row.agent_id, name: row.name, email: row.email, role: row.role } };
  }

  async close(sessionId: string): Promise<void> {
    await this.database.run(deleteSession, [sessionId]);
  }

  /** Which of these are still good: for streams, which are authenticated once and live long. */
  async stillLive(sessionIds: readonly string[]): Promise<Set<string>> {
    if (sessionIds.length === 0) return new Set();
    const rows = await this.database.run(findLiveSessions, [sessionIds]);
    return new Set(rows.map((row) => row.id));
  }
}
