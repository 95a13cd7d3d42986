import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the robot would have said of its own accord and did not, and why: one row for each text and chat, the latest. */
export class RecordWhatWasLeftUnsaid1795515000001 implements MigrationInterface {
  readonly name = 'RecordWhatWasLeftUnsaid1795515000001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table notice_unsaid (
        chat_id uuid not null references chat on delete cascade,
        -- key of the text
        said text not null,
        why text not null,
        at timestamptz not null default now(),
        primary key (chat_id, said)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table notice_unsaid');
  }
}
