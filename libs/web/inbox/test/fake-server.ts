import type { ChannelStatus, Conversation, Message } from '../src/api/schema.js';

export const ana = { id: '00000000-0000-4000-8000-00000000000a', name: 'Ana' };
export const jonas = { id: '00000000-0000-4000-8000-00000000000b', name: 'Jonas' };

const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
let counter = 0;
const nextId = (): string => `10000000-0000-4000-8000-${String((counter += 1)).padStart(12, '0')}`;

export type ConversationOverrides = Partial<Omit<Conversation, 'contact' | 'chat'>> & {
  readonly contact?: Partial<Conversation['contact']>;
  readonly chat?: Partial<NonNullable<Conversation['chat']>> | null;
};

/** A conversation with an active chat of Ana's and an open window; a test names only what it is about. */
export const aConversation = ({ contact, chat, ...overrides }: ConversationOverrides = {}): Conversation => {
  const id = overrides.id ?? nextId();
  const number = counter;
  return {
    channel: { id: nextId(), phoneNumber: '+442079460123' },
    contact: { id: nextId(), name: 'Maya Okafor', phone: '+447700900321', username: null, language: null, optedOutAt: null, ...contact },
    state: 'CHAT_SUPPORT_ACTIVE',
    isChatSupport: chat !== null,
    chat:
      chat === null
        ? null
        : {
            id: nextId(),
            number,
            status: 'active',
            startedAt: minutesAgo(9),
            waitingSince: minutesAgo(9),
            queuePosition: null,
            team: { id: '00000000-0000-4000-8000-000000000001', name: 'Support' },
            about: null,
            agent: chat?.status === 'waiting' ? null : ana,
            ...chat,
          },
    lastChat: null,
    isFlooding: false,
    undoUntil: null,
    lastMessage: { preview: 'Hello?', author: 'contact', at: minutesAgo(3), status: 'received' },
    unreadCount: 0,
    serviceWindowExpiresAt: new Date(Date.now() + 20 * 3_600_000).toISOString(),
    endedChats: 0,
    lastActivityAt: minutesAgo(3),
    createdAt: minutesAgo(10_000),
    ...overrides,
    id,
  };
};

export const aMessage = (overrides: Partial<Message> & { readonly seq: number; readonly conversationId: string }): Message => ({
  id: nextId(),
  chatId: null,
  chatNumber: null,
  direction: 'inbound',
  author: 'contact',
  agent: null,
  type: 'text',
  text: `Message ${overrides.seq}`,
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
  sentAt: minutesAgo(2),
  createdAt: minutesAgo(2),
  deliveredAt: null,
  readAt: null,
  ...overrides,
});

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly search: URLSearchParams;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

type Answer = (request: Seen) => Promise<Response> | Response;

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

export const problem = (status: number, code: string): Response =>
  json(status, { type: 'about:blank', title: code, status, code, detail: code, requestId: 'test' });

const inView: Record<string, (conversation: Conversation) => boolean> = {
  mine: ({ chat }) => chat?.status === 'active' && chat.agent?.id === ana.id,
  waiting: ({ chat }) => chat?.status === 'waiting',
  active: ({ chat }) => chat?.status === 'active',
  closed: ({ chat, endedChats }) => chat === null && endedChats > 0,
  all: () => true,
};

/** As much of the API as the inbox uses, in memory. A test may answer any call itself with `answer`. */
export class FakeServer {
  readonly conversations = new Map<string, Conversation>();
  readonly threads = new Map<string, Message[]>();
  readonly seen: Seen[] = [];
  channel: ChannelStatus = { status: 'ok', reason: null, since: null, waiting: 0 };
  private readonly own = new Map<string, Answer>();
  private readonly byKey = new Map<string, Message>();
  private readonly streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  private eventNumber = 0;

  add(conversation: Conversation, messages: readonly Partial<Message>[] = []): Conversation {
    this.conversations.set(conversation.id, conversation);
    this.threads.set(
      conversation.id,
      messages.map((message, index) => aMessage({ conversationId: conversation.id, seq: index + 1, ...message })),
    );
    return conversation;
  }

  change(id: string, change: Partial<Conversation>): Conversation {
    const changed = { ...this.get(id), ...change };
    this.conversations.set(id, changed);
    this.emit('conversation.updated', { conversationId: id });
    return changed;
  }

  /** A message that happened on the server, told by a live event. */
  push(conversationId: string, message: Partial<Message>): Message {
    const thread = this.threads.get(conversationId) ?? [];
    const { chat } = this.get(conversationId);
    const stored = aMessage({
      conversationId,
      seq: thread.length + 1,
      chatId: chat?.id ?? null,
      chatNumber: chat?.number ?? null,
      ...message,
    });
    thread.push(stored);
    this.emit('message.created', { conversationId, messageId: stored.id });
    return stored;
  }

  /** A message that changed on the server, told by a live event. */
  update(conversationId: string, messageId: string, change: Partial<Message>): void {
    const thread = this.threads.get(conversationId) ?? [];
    this.threads.set(
      conversationId,
      thread.map((message) => (message.id === messageId ? { ...message, ...change } : message)),
    );
    this.emit('message.updated', { conversationId, messageId });
  }

  /** Answers `POST send`-like calls by the end of their path instead of the default. */
  answer(method: string, pathEnd: string, answer: Answer): void {
    this.own.set(`${method} ${pathEnd}`, answer);
  }

  sent(pathEnd: string): readonly Seen[] {
    return this.seen.filter(({ method, path }) => method === 'POST' && path.endsWith(pathEnd));
  }

  emit(type: string, data: object): void {
    const text = `id: ${(this.eventNumber += 1)}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
    for (const stream of this.streams) stream.enqueue(new TextEncoder().encode(text));
  }

  /** What a Send does by default; for tests that answer later or elsewhere. */
  store(conversationId: string, { body, headers }: Seen): { readonly message: Message; readonly isNew: boolean } {
    const key = headers.get('idempotency-key') ?? nextId();
    const known = this.byKey.get(key);
    if (known) return { message: known, isNew: false };
    const message = this.push(conversationId, {
      direction: 'outbound',
      author: 'agent',
      agent: ana,
      text: String(body['message']),
      status: 'queued',
    });
    this.byKey.set(key, message);
    return { message, isNew: true };
  }

  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = input instanceof Request ? input : new Request(new URL(String(input), 'http://localhost'), init);
    const url = new URL(request.url);
    const text = await request.text();
    const isJson = request.headers.get('content-type')?.startsWith('application/json') ?? false;
    const seen: Seen = {
      method: request.method,
      path: url.pathname,
      search: url.searchParams,
      headers: request.headers,
      // Of a form only its head is looked at.
      body: text && isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
    };
    this.seen.push(seen);
    for (const [key, answer] of this.own) {
      const [method = '', end = ''] = key.split(' ');
      if (method === seen.method && seen.path.endsWith(end)) return answer(seen);
    }
    return this.byDefault(seen);
  };

  private get(id: string): Conversation {
    const conversation = this.conversations.get(id);
    if (!conversation) throw new Error(`no conversation ${id}`);
    return conversation;
  }

  private byDefault(seen: Seen): Response {
    if (seen.path === '/api/admin/events') return this.stream();
    if (seen.path === '/api/admin/channel') return json(200, this.channel);
    if (seen.path === '/api/admin/conversations') return this.list(seen.search);
    if (seen.path === '/api/admin/queue/next') return new Response(null, { status: 204 });
    const [, id = '', action = ''] = /^\/api\/admin\/conversations\/([^/]+)\/?(.*)$/.exec(seen.path) ?? [];
    const conversation = this.conversations.get(id);
    if (!conversation) return problem(404, 'CONVERSATION_NOT_FOUND');
    const [, again] = /^messages\/([^/]+)\/send-again$/.exec(action) ?? [];
    if (again) return this.sendAgain(id, again);
    switch (action) {
      case '':
        return json(200, conversation);
      case 'messages':
        return json(200, { items: this.threads.get(id) ?? [], nextCursor: null });
      case 'read':
        this.change(id, { unreadCount: 0 });
        return new Response(null, { status: 204 });
      case 'chat-support/send': {
        const { message, isNew } = this.store(id, seen);
        return json(isNew ? 201 : 200, message);
      }
      case 'chat-support/accept':
        return json(200, this.change(id, { chat: conversation.chat && { ...conversation.chat, status: 'active', agent: ana } }));
      case 'chat-support/start':
        return json(201, this.change(id, { chat: aConversation().chat, isChatSupport: true }));
      case 'chat-support/end':
        return json(
          200,
          this.change(id, { chat: null, isChatSupport: false, endedChats: 1, undoUntil: new Date(Date.now() + 8_000).toISOString() }),
        );
      default:
        return problem(404, 'NOT_FOUND');
    }
  }

  private sendAgain(conversationId: string, messageId: string): Response {
    const first = this.threads.get(conversationId)?.find((message) => message.id === messageId);
    if (!first) return problem(404, 'MESSAGE_NOT_FOUND');
    const { text, author, agent } = first;
    const again = this.push(conversationId, { direction: 'outbound', author, agent, text, status: 'queued', retryOf: messageId });
    this.update(conversationId, messageId, { supersededBy: again.id, sendAgainAt: null });
    return json(201, again);
  }

  private list(search: URLSearchParams): Response {
    const all = [...this.conversations.values()];
    const wanted = (search.get('search') ?? '').toLowerCase();
    const items = all
      .filter(inView[search.get('view') ?? 'all'] ?? (() => true))
      .filter((each) => each.contact.name.toLowerCase().includes(wanted));
    const count = (view: string): number => all.filter(inView[view] ?? (() => false)).length;
    const counts = { mine: count('mine'), waiting: count('waiting'), active: count('active'), all: all.length };
    return json(200, { items, nextCursor: null, counts });
  }

  private stream(): Response {
    let own: ReadableStreamDefaultController<Uint8Array> | null = null;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        own = controller;
        this.streams.add(controller);
      },
      cancel: () => {
        if (own) this.streams.delete(own);
      },
    });
    return new Response(body, { status: 200, headers: { 'content-type': 'text/event-stream' } });
  }
}
