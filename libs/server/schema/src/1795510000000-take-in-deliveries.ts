import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who wrote is found, whoever is new is made, and what they wrote is stored: one round trip and one flush to disk for a group of webhooks. */
export class TakeInDeliveries1795510000000 implements MigrationInterface {
  readonly name = 'TakeInDeliveries1795510000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // The plain case of introduce_contacts, and the statement that stores deliveries, as one transaction. Senders are numbered from 1: their
    // names with the number of each (a hint is looked up and never written), and by number the ids they get if nobody knows them (null =
    // only look) and what they call themselves. Of an item either the lane is known (p_lane) or its sender is one of them (p_sender_no).
    //
    // Answers no row, and has written nothing, when a sender is more than that: names of several contacts, a name nobody knows beside one
    // that is known, a former business-scoped id, or something told before of somebody who is nobody's. Whoever called then goes the
    // long way. It fails with the constraint of current names, undoing everything, when somebody else introduces one of the names just now:
    // that one has committed when we hear of it.
    //
    // Names go in before items and both in one order, so that of two groups at most one waits for the other. As there: whatever the server's
    // defaults, flushed when answered, and nobody waits longer than a second; and no kept plan reads a table whole.
    await queryRunner.query(`
      create function take_in_deliveries(
        p_channel uuid, p_no int[], p_kind text[], p_value text[], p_is_hint boolean[], p_contact uuid[], p_conversation uuid[], p_name text[],
        p_body bytea, p_key bytea, p_start int[], p_length int[], p_outcome text[], p_item_count int[], p_request text[],
        p_delivery_no int[], p_entry_no int[], p_change_no int[], p_item_no int[], p_item_kind text[], p_lane uuid[], p_sender_no int[],
        p_wamid text[], p_state text[]
      ) returns table (stored int, duplicates int, lanes uuid[])
      language plpgsql volatile set enable_seqscan = off as $$
      declare
        v_lanes uuid[];
        v_new int[];
        v_names bigint;
        v_opened bigint;
      begin
        perform set_config('synchronous_commit', 'on', true), set_config('lock_timeout', '1000', true);

        select array_agg(s.lane order by s.no), array_agg(s.no) filter (where s.is_new), coalesce(sum(s.names) filter (where s.is_new), 0)
        into v_lanes, v_new, v_names
        from (
          select x.no,
                 case
                   when count(k.contact_id) = 0 then p_conversation[x.no]
                   when bool_and(k.contact_id is not null or x.is_hint) and count(distinct k.contact_id) = 1
                     then (array_agg(k.conversation_id) filter (where k.contact_id is not null))[1]
                 end as lane,
                 count(k.contact_id) = 0 as is_new,
                 count(*) filter (where not x.is_hint) as names
          from unnest(p_no, p_kind, p_value, p_is_hint) as x(no, kind, value, is_hint)
          left join lateral (
            select a.contact_id, c.id as conversation_id
            from contact_alias a join conversation c on c.contact_id = a.contact_id
            where a.kind = x.kind and a.value = x.value and a.channel_id = p_channel and a.until is null
            limit 1
          ) k on true
          group by x.no
        ) s;
        if array_position(v_lanes, null) is not null then
          return;
        end if;

        if v_new is not null then
          if exists (
            select 1 from unnest(p_sender_no) with ordinality as i(sender_no, no)
            where i.sender_no = any(v_new)
              and exists (select 1 from inbox b where b.dedupe_key = substring(p_key from (i.no::int - 1) * 32 + 1 for 32))
          ) or exists (
            select 1 from unnest(p_no, p_kind, p_value) as x(no, kind, value)
            where x.kind = 'bsuid' and x.no = any(v_new) and exists (
              select 1 from contact_alias f
              where f.kind = x.kind and f.value = x.value and f.channel_id = p_channel and f.until is not null
            )
          ) then
            return;
          end if;

          with shown as materialized (
            select x.no, x.kind, x.value from unnest(p_no, p_kind, p_value, p_is_hint) as x(no, kind, value, is_hint)
            where x.no = any(v_new) and not x.is_hint
          ), opened as (
            insert into contact_alias (channel_id, contact_id, kind, value)
            select p_channel, p_contact[s.no], s.kind, s.value from shown s order by s.kind, s.value
            on conflict (kind, value, channel_id) where until is null do nothing
            returning 1
          ), contacts as (
            insert into contact (id, channel_id, name, phone, username, bsuid)
            select p_contact[s.no], p_channel, p_name[s.no], max(s.value) filter (where s.kind = 'phone'),
                   max(s.value) filter (where s.kind = 'username'), max(s.value) filter (where s.kind = 'bsuid')
            from shown s group by s.no order by s.no
          ), conversations as (
            insert into conversation (id, channel_id, contact_id)
            select p_conversation[n], p_channel, p_contact[n] from unnest(v_new) as n
          )
          select count(*) from opened into v_opened;
          if v_opened < v_names then
            raise unique_violation using constraint = 'contact_alias_current_uq', message = 'a name is being introduced by somebody else';
          end if;
        end if;

        return query
        with delivery as materialized (
          select nextval('webhook_raw_id_seq') as raw_id, d.*
          from unnest(p_start, p_length, p_outcome, p_item_count, p_request)
            with ordinality as d(start, length, outcome, item_count, request_id, no)
        ), item as materialized (
          select nextval('inbox_id_seq') as id, i.*, substring(p_key from (i.no::int - 1) * 32 + 1 for 32) as dedupe_key
          from unnest(p_delivery_no, p_entry_no, p_change_no, p_item_no, p_item_kind, p_lane, p_sender_no, p_wamid, p_state)
            with ordinality as i(delivery_no, entry_no, change_no, item_no, kind, lane, sender_no, wamid, state, no)
        ), kept_items as (
          insert into inbox (id, raw_id, entry_no, change_no, item_no, kind, dedupe_key, conversation_id, wamid, state)
          overriding system value
          select i.id, d.raw_id, i.entry_no, i.change_no, i.item_no, i.kind, i.dedupe_key, coalesce(i.lane, v_lanes[i.sender_no]), i.wamid, i.state
          from item i join delivery d on d.no = i.delivery_no
          order by i.dedupe_key, i.id
          on conflict (dedupe_key) do nothing
          returning raw_id
        ), kept as (
          insert into webhook_raw (id, body, outcome, item_count, request_id)
          overriding system value
          select raw_id, substring(p_body from start for length), outcome, item_count, request_id
          from delivery
          where item_count = 0 or raw_id in (select raw_id from kept_items)
        )
        select n.stored, (select count(*)::int from item) - n.stored, v_lanes from (select count(*)::int as stored from kept_items) n;
      end $$`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop function take_in_deliveries`);
  }
}
