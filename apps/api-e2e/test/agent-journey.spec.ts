import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AgentClient, eventually, type Product, startReplicas, startSystem } from '@parley/running-system';
import { randomUUID } from 'node:crypto';

interface ConversationBody {
  readonly id: string;
  readonly state: string;
  readonly isChatSupport: boolean;
  readonly undoUntil: string | null;
  readonly unreadCount: number;
  readonly chat: { id: string; status: string; queuePosition: number | null; agent: { name: string } | null } | null;
}
interface MessageBody {
  readonly id: string;
  readonly text: string | null;
  readonly status: string;
  readonly author: string;
  readonly code?: string;
}

describe.each([
  { product: 'one process', start: startSystem },
  { product: 'two api and two worker processes', start: startReplicas },
])('journey of the agent, by API, on $product', ({ start }) => {
  let system: Product;
  let agent: AgentClient;
  beforeAll(async () => {
    system = await start();
    agent = await system.signIn();
  });
  afterAll(() => system.stop());

  const waitingChat = async (number: string, name: string): Promise<string> => {
    const phone = system.phone(number, name);
    await phone.say('support');
    await phone.waitFor((message) => message.choices.some((choice) => choice.id === 'end_chat'));
    return (await agent.get<ConversationBody>(`/api/admin/conversations/${number}`)).body.id;
  };

  it('sees who waits, reads, answers; the message reaches the phone and comes back read; ends; the customer gets the closing message', async () => {
    const phone = system.phone('+447700900201', 'Maya Okafor');
    const id = await waitingChat('+447700900201', 'Maya Okafor');
    const beforeQuestion = (await phone.received()).length;
    await phone.say('Where is my order?');
    await phone.waitForMore(beforeQuestion);
    const waiting = await eventually(async () => {
      const list = await agent.get<{ items: ConversationBody[]; counts: { waiting: number } }>('/api/admin/conversations?view=waiting');
      expect(list.body.items.find((item) => item.id === id)?.unreadCount).toBeGreaterThan(0);
      return list.body;
    });
    expect(waiting.counts.waiting).toBe(1);
    expect(waiting.items[0]?.chat).toMatchObject({ status: 'waiting', queuePosition: 1, agent: null });

    const before = (await phone.received()).length;
    const sent = await agent.post<MessageBody>(`/api/admin/conversations/${id}/chat-support/send`, { message: 'It left this morning.' });
    expect(sent.status).toBe(201);
    expect(sent.body).toMatchObject({ status: 'queued', author: 'agent', text: 'It left this morning.' });
    await phone.waitForMore(before + 1);
    const [here, answer] = (await phone.received()).slice(before);
    expect(here?.text).toContain('Ana');
    expect(answer).toMatchObject({ text: 'It left this morning.' });
    expect(answer?.choices.map((choice) => choice.id)).toEqual(['end_chat']);
    await eventually(async () => {
      const thread = await agent.get<{ items: MessageBody[] }>(`/api/admin/conversations/${id}/messages`);
      expect(thread.body.items.find((message) => message.id === sent.body.id)?.status).toBe('read');
    });

    const thread = await agent.get<{ items: MessageBody[] }>(`/api/admin/conversations/${id}/messages`);
    const newest = thread.body.items.at(-1);
    expect((await agent.post(`/api/admin/conversations/${id}/read`, { upTo: newest?.id })).status).toBe(204);
    expect((await agent.get<ConversationBody>(`/api/admin/conversations/${id}`)).body.unreadCount).toBe(0);

    const beforeEnd = (await phone.received()).length;
    const ended = await agent.post<ConversationBody>(`/api/admin/conversations/${id}/chat-support/end`, { message: 'Goodbye, Maya.' });
    expect(ended.status).toBe(200);
    expect(ended.body).toMatchObject({ isChatSupport: false, chat: null });
    await phone.waitForMore(beforeEnd + 1);
    expect((await phone.received()).slice(beforeEnd).map((message) => message.text)[0]).toBe('Goodbye, Maya.');
    // A person had answered, so how it was is asked first; the menu follows the rating.
    const asked = (await phone.received()).at(-1)?.choices.map((choice) => choice.id);
    expect(asked).toEqual(['rate:5', 'rate:4', 'rate:3', 'rate:2', 'rate:1', 'main_menu']);
    const beforeRating = (await phone.received()).length;
    await phone.tap('rate:5');
    await eventually(async () => {
      expect(
        (await phone.received())
          .slice(beforeRating)
          .at(-1)
          ?.choices.map((choice) => choice.id),
      ).toContain('support');
    });
    expect((await agent.get<ConversationBody>(`/api/admin/conversations/${id}`)).body.state).toBe('MAIN_MENU');
    const again = await agent.post<MessageBody>(`/api/admin/conversations/${id}/chat-support/end`, {});
    expect([again.status, again.body.code]).toEqual([409, 'CHAT_NOT_ACTIVE']);
  });

  it('sends once however often Send is pressed', async () => {
    const id = await waitingChat('+447700900202', 'Tomás Rivera');
    const key = randomUUID();
    const send = (message: string) =>
      agent.post<MessageBody>(`/api/admin/conversations/${id}/chat-support/send`, { message }, { 'idempotency-key': key });
    const answers = await Promise.all([send('once'), send('once'), send('once')]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 201]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    const other = await send('twice');
    expect([other.status, other.body.code]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
    const phone = system.phone('+447700900202');
    await phone.waitFor((message) => message.text === 'once');
    expect((await phone.received()).filter((message) => message.text === 'once')).toHaveLength(1);
  });

  it('takes the one who has waited longest', async () => {
    const first = await waitingChat('+447700900203', 'First');
    const second = await waitingChat('+447700900204', 'Second');
    const taken = await agent.post<ConversationBody>('/api/admin/queue/next');
    expect(taken.status).toBe(200);
    expect(taken.body).toMatchObject({ id: first, chat: { status: 'active', agent: { name: 'Ana' } } });
    expect((await agent.post<ConversationBody>('/api/admin/queue/next')).body.id).toBe(second);
    expect((await agent.post('/api/admin/queue/next')).status).toBe(204);
  });

  it('takes an end back while it can, and loses nothing', async () => {
    const id = await waitingChat('+447700900205', 'Lina Nasser');
    const phone = system.phone('+447700900205');
    await agent.post(`/api/admin/conversations/${id}/chat-support/accept`);
    const before = (await phone.received()).length;
    const ended = await agent.post<ConversationBody>(`/api/admin/conversations/${id}/chat-support/end`, { undoSeconds: 20 });
    expect(ended.body.undoUntil).not.toBeNull();
    const undone = await agent.post<ConversationBody>(`/api/admin/conversations/${id}/chat-support/undo-end`);
    expect(undone.body).toMatchObject({ isChatSupport: true, undoUntil: null, chat: { status: 'active' } });
    await agent.post(`/api/admin/conversations/${id}/chat-support/end`, { undoSeconds: 20 });
    await phone.say('one more thing');
    await eventually(async () => {
      expect((await agent.get<ConversationBody>(`/api/admin/conversations/${id}`)).body.chat?.status).toBe('active');
    });
    expect(await phone.received()).toHaveLength(before);
    const late = await agent.post<MessageBody>(`/api/admin/conversations/${id}/chat-support/undo-end`);
    expect([late.status, late.body.code]).toEqual([409, 'UNDO_EXPIRED']);
  });

  it('starts a chat with somebody who is with the bot, once', async () => {
    const phone = system.phone('+447700900206', 'Giulia Bianchi');
    await phone.say('hello');
    await phone.waitForMore(0);
    const start = () =>
      agent.post<MessageBody>('/api/admin/conversations/+447700900206/chat-support/start', { message: 'Hello Giulia, Ana here.' });
    expect((await start()).status).toBe(201);
    await phone.waitFor((message) => message.text === 'Hello Giulia, Ana here.');
    const second = await start();
    expect([second.status, second.body.code]).toEqual([409, 'CHAT_ALREADY_ACTIVE']);
  });

  it('is told about it live, and catches up from where it was', async () => {
    const abort = new AbortController();
    const stream = await agent.events(abort.signal);
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    const seen: string[] = [];
    const reading = (async () => {
      for await (const chunk of stream.body as unknown as AsyncIterable<Uint8Array>) seen.push(Buffer.from(chunk).toString('utf8'));
    })().catch(() => undefined);
    await system.phone('+447700900207', 'Daniel Park').say('hello');
    await eventually(() => expect(seen.join('')).toContain('event: message.created'));
    abort.abort();
    await reading;
    const firstId = /id: (\d+)/.exec(seen.join(''))?.[1];
    const again = new AbortController();
    const resumed = await agent.events(again.signal, String(Number(firstId) - 1));
    const reader = (resumed.body as ReadableStream<Uint8Array>).getReader();
    let text = '';
    while (!text.includes(`id: ${firstId}\n`)) text += Buffer.from((await reader.read()).value ?? []).toString('utf8');
    again.abort();
    expect(text).toContain('event: message.created');
  });
});
