import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChannelDirectory } from '@parley/conversation';
import { uuidV7 } from '@parley/platform';
import { aConversation, type ConversationBuild } from '@parley/testing';
import { randomUUID } from 'node:crypto';
import { type Caller, TestServer } from './test-server.js';

describe('sending again over HTTP', () => {
  let server: TestServer;
  let ada: Caller;
  let ben: Caller;
  let adaId: string;

  beforeAll(async () => {
    server = await TestServer.start();
    adaId = (await server.addAgent('Ada', 'admin')).id;
    await server.addAgent('Ben');
    ada = await server.signIn('ada@parley.example');
    ben = await server.signIn('ben@parley.example');
  });
  afterAll(() => server.stop());

  const sql = <Row = unknown>(text: string, values: unknown[] = []) => server.database.database.query<Row>(text, values);
  const again = (caller: Caller, id: string, messageId: string, body?: unknown) =>
    caller.call('POST', `/api/admin/conversations/${id}/messages/${messageId}/send-again`, { body });
  const read = async (id: string, messageId: string) => {
    const { body } = await ada.call('GET', `/api/admin/conversations/${id}/messages`);
    return (body['items'] as Record<string, unknown>[]).find((message) => message['id'] === messageId) ?? {};
  };

  /** A message of Ada's that was started `ageS` seconds ago and of which nothing was heard since. */
  async function anUnknown(ageS: number, build: ConversationBuild = {}): Promise<{ id: string; messageId: string }> {
    const { id, chatId } = await aConversation(server.database.database, {
      channelId: server.channelId,
      chat: { agent: { id: adaId } },
      ...build,
    });
    const sent = await ada.call('POST', `/api/admin/conversations/${id}/chat-support/send`, { body: { message: 'It leaves today.' } });
    const messageId = typeof sent.body['id'] === 'string' ? sent.body['id'] : uuidV7();
    if (sent.status !== 201) {
      await sql(
        `insert into message (id, conversation_id, seq, chat_id, direction, author, agent_id, type, text, status)
         values ($1, $2, 1, $3, 'outbound', 'agent', $4, 'text', 'It leaves today.', 'queued')`,
        [messageId, id, chatId, adaId],
      );
    }
    await sql(
      "update message set status = 'unknown', attempt = 1, send_again_at = now() + (60 - $2::int) * interval '1 second' where id = $1",
      [messageId, ageS],
    );
    await sql('delete from outbox where message_id = $1', [messageId]);
    return { id, messageId };
  }

  it('answers 201 with the new message, and both know each other', async () => {
    const { id, messageId } = await anUnknown(61);
    const before = await read(id, messageId);
    expect(before).toMatchObject({ status: 'unknown', supersededBy: null, duplicateConfirmedAt: null });
    expect(Date.parse(String(before['sendAgainAt']))).toBeLessThan(Date.now());
    const made = await again(ada, id, messageId);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      conversationId: id,
      text: 'It leaves today.',
      status: 'queued',
      author: 'agent',
      agent: { id: adaId, name: 'Ada' },
      retryOf: messageId,
      sendAgainAt: null,
    });
    expect(await read(id, messageId)).toMatchObject({ status: 'unknown', supersededBy: made.body['id'], sendAgainAt: null });
  });

  it('sends a file again as the same file, with nothing uploaded a second time', async () => {
    const { id, messageId } = await anUnknown(61);
    const file = randomUUID();
    const media = {
      id: file,
      channelMediaId: '9001',
      state: 'stored',
      mimeType: 'application/pdf',
      size: 9,
      sha256: 'ab',
      filename: 'bill.pdf',
    };
    await sql("update message set type = 'document', text = 'Your bill', content = $2 where id = $1", [
      messageId,
      { kind: 'document', media },
    ]);
    await sql(
      `insert into media (id, message_id, conversation_id, channel_id, direction, kind, state, channel_media_id, uploaded_at)
       select $1, m.id, m.conversation_id, $2, 'outbound', 'document', 'stored', '9001', now() from message m where m.id = $3`,
      [file, server.channelId, messageId],
    );
    const made = await again(ada, id, messageId);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ type: 'document', text: 'Your bill', retryOf: messageId, status: 'queued' });
    expect(made.body['media']).toMatchObject({ id: file, state: 'stored', filename: 'bill.pdf', mimeType: 'application/pdf' });
    const [row] = await sql<{ content: unknown }>('select content from message where id = $1', [made.body['id']]);
    expect(row?.content).toEqual({ kind: 'document', media });
    expect(await sql('select message_id from outbox where message_id = $1', [made.body['id']])).toHaveLength(1);
    // It belongs to the first message still, and is one file.
    expect(await sql('select id from media where conversation_id = $1', [id])).toEqual([{ id: file }]);
  });

  it('answers 200 with the same message to whoever presses second, also after the chat is over', async () => {
    const { id, messageId } = await anUnknown(61);
    const both = await Promise.all([again(ada, id, messageId), again(ada, id, messageId)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 201]);
    expect(both[0]?.body['id']).toBe(both[1]?.body['id']);
    await ada.call('POST', `/api/admin/conversations/${id}/chat-support/end`);
    const late = await again(ada, id, messageId);
    expect([late.status, late.body['id']]).toEqual([200, both[0]?.body['id']]);
  });

  it('refuses with a code of its own each', async () => {
    const { id, messageId } = await anUnknown(61);
    const early = await anUnknown(30);
    const closed = await anUnknown(61, { windowOpen: false });
    const cases: [Promise<{ status: number; body: Record<string, unknown> }>, number, string][] = [
      [again(ben, id, messageId), 409, 'CHAT_ALREADY_TAKEN'],
      [again(ada, early.id, early.messageId), 409, 'SEND_AGAIN_TOO_EARLY'],
      [again(ada, closed.id, closed.messageId), 409, 'SERVICE_WINDOW_CLOSED'],
      [again(ada, id, randomUUID()), 404, 'MESSAGE_NOT_FOUND'],
      [again(ada, id, 'nonsense'), 404, 'MESSAGE_NOT_FOUND'],
      [again(ada, randomUUID(), messageId), 404, 'CONVERSATION_NOT_FOUND'],
      [again(ada, id, messageId, { message: 'other words' }), 400, 'VALIDATION_FAILED'],
    ];
    for (const [answer, status, code] of cases) {
      const { status: got, body } = await answer;
      expect([got, body['code']]).toEqual([status, code]);
    }
    await sql("update message set status = 'delivered' where id = $1", [messageId]);
    expect((await again(ada, id, messageId)).body['code']).toBe('MESSAGE_NOT_RESENDABLE');
    await ada.call('POST', `/api/admin/conversations/${id}/chat-support/end`);
    expect((await again(ada, id, messageId)).body['code']).toBe('CHAT_NOT_ACTIVE');
  });

  it('offers it at once for what is proved not to have left, and never for what WhatsApp refused', async () => {
    const { id, messageId } = await anUnknown(0);
    await sql("update message set status = 'rejected', error_code = 'not_sent', failed_at = now(), send_again_at = null where id = $1", [
      messageId,
    ]);
    expect((await read(id, messageId))['sendAgainAt']).not.toBeNull();
    const refused = await anUnknown(90);
    await sql("update message set status = 'rejected', error_code = '131026', failed_at = now() where id = $1", [refused.messageId]);
    expect((await read(refused.id, refused.messageId))['sendAgainAt']).toBeNull();
    expect((await again(ada, refused.id, refused.messageId)).body['code']).toBe('MESSAGE_NOT_RESENDABLE');
    expect((await again(ada, id, messageId)).status).toBe(201);
  });

  it('says “most likely not sent” once a later message of the same number has been reported, not before', async () => {
    await sql('delete from message');
    const { id, messageId } = await anUnknown(61);
    const other = await aConversation(server.database.database, { channelId: server.channelId });
    const elsewhere = await aConversation(server.database.database);
    const add = (conversationId: string, secondsAgo: number, status: string) =>
      sql(
        `insert into message (id, conversation_id, seq, direction, author, type, text, status)
         values ($1, $2, (select coalesce(max(seq), 0) + 1 from message where conversation_id = $2), 'outbound', 'bot', 'text', 'x', $3)`,
        [uuidV7(Date.now() - secondsAgo * 1000), conversationId, status],
      );
    const likely = async () => (await read(id, messageId))['likelyNotSent'];
    await add(other.id, 70, 'delivered');
    await add(elsewhere.id, 10, 'delivered');
    await add(other.id, 10, 'sent');
    expect(await likely()).toBe(false);
    await add(other.id, 5, 'delivered');
    expect(await likely()).toBe(true);
    await sql("update message set send_again_at = now() + interval '30 seconds' where id = $1", [messageId]);
    expect(await likely()).toBe(false);
  });

  it('tells whether WhatsApp takes our messages at all, why not and how many wait', async () => {
    const status = async () => (await ada.call('GET', '/api/admin/channel')).body;
    expect(await status()).toEqual({ status: 'ok', reason: null, since: null, waiting: 0 });
    await sql('delete from outbox');
    const { id } = await aConversation(server.database.database, { channelId: server.channelId, chat: { agent: { id: adaId } } });
    const channels = server.server.app.get(ChannelDirectory, { strict: false });
    await channels.pause(server.channelId, 'Our WhatsApp access token has expired (190)');
    await ada.call('POST', `/api/admin/conversations/${id}/chat-support/send`, { body: { message: 'kept' } });
    const [row] = await sql<{ count: number }>("select count(*)::int as count from outbox where state = 'queued'");
    const paused = await status();
    expect(paused).toMatchObject({ status: 'paused', reason: 'Our WhatsApp access token has expired (190)', waiting: row?.count });
    expect(Math.abs(Date.now() - Date.parse(String(paused['since'])))).toBeLessThan(10_000);
    await channels.resume(server.channelId);
    expect((await status())['status']).toBe('ok');
  });
});
