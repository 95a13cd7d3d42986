import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EraseContact, FinishErasures, Settings } from '@parley/conversation';
import { MediaFetcher } from '@parley/media';
import { Metrics, SilentLog, uuidV7, Wake } from '@parley/platform';
import { aConversation, aPhone, type BuiltConversation, searchDatabase } from '@parley/testing';
import { createHash, randomUUID } from 'node:crypto';
import { RetentionRunner } from '../src/retention/retention-runner.js';
import { TestServer } from './test-server.js';

/** Words of a customer; wherever they are put, they may be found nowhere afterwards. */
const WORDS = 'canary-plume-of-a-customer';
const DAYS = 10;
const DAY_MS = 86_400_000;

/** Columns a customer's words can come to stand in, beside those of the person. Each is planted below. */
const OF_MESSAGES = [
  'chat.about',
  'chat.closing_text',
  'chat.end_reason',
  'chat.rating_comment',
  'conversation.context',
  'conversation.last_message_preview',
  'media.announced_sha256',
  'media.announced_type',
  'media.filename',
  'media_chunk.bytes',
  'message.content',
  'message.error_title',
  'message.text',
  'webhook_raw.body',
];

/** Who somebody is: kept until they are erased, since who has opted out must stay known. */
const OF_THE_PERSON = [
  'contact.attributes',
  'contact.bsuid',
  'contact.name',
  'contact.parent_bsuid',
  'contact.phone',
  'contact.username',
  'contact_alias.value',
];

/** Hold nothing a customer has said: ids, keys, words of ours or of agents, what operators set. Prefixes, with why. */
const OF_OTHERS: Readonly<Record<string, string>> = {
  'agent.': 'agents',
  'agent_presence.': 'agents',
  'agent_session.': 'agents',
  'api_token.': 'agents',
  'audit_entry.': 'ids, and kinds of what was done',
  'channel.': 'our number',
  'channel_notice.': 'what WhatsApp says of our account: fields named one by one, none of a person',
  'chat.ended_by': 'a word of ours',
  'chat.origin': 'a word of ours',
  'chat.rating_language': 'a language',
  'chat.status': 'a word of ours',
  'contact.language': 'a language',
  'contact_alias.kind': 'a word of ours',
  'conversation.chat_status': 'a word of ours',
  'conversation.last_chat': 'ids, times and kinds of notices',
  'conversation.last_message_author': 'a word of ours',
  'conversation.last_message_status': 'a word of ours',
  'conversation.pace': 'times and a count',
  'conversation.state': 'a word of ours',
  'erasure.traces': 'names of the person, empty as soon as it is done: held by the erasure tests',
  'event.': 'ids',
  'inbox.': 'keys, ids, and the class and place of an error, never its message',
  'installation.': 'keys',
  'known_device.': 'agents',
  'login_attempt.': 'agents',
  'media.channel_media_id': 'an id',
  'media.direction': 'a word of ours',
  'media.error': 'a code of ours',
  'media.kind': 'a word of ours',
  'media.mime_type': 'of a list of ours',
  'media.sha256': 'a sum of the file, gone with it',
  'media.state': 'a word of ours',
  'media.storage': 'a word of ours',
  'media.storage_key': 'an id',
  'message.author': 'a word of ours',
  'message.direction': 'a word of ours',
  'message.error_code': 'a code',
  'message.said': 'a key of the playbook',
  'message.status': 'a word of ours',
  'message.type': 'a word of ours',
  'message.wamid': 'an id, gone with the message',
  'message_tally.': 'counts, by code and WhatsApp’s name for it',
  'message_template.': 'approved texts of ours',
  'migrations.': 'ours',
  'notice.': 'kinds, and ids or times',
  'notice_unsaid.': 'keys of texts, and words of ours',
  'opening_hours.': 'set by operators',
  'outbox.': 'words of ours',
  playbook_: 'written by operators',
  'read_receipt.': 'an id',
  'retention_task.': 'ids',
  'setting.': 'set by operators',
  'team.': 'named by operators',
  'template_sync.': 'ours',
  'timer.': 'words of ours',
  'webhook_raw.outcome': 'a word of ours',
  'webhook_raw.request_id': 'an id',
};

let server: TestServer;
let settings: Settings;

beforeAll(async () => {
  server = await TestServer.start();
  settings = server.server.app.get(Settings, { strict: false });
});
afterAll(() => server.stop());
beforeEach(async () => {
  await sql('truncate message, outbox, event, inbox, webhook_raw, chat, conversation, contact, retention_task, media, media_chunk cascade');
  await settings.change({ 'retention.messagesDays': DAYS }, randomUUID());
});

const sql = <Row>(text: string, values: unknown[] = []): Promise<Row[]> => server.database.database.query<Row>(text, values);
const search = (): Promise<string[]> => searchDatabase(server.database.database, [WORDS]);
const daysAgo = (days: number): Date => new Date(Date.now() - days * DAY_MS);
const aPerson = (): Promise<BuiltConversation> => aConversation(server.database.database, { channelId: server.channelId, phone: aPhone() });

/** Everything that is due, with the files the media worker is to remove. */
async function forgetAll(): Promise<void> {
  await new RetentionRunner(server.database.database, settings, new Wake(), new SilentLog(), new Metrics()).runDue();
  await server.server.app.get(MediaFetcher, { strict: false }).runBatch();
}

/** The columns in which words are found, of all that there are. */
async function columnsWith(text: string): Promise<string[]> {
  const columns = await wordColumns();
  const found: string[] = [];
  for (const column of columns) {
    const [table = '', name = ''] = column.split('.');
    const [row] = await sql<{ is_there: boolean }>(
      `select coalesce(bool_or(t."${name}"::text like $1 or t."${name}"::text like $2), false) as is_there from "${table}" t`,
      [`%${text}%`, `%${Buffer.from(text).toString('hex')}%`],
    );
    if (row?.is_there) found.push(column);
  }
  return found;
}

async function wordColumns(): Promise<string[]> {
  const rows = await sql<{ name: string }>(
    `select c.table_name || '.' || c.column_name as name
       from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
        and c.udt_name in ('text', '_text', 'varchar', 'json', 'jsonb', 'bytea', 'tsvector')
      order by 1`,
  );
  return rows.map(({ name }) => name);
}

const bodyWith = (from: string): string =>
  JSON.stringify({
    entry: [{ changes: [{ field: 'messages', value: { messages: [{ from, id: 'wamid.x', type: 'text', text: { body: WORDS } }] } }] }],
  });

/** One message, all that is derived from it, and the delivery it came with, everything that many days old. */
async function plantMessages(days: number, context: unknown = { form: { id: 'menu:problem', answers: { what: WORDS } } }): Promise<string> {
  const { id, contact } = await aPerson();
  const at = daysAgo(days);
  const [messageId, chatId] = [uuidV7(at.getTime()), randomUUID()];
  await sql(
    `insert into chat (id, conversation_id, status, origin, started_at, ended_at, ended_by, end_reason, closing_text, rating, rating_comment, about)
     values ($1, $2, 'ended', 'word', $3, $3, 'agent', $4, $4, 1, $4, $4)`,
    [chatId, id, at, WORDS],
  );
  await sql(
    `insert into message (id, conversation_id, seq, chat_id, direction, author, type, text, content, status, error_title, created_at)
     values ($1, $2, 1, $3, 'inbound', 'contact', 'text', $4, $5, 'received', $4, $6)`,
    [messageId, id, chatId, WORDS, { edits: [WORDS] }, at],
  );
  await sql(
    `update conversation set context = $2, state = 'FORM', last_message_id = $3, last_message_preview = $4, last_activity_at = $5::timestamptz,
            service_window_expires_at = $5::timestamptz + interval '1 day' where id = $1`,
    [id, context, messageId, WORDS, at],
  );
  await sql(
    `with m as (insert into media (id, message_id, conversation_id, channel_id, direction, kind, state, filename, announced_type, announced_sha256,
                                   storage, created_at)
       values (gen_random_uuid(), $1, $2, $3, 'inbound', 'document', 'stored', $4, $4, $4, null, $5) returning id)
     insert into media_chunk (media_id, no, bytes) select id, 0, convert_to($4, 'UTF8') from m`,
    [messageId, id, server.channelId, WORDS, at],
  );
  for (const state of ['done', 'dead']) {
    await sql(
      `with r as (insert into webhook_raw (body, outcome, item_count, received_at) values ($1, 'stored', 1, $2) returning id)
       insert into inbox (raw_id, entry_no, change_no, item_no, kind, dedupe_key, state, received_at, conversation_id)
       select id, 0, 0, 0, 'message', $3, $4, $2, $5 from r`,
      [
        Buffer.from(bodyWith(contact.phone?.slice(1) ?? '')),
        at,
        createHash('sha256')
          .update(state + id)
          .digest(),
        state,
        id,
      ],
    );
  }
  return id;
}

describe('INV-29 what a customer has said, when its time is over', () => {
  it('every column that can hold words is decided about', async () => {
    const undecided = (await wordColumns()).filter(
      (column) =>
        !OF_MESSAGES.includes(column) &&
        !OF_THE_PERSON.includes(column) &&
        !Object.keys(OF_OTHERS).some((prefix) => column.startsWith(prefix)),
    );
    expect(undecided).toEqual([]);
  });

  it('is gone from every column of every table', async () => {
    await plantMessages(DAYS + 1);
    expect(await columnsWith(WORDS)).toEqual(OF_MESSAGES);
    await forgetAll();
    expect(await search()).toEqual([]);
  });

  it('stays where it is younger', async () => {
    await plantMessages(DAYS - 1);
    await forgetAll();
    expect(await columnsWith(WORDS)).toEqual(OF_MESSAGES);
  });

  it.each([
    ['a form half filled in', { form: { id: 'menu:problem', answers: { what: WORDS } }, mediaAnswered: true }, 'MAIN_MENU'],
    ['a question to which answers were offered', { answering: { asked: WORDS, offered: ['menu:faq'] }, mediaAnswered: true }, 'SUBMENU'],
  ])('takes %s along; what is none of it stays, and so does where they are', async (_what, context, state) => {
    const id = await plantMessages(DAYS + 1, context);
    await sql(`update conversation set state = $2 where id = $1`, [id, 'form' in context ? 'FORM' : 'SUBMENU']);
    const [before] = await sql<{ version: number }>('select version from conversation where id = $1', [id]);
    await forgetAll();
    expect(await sql('select state, context, version from conversation where id = $1', [id])).toEqual([
      { state, context: { mediaAnswered: true }, version: (before?.version ?? 0) + 1 },
    ]);
  });

  it('disturbs nobody in the middle of a form, whatever old message of theirs goes', async () => {
    const context = { form: { id: 'menu:problem', answers: { what: 'told just now' } } };
    const id = await plantMessages(DAYS + 1, context);
    await sql(`update conversation set service_window_expires_at = now() + interval '24 hours' where id = $1`, [id]);
    await forgetAll();
    expect(await sql('select state, context from conversation where id = $1', [id])).toEqual([{ state: 'FORM', context }]);
    expect(await sql('select 1 from message')).toEqual([]);
  });
});

describe('INV-23 what a customer has said, when they are erased', () => {
  it('is gone from every column of every table, and with it who they are', async () => {
    const id = await plantMessages(0);
    await sql(
      `update contact k set name = $2, username = $2, parent_bsuid = $2, bsuid = $2, attributes = jsonb_build_object('note', $2::text)
         from conversation c where c.id = $1 and k.id = c.contact_id`,
      [id, WORDS],
    );
    await sql(
      `insert into contact_alias (channel_id, contact_id, kind, value) select channel_id, contact_id, 'bsuid', $2 from conversation where id = $1`,
      [id, WORDS],
    );
    const planted = [...OF_MESSAGES, ...OF_THE_PERSON.filter((column) => column !== 'contact.phone')].sort();
    expect(await columnsWith(WORDS)).toEqual(planted);
    const [contact] = await sql<{ contact_id: string }>('select contact_id from conversation where id = $1', [id]);
    const erasure = await server.server.app.get(EraseContact, { strict: false }).execute(contact?.contact_id ?? '', null);
    await server.server.app.get(FinishErasures, { strict: false }).run(erasure.id, Number.POSITIVE_INFINITY);
    expect(await search()).toEqual([]);
  });
});
