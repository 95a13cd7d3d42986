import { type Forgetting, statement } from '@parley/platform';

/** Raw bodies are a kilobyte each, as a rule; items are small. */
const BODIES_AT_ONCE = 500;
const ITEMS_AT_ONCE = 2_000;

const forgetBodies = statement<{ deleted: number; last: string | null; read: number }>(
  'whatsapp-forget-bodies',
  `with page as materialized (
     select id, received_at < now() - $1 * interval '1 day' as is_old from webhook_raw where id > $2::bigint order by id limit ${BODIES_AT_ONCE}
   ), needed as materialized (
     select raw_id from inbox where state = 'pending' and kind = 'message'
     union all select raw_id from inbox where state = 'pending' and kind = 'status'
     union all select raw_id from inbox where state = 'pending' and kind = 'other'
     union all select raw_id from inbox where state = 'parked'
     union all select raw_id from inbox where state = 'dead'
   ), gone as (
     delete from webhook_raw r using page p where r.id = p.id and p.is_old and r.id not in (select raw_id from needed)
     returning 1
   )
   select (select count(*)::int from gone) as deleted, count(*)::int as read, (select id from page order by id desc limit 1) as last
     from page where is_old`,
);

/** Deliveries as they came. One that holds something not applied yet, or a dead letter, stays as long as that does. */
export const forgetBodiesOfDeliveries: Forgetting = {
  name: 'deliveries',
  async forget(tx, days, after) {
    const [page] = await tx.run(forgetBodies, [days, after ?? '0']);
    return { deleted: page?.deleted ?? 0, next: page?.read === BODIES_AT_ONCE ? page.last : null };
  },
};

const forgetItems = (states: string): string => `with page as materialized (
     select id, received_at < now() - $1 * interval '1 day' as is_old, state from inbox where id > $2::bigint order by id limit ${ITEMS_AT_ONCE}
   ), gone as (
     delete from inbox i using page p where i.id = p.id and p.is_old and i.state in (${states})
     returning 1
   )
   select (select count(*)::int from gone) as deleted, count(*)::int as read, (select id from page order by id desc limit 1) as last
     from page where is_old`;

const forgetApplied = statement<{ deleted: number; last: string | null; read: number }>(
  'whatsapp-forget-items',
  forgetItems(`'done', 'kept', 'stale'`),
);

/** What is over of the inbox: from then on a delivery told again would be new, so it must be longer than WhatsApp repeats (7 days). */
export const forgetAppliedItems: Forgetting = {
  name: 'inbox',
  async forget(tx, days, after) {
    const [page] = await tx.run(forgetApplied, [days, after ?? '0']);
    return { deleted: page?.deleted ?? 0, next: page?.read === ITEMS_AT_ONCE ? page.last : null };
  },
};

const forgetDead = statement<{ id: string }>(
  'whatsapp-forget-dead-letters',
  `delete from inbox where state = 'dead' and id in (
     select id from inbox where state = 'dead' and received_at < now() - $1 * interval '1 day' order by id limit ${ITEMS_AT_ONCE})
   returning id`,
);

/** Dead letters nobody has replayed. */
export const forgetDeadLetters: Forgetting = {
  name: 'dead-letters',
  async forget(tx, days) {
    const gone = await tx.run(forgetDead, [days]);
    return { deleted: gone.length, next: gone.length === ITEMS_AT_ONCE ? '0' : null };
  },
};
