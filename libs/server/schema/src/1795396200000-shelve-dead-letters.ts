import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The dead letters by age: they are few, and lie anywhere among millions of applied items. */
export class ShelveDeadLetters1795396200000 implements MigrationInterface {
  readonly name = 'ShelveDeadLetters1795396200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`create index inbox_dead on inbox (id) where state = 'dead'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index inbox_dead');
  }
}
