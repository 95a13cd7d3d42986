import { statement } from '@parley/platform';
import type { TemplateCategory, TemplateStatus } from '@parley/vocabulary';
import type { TemplateParts } from '../domain/templates/message-template.js';

export interface TemplateSyncRow {
  readonly channel_id: string;
  readonly phone_number_id: string;
  readonly business_account_id: string | null;
  /** Why the last try failed. */
  readonly error: string | null;
  /** Which try this is: whoever begins another one later has the newer list. */
  readonly try: string;
}

/** Every channel has a line; `$1`: this one now (unless somebody has just begun), null: whichever is due. Whoever moves `due_at` syncs. */
const BEGIN = `update template_sync s set tried_at = now(), due_at = now() + interval '1 hour'
    from channel k where k.id = s.channel_id`;
const BEGUN = 'returning s.channel_id, k.phone_number_id, s.business_account_id, s.error, s.tried_at::text as try';

export const openTemplateSyncs = statement(
  'template-open-syncs',
  'insert into template_sync (channel_id) select id from channel on conflict do nothing',
);

export const beginDueSyncs = statement<TemplateSyncRow>('template-begin-due-syncs', `${BEGIN} and s.due_at <= now() ${BEGUN}`);

/** On demand: a second press within a few seconds would only ask WhatsApp the same again. */
export const beginSyncsNow = statement<TemplateSyncRow>(
  'template-begin-syncs-now',
  `${BEGIN} and (s.tried_at is null or s.tried_at < now() - interval '5 seconds' or s.due_at <= now()) ${BEGUN}`,
);

/**
 * The list as it is now. A template keeps our id as long as it keeps its name and language. `$3` false: the list is not whole, so what
 * is missing in it stays.
 */
export const storeTemplates = statement<{ count: number }>(
  'template-store-list',
  `with listed as (
     select * from json_to_recordset($2::json) as x(external_id text, name text, language text, category text, status text, quality text, parts jsonb)
   ), gone as (
     delete from message_template t
      where $3::boolean and t.channel_id = $1 and not exists (select 1 from listed l where l.name = t.name and l.language = t.language)
   ), stored as (
     insert into message_template (channel_id, external_id, name, language, category, status, quality, parts)
     select $1::uuid, external_id, name, language, category, status, quality, parts from listed
     on conflict on constraint message_template_uq do update
       set external_id = excluded.external_id, category = excluded.category, status = excluded.status, quality = excluded.quality,
           parts = excluded.parts, synced_at = now()
     returning 1
   )
   select count(*)::int as count from stored`,
);

/** `$3` null: it went well; `$5` the try that ends. Nothing is returned when another one has begun since. */
export const endSync = statement<{ channel_id: string }>(
  'template-end-sync',
  `update template_sync
      set business_account_id = coalesce($2, business_account_id), error = $3,
          synced_at = case when $3::text is null then now() else synced_at end,
          due_at = case when $3::text is null then due_at else least(due_at, now() + $4::float8 * interval '1 second') end
    where channel_id = $1 and tried_at = $5::timestamptz
   returning channel_id`,
);

/** `$3` the try that was none: WhatsApp was not asked. Whoever presses is not kept waiting for it, and the next look asks anew. */
export const endSyncTooEarly = statement<never>(
  'template-end-sync-too-early',
  'update template_sync set tried_at = null, due_at = now(), error = $2 where channel_id = $1 and tried_at = $3::timestamptz',
);

/** WhatsApp has told us of one template; null leaves what is known. */
export const recordTemplateChange = statement<{ id: string }>(
  'template-record-change',
  `update message_template
      set status = coalesce($3, status), quality = coalesce($4, quality), category = coalesce($5, category)
    where name = $1 and language = $2
   returning id`,
);

export const requestTemplateSync = statement('template-request-sync', 'update template_sync set due_at = least(due_at, now())');

/** Because the channel refused one: a hundred refusals of the same minute are one reason. */
export const requestTemplateSyncOnce = statement(
  'template-request-sync-once',
  `update template_sync set due_at = least(due_at, greatest(now(), tried_at + interval '1 minute'))
    where due_at > greatest(now(), tried_at + interval '1 minute')`,
);

export interface TemplateRow {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly category: TemplateCategory;
  readonly status: TemplateStatus;
  readonly parts: TemplateParts;
}

/** `$2` null: of any channel. */
export const findTemplate = statement<TemplateRow>(
  'template-find',
  'select id, name, language, category, status, parts from message_template where id = $1 and ($2::uuid is null or channel_id = $2)',
);
