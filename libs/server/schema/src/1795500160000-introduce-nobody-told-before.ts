import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Deliveries are told again for days, also of somebody who was erased since: what we have had already makes no contact. */
export class IntroduceNobodyToldBefore1795500160000 implements MigrationInterface {
  readonly name = 'IntroduceNobodyToldBefore1795500160000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // The same as introduce_contacts of eight, and p_receipt: keys of the inbox (p_receipt_no says of which p_no), by which it is known what
    // has come already. Whoever is nobody's, and of whom everything told was told before, is not made, and missing from the answer. Only
    // those who would be made cost a probe, one a receipt.
    await queryRunner.query(`
      create function introduce_contacts(
        p_channel uuid, p_no int[], p_kind text[], p_value text[], p_is_hint boolean[], p_contact uuid[], p_conversation uuid[], p_name text[],
        p_receipt_no int[], p_receipt bytea[]
      ) returns table (kind text, value text, contact_id uuid, conversation_id uuid)
      language plpgsql volatile set enable_seqscan = off as $$
      #variable_conflict use_column
      begin
        perform set_config('synchronous_commit', 'on', true), set_config('lock_timeout', '1000', true);
        return query
        with shown as materialized (
          select x.no, x.kind, x.value, x.is_hint, known.contact_id, known.conversation_id,
                 known.contact_id is null and x.kind = 'bsuid' and exists (
                   select 1 from contact_alias f
                   where f.kind = x.kind and f.value = x.value and f.channel_id = p_channel and f.until is not null
                 ) as is_former
          from unnest(p_no, p_kind, p_value, p_is_hint) as x(no, kind, value, is_hint)
          left join lateral (
            select a.contact_id, c.id as conversation_id
            from contact_alias a join conversation c on c.contact_id = a.contact_id
            where a.kind = x.kind and a.value = x.value and a.channel_id = p_channel and a.until is null
            limit 1
          ) known on true
        ), unknown as materialized (
          select s.no, p_contact[s.no] as contact_id, count(*) filter (where not s.is_hint) as names,
                 max(s.value) filter (where s.kind = 'phone' and not s.is_hint) as phone,
                 max(s.value) filter (where s.kind = 'username' and not s.is_hint) as username,
                 max(s.value) filter (where s.kind = 'bsuid' and not s.is_hint) as bsuid
          from shown s
          where p_contact[s.no] is not null
          group by s.no
          having count(s.contact_id) = 0 and not bool_or(s.is_former)
        ), fresh as materialized (
          select u.* from unknown u
          where not exists (
            select 1 from unnest(p_receipt_no, p_receipt) as r(no, receipt) where r.no = u.no
            having count(*) > 0 and bool_and(exists (select 1 from inbox i where i.dedupe_key = r.receipt)))
        ), opened as (
          insert into contact_alias (channel_id, contact_id, kind, value)
          select p_channel, f.contact_id, s.kind, s.value from shown s join fresh f on f.no = s.no
          where not s.is_hint order by s.kind, s.value
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
        from shown s left join made m on m.no = s.no and not s.is_hint
        where s.contact_id is not null or m.no is not null;
      end $$`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'drop function introduce_contacts(uuid, int[], text[], text[], boolean[], uuid[], uuid[], text[], int[], bytea[])',
    );
  }
}
