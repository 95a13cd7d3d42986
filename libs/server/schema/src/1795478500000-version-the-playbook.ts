import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the bot says, as documents: every version that was ever published, and the one draft. The shipped playbook is version 1 and has
 * no row, so an installation that has published nothing gets the better one of the next release.
 */
export class VersionThePlaybook1795478500000 implements MigrationInterface {
  readonly name = 'VersionThePlaybook1795478500000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table playbook_version (
        number integer primary key check (number > 1),
        document jsonb not null,
        published_at timestamptz not null default now(),
        published_by uuid references agent,
        note text,
        -- the version it is a copy of, when it was brought back
        restored_from integer
      );

      -- One row. Its revision goes up with every save, publication and discarding, and never back: whoever edits
      -- says which one they have read, so nobody overwrites what they have not seen. No document: nothing but what is published.
      create table playbook_draft (
        id boolean primary key default true check (id),
        revision integer not null default 0,
        document jsonb,
        -- the version it was begun from
        based_on integer,
        updated_at timestamptz not null default now(),
        updated_by uuid references agent
      );
      insert into playbook_draft default values;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table playbook_draft, playbook_version');
  }
}
