import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * *Send again* and confirmed duplicates. Nullable columns without defaults: no row is rewritten, and the release before runs on.
 * `retry_of` and `superseded_by` have been there from the start.
 */
export class AddSendAgain1795392300000 implements MigrationInterface {
  readonly name = 'AddSendAgain1795392300000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table message
        -- while it is unknown: from when a person may send it again; written when it becomes unknown, for its START is forgotten with
        -- its row of outbox
        add column send_again_at timestamptz,
        -- WhatsApp is known to have taken two copies: this row twice, or this row and the one a person sent in its place
        add column duplicate_confirmed_at timestamptz`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table message drop column send_again_at, drop column duplicate_confirmed_at');
  }
}
