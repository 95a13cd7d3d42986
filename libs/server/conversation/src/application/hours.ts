import { Injectable } from '@nestjs/common';
import { Database, Log, Refusal, type Statement, statement, type Transaction, Wake, WorkLoop } from '@parley/platform';
import { DEFAULT_TEAM_ID } from '@parley/vocabulary';
import type { HoursBook } from '../domain/hours/hours-book.js';
import { OpeningHours } from '../domain/hours/opening-hours.js';
import type { Schedule } from '../domain/hours/schedule.js';
import { lockLanes } from '../persistence/lane.statements.js';
import {
  beginHoursChange,
  endHoursChange,
  findWaiting,
  lookAgainAtClosing,
  moveHoursChangeOn,
  takeHoursChange,
} from '../persistence/timer.statements.js';

/** The net under a lost wake-up: for how long another process may go by hours that were changed. */
const LOOK_EVERY_MS = 5_000;
/** Stands for the installation where a team's id is asked for. */
const INSTALLATION = '';

/** Those of a team that was removed hold for nobody: what waits in its queue is served, and so told of, with the default team's. */
const readHours = statement<{ team_id: string | null; name: string | null; schedule: Schedule | null }>(
  'conversation-read-hours',
  `select h.team_id, lower(t.name) as name, h.schedule from opening_hours h left join team t on t.id = h.team_id where t.archived_at is null
   union all
   select id, null, null from team where archived_at is not null`,
);

const findTeam = statement<{ found: boolean }>(
  'conversation-find-team-for-hours',
  'select exists (select from team where id = $1 and archived_at is null) as found',
);

const writeHours = statement(
  'conversation-write-hours',
  `insert into opening_hours (team_id, schedule, updated_by) values ($1, $2, $3)
   on conflict on constraint opening_hours_team_uq
   do update set schedule = excluded.schedule, updated_at = now(), updated_by = excluded.updated_by`,
);

const removeHours = statement('conversation-remove-hours', 'delete from opening_hours where team_id is not distinct from $1');

/** Lanes held at a time while closing timers look again; as with the rollback switch. */
const BATCH = 100;

/**
 * The opening hours as every decision sees them: a copy in this process, read anew when somebody changes them, and every few seconds.
 * Until the first reading everybody is there.
 */
@Injectable()
export class Hours implements HoursBook {
  private hours: ReadonlyMap<string, { readonly written: string; readonly opening: OpeningHours }> = new Map();
  private removedTeams: ReadonlySet<string> = new Set();
  /** Of those that have hours of their own. */
  private teamsByName: ReadonlyMap<string, string> = new Map();
  private readonly loop: WorkLoop;

  constructor(
    private readonly database: Database,
    private readonly wake: Wake,
    private readonly log: Log,
  ) {
    this.loop = new WorkLoop({
      name: 'hours',
      wake,
      topic: 'settings',
      sweepEveryMs: LOOK_EVERY_MS,
      work: () => this.runDue().then(() => false),
      onError: (error) => log.error('conversation', 'opening hours could not be read', error),
    });
  }

  /** Before anything is decided. Throws when the database is not there. */
  async start(): Promise<void> {
    await this.refresh();
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  of(teamId: string | null): OpeningHours | null {
    if (teamId === null || this.removedTeams.has(teamId)) return this.own(DEFAULT_TEAM_ID) ?? this.own(null);
    return this.own(this.teamsByName.get(teamId.toLowerCase()) ?? teamId) ?? this.own(null);
  }

  /** What was said for this team itself (null: for the installation), and nothing else. */
  own(teamId: string | null): OpeningHours | null {
    return this.hours.get(teamId ?? INSTALLATION)?.opening ?? null;
  }

  async refresh(): Promise<void> {
    const rows = await this.database.run(readHours);
    this.removedTeams = new Set(rows.flatMap(({ team_id: teamId, schedule }) => (teamId !== null && schedule === null ? [teamId] : [])));
    this.teamsByName = new Map(rows.flatMap(({ team_id: teamId, name }) => (teamId && name ? [[name, teamId] as const] : [])));
    this.hours = new Map(
      rows.flatMap(({ team_id: teamId, schedule }) => {
        if (schedule === null) return [];
        const written = JSON.stringify(schedule);
        const key = teamId ?? INSTALLATION;
        const kept = this.hours.get(key);
        // What has not changed keeps what it has worked out.
        if (kept?.written === written) return [[key, kept] as const];
        const opening = this.read(schedule, teamId);
        return opening ? [[key, { written, opening }] as const] : [];
      }),
    );
  }

  /** As they are in the database now, about a team. @throws Refusal TEAM_NOT_FOUND */
  async refreshFor(teamId: string): Promise<void> {
    await this.requireTeam(teamId);
    await this.refresh();
  }

  /** @param teamId null: the installation @param schedule without faults @throws Refusal TEAM_NOT_FOUND */
  set(teamId: string | null, schedule: Schedule, agentId: string): Promise<void> {
    return this.change(teamId, writeHours, [teamId, JSON.stringify(schedule), agentId]);
  }

  /** Fine when there are none. @throws Refusal TEAM_NOT_FOUND */
  remove(teamId: string | null): Promise<void> {
    return this.change(teamId, removeHours, [teamId]);
  }

  /** One turn: as they are in the database, and what a process that changed them has left undone. */
  async runDue(): Promise<void> {
    await this.refresh();
    await this.lookAgain();
  }

  private async change(teamId: string | null, write: Statement<unknown>, values: readonly unknown[]): Promise<void> {
    if (teamId !== null) await this.requireTeam(teamId);
    await this.database.transaction(async (tx) => {
      await tx.run(write, values);
      await tx.run(beginHoursChange);
      tx.afterCommit(() => this.wake.wakeAll('settings'));
    });
    await this.runDue();
  }

  /**
   * "We close in ten minutes" is due at another moment now, for those who wait with a timer and for those who wait without one: everybody's
   * looks again once every process goes by the new hours. A batch and a transaction at a time, and how far it has come is written down with
   * each: cut short, it is gone on with by whichever process looks next. What another process has in hand is left to it.
   */
  private async lookAgain(): Promise<void> {
    while (await this.database.transaction((tx) => this.lookAgainAtSome(tx)));
  }

  /** The change first, then lanes, then timers; whoever holds a lane never waits for the change. @returns whether there are more */
  private async lookAgainAtSome(tx: Transaction): Promise<boolean> {
    const [change] = await tx.run(takeHoursChange);
    if (!change) return false;
    const ids = (await tx.run(findWaiting, [change.reached, BATCH])).map(({ id }) => id);
    const last = ids.at(-1);
    if (last === undefined) {
      await tx.run(endHoursChange);
      return false;
    }
    await tx.run(lookAgainAtClosing, [await lockLanes(tx, ids), LOOK_EVERY_MS + 1_000]);
    await tx.run(moveHoursChangeOn, [last]);
    return true;
  }

  private async requireTeam(teamId: string): Promise<void> {
    const [team] = await this.database.run(findTeam, [teamId]);
    if (!team?.found) throw new Refusal('TEAM_NOT_FOUND');
  }

  /** Hours that another release has written, or in a zone this engine does not know, keep nobody from being answered. */
  private read(schedule: Schedule, teamId: string | null): OpeningHours | null {
    try {
      return new OpeningHours(schedule);
    } catch (error) {
      this.log.error('conversation', 'opening hours cannot be read: open all the time', error, { teamId: teamId ?? undefined });
      return null;
    }
  }
}
