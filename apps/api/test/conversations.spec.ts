import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { uuidV7 } from '@parley/platform';
import { aContact, aConversation } from '@parley/testing';
import { DEFAULT_TEAM_ID } from '@parley/vocabulary';
import { type Caller, TestServer } from './test-server.js';

interface Item {
  id: string;
  chat: { status: string; queuePosition: number | null; agent: { name: string } | null } | null;
  lastMessage: { status: string } | null;
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

describe('the inbox', () => {
  let server: TestServer;
  let ada: Caller;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    server = await TestServer.start();
    const sql = server.database.database;
    const { id: adaId } = await server.addAgent('Ada', 'admin');
    const { id: benId } = await server.addAgent('Ben');
    ada = await server.signIn('ada@parley.example');
    const build = async (name: string, minutes: number, options: Parameters<typeof aConversation>[1] = {}) => {
      const { id } = await aConversation(sql, { channelId: server.channelId, name, ...options });
      await sql.query('update conversation set last_activity_at = $2 where id = $1', [id, minutesAgo(minutes)]);
      ids[name] = id;
    };
    await build('Mine one', 5, { chat: { agent: { id: adaId } } });
    await build('Mine two', 3, { chat: { agent: { id: adaId } } });
    await build('Of Ben', 1, { chat: { agent: { id: benId } } });
    await build('Waits short', 2, { chat: { waitingSince: minutesAgo(2) } });
    await build('Waits long', 4, { chat: { waitingSince: minutesAgo(9) } });
    await build('Over', 8);
    await sql.query('update conversation set ended_chats = 2 where id = $1', [ids['Over']]);
    await build('Only menu', 7);
  });
  afterAll(() => server.stop());

  const list = async (query = '') =>
    (await ada.call('GET', `/api/admin/conversations${query}`)).body as unknown as {
      items: Item[];
      nextCursor: string | null;
      counts: Record<string, number> | null;
    };
  const names = (items: readonly Item[]) => items.map((item) => Object.keys(ids).find((name) => ids[name] === item.id));

  it.each([
    ['mine', ['Mine two', 'Mine one']],
    ['waiting', ['Waits long', 'Waits short']],
    ['active', ['Of Ben', 'Mine two', 'Mine one']],
    ['closed', ['Over']],
    ['all', ['Of Ben', 'Waits short', 'Mine two', 'Waits long', 'Mine one', 'Only menu', 'Over']],
  ])('shows under %s what belongs there, in its order', async (view, expected) => {
    const page = await list(`?view=${view}`);
    expect(names(page.items)).toEqual(expected);
    expect(page.nextCursor).toBeNull();
    expect(page.counts).toEqual({ mine: 2, waiting: 2, active: 3, all: 7 });
  });

  it('shows all by default', async () => {
    expect((await list()).items).toHaveLength(7);
  });

  it.each(['all', 'waiting', 'active'])(
    'walks %s page by page without gap or repetition, counting on the first page only',
    async (view) => {
      const whole = names((await list(`?view=${view}`)).items);
      const walked: (string | undefined)[] = [];
      let query = `?view=${view}&limit=1`;
      for (let page = 0; page < 20; page += 1) {
        const { items, nextCursor, counts } = await list(query);
        expect(counts === null).toBe(page > 0);
        walked.push(...names(items));
        if (nextCursor === null) break;
        query = `?view=${view}&limit=1&cursor=${nextCursor}`;
      }
      expect(walked).toEqual(whole);
    },
  );

  it('stops counting at 1,000', async () => {
    await server.database.database.query(
      `with crowd as (insert into contact (id, channel_id, name) select gen_random_uuid(), '${server.channelId}', 'Crowd' from generate_series(1, 1001) returning id)
       insert into conversation (id, channel_id, contact_id, state) select gen_random_uuid(), '${server.channelId}', id, 'MAIN_MENU' from crowd`,
    );
    const { counts } = await list('?limit=1');
    await server.database.database.query(
      `with gone as (delete from conversation c using contact p where p.id = c.contact_id and p.name = 'Crowd' returning p.id)
       delete from contact where id in (select id from gone)`,
    );
    expect(counts).toEqual({ mine: 2, waiting: 2, active: 3, all: 1_000 });
  });

  it('skips nothing where two rows have the same microsecond', async () => {
    await server.database.database.query(
      "update conversation set last_activity_at = '2026-01-01T00:00:00.123456Z' where chat_status is null",
    );
    const first = await list('?view=all&limit=6');
    const second = await list(`?view=all&limit=6&cursor=${first.nextCursor}`);
    expect(new Set([...names(first.items), ...names(second.items)]).size).toBe(7);
  });

  it('gives those who wait their place', async () => {
    const { items } = await list('?view=waiting');
    expect(items.map((item) => item.chat?.queuePosition)).toEqual([1, 2]);
    const one = (await ada.call('GET', `/api/admin/conversations/${ids['Waits short']}`)).body as unknown as Item;
    expect(one.chat).toMatchObject({ status: 'waiting', queuePosition: 2, agent: null });
  });

  it.each([
    ['long', ['Waits long']],
    ['waits', ['Waits short', 'Waits long']],
    ['WAITS', ['Waits short', 'Waits long']],
    ['o', ['Of Ben', 'Waits short', 'Mine two', 'Waits long', 'Mine one', 'Only menu', 'Over']],
    ['%', []],
    ['_', []],
    ['nobody at all', []],
  ])('finds %j by name', async (search, expected) => {
    expect(names((await list(`?search=${encodeURIComponent(search)}`)).items).sort()).toEqual([...expected].sort());
  });

  it('finds a phone number however it is written', async () => {
    const contact = await aContact(server.database.database, { channelId: server.channelId, phone: '+447700900555', name: 'Zed' });
    const { id } = await aConversation(server.database.database, { contact });
    for (const search of ['+447700900555', '7700 900555', '(7700) 900-555', '0555']) {
      const { items } = await list(`?search=${encodeURIComponent(search)}`);
      expect([search, items.map((item) => item.id)]).toEqual([search, [id]]);
    }
    await server.database.database.query('delete from conversation where id = $1', [id]);
  });

  it('has every field of the contract', async () => {
    const { body } = await ada.call('GET', `/api/admin/conversations/${ids['Mine one']}`);
    expect(body).toEqual({
      id: ids['Mine one'],
      channel: { id: server.channelId, phoneNumber: '+44 20 7946 0123' },
      contact: {
        id: expect.any(String),
        name: 'Mine one',
        phone: expect.stringMatching(/^\+447700900\d+$/),
        username: null,
        language: null,
        optedOutAt: null,
      },
      state: 'CHAT_SUPPORT_ACTIVE',
      isChatSupport: true,
      chat: {
        id: expect.any(String),
        number: expect.any(Number),
        status: 'active',
        startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        waitingSince: expect.any(String),
        queuePosition: null,
        about: null,
        team: { id: DEFAULT_TEAM_ID, name: 'Support' },
        agent: { id: expect.any(String), name: 'Ada' },
      },
      lastChat: null,
      isFlooding: false,
      undoUntil: null,
      lastMessage: null,
      unreadCount: 0,
      serviceWindowExpiresAt: expect.any(String),
      endedChats: 0,
      lastActivityAt: expect.any(String),
      createdAt: expect.any(String),
    });
  });

  it('names a contact without a name by username, then by number', async () => {
    const { id, contact } = await aConversation(server.database.database, { channelId: server.channelId, name: null });
    const nameOf = async () => ((await ada.call('GET', `/api/admin/conversations/${id}`)).body['contact'] as { name: string }).name;
    expect(await nameOf()).toBe(contact.phone);
    await server.database.database.query("update contact set username = 'jo.writes' where id = $1", [contact.id]);
    expect(await nameOf()).toBe('jo.writes');
  });

  it('an undo that has run out is none', async () => {
    const undoUntil = async () => (await ada.call('GET', `/api/admin/conversations/${ids['Over']}`)).body['undoUntil'];
    await server.database.database.query("update conversation set undo_until = now() + interval '20 s' where id = $1", [ids['Over']]);
    expect(await undoUntil()).toEqual(expect.any(String));
    await server.database.database.query("update conversation set undo_until = now() - interval '1 s' where id = $1", [ids['Over']]);
    expect(await undoUntil()).toBeNull();
  });

  it('means by a phone number the contact who has it now, else the one who had it last', async () => {
    const sql = server.database.database;
    const phone = '+447700900777';
    const former = await aConversation(sql, { channelId: server.channelId, phone, name: 'Former' });
    const get = async () => (await ada.call('GET', `/api/admin/conversations/${encodeURIComponent(phone)}`)).body['id'];
    expect(await get()).toBe(former.id);
    await sql.query("update contact_alias set until = now() where value = $1 and kind = 'phone'", [phone]);
    expect(await get()).toBe(former.id);
    const present = await aConversation(sql, { channelId: server.channelId, phone, name: 'Present' });
    expect(await get()).toBe(present.id);
    expect((await ada.call('GET', `/api/admin/conversations/${phone}/messages`)).status).toBe(200);
  });
});

describe('the thread', () => {
  let server: TestServer;
  let ada: Caller;
  let id: string;

  beforeAll(async () => {
    server = await TestServer.start();
    const sql = server.database.database;
    const agent = await server.addAgent('Ada', 'admin');
    ada = await server.signIn('ada@parley.example');
    const conversation = await aConversation(sql, { channelId: server.channelId, chat: { agent } });
    id = conversation.id;
    for (let seq = 1; seq <= 7; seq += 1) {
      const inbound = seq % 2 === 1;
      await sql.query(
        `insert into message (id, conversation_id, seq, chat_id, direction, author, agent_id, type, text, status, error_code, error_title, whatsapp_at, late)
         values ($1, $2, $3, $4, $5, $6, $7, 'text', $8, $9, $10, $11, $12, $13)`,
        [
          uuidV7(),
          id,
          seq,
          seq > 2 ? conversation.chatId : null,
          inbound ? 'inbound' : 'outbound',
          inbound ? 'contact' : seq === 2 ? 'bot' : 'agent',
          !inbound && seq > 2 ? agent.id : null,
          `message ${seq}`,
          inbound ? 'received' : seq === 6 ? 'rejected' : 'sent',
          seq === 6 ? '131047' : null,
          seq === 6 ? 'Re-engagement message' : null,
          inbound ? '2026-11-22T10:00:00.000Z' : null,
          seq === 7,
        ],
      );
    }
  });
  afterAll(() => server.stop());

  const page = async (query = '') =>
    (await ada.call('GET', `/api/admin/conversations/${id}/messages${query}`)).body as unknown as {
      items: Record<string, unknown>[];
      nextCursor: string | null;
    };

  it('shows the newest page first, oldest message first', async () => {
    const { items, nextCursor } = await page();
    expect(items.map((item) => item['text'])).toEqual([1, 2, 3, 4, 5, 6, 7].map((seq) => `message ${seq}`));
    expect(nextCursor).toBeNull();
  });

  it('walks back without gap or repetition', async () => {
    const last = await page('?limit=3');
    const middle = await page(`?limit=3&before=${last.nextCursor}`);
    const first = await page(`?limit=3&before=${middle.nextCursor}`);
    expect([first, middle, last].flatMap(({ items }) => items.map((item) => item['seq']))).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(first.nextCursor).toBeNull();
  });

  it('has every field of the contract', async () => {
    const { items } = await page();
    expect(items[4]).toEqual({
      id: expect.any(String),
      conversationId: id,
      chatId: expect.any(String),
      chatNumber: expect.any(Number),
      seq: 5,
      direction: 'inbound',
      author: 'contact',
      agent: null,
      type: 'text',
      text: 'message 5',
      content: null,
      status: 'received',
      error: null,
      replyTo: null,
      retryOf: null,
      supersededBy: null,
      sendAgainAt: null,
      likelyNotSent: false,
      duplicateConfirmedAt: null,
      late: false,
      sentAt: '2026-11-22T10:00:00.000Z',
      createdAt: expect.any(String),
      deliveredAt: null,
      readAt: null,
    });
    expect(items[6]).toMatchObject({ late: true });
  });

  it('shows our reading of a refusal as failed, with the reason', async () => {
    const { items } = await page();
    expect(items[5]).toMatchObject({
      author: 'agent',
      agent: { name: 'Ada' },
      status: 'failed',
      error: { code: '131047', title: 'Re-engagement message' },
    });
  });
});
