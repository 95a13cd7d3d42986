import { Inject, Injectable } from '@nestjs/common';
import { Database, Log, statement, Wake, WorkLoop } from '@parley/platform';
import { GONE_AFTER_SECONDS } from '@parley/vocabulary';
import { EventFeed } from './event-feed.js';

/** How late a console learns that somebody has gone without a word; who says so is seen at once. */
const LOOK_EVERY_MS = 5_000;

const whoIsThere = statement<{ id: string; status: string }>(
  'admin-who-is-there',
  `select a.id, case when p.seen_at > now() - interval '${GONE_AFTER_SECONDS} seconds' then p.status else 'offline' end as status
     from agent a left join agent_presence p on p.agent_id = a.id
    where a.disabled_at is null`,
);

/**
 * Tells consoles who asked for it that somebody came, went or said so. Presence is a state and no event of a conversation: nothing of it is
 * kept or numbered, each process compares what it saw last with what is so now, and who comes back fetches the list. It looks whether
 * anybody listens or not, so that what changes between a console's list and its first event is not missed.
 */
@Injectable()
export class PresenceFeed {
  private readonly loop: WorkLoop;
  private known: ReadonlyMap<string, string> | null = null;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(EventFeed) private readonly feed: EventFeed,
    @Inject(Wake) wake: Wake,
    @Inject(Log) log: Log,
  ) {
    this.loop = new WorkLoop({
      name: 'presence',
      wake,
      topic: 'presence',
      sweepEveryMs: LOOK_EVERY_MS,
      work: () => this.look().then(() => false),
      onError: (error) => log.error('realtime', 'presence could not be read', error),
    });
  }

  start(): void {
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  private async look(): Promise<void> {
    const now = new Map((await this.database.run(whoIsThere)).map(({ id, status }) => [id, status]));
    const before = this.known;
    this.known = now;
    if (!before) return;
    // Who is new, or disabled, is as good as gone.
    const statusIn = (seen: ReadonlyMap<string, string>, id: string): string => seen.get(id) ?? 'offline';
    for (const id of new Set([...before.keys(), ...now.keys()])) if (statusIn(before, id) !== statusIn(now, id)) this.feed.tellPresence(id);
  }
}
