import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files of messages, both ways: where each stands, its bytes unless they are kept elsewhere, and when WhatsApp is left in peace. */
export class KeepMedia1795479000000 implements MigrationInterface {
  readonly name = 'KeepMedia1795479000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table media (
        id uuid primary key,
        -- null: an agent's file whose message is not written yet
        message_id uuid,
        conversation_id uuid not null,
        channel_id uuid not null,
        direction text not null check (direction in ('inbound', 'outbound')),
        kind text not null check (kind in ('image', 'video', 'audio', 'document', 'sticker')),
        -- receiving: an agent's file on its way to us · pending, fetching: WhatsApp has it, we do not yet · to-upload, uploading: we have
        -- it, WhatsApp does not yet · deleting: its bytes are still to be removed
        state text not null
          check (state in ('receiving', 'pending', 'fetching', 'to-upload', 'uploading', 'stored', 'unavailable', 'deleting', 'deleted')),
        -- WhatsApp's id of the file; 7 days good when it came by webhook, 30 when we uploaded it
        channel_media_id text,
        announced_type text,
        announced_sha256 text,
        filename text,
        -- what the bytes themselves say
        mime_type text,
        size bigint,
        sha256 bytea,
        storage text,
        storage_key text,
        attempts integer not null default 0,
        next_try_at timestamptz not null default now(),
        error text,
        created_at timestamptz not null default now(),
        stored_at timestamptz,
        uploaded_at timestamptz
      ) with (fillfactor = 80);
      create index media_due on media (next_try_at)
        where state in ('receiving', 'pending', 'fetching', 'to-upload', 'uploading', 'deleting');
      create index media_message on media (message_id);
      create index media_conversation on media (conversation_id);

      -- half a megabyte a row: a file of 100 MB is never in memory as a whole, and a part of a film is read without the rest
      create table media_chunk (
        media_id uuid not null,
        no integer not null,
        bytes bytea not null,
        primary key (media_id, no)
      );
      -- pictures and films are compressed already
      alter table media_chunk alter column bytes set storage external;

      -- WhatsApp shuts media off for half an hour after 20 errors in an hour; we stop before
      create table media_circuit (
        channel_id uuid primary key,
        failures integer not null default 0,
        since timestamptz not null default now(),
        open_until timestamptz
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table media_circuit, media_chunk, media');
  }
}
