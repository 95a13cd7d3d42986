import { type Forgetting, statement } from '@parley/platform';

const BATCH = 2_000;

const forgetAuditEntries = statement<{ deleted: number; last: string | null; read: number }>(
  'accounts-forget-audit',
  `with page as materialized (
     select id, at < now() - $1 * interval '1 day' as is_old from audit_entry where id > $2::bigint order by id limit ${BATCH}
   ), gone as (
     delete from audit_entry a using page p where a.id = p.id and p.is_old returning 1
   )
   select (select count(*)::int from gone) as deleted, count(*)::int as read, (select id from page order by id desc limit 1) as last
     from page where is_old`,
);

/** Who did what to whom. */
export const forgetAudit: Forgetting = {
  name: 'audit',
  async forget(tx, days, after) {
    const [page] = await tx.run(forgetAuditEntries, [days, after ?? '0']);
    return { deleted: page?.deleted ?? 0, next: page?.read === BATCH ? page.last : null };
  },
};

const OLD = `now() - $1 * interval '1 day'`;

const forgetOver = statement<{ sessions: number; devices: number; attempts: number }>(
  'accounts-forget-sessions',
  `with sessions as (
     delete from agent_session where id in (select id from agent_session where least(expires_at, idle_until) < ${OLD} limit ${BATCH})
     returning 1
   ), devices as (
     delete from known_device where token_hash in (select token_hash from known_device where expires_at < ${OLD} limit ${BATCH}) returning 1
   ), attempts as (
     delete from login_attempt where id in (select id from login_attempt where at < ${OLD} order by id limit ${BATCH}) returning 1
   )
   select (select count(*)::int from sessions) as sessions, (select count(*)::int from devices) as devices,
          (select count(*)::int from attempts) as attempts`,
);

/** Sessions, devices and attempts to sign in that are over: they hold addresses and browsers of agents. Few, until somebody guesses passwords. */
export const forgetSessions: Forgetting = {
  name: 'sessions',
  async forget(tx, days) {
    const [gone] = await tx.run(forgetOver, [days]);
    const { sessions = 0, devices = 0, attempts = 0 } = gone ?? {};
    return { deleted: sessions + devices + attempts, next: Math.max(sessions, devices, attempts) === BATCH ? 'more' : null };
  },
};
