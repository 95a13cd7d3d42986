import { Inject, Injectable } from '@nestjs/common';
import { Database, Refusal, statement, violatedUnique, Wake } from '@parley/platform';
import { DEFAULT_TEAM_ID } from '@parley/vocabulary';

export interface TeamMember {
  readonly id: string;
  readonly name: string;
}

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  /** By name. Empty: its queue is served with the default team's. */
  readonly members: readonly TeamMember[];
}

interface TeamRow {
  readonly id: string;
  readonly name: string;
  readonly created_at: Date;
  readonly members: TeamMember[];
}

const COLUMNS = `t.id, t.name, t.created_at, coalesce((
    select json_agg(json_build_object('id', a.id, 'name', a.name) order by a.name, a.id)
      from team_member m join agent a on a.id = m.agent_id and a.disabled_at is null where m.team_id = t.id), '[]') as members`;

const listTeams = statement<TeamRow>(
  'accounts-list-teams',
  `select ${COLUMNS} from team t where t.archived_at is null order by t.id <> '${DEFAULT_TEAM_ID}', lower(t.name), t.id`,
);
const findTeam = statement<TeamRow>('accounts-find-team', `select ${COLUMNS} from team t where t.id = $1 and t.archived_at is null`);
const insertTeam = statement<{ id: string }>('accounts-insert-team', 'insert into team (name) values ($1) returning id');
const renameTeam = statement<{ id: string }>(
  'accounts-rename-team',
  'update team set name = $2, updated_at = now() where id = $1 and archived_at is null returning id',
);
/** Its members are free for other teams from then on: a membership of a team that is gone would keep them out of the default team. */
const archiveTeam = statement<{ id: string }>(
  'accounts-archive-team',
  `with archived as (
     update team set archived_at = now(), updated_at = now() where id = $1 and archived_at is null returning id
   ), released as (
     delete from team_member m using archived where m.team_id = archived.id
   )
   select id from archived`,
);
/** Locks both rows as a foreign key would, so that neither goes away meanwhile. */
const addMember = statement<{ has_team: boolean; has_agent: boolean }>(
  'accounts-add-team-member',
  `with t as (
     select id from team where id = $1 and archived_at is null for key share
   ), a as (
     select id from agent where id = $2 and disabled_at is null for key share
   ), added as (
     insert into team_member (team_id, agent_id) select t.id, a.id from t, a on conflict do nothing
   )
   select exists (select from t) as has_team, exists (select from a) as has_agent`,
);
const removeMember = statement<{ has_team: boolean }>(
  'accounts-remove-team-member',
  `with removed as (delete from team_member where team_id = $1 and agent_id = $2)
   select exists (select from team where id = $1 and archived_at is null) as has_team`,
);

/**
 * The teams and who is in them. Whatever is changed here, every queue is served by somebody (view `team_agent`), so nothing that waits
 * has to be moved; whoever is given chats is asked again at once.
 */
@Injectable()
export class TeamDirectory {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Wake) private readonly wake: Wake,
  ) {}

  /** The default team first, the others by name. */
  async list(): Promise<Team[]> {
    return (await this.database.run(listTeams)).map(present);
  }

  /** @throws Refusal TEAM_NOT_FOUND */
  async find(id: string): Promise<Team> {
    const [row] = await this.database.run(findTeam, [id]);
    if (!row) throw new Refusal('TEAM_NOT_FOUND');
    return present(row);
  }

  /** @throws Refusal TEAM_NAME_ALREADY_USED */
  async create(name: string): Promise<Team> {
    const [row] = await namedOnce(this.database.run(insertTeam, [name]));
    if (!row) throw new Error('the team was not returned');
    return this.find(row.id);
  }

  /** @throws Refusal TEAM_NOT_FOUND, TEAM_NAME_ALREADY_USED */
  async rename(id: string, name: string): Promise<Team> {
    const [row] = await namedOnce(this.database.run(renameTeam, [id, name]));
    if (!row) throw new Refusal('TEAM_NOT_FOUND');
    return this.find(id);
  }

  /** Its chats stay its own for the record; those that wait are served with the default team's. @throws Refusal TEAM_NOT_FOUND, TEAM_IS_DEFAULT */
  async remove(id: string): Promise<void> {
    if (id === DEFAULT_TEAM_ID) throw new Refusal('TEAM_IS_DEFAULT');
    const [row] = await this.database.run(archiveTeam, [id]);
    if (!row) throw new Refusal('TEAM_NOT_FOUND');
    this.wake.wake('queue');
  }

  /** Fine when they are in it already. @throws Refusal TEAM_NOT_FOUND, AGENT_NOT_FOUND (also: disabled) */
  async addMember(teamId: string, agentId: string): Promise<void> {
    const [found] = await this.database.run(addMember, [teamId, agentId]);
    if (!found?.has_team) throw new Refusal('TEAM_NOT_FOUND');
    if (!found.has_agent) throw new Refusal('AGENT_NOT_FOUND');
    this.wake.wake('queue');
  }

  /** Fine when they are not in it; what they have they keep. @throws Refusal TEAM_NOT_FOUND */
  async removeMember(teamId: string, agentId: string): Promise<void> {
    const [found] = await this.database.run(removeMember, [teamId, agentId]);
    if (!found?.has_team) throw new Refusal('TEAM_NOT_FOUND');
    this.wake.wake('queue');
  }
}

async function namedOnce<Row>(written: Promise<Row[]>): Promise<Row[]> {
  try {
    return await written;
  } catch (error) {
    if (violatedUnique(error) === 'team_name_uq') throw new Refusal('TEAM_NAME_ALREADY_USED');
    throw error;
  }
}

function present({ id, name, created_at: createdAt, members }: TeamRow): Team {
  return { id, name, createdAt, members };
}
