import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When somebody is there to answer: the whole installation's hours, and those of teams that have their own. No row: always open. */
export class CreateOpeningHours1795478800000 implements MigrationInterface {
  readonly name = 'CreateOpeningHours1795478800000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table opening_hours (
        -- null: of the installation, for every team that has none of its own
        team_id uuid references team on delete cascade,
        -- time zone, weekly intervals, exceptions; written and read whole, and only ever by its own rules
        schedule jsonb not null,
        updated_at timestamptz not null default now(),
        updated_by uuid,
        constraint opening_hours_team_uq unique nulls not distinct (team_id)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table opening_hours');
  }
}
