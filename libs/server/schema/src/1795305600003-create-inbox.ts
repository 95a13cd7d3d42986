import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the webhook stores before it answers 200: the raw body, and one row per message or status in it. */
export class CreateInbox1795305600003 implements MigrationInterface {
  readonly name = 'CreateInbox1795305600003';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- bytea: NUL, lone surrogates and broken UTF-8 are kept as they came (text and jsonb refuse or change them)
      create table webhook_raw (
        id bigint generated always as identity primary key,
        received_at timestamptz not null default now(),
        body bytea not null,
        outcome text not null check (outcome in ('stored', 'unparseable')),
        item_count integer not null,
        request_id text
      );
      create index webhook_raw_received_at on webhook_raw using brin (received_at);

      create table inbox (
        id bigint generated always as identity primary key,
        -- no foreign keys here: raw bodies are purged before dedupe keys are, and a check a row is what ingest cannot spare
        raw_id bigint not null,
        -- where in the raw body the item stands: entry, change, index within messages or statuses
        entry_no integer not null,
        change_no integer not null,
        item_no integer not null,
        kind text not null check (kind in ('message', 'status', 'other')),
        dedupe_key bytea not null constraint inbox_dedupe_key_uq unique,
        conversation_id uuid,
        in_seq bigint,
        -- statuses: the message they speak of, so that an early one can wait for it
        wamid text,
        state text not null default 'pending' check (state in ('pending', 'done', 'dead', 'stale', 'parked', 'kept')),
        attempts smallint not null default 0,
        last_error text,
        next_try_at timestamptz not null default now(),
        received_at timestamptz not null default now(),
        applied_at timestamptz
      ) with (fillfactor = 80);
      create index inbox_pending on inbox (kind, id) where state = 'pending';
      create index inbox_pending_lane on inbox (conversation_id, id) where state = 'pending' and kind = 'message';
      create unique index inbox_in_seq_uq on inbox (conversation_id, in_seq) where in_seq is not null;
      -- statuses of messages we do not know (yet), by when they are tried again
      create index inbox_parked on inbox (next_try_at) where state = 'parked';
      alter table inbox set (autovacuum_vacuum_scale_factor = 0.02);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table inbox, webhook_raw');
  }
}
