-- Tables of the yardstick. ingest: inbox. loop: conversation + message + transition.
drop table if exists inbox, conversation, message, transition cascade;
create table inbox(wamid text primary key, phone_id text not null, wa_from text not null, ts timestamptz not null, type text not null, body text, raw jsonb not null, received_at timestamptz not null default now());
create table conversation(id bigint generated always as identity primary key, wa_from text not null unique, state text not null default 'start', status smallint not null default 0,
  assignee_id int, version int not null default 0, last_processed_id bigint not null default 0, unread int not null default 0, last_message_at timestamptz not null default now(), last_preview text) with (fillfactor=70);
create table message(id bigint generated always as identity primary key, conversation_id bigint not null, direction smallint not null, wamid text, type text not null default 'text',
  status smallint not null default 0, body text, raw jsonb, created_at timestamptz not null default now()) with (fillfactor=90);
create unique index message_wamid on message(wamid) where wamid is not null;
create index message_conv on message(conversation_id, id);
create table transition(state text, input text, next text not null, reply text not null, primary key(state, input));
insert into transition select s, i, case when i='*' then s else 'menu' end, 'Reply to '||s||'/'||i||': choose 1 for orders, 2 for refunds, 3 to talk to a person.' from unnest(array['start','menu','agent']) s, unnest(array['1','2','3','menu','*']) i;

-- state machine in JS, two autocommit round trips a batch, no transaction held open (PgBouncer-safe): accept (durable; the webhook is answered here) ...
create or replace function accept_batch(p_wamid text[], p_from text[], p_type text[], p_body text[], p_raw jsonb[]) returns table(n bigint, msg_id bigint, conv_id bigint, state text, version int) language plpgsql as $$
begin
  insert into conversation(wa_from) select distinct f from unnest(p_from) f where not exists (select 1 from conversation c where c.wa_from = f) order by f on conflict do nothing;
  return query
  with b as materialized (select * from unnest(p_wamid, p_from, p_type, p_body, p_raw) with ordinality as u(wamid, wa_from, type, body, raw, n)),
  conv as materialized (select c.id, c.wa_from, c.state, c.version from conversation c where c.wa_from = any(p_from)),
  ins as (insert into message(conversation_id, direction, wamid, type, status, body, raw) select conv.id, 0, b.wamid, b.type, 3, b.body, b.raw from b join conv using (wa_from) order by b.n on conflict (wamid) where wamid is not null do nothing returning id, wamid, conversation_id)
  select b.n::bigint, ins.id, conv.id, conv.state, conv.version from ins join b using (wamid) join conv on conv.id = ins.conversation_id order by b.n;
end $$;
-- ... then apply by compare-and-set on the conversation's version; last_processed_id lets a sweeper find what a crash left between the two.
-- Conversations whose version moved are left out of the answer: the caller re-reads them and tries again.
create or replace function apply_batch(p_conv bigint[], p_ver int[], p_state text[], p_prev text[], p_k int[], p_last bigint[], o_conv bigint[], o_body text[]) returns table(out_id bigint, out_conv bigint, out_body text) language sql as $$
  with u as materialized (select * from unnest(p_conv, p_ver, p_state, p_prev, p_k, p_last) as u(id, ver, state, prev, k, last)),
  l as materialized (select c.id from conversation c join u using (id) where c.version = u.ver order by c.id for update of c),
  c as (update conversation c set state = u.state, version = c.version + 1, unread = c.unread + u.k, last_message_at = now(), last_preview = u.prev, last_processed_id = u.last from u join l using (id) where c.id = u.id returning c.id)
  insert into message(conversation_id, direction, type, status, body) select o.id, 1, 'text', 0, o.body from unnest(o_conv, o_body) with ordinality as o(id, body, n) join c using (id) order by n returning id, conversation_id, body
$$;
