import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Live events are gathered: one row for all that a transaction has to tell, numbered as a range, instead of four rows and four numberings
 * for every message and its reply. Rows of the release before (one event each, in columns) are still numbered and read.
 * And an index that held an entry for every message, nearly all of them null, holds those it is for.
 */
export class GatherLiveEvents1795392200000 implements MigrationInterface {
  readonly name = 'GatherLiveEvents1795392200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table event
        -- how many events the row holds; its number is that of the last one
        add column size integer not null default 1 check (size > 0),
        -- [[type, conversation id, message id or null], …], in the order in which they happened
        add column items json,
        alter column type drop not null,
        alter column conversation_id drop not null,
        add constraint event_has_content check (items is not null or (type is not null and conversation_id is not null and size = 1));

      alter table message drop constraint message_retry_of_uq;
      create unique index message_retry_of_uq on message (retry_of) where retry_of is not null;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      delete from event where items is not null;
      alter table event drop constraint event_has_content, drop column items, drop column size,
        alter column type set not null, alter column conversation_id set not null;
      drop index message_retry_of_uq;
      alter table message add constraint message_retry_of_uq unique (retry_of);
    `);
  }
}
