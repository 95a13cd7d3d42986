import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aConversation } from '@parley/testing';
import type { Amendment, InboundMessage } from '../src/index.js';
import {
  anInboundText,
  conversationRow,
  createTestDatabase,
  customerWrites,
  liveEvents,
  startCore,
  thread,
  type Core,
  type MessageRow,
  type TestDatabase,
} from './support/core.js';

let test: TestDatabase;
let core: Core;

beforeAll(async () => {
  test = await createTestDatabase();
  core = await startCore(test.database);
});

afterAll(async () => {
  await core.stop();
  await test.drop();
});

const NOON = Date.now() - 3_600_000;
const at = (seconds: number): Date => new Date(NOON + seconds * 1_000);

function amends(amendment: Amendment, seconds: number): InboundMessage {
  const text = amendment.kind === 'edit' ? amendment.text : amendment.kind === 'reaction' ? amendment.emoji : null;
  return { ...anInboundText(''), type: amendment.kind, text, amends: amendment, sentAt: at(seconds) };
}

const edit = (targetWamid: string, text: string, seconds: number) => amends({ kind: 'edit', targetWamid, text }, seconds);
const revoke = (targetWamid: string, seconds: number) => amends({ kind: 'revoke', targetWamid }, seconds);
const react = (targetWamid: string, emoji: string | null, seconds: number) => amends({ kind: 'reaction', targetWamid, emoji }, seconds);

/** A waiting chat with one written message. */
async function aWrittenMessage(): Promise<{
  id: string;
  original: InboundMessage;
  row: () => Promise<MessageRow>;
  rows: () => Promise<MessageRow[]>;
}> {
  const { id } = await aConversation(test.database, { chat: {} });
  const original = anInboundText('my card is marigold', { sentAt: at(0) });
  await customerWrites(core, id, original);
  const rows = () => thread(test.database, id);
  const row = async () => (await rows()).find(({ wamid }) => wamid === original.wamid) as MessageRow;
  return { id, original, row, rows };
}

describe('an edit', () => {
  it('changes the words that are shown and keeps the first ones; it stands in the thread without words of its own', async () => {
    const { id, original, row, rows } = await aWrittenMessage();
    await customerWrites(core, id, edit(original.wamid, 'my lamp is broken', 10), edit(original.wamid, 'my lamp is dark', 20));
    expect(await row()).toMatchObject({ text: 'my lamp is dark', content: { edited: { first: 'my card is marigold' } } });
    const edits = (await rows()).filter(({ type }) => type === 'edit');
    expect(edits).toMatchObject([
      { text: null, reply_to: (await row()).id, direction: 'inbound' },
      { text: null, reply_to: (await row()).id },
    ]);
  });

  it('that comes after a later one changes nothing', async () => {
    const { id, original, row } = await aWrittenMessage();
    await customerWrites(core, id, edit(original.wamid, 'second', 20));
    await customerWrites(core, id, edit(original.wamid, 'first', 10));
    expect(await row()).toMatchObject({ text: 'second' });
  });

  it('of a message we do not know, or of somebody else, is a line of its own', async () => {
    const mine = await aWrittenMessage();
    const theirs = await aWrittenMessage();
    await customerWrites(core, mine.id, edit('wamid.nobody', 'corrected', 10), edit(theirs.original.wamid, 'forged', 11));
    expect((await mine.rows()).slice(-2)).toMatchObject([
      { type: 'edit', text: 'corrected', reply_to: null },
      { type: 'edit', text: 'forged', reply_to: null },
    ]);
    expect(await theirs.row()).toMatchObject({ text: 'my card is marigold' });
  });

  it('never changes what we wrote', async () => {
    const { id, rows } = await aWrittenMessage();
    await test.database.query(`update message set wamid = 'wamid.ours' || id where conversation_id = $1 and direction = 'outbound'`, [id]);
    const ours = (await rows()).find(({ direction }) => direction === 'outbound') as MessageRow;
    await customerWrites(core, id, edit(ours.wamid ?? '', 'free lamps for all', 10), revoke(ours.wamid ?? '', 11));
    expect((await rows()).find(({ id: other }) => other === ours.id)).toEqual(ours);
  });

  it('in the same batch as its message, before it was stored, is applied as well', async () => {
    const { id } = await aConversation(test.database, { chat: {} });
    const original = anInboundText('tpyo', { sentAt: at(0) });
    await customerWrites(core, id, original, edit(original.wamid, 'typo', 5), react(original.wamid, '👍', 6), revoke(original.wamid, 7));
    expect((await thread(test.database, id))[0]).toMatchObject({ text: null, content: { deleted: {} } });
  });
});

describe('what comes before the message it is about', () => {
  const early = async () => {
    const { id } = await aConversation(test.database, { chat: {} });
    const original = anInboundText('my card is marigold', { sentAt: at(0) });
    const rows = () => thread(test.database, id);
    const row = async () => (await rows()).find(({ wamid }) => wamid === original.wamid) as MessageRow;
    const everything = async () => {
      const [found] = await test.database.query<{ all: string }>(
        `select (select json_agg(m) from message m where conversation_id = $1)::text || (select c from conversation c where id = $1)::text as all`,
        [id],
      );
      return found?.all;
    };
    return { id, original, rows, row, everything };
  };

  it.each(['a batch of its own', 'the same batch'])('shows the edited words, in %s', async (where) => {
    const { id, original, rows, row } = await early();
    const edits = [edit(original.wamid, 'my lamp is dark', 20), edit(original.wamid, 'my lamp is broken', 10)];
    if (where === 'the same batch') await customerWrites(core, id, ...edits, original);
    else for (const message of [...edits, original]) await customerWrites(core, id, message);
    expect(await row()).toMatchObject({ text: 'my lamp is dark', content: { edited: { first: 'my card is marigold' } } });
    const shown = await row();
    expect((await rows()).filter(({ type }) => type === 'edit')).toMatchObject([
      { text: null, content: null, reply_to: shown.id },
      { text: null, content: null, reply_to: shown.id },
    ]);
    // A later one is told from an earlier one as ever.
    await customerWrites(core, id, edit(original.wamid, 'late', 15));
    expect(await row()).toMatchObject({ text: 'my lamp is dark' });
  });

  it('never shows, answers or keeps what was taken back', async () => {
    const { id, original, rows, row, everything } = await early();
    await customerWrites(core, id, edit(original.wamid, 'my card is peony', 10), revoke(original.wamid, 20));
    const before = await rows();
    await customerWrites(core, id, original);
    expect(await row()).toMatchObject({ type: 'text', text: null, content: { deleted: { at: expect.any(String) } } });
    expect(await rows()).toHaveLength(before.length + 1);
    expect(await everything()).not.toMatch(/marigold|peony/);
    expect(await conversationRow(test.database, id)).toMatchObject({
      last_message_preview: 'Message deleted by customer',
      unread_count: 0,
    });
    await customerWrites(core, id, edit(original.wamid, 'back', 30));
    expect(await row()).toMatchObject({ text: null });
  });

  it('keeps the file of a picture that was taken back from being fetched', async () => {
    const { id, original } = await early();
    await customerWrites(core, id, revoke(original.wamid, 20));
    await customerWrites(core, id, { ...original, type: 'image', content: { media: { channelMediaId: 'm1', mimeType: 'image/png' } } });
    expect(await test.database.query(`select 1 from media where conversation_id = $1`, [id])).toEqual([]);
  });

  it('shows a reaction, the latest one', async () => {
    const { id, original, row } = await early();
    await customerWrites(core, id, react(original.wamid, '❤️', 20));
    await customerWrites(core, id, react(original.wamid, '👍', 10));
    await customerWrites(core, id, original);
    expect(await row()).toMatchObject({ text: 'my card is marigold', content: { reactions: { contact: { emoji: '❤️' } } } });
  });

  it('is understood as it is now: an edited start word', async () => {
    const { id } = await aConversation(test.database);
    const original = anInboundText('suport', { sentAt: at(0) });
    await customerWrites(core, id, anInboundText('hi'), edit(original.wamid, 'support', 5), original);
    expect(await conversationRow(test.database, id)).toMatchObject({ state: 'CHAT_SUPPORT_ACTIVE' });
  });

  it('changes nothing of another thread, and nothing after a week', async () => {
    const mine = await early();
    const theirs = await early();
    await customerWrites(core, mine.id, revoke(theirs.original.wamid, 5), revoke(mine.original.wamid, 6));
    await customerWrites(core, theirs.id, theirs.original);
    expect(await theirs.row()).toMatchObject({ text: 'my card is marigold' });
    await test.database.query(`update conversation set early_until = now() where id = $1`, [mine.id]);
    await customerWrites(core, mine.id, mine.original);
    expect(await mine.row()).toMatchObject({ text: 'my card is marigold' });
  });
});

describe('a deletion', () => {
  it('leaves the fact and nothing of what was written, edited words and preview included', async () => {
    const { id, original, row } = await aWrittenMessage();
    await customerWrites(core, id, edit(original.wamid, 'my card is peony', 10));
    await customerWrites(core, id, revoke(original.wamid, 20));
    expect(await row()).toMatchObject({ type: 'text', text: null, content: { deleted: { at: expect.any(String) } } });
    const everything = await test.database.query<{ all: string }>(
      `select (select json_agg(m) from message m where conversation_id = $1)::text || (select c from conversation c where id = $1)::text as all`,
      [id],
    );
    expect(everything[0]?.all).not.toMatch(/marigold|peony/);
    expect(await conversationRow(test.database, id)).toMatchObject({ last_message_preview: 'Message deleted by customer' });
  });

  it('is final: no edit and no reaction that comes later shows anything again', async () => {
    const { id, original, row } = await aWrittenMessage();
    await customerWrites(core, id, revoke(original.wamid, 5));
    await customerWrites(core, id, edit(original.wamid, 'back', 10), react(original.wamid, '👍', 11));
    const { text, content } = await row();
    expect([text, Object.keys(content ?? {})]).toEqual([null, ['deleted']]);
  });

  it('takes the file along', async () => {
    const { id } = await aConversation(test.database, { chat: {} });
    const photo: InboundMessage = {
      ...anInboundText(''),
      type: 'image',
      text: null,
      content: { media: { channelMediaId: '118', mimeType: 'image/jpeg', filename: 'passport.jpg' } },
    };
    await customerWrites(core, id, photo);
    const states = () => test.database.query('select state, filename, channel_media_id from media where conversation_id = $1', [id]);
    expect(await states()).toEqual([{ state: 'pending', filename: 'passport.jpg', channel_media_id: '118' }]);
    await customerWrites(core, id, revoke(photo.wamid, 5));
    expect(await states()).toEqual([{ state: 'deleting', filename: null, channel_media_id: '118' }]);
  });
});

describe('a reaction', () => {
  const reactionsOf = ({ content }: MessageRow): unknown => (content?.['reactions'] as { contact: { emoji: string | null } }).contact.emoji;

  it('stands on its message, the latest one; taken back it is gone', async () => {
    const { id, original, row } = await aWrittenMessage();
    await customerWrites(core, id, react(original.wamid, '👍', 10));
    expect(reactionsOf(await row())).toBe('👍');
    await customerWrites(core, id, react(original.wamid, '🎉', 20));
    expect(reactionsOf(await row())).toBe('🎉');
    await customerWrites(core, id, react(original.wamid, null, 30));
    expect(reactionsOf(await row())).toBeNull();
    expect(await row()).toMatchObject({ text: 'my card is marigold' });
  });

  it('that was taken back does not come back by a late webhook', async () => {
    const { id, original, row } = await aWrittenMessage();
    await customerWrites(core, id, react(original.wamid, null, 30));
    await customerWrites(core, id, react(original.wamid, '👍', 10));
    expect(reactionsOf(await row())).toBeNull();
  });

  it('says nothing, opens no window, is not counted as unread, and tells the consoles', async () => {
    const { id, original } = await aWrittenMessage();
    const before = await conversationRow(test.database, id);
    const events = (await liveEvents(test.database, id)).length;
    await customerWrites(core, id, react(original.wamid, '👍', 10));
    const after = await conversationRow(test.database, id);
    expect([after['unread_count'], after['service_window_expires_at']]).toEqual([
      before['unread_count'],
      before['service_window_expires_at'],
    ]);
    const told = (await liveEvents(test.database, id)).slice(events).map(({ type }) => type);
    expect(told.sort()).toEqual(['conversation.updated', 'message.created', 'message.updated']);
  });
});

describe('what we wrote ourselves on the phone', () => {
  it('stands in the thread as sent, starts nothing and is not to be sent', async () => {
    const { id, rows } = await aWrittenMessage();
    const before = await conversationRow(test.database, id);
    await customerWrites(core, id, { ...anInboundText('Hello from the shop'), isEcho: true });
    const all = await rows();
    expect(all.at(-1)).toMatchObject({
      direction: 'outbound',
      author: 'agent',
      type: 'text',
      text: 'Hello from the shop',
      status: 'sent',
      content: { via: 'phone-app' },
      chat_id: before['chat_id'],
    });
    const after = await conversationRow(test.database, id);
    expect([after['unread_count'], after['service_window_expires_at'], after['next_out_seq']]).toEqual([
      before['unread_count'],
      before['service_window_expires_at'],
      before['next_out_seq'],
    ]);
    const [queued] = await test.database.query<{ count: number }>(`select count(*)::int as count from outbox where message_id = $1`, [
      all.at(-1)?.id,
    ]);
    expect(queued?.count).toBe(0);
  });

  it('can be taken back there, which says so here', async () => {
    const { id, rows } = await aWrittenMessage();
    const echo = { ...anInboundText('Wrong window'), isEcho: true };
    await customerWrites(core, id, echo);
    await customerWrites(core, id, { ...revoke(echo.wamid, 3_700), isEcho: true });
    expect((await rows()).find(({ wamid }) => wamid === echo.wamid)).toMatchObject({ text: null, content: { deleted: {} } });
  });
});
