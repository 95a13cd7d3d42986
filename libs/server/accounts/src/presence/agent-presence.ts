import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, Log, statement, Wake } from '@parley/platform';
import { GONE_AFTER_SECONDS, type PresenceStatus } from '@parley/vocabulary';

/** A third of the time after which an agent counts as gone: two signs may be lost on the way. */
const SIGN_EVERY_MS = 15_000;
/** Several processes may see the same agent: what one has written less than this ago the others need not write again. */
const FRESH = '14 seconds';
const GONE = `${GONE_AFTER_SECONDS} seconds`;

/** In id order, so that two processes cannot wait for each other. A lost sign is followed by the next, so its commit waits for no disk. */
const signAgents = statement<{ came_back: boolean }>(
  'accounts-sign-presence',
  `with before as (
     select agent_id, seen_at from agent_presence where agent_id = any($1::uuid[])
   ), signed as (
     insert into agent_presence (agent_id, seen_at)
     select a.id, now() from agent a where a.id = any($1::uuid[]) order by a.id
     on conflict (agent_id) do update set seen_at = excluded.seen_at where agent_presence.seen_at < now() - interval '${FRESH}'
     returning agent_id
   )
   select exists (
     select from signed s left join before b on b.agent_id = s.agent_id
      where b.seen_at is null or b.seen_at <= now() - interval '${GONE}') as came_back,
     set_config('synchronous_commit', 'off', true)`,
);

/** From when on somebody was there to see a sign of life, without a break. */
const keepWatch = statement(
  'accounts-keep-presence-watch',
  `update presence_watch
      set listening_since = case when seen_at <= now() - interval '${GONE}' then now() else listening_since end, seen_at = now()
    where seen_at < now() - interval '${FRESH}'`,
);

const chooseStatus = statement(
  'accounts-choose-presence',
  `insert into agent_presence (agent_id, status) values ($1, $2)
   on conflict (agent_id) do update set status = excluded.status, seen_at = now()`,
);

const leave = statement(
  'accounts-leave-presence',
  `update agent_presence set seen_at = least(seen_at, now() - interval '${GONE}') where agent_id = $1`,
);

/**
 * Who is there. A sign of life is any request of a signed-in person and every open console; each process writes at most one per agent in
 * 15 seconds. Machines leave no sign by calling (who polls the statistics is not there to answer), only by an open stream or by saying so.
 */
@Injectable()
export class AgentPresence {
  /** When this process wrote a sign of theirs, monotonic. As many entries as there are agents. */
  private readonly signedAt = new Map<string, number>();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Wake) private readonly wake: Wake,
    @Inject(Log) private readonly log: Log,
  ) {}

  /** Nothing is waited for and nothing thrown: a request must not fail, nor be slower, because of this. */
  sign(agentIds: Iterable<string>): void {
    const now = this.clock.monotonicMs();
    const due = [...new Set(agentIds)].filter((id) => now - (this.signedAt.get(id) ?? -Infinity) >= SIGN_EVERY_MS);
    if (due.length === 0) return;
    for (const id of due) this.signedAt.set(id, now);
    this.database.run(signAgents, [due]).then(
      ([signed]) => {
        if (!signed?.came_back) return;
        // Whoever comes back may be given what waits.
        this.wake.wake('queue');
        this.wake.wakeAll('presence');
      },
      (error: unknown) => {
        for (const id of due) this.signedAt.delete(id);
        this.log.error('accounts', 'presence not written', error);
      },
    );
  }

  /** Every 15 seconds by each process that listens to consoles: while none does, silence says nothing about agents. */
  keepWatch(): void {
    this.database.run(keepWatch).catch((error: unknown) => this.log.error('accounts', 'presence watch not written', error));
  }

  /** What an agent says about themselves; it holds until they say something else, and is a sign of life. */
  async choose(agentId: string, status: PresenceStatus): Promise<void> {
    await this.database.run(chooseStatus, [agentId, status]);
    this.signedAt.set(agentId, this.clock.monotonicMs());
    if (status === 'online') this.wake.wake('queue');
    this.wake.wakeAll('presence');
  }

  /** They have signed out. Another console of theirs gives a sign within half a minute. */
  async left(agentId: string): Promise<void> {
    this.signedAt.delete(agentId);
    await this.database.run(leave, [agentId]);
    this.wake.wakeAll('presence');
  }
}
