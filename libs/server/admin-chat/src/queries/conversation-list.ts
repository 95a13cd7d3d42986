import { Inject, Injectable } from '@nestjs/common';
import { TEAM_OF_CHAT } from '@parley/conversation';
import { Database, statement, type Statement } from '@parley/platform';
import type { ConversationView } from '@parley/vocabulary';
import type { ConversationCountsDto, ConversationDto, ConversationPageDto } from '../http/conversation.dto.js';
import { CONVERSATION_COLUMNS, type ConversationRow, presentConversation } from './conversation-row.js';
import { CURSOR_TIMESTAMP, CURSOR_UUID, decodeCursor, encodeCursor } from './cursor.js';

/** Counting stops here: nobody reads "3,417 waiting", and counting them all would cost more than the page. */
const COUNT_CAP = 1000;

/**
 * One index per view (see the migration), walked by keyset: the page costs the same at any depth. `$1` caller, `$2` rows wanted,
 * `$3`/`$4` sort key and id of the last row of the page before, `$5` a search pattern, `$6` its digits.
 */
const VIEWS: Readonly<Record<ListedView, { readonly where: string; readonly sort: string; readonly oldestFirst?: true }>> = {
  mine: { where: `c.chat_status = 'active' and c.chat_agent_id = $1::uuid`, sort: 'c.last_activity_at' },
  waiting: { where: `c.chat_status = 'waiting'`, sort: 'c.chat_waiting_since', oldestFirst: true },
  'waiting-for-caller': { where: `c.chat_status = 'waiting'`, sort: 'c.chat_waiting_since', oldestFirst: true },
  active: { where: `c.chat_status = 'active'`, sort: 'c.last_activity_at' },
  all: { where: 'true', sort: 'c.last_activity_at' },
  closed: { where: 'c.chat_status is null and c.ended_chats > 0', sort: 'c.last_activity_at' },
};

/** Admins see everything that waits; agents what waits in the queues they serve, which in an installation without teams is the same. */
export type ListedView = ConversationView | 'waiting-for-caller';

type Search = 'none' | 'rare' | 'common';

/**
 * Three letters and more are found by their trigrams first. Fewer have none, but then so many match that walking the list in its own
 * order and looking at each contact fills a page soon.
 */
const MATCHES: Readonly<Record<Search, string>> = {
  none: '',
  rare: 'and c.contact_id in (select id from contact where name ilike $5 or phone like $6)',
  common: 'and (contact.name ilike $5 or contact.phone like $6)',
};

function listStatement(view: ListedView, search: Search, continued: boolean): Statement<ConversationRow> {
  const { where, sort, oldestFirst } = VIEWS[view];
  const direction = oldestFirst ? 'asc' : 'desc';
  const name = `admin-list-${view}-${search}${continued ? '-next' : ''}`;
  // Every variant takes the same parameters, so those it does not use are named here with their types.
  const unused = `($1::uuid is null or true) and ($3::timestamptz is null or true) and ($4::uuid is null or true)
    and ($5::text is null or true) and ($6::text is null or true)`;
  const after = continued ? `and (${sort}, c.id) ${oldestFirst ? '>' : '<'} ($3::timestamptz, $4::uuid)` : '';
  return statement(
    name,
    `select ${CONVERSATION_COLUMNS}, to_char(${sort} at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00' as sort_key
     from ${view === 'waiting-for-caller' ? queuesOfCaller(search, after) : 'conversation c'} join contact on contact.id = c.contact_id
     where ${where} ${MATCHES[search]} ${after} and ${unused}
     order by ${sort} ${direction}, c.id ${direction} limit $2`,
  );
}

/**
 * A page of each queue that `$1` serves, by the index of queues; of those the list takes the oldest. With a search, more than a page of a
 * queue may be needed to fill one: then each queue is walked until enough match.
 */
function queuesOfCaller(search: Search, after: string): string {
  return `(select distinct s.team_id from team_agent s where s.agent_id = $1::uuid) served cross join lateral (
       select c.* from conversation c ${search === 'common' ? 'join contact on contact.id = c.contact_id' : ''}
        where c.chat_status = 'waiting' and ${TEAM_OF_CHAT} = served.team_id ${MATCHES[search]} ${after}
        order by ${TEAM_OF_CHAT}, c.chat_waiting_since, c.id limit $2) c`;
}

const cache = new Map<string, Statement<ConversationRow>>();

export function conversationListStatement(view: ListedView, search: Search, continued: boolean): Statement<ConversationRow> {
  const key = `${view} ${search} ${continued}`;
  let found = cache.get(key);
  if (!found) cache.set(key, (found = listStatement(view, search, continued)));
  return found;
}

const oneConversation = statement<ConversationRow>(
  'admin-get-conversation',
  `select ${CONVERSATION_COLUMNS}, '' as sort_key from conversation c join contact on contact.id = c.contact_id where c.id = $1`,
);

// Each walks at most 1,000 entries of its own index; "all" needs no order, so it takes the table as it lies. `$2`: an admin.
export const countViews = statement<ConversationCountsDto>(
  'admin-count-views',
  `select
    (select count(*)::int from (select 1 from conversation where chat_status = 'active' and chat_agent_id = $1 limit ${COUNT_CAP}) x) as mine,
    case when $2::boolean then (select count(*)::int from (select 1 from conversation where chat_status = 'waiting' limit ${COUNT_CAP}) x)
      else (select count(*)::int from (
        select 1 from (select distinct s.team_id from team_agent s where s.agent_id = $1) served
        cross join lateral (select 1 from conversation c where c.chat_status = 'waiting' and ${TEAM_OF_CHAT} = served.team_id limit ${COUNT_CAP}) w
        limit ${COUNT_CAP}) x) end as waiting,
    (select count(*)::int from (select 1 from conversation where chat_status = 'active' limit ${COUNT_CAP}) x) as active,
    (select count(*)::int from (select 1 from conversation limit ${COUNT_CAP}) x) as "all"`,
);

const queuePositions = statement<{ id: string; position: number }>(
  'admin-queue-positions',
  `select placed.id, placed.position::int
     from (select distinct ${TEAM_OF_CHAT} as team_id from conversation c where c.id = any($1::uuid[])) t
     cross join lateral (
       select q.id, row_number() over (order by q.chat_waiting_since, q.id) as position from (
         select c.id, c.chat_waiting_since from conversation c where c.chat_status = 'waiting' and ${TEAM_OF_CHAT} = t.team_id
          order by ${TEAM_OF_CHAT}, c.chat_waiting_since, c.id limit ${COUNT_CAP}) q) placed
    where placed.id = any($1::uuid[])`,
);

export interface ConversationListRequest {
  readonly view: ConversationView;
  readonly search: string | null;
  readonly limit: number;
  readonly cursor: string | null;
  readonly callerId: string;
  readonly isAdmin: boolean;
}

/** What the inbox shows: lists and single conversations, straight from the tables. */
@Injectable()
export class ConversationList {
  constructor(@Inject(Database) private readonly database: Database) {}

  async page(request: ConversationListRequest): Promise<ConversationPageDto> {
    const [after, afterId] =
      request.cursor === null ? [null, null] : decodeCursor(request.cursor, 'cursor', [CURSOR_TIMESTAMP, CURSOR_UUID]);
    const search = searchPatterns(request.search);
    const view = request.view === 'waiting' && !request.isAdmin ? 'waiting-for-caller' : request.view;
    const query = conversationListStatement(view, search?.kind ?? 'none', after !== null);
    const values = [request.callerId, request.limit + 1, after, afterId, search?.text ?? null, search?.digits ?? null];
    const [rows, counts] = await Promise.all([
      this.database.run(query, values),
      after === null ? this.database.run(countViews, [request.callerId, request.isAdmin]) : [],
    ]);
    const shown = rows.slice(0, request.limit);
    const last = rows.length > request.limit ? shown.at(-1) : undefined;
    return {
      items: await this.present(shown),
      nextCursor: last ? encodeCursor([last.sort_key, last.id]) : null,
      counts: counts[0] ?? null,
    };
  }

  async find(id: string): Promise<ConversationDto | null> {
    const [conversation] = await this.present(await this.database.run(oneConversation, [id]));
    return conversation ?? null;
  }

  private async present(rows: readonly ConversationRow[]): Promise<ConversationDto[]> {
    const waiting = rows.filter((row) => row.chat_status === 'waiting').map((row) => row.id);
    const places = waiting.length > 0 ? await this.database.run(queuePositions, [waiting]) : [];
    const position = new Map(places.map((place) => [place.id, place.position]));
    return rows.map((row) => presentConversation(row, position.get(row.id) ?? null));
  }
}

/** Part of a name, or of a phone number in whatever way it is written; null when nothing is asked. */
function searchPatterns(search: string | null): { kind: Search; text: string; digits: string | null } | null {
  const wanted = search?.trim() ?? '';
  if (wanted === '') return null;
  const digits = /^[+0-9 ()./-]+$/.test(wanted) ? wanted.replace(/[^0-9]/g, '') : '';
  const kind = wanted.length >= 3 && (digits === '' || digits.length >= 3) ? 'rare' : 'common';
  return { kind, text: `%${wanted.replace(/[\\%_]/g, '\\$&')}%`, digits: digits === '' ? null : `%${digits}%` };
}
