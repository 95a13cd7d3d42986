import { randomBytes } from 'node:crypto';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys that are ours alone, and the business numbers we serve. */
export class CreateInstallation1795305600000 implements MigrationInterface {
  readonly name = 'CreateInstallation1795305600000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table installation (
        id boolean primary key default true check (id),
        -- signs biz_opaque_callback_data, so that nobody else's value is ever trusted
        callback_key bytea not null check (octet_length(callback_key) = 32),
        -- dedupe keys are HMACs: they outlive an erasure without holding the phone digits inside a wamid
        dedupe_pepper bytea not null check (octet_length(dedupe_pepper) = 32),
        -- pseudonyms in logs
        log_key bytea not null check (octet_length(log_key) = 32),
        created_at timestamptz not null default now()
      )`);
    await queryRunner.query('insert into installation (callback_key, dedupe_pepper, log_key) values ($1, $2, $3)', [
      randomBytes(32),
      randomBytes(32),
      randomBytes(32),
    ]);
    await queryRunner.query(`
      create table channel (
        id uuid primary key default gen_random_uuid(),
        phone_number_id text not null constraint channel_phone_number_id_uq unique,
        display_phone_number text,
        -- a broken channel (token, permission, account) keeps everything queued until a probe succeeds
        paused_at timestamptz,
        pause_reason text,
        -- while paused: when one message may be tried, and how often that failed in a row
        probe_at timestamptz,
        probe_failures integer not null default 0,
        created_at timestamptz not null default now()
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table channel, installation');
  }
}
