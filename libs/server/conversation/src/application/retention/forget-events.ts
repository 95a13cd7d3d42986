import { type Forgetting, statement } from '@parley/platform';

const BATCH = 5_000;

/** The newest numbered one stays: by it a console that comes back late is told that it has missed something. */
const forgetOld = statement<{ deleted: number; last: string | null; read: number }>(
  'conversation-forget-old-events',
  `with page as materialized (
     select id, created_at < now() - $1 * interval '1 day' as is_old, number from event where id > $2::bigint order by id limit ${BATCH}
   ), gone as (
     delete from event e using page p
      where e.id = p.id and p.is_old and p.number < (select last_number from event_counter)
     returning 1
   )
   select (select count(*)::int from gone) as deleted, count(*)::int as read,
          (select id from page order by id desc limit 1) as last
     from page where is_old`,
);

/** Live events: only for consoles that come back. */
export const forgetEvents: Forgetting = {
  name: 'events',
  async forget(tx, days, after) {
    const [page] = await tx.run(forgetOld, [days, after ?? '0']);
    return { deleted: page?.deleted ?? 0, next: page?.read === BATCH ? page.last : null };
  },
};
