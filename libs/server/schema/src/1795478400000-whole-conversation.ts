import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a whole conversation remembers: the contact's language and answers, the chat that ended last, ratings, and what the bot said. */
export class WholeConversation1795478400000 implements MigrationInterface {
  readonly name = 'WholeConversation1795478400000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table contact
        -- BCP 47, one of the playbook's
        add column language text,
        -- what forms have collected: key of the field -> what was given
        add column attributes jsonb not null default '{}';

      -- the chat that ended last, copied here so that no message outside a chat pays for looking it up
      alter table conversation add column last_chat jsonb;

      alter table chat
        add column first_reply_at timestamptz,
        add column rating smallint check (rating between 1 and 5),
        add column rating_comment text,
        add column rating_language text,
        add column rated_at timestamptz;

      -- which of the bot's texts a message is: what did the robot say, and why
      alter table message add column said text;

      -- what whoever runs the installation has changed; a key that is missing has its default
      create table setting (
        key text primary key,
        value jsonb not null,
        updated_at timestamptz not null default now(),
        updated_by uuid
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table setting;
      alter table message drop column said;
      alter table chat drop column first_reply_at, drop column rating, drop column rating_comment,
        drop column rating_language, drop column rated_at;
      alter table conversation drop column last_chat;
      alter table contact drop column language, drop column attributes;
    `);
  }
}
