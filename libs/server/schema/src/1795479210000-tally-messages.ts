import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Statistics without reading every message: outbound messages counted by the quarter of an hour they were made in, once they are no longer
 * new, and indexes that find the chats of a period. Nothing here is written by the way of a message.
 */
export class TallyMessages1795479210000 implements MigrationInterface {
  readonly name = 'TallyMessages1795479210000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table message_tally (
        quarter timestamptz not null,
        author text not null,
        agent_id uuid,
        team_id uuid,
        -- which of the bot's texts it was
        said text,
        status text not null,
        error_code text,
        error_title text,
        count integer not null check (count > 0)
      );
      create index message_tally_quarter on message_tally (quarter);

      -- The quarters that have been counted, without gaps from the first to the last, and when each is counted again: reports of
      -- delivery and reading come late.
      create table tallied_quarter (
        quarter timestamptz primary key,
        next_count_at timestamptz
      );
      create index tallied_quarter_due on tallied_quarter (next_count_at) where next_count_at is not null;

      create index chat_started on chat (started_at);
      create index chat_ended on chat (ended_at) where ended_at is not null`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index chat_ended, chat_started; drop table tallied_quarter, message_tally');
  }
}
