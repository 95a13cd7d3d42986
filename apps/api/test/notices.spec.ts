import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aConversation } from '@parley/testing';
import { type Caller, TestServer } from './test-server.js';

interface Page {
  readonly items: readonly { readonly key: string | null; readonly onceFor: string | null; readonly text: string; readonly why: string }[];
  readonly nextCursor: string | null;
}

describe('what the robot said, and why', () => {
  let server: TestServer;
  let ada: Caller;
  let adaId: string;
  let conversationId: string;
  let notices: (query?: string) => Promise<Page>;

  beforeAll(async () => {
    server = await TestServer.start();
    ({ id: adaId } = await server.addAgent('Ada', 'admin'));
    ada = await server.signIn('ada@parley.example');
    ({ id: conversationId } = await aConversation(server.database.database, { channelId: server.channelId }));
    const url = `/api/admin/conversations/${conversationId}`;
    notices = async (query = '') => (await ada.call('GET', `${url}/notices${query}`)).body as unknown as Page;
    await ada.call('POST', `${url}/chat-support/start`, { body: {} });
    await ada.call('POST', `${url}/chat-support/send`, { body: { message: 'How can I help?' } });
    await ada.call('POST', `${url}/chat-support/end`, { body: {} });
  });
  afterAll(() => server.stop());

  it('is listed newest first, each with its reason, and nothing that people wrote', async () => {
    const { items, nextCursor } = await notices();
    expect(nextCursor).toBeNull();
    const keys = items.map(({ key }) => key);
    expect(keys.indexOf('ended.agent')).toBeLessThan(keys.indexOf('agent.greeting'));
    expect(items.map(({ text }) => text)).not.toContain('How can I help?');
    const greeting = items.find(({ key }) => key === 'agent.greeting');
    expect(greeting).toMatchObject({
      onceFor: `agent.joined:${adaId}`,
      why: 'An agent started the chat without words of their own.',
      chatId: expect.any(String),
      messageId: expect.any(String),
      at: expect.any(String),
      status: expect.any(String),
    });
  });

  it('is told with what was left unsaid and why, on the first page', async () => {
    await server.database.database.query(
      `insert into notice_unsaid (chat_id, said, why, at)
       select id, x.said, x.why, '2026-01-01'::timestamptz + x.at * interval '1 day' from chat,
              (values ('nudge', 'opted-out', 1), ('queue.long', 'closed', 2), ('nudge.2', 'of another version', 3)) x(said, why, at)
        where conversation_id = $1`,
      [conversationId],
    );
    const unsaid = (page: Page): unknown => (page as unknown as { unsaid: unknown }).unsaid;
    const first = await notices('?limit=1');
    expect(unsaid(first)).toEqual([
      expect.objectContaining({ key: 'queue.long', because: 'closed', at: '2026-01-03T00:00:00.000Z', chatId: expect.any(String) }),
      expect.objectContaining({ key: 'nudge', because: 'opted-out', why: 'They want no messages of our own accord.' }),
    ]);
    expect(unsaid(await notices(`?limit=1&before=${first.nextCursor ?? ''}`))).toEqual([]);
  });

  it('comes in pages', async () => {
    const whole = (await notices()).items;
    const paged: Page['items'][number][] = [];
    let cursor: string | null = null;
    do {
      const page: Page = await notices(`?limit=1${cursor === null ? '' : `&before=${cursor}`}`);
      expect(page.items).toHaveLength(1);
      paged.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(paged).toEqual(whole);
  });

  it('is refused like every other list', async () => {
    const nobody = await ada.call('GET', '/api/admin/conversations/00000000-0000-4000-8000-000000000009/notices');
    expect([nobody.status, nobody.body['code']]).toEqual([404, 'CONVERSATION_NOT_FOUND']);
    for (const query of ['?limit=0', '?before=x']) {
      const { status, body } = await ada.call('GET', `/api/admin/conversations/${conversationId}/notices${query}`);
      expect([status, body['code']]).toEqual([400, 'VALIDATION_FAILED']);
    }
    expect((await server.call('GET', `/api/admin/conversations/${conversationId}/notices`)).status).toBe(401);
  });
});
