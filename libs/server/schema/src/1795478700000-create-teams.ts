import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Teams with a queue each, who is there to answer, and who gets the next chat. Rows of the release before name no team: they stand in the
 * default team's queue, so a chat is never in nobody's.
 */
export class CreateTeams1795478700000 implements MigrationInterface {
  readonly name = 'CreateTeams1795478700000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table team (
        id uuid primary key default gen_random_uuid(),
        name text not null,
        -- a team that was removed keeps its row: its chats are still counted as its own
        archived_at timestamptz,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      );
      create unique index team_name_uq on team (lower(name)) where archived_at is null;
      insert into team (id, name) values ('00000000-0000-4000-8000-000000000001', 'Support');

      create table team_member (
        team_id uuid not null references team on delete cascade,
        agent_id uuid not null references agent on delete cascade,
        created_at timestamptz not null default now(),
        primary key (team_id, agent_id)
      );
      create index team_member_agent on team_member (agent_id);

      -- Who serves which queue. An agent of no team serves the default team's. A queue that nobody serves (no members, or the team was
      -- removed) is served with the default team's, and the default team's by everybody when nobody is its own: a chat is never in
      -- nobody's queue, whatever an admin has set up.
      create view team_agent as
      with own as (
        select m.team_id, m.agent_id
          from team_member m join team t on t.id = m.team_id and t.archived_at is null
          join agent a on a.id = m.agent_id and a.disabled_at is null
      ), standard as (
        select agent_id from own where team_id = '00000000-0000-4000-8000-000000000001'
        union
        select a.id from agent a where a.disabled_at is null and not exists (select 1 from own where own.agent_id = a.id)
      ), answering as (
        select agent_id from standard
        union all
        select a.id from agent a where a.disabled_at is null and not exists (select 1 from standard)
      )
      select team_id, agent_id from own where team_id <> '00000000-0000-4000-8000-000000000001'
      union all
      select t.id, d.agent_id from team t cross join answering d
       where t.id = '00000000-0000-4000-8000-000000000001' or not exists (select 1 from own where own.team_id = t.id);

      -- Whether an agent is there: what they say themselves, and when they gave the last sign of life (a request, an open console). Only
      -- people have a row; who answers by machine is never away.
      create table agent_presence (
        agent_id uuid primary key references agent on delete cascade,
        status text not null default 'online' check (status in ('online', 'away', 'offline')),
        seen_at timestamptz not null default now()
      ) with (fillfactor = 70);

      -- Whether anybody could have seen a sign of life: absence while no server listened is not the agents'.
      create table presence_watch (
        id boolean primary key default true check (id),
        listening_since timestamptz not null default now(),
        seen_at timestamptz not null default now()
      );
      insert into presence_watch default values;

      -- How many chats an agent may be given (null: the setting), and when they were given one last. Whoever gives chats locks this row.
      create table agent_assignment (
        agent_id uuid primary key references agent on delete cascade,
        capacity integer check (capacity between 0 and 100),
        last_assigned_at timestamptz
      ) with (fillfactor = 70);

      alter table conversation add column chat_team_id uuid;
      -- A queue in its order. Only waiting chats have an entry; all other changes of a conversation leave it alone.
      create index conversation_queue on conversation
        (coalesce(chat_team_id, '00000000-0000-4000-8000-000000000001'::uuid), chat_waiting_since, id) where chat_status = 'waiting';

      alter table chat
        add column team_id uuid references team,
        -- since when its agent has it; the first time stands in accepted_at
        add column assigned_at timestamptz,
        -- how often it has waited: released chats wait again
        add column wait_number smallint not null default 1,
        -- the place in the queue the customer was told last, when, and how many updates that makes
        add column told_place integer,
        add column told_place_at timestamptz,
        add column place_updates smallint not null default 0;
      -- How long chats take, newest first: the estimate told to whoever waits.
      create index chat_served on chat (coalesce(team_id, '00000000-0000-4000-8000-000000000001'::uuid), ended_at desc)
        where ended_at is not null and accepted_at is not null`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index chat_served, conversation_queue;
      alter table chat drop column place_updates, drop column told_place_at, drop column told_place, drop column wait_number,
        drop column assigned_at, drop column team_id;
      alter table conversation drop column chat_team_id;
      drop view team_agent;
      drop table agent_assignment, presence_watch, agent_presence, team_member, team`);
  }
}
