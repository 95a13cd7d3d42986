import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a webhook pays the database for, made cheap: a new contact is one round trip, and nothing is indexed twice. Release N runs on
 * it: it loses indexes it does not need for being right, and no column.
 */
export class IntroduceContacts1795396000000 implements MigrationInterface {
  readonly name = 'IntroduceContacts1795396000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- One index over both: the entries of a new contact go onto one pending list instead of two. A search reads it for either column.
      create index contact_search on contact using gin (name gin_trgm_ops, phone gin_trgm_ops);
      drop index contact_name_trgm, contact_phone_trgm;

      -- Names that are current, by name first, so that this index also answers who has a number now; those who had it have another.
      create unique index contact_alias_name_uq on contact_alias (kind, value, channel_id) where until is null;
      drop index contact_alias_current_uq, contact_alias_value;
      alter index contact_alias_name_uq rename to contact_alias_current_uq;
      create index contact_alias_former on contact_alias (kind, value, until desc) where until is not null;

      -- Every new contact locked the row of its channel three times, and of two processes that do so at once each makes the other write
      -- a multixact. Contacts are written in one place only, with the id of a channel just read, and a channel is never deleted.
      alter table contact drop constraint contact_channel_id_fkey;
      alter table contact_alias drop constraint contact_alias_channel_id_fkey;
      alter table conversation drop constraint conversation_channel_id_fkey;

      -- Messages have an index of their own (by lane); here only what is claimed by age.
      create index inbox_pending_status on inbox (id) where state = 'pending' and kind = 'status';
      drop index inbox_pending`);

    // Whoever is meant by names, and at once those whom nobody knows: for every p_no of which no name is known, contact, conversation
    // and names are made, with the ids brought along (null = only look). Answers names and whose they are.
    //
    // No lock is taken: the unique index on current names is the lock. Two who introduce the same name at once: the second waits for
    // the first at that index, inserts nothing and does not get the name in its answer; the caller looks again. Names go in in one
    // order, so that two batches cannot wait for each other. Of several names of one contact, should only some be free any more, the
    // rest refers to a contact that is not made: the foreign key then undoes the whole call.
    //
    // Whatever the server's defaults: a contact is flushed to disk before a message refers to it (a process remembers its id, and must
    // not remember one that a crash of the database took back), and nobody waits longer than a second, because Meta is waiting.
    //
    // enable_seqscan: the plan is kept by the connection, perhaps since the tables were nearly empty; a kept plan that reads them whole
    // costs nothing then, and everything an hour later.
    await queryRunner.query(`
      create function introduce_contacts(
        p_channel uuid, p_no int[], p_kind text[], p_value text[], p_contact uuid[], p_conversation uuid[], p_name text[]
      ) returns table (kind text, value text, contact_id uuid, conversation_id uuid)
      language plpgsql volatile set enable_seqscan = off as $$
      #variable_conflict use_column
      begin
        perform set_config('synchronous_commit', 'on', true), set_config('lock_timeout', '1000', true);
        return query
        with shown as materialized (
          select x.no, x.kind, x.value, known.contact_id, known.conversation_id
          from unnest(p_no, p_kind, p_value) as x(no, kind, value)
          left join lateral (
            select a.contact_id, c.id as conversation_id
            from contact_alias a join conversation c on c.contact_id = a.contact_id
            where a.kind = x.kind and a.value = x.value and a.channel_id = p_channel and a.until is null
            limit 1
          ) known on true
        ), fresh as materialized (
          select s.no, p_contact[s.no] as contact_id, count(*) as names,
                 max(s.value) filter (where s.kind = 'phone') as phone,
                 max(s.value) filter (where s.kind = 'username') as username,
                 max(s.value) filter (where s.kind = 'bsuid') as bsuid
          from shown s
          where p_contact[s.no] is not null
          group by s.no
          having count(s.contact_id) = 0
        ), opened as (
          insert into contact_alias (channel_id, contact_id, kind, value)
          select p_channel, f.contact_id, s.kind, s.value from shown s join fresh f on f.no = s.no order by s.kind, s.value
          on conflict (kind, value, channel_id) where until is null do nothing
          returning contact_id
        ), made as materialized (
          select f.* from fresh f
          join (select o.contact_id, count(*) as names from opened o group by o.contact_id) o
            on o.contact_id = f.contact_id and o.names = f.names
        ), contacts as (
          insert into contact (id, channel_id, name, phone, username, bsuid)
          select m.contact_id, p_channel, p_name[m.no], m.phone, m.username, m.bsuid from made m order by m.no
        ), conversations as (
          insert into conversation (id, channel_id, contact_id)
          select p_conversation[m.no], p_channel, m.contact_id from made m order by m.no
        )
        select s.kind, s.value, coalesce(s.contact_id, m.contact_id),
               case when s.contact_id is null then p_conversation[m.no] else s.conversation_id end
        from shown s left join made m on m.no = s.no
        where s.contact_id is not null or m.no is not null;
      end $$`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop function introduce_contacts;
      create index inbox_pending on inbox (kind, id) where state = 'pending';
      drop index inbox_pending_status;
      alter table contact add foreign key (channel_id) references channel;
      alter table contact_alias add foreign key (channel_id) references channel;
      alter table conversation add foreign key (channel_id) references channel;
      create index contact_alias_value on contact_alias (kind, value, since desc);
      create unique index contact_alias_current_2 on contact_alias (channel_id, kind, value) where until is null;
      drop index contact_alias_current_uq, contact_alias_former;
      alter index contact_alias_current_2 rename to contact_alias_current_uq;
      create index contact_name_trgm on contact using gin (name gin_trgm_ops);
      create index contact_phone_trgm on contact using gin (phone gin_trgm_ops);
      drop index contact_search`);
  }
}
