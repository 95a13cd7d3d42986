import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is forgotten: a person who asks for it at once, everything else when its time is over. */
export class EraseContacts1795479110000 implements MigrationInterface {
  readonly name = 'EraseContacts1795479110000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- A chat outlives its conversation, without a word in it: when, how long, how it was rated. Chats are only ever inserted by whoever
      -- holds the row of their conversation locked.
      alter table chat drop constraint chat_conversation_id_fkey;

      create table erasure (
        id uuid primary key,
        contact_id uuid not null,
        requested_by uuid,
        requested_at timestamptz not null default now(),
        -- by what the person is found in raw deliveries; empty as soon as all of them have been looked through
        traces text[] not null,
        raw_after bigint not null default 0,
        finished_at timestamptz
      );
      create index erasure_contact on erasure (contact_id);
      create index erasure_unfinished on erasure (requested_at) where finished_at is null;

      -- one row for each kind of thing that is forgotten in time: when it was looked for last, by whichever process
      create table retention_task (
        name text primary key,
        due_at timestamptz not null default now(),
        -- where a run that was cut short goes on
        position text,
        started_at timestamptz,
        finished_at timestamptz,
        -- in the run that finished last, and ever
        deleted bigint not null default 0,
        deleted_total bigint not null default 0
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table retention_task, erasure;
      delete from chat where not exists (select 1 from conversation c where c.id = chat.conversation_id);
      alter table chat add foreign key (conversation_id) references conversation`);
  }
}
