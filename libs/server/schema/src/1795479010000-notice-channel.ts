import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What WhatsApp says about the number, the account and its templates: read by people, and a line to wait in for the worker. */
export class NoticeChannel1795479010000 implements MigrationInterface {
  readonly name = 'NoticeChannel1795479010000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table channel_notice (
        id bigint generated always as identity primary key,
        -- of the webhook: template status, quality, account, …
        field text not null,
        event text,
        severity text not null check (severity in ('info', 'warning', 'critical')),
        -- a sentence for operators; no customer's words or numbers
        title text not null,
        detail jsonb not null default '{}',
        happened_at timestamptz not null,
        received_at timestamptz not null default now(),
        -- the item of the inbox it came from: applied once, whatever is repeated
        inbox_id bigint constraint channel_notice_inbox_id_uq unique
      );

      -- no row of a customer's message or status is in it
      create index inbox_pending_other on inbox (id) where state = 'pending' and kind = 'other'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index inbox_pending_other; drop table channel_notice');
  }
}
