import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A chat that follows on an automatic answer keeps what was asked, so that its agent need not ask again. */
export class RememberWhatWasAsked1795478600000 implements MigrationInterface {
  readonly name = 'RememberWhatWasAsked1795478600000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table chat add column about text`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table chat drop column about`);
  }
}
