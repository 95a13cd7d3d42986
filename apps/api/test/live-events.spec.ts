import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { EventNumberer } from '@parley/admin-chat';
import { Wake } from '@parley/platform';
import { eventually } from '@parley/testing';
import { randomUUID } from 'node:crypto';
import { request, type IncomingMessage } from 'node:http';
import { type Caller, TestServer } from './test-server.js';

interface Received {
  readonly id: string | null;
  readonly event: string;
  readonly data: unknown;
}

/** A console's stream, read to the letter. */
class Stream {
  text = '';
  ended = false;
  constructor(readonly response: IncomingMessage) {
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => (this.text += chunk));
    response.on('close', () => (this.ended = true));
    response.on('error', () => (this.ended = true));
  }
  get events(): Received[] {
    return this.text
      .split('\n\n')
      .filter((block) => /^(event|data|id):/m.test(block))
      .map((block) => {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? null;
        return { id: field('id'), event: field('event') ?? 'message', data: JSON.parse(field('data') ?? 'null') as unknown };
      });
  }
  get ids(): number[] {
    return this.events.map((event) => Number(event.id));
  }
}

describe('live events', () => {
  let server: TestServer;
  let ada: Caller & { cookie: string };
  let port: number;
  const streams: Stream[] = [];

  beforeAll(async () => {
    server = await TestServer.start({ role: 'api' });
    ({ port } = await server.server.listen());
    await server.server.work.start();
    await server.addAgent('Ada', 'admin');
    ada = await server.signIn('ada@parley.example');
  });
  afterEach(() => {
    for (const stream of streams.splice(0)) stream.response.destroy();
  });
  afterAll(async () => {
    await server.server.work.stopEvents();
    server.server.work.closeStreams();
    await server.stop();
  });

  function open(headers: Record<string, string> = {}, query = ''): Promise<Stream> {
    return new Promise((resolve, reject) => {
      const call = request(
        { host: '127.0.0.1', port, path: `/api/admin/events${query}`, headers: { cookie: ada.cookie, ...headers } },
        (response) => {
          const stream = new Stream(response);
          streams.push(stream);
          if (response.statusCode === 200) eventually(() => expect(stream.text).toContain(': parley')).then(() => resolve(stream), reject);
          else resolve(stream);
        },
      );
      call.on('error', (error) => (streams.length === 0 ? undefined : reject(error)));
      call.end();
    });
  }

  /** Rows as a deciding transaction inserts them. */
  async function happen(count = 1): Promise<string[]> {
    const ids = Array.from({ length: count }, () => randomUUID());
    await server.database.database.query("insert into event (type, conversation_id) select 'conversation.updated', unnest($1::uuid[])", [
      ids,
    ]);
    server.server.app.get(Wake, { strict: false }).wake('events');
    return ids;
  }
  const settled = () =>
    eventually(async () => {
      const rows = await server.database.database.query('select 1 from event where number is null');
      expect(rows).toHaveLength(0);
    });
  const conversationsOf = (stream: Stream) => stream.events.map((event) => (event.data as { conversationId: string }).conversationId);

  it('arrive once per stream, numbered without gaps, with ids and nothing else', async () => {
    const [one, two] = [await open(), await open()];
    const happened = await happen(3);
    await eventually(() => expect(one.events).toHaveLength(3));
    await eventually(() => expect(two.events).toHaveLength(3));
    expect(conversationsOf(one)).toEqual(happened);
    expect(one.events).toEqual(two.events);
    const [first = 0] = one.ids;
    expect(one.ids).toEqual([first, first + 1, first + 2]);
    expect(one.events[0]).toEqual({ id: String(first), event: 'conversation.updated', data: { conversationId: happened[0] } });
  });

  it('tell of what agents do, by every route', async () => {
    const stream = await open();
    const { aConversation } = await import('@parley/testing');
    const { id } = await aConversation(server.database.database, { channelId: server.channelId, chat: {} });
    const sent = await ada.call('POST', `/api/admin/conversations/${id}/chat-support/send`, { body: { message: 'Hello' } });
    await eventually(() => {
      const mine = stream.events.filter((event) => (event.data as { conversationId: string }).conversationId === id);
      expect(mine).toContainEqual(
        expect.objectContaining({ event: 'message.created', data: { conversationId: id, messageId: sent.body['id'] } }),
      );
      expect(mine.some((event) => event.event === 'conversation.updated')).toBe(true);
    });
  });

  it('an opened stream begins with no event, however many there were', async () => {
    await happen(5);
    await settled();
    const stream = await open();
    expect(stream.response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(stream.response.headers['cache-control']).toContain('no-store');
    expect(stream.response.headers['x-accel-buffering']).toBe('no');
    const [next] = await happen();
    await eventually(() => expect(stream.events).toHaveLength(1));
    expect(conversationsOf(stream)).toEqual([next]);
  });

  it('go on after Last-Event-ID, with all that was missed, each once', async () => {
    const first = await open();
    await happen(2);
    await eventually(() => expect(first.events).toHaveLength(2));
    const [seen, alsoSeen] = first.ids;
    first.response.destroy();
    const missed = await happen(700);
    await settled();
    const again = await open({ 'last-event-id': String(seen) });
    const later = await happen(3);
    await eventually(() => expect(again.events).toHaveLength(1 + 700 + 3));
    expect(again.ids).toEqual(Array.from({ length: 704 }, (_, index) => (alsoSeen ?? 0) + index));
    expect(conversationsOf(again).slice(1)).toEqual([...missed, ...later]);
  });

  it('have no gap for a stream that resumes while they come', async () => {
    const before = await open();
    await happen(1);
    await eventually(() => expect(before.events).toHaveLength(1));
    const from = before.ids[0] ?? 0;
    const writing = (async () => {
      for (let round = 0; round < 40; round += 1) await happen(5);
    })();
    const resumed = await Promise.all(Array.from({ length: 5 }, () => open({ 'last-event-id': String(from) })));
    await writing;
    for (const stream of resumed) {
      await eventually(() => expect(stream.events).toHaveLength(200));
      expect(stream.ids).toEqual(Array.from({ length: 200 }, (_, index) => from + 1 + index));
    }
  });

  it.each(['999999999', 'abc', '-1', '1e3', '99999999999999999999'])(
    'say reset when Last-Event-ID %s means nothing',
    async (lastEventId) => {
      await happen();
      await settled();
      const stream = await open({ 'last-event-id': lastEventId });
      await eventually(() => expect(stream.events.map(({ event }) => event)).toEqual(['reset']));
      await happen();
      await eventually(() => expect(stream.events).toHaveLength(2));
      expect(stream.ids[1]).toBe((stream.ids[0] ?? 0) + 1);
    },
  );

  it('say reset when what was missed is no longer kept', async () => {
    const stream = await open();
    await happen(3);
    await eventually(() => expect(stream.events).toHaveLength(3));
    const [oldest, , newest] = stream.ids;
    await server.database.database.query('delete from event where number < $1', [newest]);
    const late = await open({ 'last-event-id': String((oldest ?? 0) - 1) });
    await eventually(() => expect(late.events.map(({ event }) => event)).toEqual(['reset']));
    const intime = await open({ 'last-event-id': String((newest ?? 0) - 1) });
    await eventually(() => expect(intime.ids).toEqual([newest]));
  });

  it('a late commit with a lower id is never skipped', async () => {
    const stream = await open();
    const slow = server.database.dataSource.createQueryRunner();
    const slowConversation = randomUUID();
    await slow.startTransaction();
    await slow.query("insert into event (type, conversation_id) values ('message.created', $1)", [slowConversation]);
    const [fast] = await happen();
    await eventually(() => expect(conversationsOf(stream)).toEqual([fast]));
    await slow.commitTransaction();
    await slow.release();
    server.server.app.get(Wake, { strict: false }).wake('events');
    await eventually(() => expect(conversationsOf(stream)).toEqual([fast, slowConversation]));
    expect(stream.ids[1]).toBe((stream.ids[0] ?? 0) + 1);
  });

  it('get every number once, however many processes number', async () => {
    const numberers = Array.from({ length: 4 }, () => server.server.app.get(EventNumberer, { strict: false }));
    await Promise.all(
      Array.from({ length: 20 }, async (_, round) => {
        await happen(7);
        await numberers[round % 4]?.number();
      }),
    );
    await settled();
    const [row] = await server.database.database.query<{ doubled: number; gaps: number }>(
      `select count(*)::int - count(distinct number)::int as doubled, (max(number) - min(number - size + 1) + 1 - sum(size))::int as gaps from event`,
    );
    expect(row).toEqual({ doubled: 0, gaps: 0 });
  });

  it('come again after the connection that listens was lost', async () => {
    const stream = await open();
    const cut = await server.database.database.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'parley-listener'",
    );
    expect(cut).toHaveLength(1);
    const happened = await happen(2);
    await eventually(() => expect(conversationsOf(stream)).toEqual(happened));
  });

  it('stop within two seconds when the session is revoked, and for nobody else', async () => {
    const ben = await server.addAgent('Ben');
    const other = await server.signIn(ben.email);
    const [mine, his] = [await open(), await open({ cookie: other.cookie })];
    await other.call('POST', '/api/auth/logout');
    await eventually(() => expect(his.ended).toBe(true));
    expect(mine.ended).toBe(false);
  });

  it('are for those who are signed in', async () => {
    const stranger = await open({ cookie: 'parley_session=x' });
    expect(stranger.response.statusCode).toBe(401);
  });

  it('tell who asked for it that somebody comes, says so, or goes; without a number, and nobody else', async () => {
    const { id } = await server.addAgent('Dora');
    const [asked, plain] = [await open({}, '?presence=true'), await open()];
    const news = { id: null, event: 'presence.updated', data: { agentId: id } };
    const told = (stream: Stream) => stream.events.filter((event) => JSON.stringify(event) === JSON.stringify(news));
    const dora = await server.signIn('dora@parley.example');
    await dora.call('GET', '/api/auth/me');
    await eventually(() => expect(told(asked)).toHaveLength(1), 20_000);
    await dora.call('PUT', '/api/admin/me/presence', { body: { status: 'away' } });
    await eventually(() => expect(told(asked)).toHaveLength(2), 20_000);
    // Gone without a word: nobody says so, the next look finds it.
    await server.database.database.query("update agent_presence set seen_at = now() - interval '2 minutes' where agent_id = $1", [id]);
    await eventually(() => expect(told(asked)).toHaveLength(3), 20_000);
    const [happened] = await happen();
    await eventually(() => expect(plain.events.map(({ data }) => data)).toEqual([{ conversationId: happened }]));
    await eventually(() => expect(asked.events).toContainEqual(plain.events[0]));
  }, 60_000);
});
