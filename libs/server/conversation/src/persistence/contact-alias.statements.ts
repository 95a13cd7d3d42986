import { statement } from '@parley/platform';

export type AliasKind = 'bsuid' | 'phone' | 'username';

export interface AliasRow {
  readonly kind: AliasKind;
  readonly value: string;
  readonly contact_id: string;
  readonly conversation_id: string;
  /** Since when it is theirs; missing where nobody asked. */
  readonly since?: Date;
}

/** Who is meant by these names now. */
export const findCurrentAliases = statement<AliasRow>(
  'conversation-find-current-aliases',
  `select a.kind, a.value, a.contact_id, c.id as conversation_id, a.since
     from unnest($2::text[], $3::text[]) as x(kind, value)
     join contact_alias a on a.channel_id = $1 and a.kind = x.kind and a.value = x.value and a.until is null
     join conversation c on c.contact_id = a.contact_id`,
);

/**
 * Whose these names are, and at once those whom nobody knows are made, in one round trip (see the migration `introduce-contacts`).
 * `$2`–`$5` the names, each with the number of its identity and whether it is a hint (looked up, never written: the other form of a
 * phone number); `$6`–`$8` by that number: the ids the contact and its conversation get if none of its names is known, not even as a
 * former business-scoped id (null = only look), and what it calls itself; `$9`, `$10` by what it is known that something was told before,
 * with that number: of whom nothing new is told, nobody is made. A name in nobody's hands that could not be taken is missing from the
 * answer: somebody else is introducing it, and has committed by now.
 */
export const introduceContacts = statement<AliasRow>(
  'conversation-introduce-contacts',
  `select kind, value, contact_id, conversation_id
     from introduce_contacts($1::uuid, $2::int[], $3::text[], $4::text[], $5::boolean[], $6::uuid[], $7::uuid[], $8::text[], $9::int[], $10::bytea[])`,
);

/** Of these, by their numbers, those of whom nothing is told that was not told before. */
export const findToldBefore = statement<{ no: number }>(
  'conversation-find-told-before',
  `select r.no from unnest($1::int[], $2::bytea[]) as r(no, receipt)
    group by r.no having bool_and(exists (select 1 from inbox i where i.dedupe_key = r.receipt))`,
);

/** Who had these business-scoped ids and has another now: nobody else ever gets one. */
export const findFormerBsuids = statement<AliasRow>(
  'conversation-find-former-bsuids',
  `select distinct on (a.value) a.kind, a.value, a.contact_id, c.id as conversation_id
     from contact_alias a join conversation c on c.contact_id = a.contact_id
    where a.channel_id = $1 and a.kind = 'bsuid' and a.value = any($2::text[]) and a.until is not null
    order by a.value, a.until desc`,
);

/** All current names of these contacts: what they go by, beside what was just shown. */
export const findAliasesOfContacts = statement<AliasRow>(
  'conversation-find-aliases-of-contacts',
  `select a.kind, a.value, a.contact_id, c.id as conversation_id, a.since
     from contact_alias a join conversation c on c.contact_id = a.contact_id
    where a.contact_id = any($1::uuid[]) and a.until is null`,
);

/**
 * One who moves a name holds it until commit; whoever comes with the same name meanwhile waits, then finds it moved. In the order of
 * the hashes, so that two batches cannot deadlock. The unique index `contact_alias_current_uq` stands behind it, also for
 * {@link introduceContacts}, which takes no such lock: the loser's transaction fails instead of making a second contact. Whatever the
 * server's defaults, a contact is flushed to disk before a message refers to it, and nobody waits longer than a second for a name.
 */
export const lockNames = statement(
  'conversation-lock-names',
  `with settings as materialized (
     select set_config('synchronous_commit', 'on', true), set_config('lock_timeout', '1000', true)
   )
   select pg_advisory_xact_lock(key) from settings, (
     select distinct hashtextextended($1::text || ' ' || x.kind || ' ' || x.value, 7242) as key
       from unnest($2::text[], $3::text[]) as x(kind, value) order by 1
   ) k`,
);

export const insertContacts = statement(
  'conversation-insert-contacts',
  `with fresh as (
     select * from json_to_recordset($2::json) as x(id uuid, conversation_id uuid, name text, phone text, username text, bsuid text)
   ), contacts as (
     insert into contact (id, channel_id, name, phone, username, bsuid) select id, $1, name, phone, username, bsuid from fresh
   )
   insert into conversation (id, channel_id, contact_id) select conversation_id, $1, id from fresh`,
);

export const closeAliases = statement(
  'conversation-close-aliases',
  `update contact_alias a set until = now()
     from json_to_recordset($2::json) as x(kind text, value text, contact_id uuid)
    where a.channel_id = $1 and a.kind = x.kind and a.value = x.value and a.contact_id = x.contact_id and a.until is null`,
);

export const openAliases = statement(
  'conversation-open-aliases',
  `insert into contact_alias (channel_id, contact_id, kind, value)
   select $1, contact_id, kind, value from json_to_recordset($2::json) as x(kind text, value text, contact_id uuid) order by kind, value`,
);

/** The copies on `contact`, for lists and for sending. */
export const copyAliases = statement(
  'conversation-copy-aliases',
  `update contact k
      set phone = a.phone, username = a.username, bsuid = a.bsuid, updated_at = now()
     from (select x.id, max(value) filter (where kind = 'phone') as phone, max(value) filter (where kind = 'username') as username,
                  max(value) filter (where kind = 'bsuid') as bsuid
             from unnest($1::uuid[]) as x(id) left join contact_alias a on a.contact_id = x.id and a.until is null
            group by x.id) a
    where k.id = a.id`,
);

/**
 * Who has it now, else who had it last. Either way to write it ($2 the other one, null = none) is the same number: of two who have it, or
 * had it last, the one it was asked for by as it stands goes first. Two indexes, one for names that are current and one for former ones.
 */
export const findConversationByPhone = statement<{ id: string }>(
  'conversation-find-by-phone',
  `select found.id
     from unnest(array[$1, $2]::text[]) with ordinality as form(phone, no)
     cross join lateral (
       (select c.id, null::timestamptz as until from contact_alias a join conversation c on c.contact_id = a.contact_id
         where a.kind = 'phone' and a.value = form.phone and a.until is null
         order by a.since desc, a.id desc limit 1)
       union all
       (select c.id, a.until from contact_alias a join conversation c on c.contact_id = a.contact_id
         where a.kind = 'phone' and a.value = form.phone and a.until is not null
         order by a.until desc, a.id desc limit 1)) found
    order by found.until desc nulls first, form.no limit 1`,
);

/** By its id, or by one it had before it was joined with another. */
export const findConversationById = statement<{ id: string }>(
  'conversation-find-by-id',
  `select id from conversation where id = $1
   union all
   select conversation_id from former_conversation where id = $1
   limit 1`,
);

/** Contacts that were seen to be one person, for `JoinContacts`. */
export const noticeJoins = statement(
  'conversation-notice-joins',
  `insert into contact_join (contact_id, other_contact_id)
   select * from unnest($1::uuid[], $2::uuid[]) order by 1, 2
   on conflict do nothing`,
);
