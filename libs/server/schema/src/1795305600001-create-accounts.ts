import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Agents, their sessions, API tokens, login counting and the audit trail. */
export class CreateAccounts1795305600001 implements MigrationInterface {
  readonly name = 'CreateAccounts1795305600001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table agent (
        id uuid primary key default gen_random_uuid(),
        email text not null,
        name text not null,
        role text not null check (role in ('admin', 'agent')),
        password_hash text not null,
        disabled_at timestamptz,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      );
      create unique index agent_email_uq on agent (lower(email));

      create table agent_session (
        id uuid primary key default gen_random_uuid(),
        -- sha256 of 32 random bytes: a stolen backup holds no live session
        token_hash bytea not null constraint agent_session_token_hash_uq unique check (octet_length(token_hash) = 32),
        agent_id uuid not null references agent on delete cascade,
        created_at timestamptz not null default now(),
        last_seen_at timestamptz not null default now(),
        idle_until timestamptz not null,
        expires_at timestamptz not null,
        ip text,
        user_agent text
      );
      create index agent_session_agent on agent_session (agent_id);

      -- a browser that has signed in before may try again although strangers used up the account's attempts
      create table known_device (
        token_hash bytea primary key check (octet_length(token_hash) = 32),
        agent_id uuid not null references agent on delete cascade,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null
      );
      create index known_device_agent on known_device (agent_id);

      create table login_attempt (
        id bigint generated always as identity primary key,
        account_key bytea not null,
        address text not null,
        at timestamptz not null default now()
      );
      create index login_attempt_account on login_attempt (account_key, at);
      create index login_attempt_address on login_attempt (address, at);

      create table api_token (
        id uuid primary key default gen_random_uuid(),
        prefix text not null constraint api_token_prefix_uq unique,
        secret_hash bytea not null check (octet_length(secret_hash) = 32),
        agent_id uuid not null references agent on delete cascade,
        name text not null,
        scopes text[] not null,
        expires_at timestamptz not null,
        created_at timestamptz not null default now(),
        last_used_at timestamptz,
        revoked_at timestamptz
      );

      -- append-only; never message text, never a phone number
      create table audit_entry (
        id bigint generated always as identity primary key,
        at timestamptz not null default now(),
        actor_id uuid,
        action text not null,
        target text,
        outcome text not null,
        request_id text
      );
      create index audit_entry_at on audit_entry using brin (at);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table audit_entry, api_token, login_attempt, known_device, agent_session, agent');
  }
}
