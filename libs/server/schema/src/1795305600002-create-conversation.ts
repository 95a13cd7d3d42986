import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The heart: contacts, one conversation per contact and business number, its chats and messages, what is to be sent, what is to
 * happen later, and the live events. The row of `conversation` is the *lane*: whoever changes anything of a contact locks it first
 * (`for no key update`, so that foreign keys do not wait), then reads.
 */
export class CreateConversation1795305600002 implements MigrationInterface {
  readonly name = 'CreateConversation1795305600002';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create extension if not exists pg_trgm;

      create table contact (
        id uuid primary key default gen_random_uuid(),
        channel_id uuid not null references channel,
        name text,
        -- what is current, copied from contact_alias for display; the alias table is the truth for look-ups
        phone text,
        username text,
        bsuid text,
        opted_out_at timestamptz,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      );
      create index contact_name_trgm on contact using gin (name gin_trgm_ops);
      create index contact_phone_trgm on contact using gin (phone gin_trgm_ops);

      create table contact_alias (
        id bigint generated always as identity primary key,
        channel_id uuid not null references channel,
        contact_id uuid not null references contact on delete cascade,
        kind text not null check (kind in ('bsuid', 'phone', 'username')),
        value text not null,
        since timestamptz not null default now(),
        until timestamptz
      );
      create unique index contact_alias_current_uq on contact_alias (channel_id, kind, value) where until is null;
      create index contact_alias_value on contact_alias (kind, value, since desc);
      create index contact_alias_contact on contact_alias (contact_id);

      create table conversation (
        id uuid primary key default gen_random_uuid(),
        channel_id uuid not null references channel,
        contact_id uuid not null constraint conversation_contact_id_uq unique references contact,
        state text not null default 'INITIAL',
        context jsonb not null default '{}',
        version integer not null default 0,
        -- counters of the lane: used up only by rows really inserted, under the lane lock, so they have no gaps
        next_seq bigint not null default 1,
        next_in_seq bigint not null default 1,
        next_out_seq bigint not null default 1,
        -- the open chat, copied here so that every list is one index on one table
        chat_id uuid,
        chat_status text check (chat_status in ('waiting', 'active')),
        chat_started_at timestamptz,
        chat_waiting_since timestamptz,
        chat_agent_id uuid references agent,
        ended_chats integer not null default 0,
        -- an end that can still be taken back: closing message and menu wait until then
        undo_chat_id uuid,
        undo_until timestamptz,
        last_message_id uuid,
        last_message_preview text,
        last_message_author text,
        last_message_status text,
        last_message_at timestamptz,
        last_activity_at timestamptz not null default now(),
        unread_count integer not null default 0,
        read_seq bigint not null default 0,
        service_window_expires_at timestamptz,
        -- WhatsApp's pair rule: up to when the sends to this contact have used up the allowance (GCRA's theoretical arrival time)
        pair_limit_at timestamptz,
        created_at timestamptz not null default now(),
        constraint conversation_chat_whole check ((chat_id is null) = (chat_status is null))
      ) with (fillfactor = 70);
      create index conversation_all on conversation (last_activity_at desc, id desc);
      create index conversation_mine on conversation (chat_agent_id, last_activity_at desc, id desc) where chat_status = 'active';
      create index conversation_active on conversation (last_activity_at desc, id desc) where chat_status = 'active';
      create index conversation_waiting on conversation (chat_waiting_since, id) where chat_status = 'waiting';
      create index conversation_closed on conversation (last_activity_at desc, id desc) where chat_status is null and ended_chats > 0;

      create table chat (
        id uuid primary key default gen_random_uuid(),
        conversation_id uuid not null references conversation,
        number bigint generated always as identity,
        status text not null check (status in ('waiting', 'active', 'ended')),
        -- how it came about: a tap, a word, an agent
        origin text not null check (origin in ('menu', 'word', 'agent')),
        started_at timestamptz not null default now(),
        -- place in the queue; what is released keeps it, and so goes back to the front
        waiting_since timestamptz not null default now(),
        accepted_at timestamptz,
        agent_id uuid references agent,
        ended_at timestamptz,
        ended_by text check (ended_by in ('contact', 'agent', 'system')),
        end_reason text,
        -- the words that replace the closing text, kept while the end can be undone
        closing_text text
      );
      create unique index chat_open_uq on chat (conversation_id) where status <> 'ended';
      create index chat_conversation on chat (conversation_id, number);

      -- every automatic notice, once per chat and detail (the ledger): what did the robot say, and when
      create table notice (
        chat_id uuid not null references chat on delete cascade,
        kind text not null,
        detail text not null default '',
        message_id uuid,
        at timestamptz not null default now(),
        primary key (chat_id, kind, detail)
      );

      -- message, outbox and event carry no foreign keys: they are only ever inserted by whoever holds the row of their conversation
      -- locked, and three look-ups a message are a quarter of what the loop costs the database
      create table message (
        id uuid primary key,
        conversation_id uuid not null,
        -- our acceptance number: the order of the thread
        seq bigint not null,
        chat_id uuid,
        direction text not null check (direction in ('inbound', 'outbound')),
        author text not null check (author in ('contact', 'bot', 'agent', 'system')),
        agent_id uuid,
        type text not null,
        text text,
        -- what the text alone does not hold: buttons, rows, the tapped button, media facts; strings without NUL or lone surrogates
        content jsonb,
        -- 'rejected' is our reading of a refusal, 'failed' is Meta's webhook; both are shown as failed
        status text not null check (status in ('received', 'queued', 'sending', 'unknown', 'rejected', 'sent', 'failed', 'delivered', 'read', 'cancelled')),
        error_code text,
        error_title text,
        wamid text,
        attempt integer not null default 0,
        idempotency_key uuid,
        reply_to uuid,
        retry_of uuid constraint message_retry_of_uq unique,
        superseded_by uuid,
        -- inbound: WhatsApp's own time and whether it was more than 60 s before arrival
        whatsapp_at timestamptz,
        late boolean not null default false,
        created_at timestamptz not null default now(),
        sent_at timestamptz,
        delivered_at timestamptz,
        read_at timestamptz,
        failed_at timestamptz
      ) with (fillfactor = 85);
      create unique index message_thread_uq on message (conversation_id, seq);
      create unique index message_wamid_uq on message (wamid) where wamid is not null;
      create unique index message_idempotency_key_uq on message (conversation_id, idempotency_key) where idempotency_key is not null;

      -- what is still to be sent or not yet settled; a row goes when its message is settled, so the table stays small
      create table outbox (
        message_id uuid primary key,
        conversation_id uuid not null,
        channel_id uuid not null,
        chat_id uuid,
        author text not null,
        out_seq bigint not null,
        state text not null default 'queued' check (state in ('queued', 'sending', 'unknown')),
        attempt integer not null default 0,
        not_before timestamptz not null default now(),
        queued_at timestamptz not null default now(),
        started_at timestamptz,
        lease_until timestamptz,
        hold_until timestamptz,
        lease_owner text,
        constraint outbox_out_seq_uq unique (conversation_id, out_seq)
      ) with (fillfactor = 70);
      -- No index names the state: a message changes it two or three times within a second, and as long as no index does, each change
      -- stays on its page (HOT) and leaves no dead entries for the next look to walk over.
      create index outbox_due on outbox (not_before);

      -- blue ticks to give; newest per conversation, best effort, so one row is enough
      create table read_receipt (
        conversation_id uuid primary key references conversation,
        channel_id uuid not null references channel,
        wamid text not null,
        requested_at timestamptz not null default now()
      );

      -- what is to happen later; a row, so it survives a restart
      create table timer (
        conversation_id uuid not null references conversation,
        kind text not null,
        chat_id uuid not null,
        due_at timestamptz not null,
        primary key (conversation_id, kind, chat_id)
      );
      create index timer_due on timer (due_at);

      -- numbered after commit, by one numberer under an advisory lock; only numbered rows are published and replayed
      create table event (
        id bigint generated always as identity primary key,
        number bigint,
        type text not null check (type in ('message.created', 'message.updated', 'conversation.updated')),
        conversation_id uuid not null,
        message_id uuid,
        created_at timestamptz not null default now()
      );
      create unique index event_number_uq on event (number) where number is not null;
      create index event_unnumbered on event (id) where number is null;
      create index event_created_at on event using brin (created_at);
      create table event_counter (
        id boolean primary key default true check (id),
        last_number bigint not null default 0
      );
      insert into event_counter default values;

      alter table conversation set (autovacuum_vacuum_scale_factor = 0.01);
      alter table outbox set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 500);
      alter table message set (autovacuum_vacuum_insert_scale_factor = 0.02);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'drop table event_counter, event, timer, read_receipt, outbox, message, notice, chat, conversation, contact_alias, contact',
    );
  }
}
