import type { MigrationInterface, QueryRunner } from 'typeorm';

/** New opening hours move the timers of everybody who waits, in batches: written down with the hours, so that it is finished after a crash. */
export class ApplyNewHours1795515000000 implements MigrationInterface {
  readonly name = 'ApplyNewHours1795515000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table hours_change (
        -- one row, or none: then everybody who waits goes by the hours there are
        id boolean primary key default true check (id),
        -- the conversation up to which that is so
        reached uuid not null
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table hours_change');
  }
}
