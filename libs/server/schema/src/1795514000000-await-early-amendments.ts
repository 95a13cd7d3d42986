import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Until when an edit, a deletion or a reaction of this thread may still wait for the message it is about; null or past: none does. */
export class AwaitEarlyAmendments1795514000000 implements MigrationInterface {
  readonly name = 'AwaitEarlyAmendments1795514000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table conversation add column early_until timestamptz');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table conversation drop column early_until');
  }
}
