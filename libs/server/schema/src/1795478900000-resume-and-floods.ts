import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A chat may go on where one has ended; how fast a customer writes. */
export class ResumeAndFloods1795478900000 implements MigrationInterface {
  readonly name = 'ResumeAndFloods1795478900000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table chat
        drop constraint chat_origin_check,
        add constraint chat_origin_check check (origin in ('menu', 'word', 'agent', 'resume'));

      -- ratings of a period; few chats have one
      create index chat_rated on chat (rated_at) where rating is not null;

      alter table conversation
        -- messages of the customer's in the minute that runs, and until when agents are told that there are too many
        add column pace jsonb,
        add column flooding_until timestamptz;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table conversation drop column pace, drop column flooding_until;
      drop index chat_rated;
      update chat set origin = 'menu' where origin = 'resume';
      alter table chat
        drop constraint chat_origin_check,
        add constraint chat_origin_check check (origin in ('menu', 'word', 'agent'));
    `);
  }
}
