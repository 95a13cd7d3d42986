import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The templates WhatsApp has approved, as a copy of its list, and messages that may leave outside the service window. */
export class SynchroniseTemplates1795479200000 implements MigrationInterface {
  readonly name = 'SynchroniseTemplates1795479200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table message_template (
        id uuid primary key default gen_random_uuid(),
        channel_id uuid not null references channel on delete cascade,
        -- WhatsApp's own id; a template that is made anew under the same name gets another
        external_id text,
        name text not null,
        language text not null,
        category text not null check (category in ('utility', 'marketing', 'authentication', 'other')),
        status text not null check (status in ('approved', 'pending', 'paused', 'rejected', 'disabled', 'deleted', 'other')),
        quality text not null default 'unknown' check (quality in ('high', 'medium', 'low', 'unknown')),
        -- header, body, footer, buttons, sample values, and what keeps us from sending it
        parts jsonb not null,
        synced_at timestamptz not null default now(),
        constraint message_template_uq unique (channel_id, name, language)
      );

      -- How the copy stands: a try that fails leaves the old list as it is, and its reason here.
      create table template_sync (
        channel_id uuid primary key references channel on delete cascade,
        -- the WhatsApp Business account the number belongs to, as its webhooks name it
        business_account_id text,
        due_at timestamptz not null default now(),
        tried_at timestamptz,
        synced_at timestamptz,
        error text
      );

      -- Asked at START: a template may leave when nothing else may.
      alter table outbox add column is_template boolean not null default false`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table outbox drop column is_template; drop table template_sync, message_template');
  }
}
