import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aConversation, eventually, type ConversationBuild } from '@parley/testing';
import { DEFAULT_TEAM_ID } from '@parley/vocabulary';
import { randomUUID } from 'node:crypto';
import { type Caller, TestServer } from './test-server.js';

describe('queues over HTTP', () => {
  let server: TestServer;
  let ada: Caller;
  let ben: Caller;
  let cem: Caller;
  let adaId: string;
  let benId: string;
  let cemId: string;
  let billing: string;

  beforeAll(async () => {
    server = await TestServer.start();
    adaId = (await server.addAgent('Ada', 'admin')).id;
    benId = (await server.addAgent('Ben')).id;
    cemId = (await server.addAgent('Cem')).id;
    ada = await server.signIn('ada@parley.example');
    ben = await server.signIn('ben@parley.example');
    cem = await server.signIn('cem@parley.example');
    billing = String((await ada.call('POST', '/api/admin/teams', { body: { name: 'Billing' } })).body['id']);
    await ada.call('PUT', `/api/admin/teams/${billing}/members/${cemId}`);
  });
  afterAll(() => server.stop());

  const conversation = async (build: ConversationBuild = {}) =>
    (await aConversation(server.database.database, { channelId: server.channelId, ...build })).id;
  const act = (caller: Caller, id: string, action: string, body?: unknown) =>
    caller.call('POST', `/api/admin/conversations/${id}/chat-support/${action}`, { body });
  const codes = async (answer: ReturnType<Caller['call']>) => {
    const { status, body } = await answer;
    return [status, body['code']];
  };
  const waitingOf = async (caller: Caller) => {
    const { body } = await caller.call('GET', '/api/admin/conversations?view=waiting&limit=100');
    return { ids: (body['items'] as { id: string }[]).map(({ id }) => id), counted: (body['counts'] as { waiting: number }).waiting };
  };
  const chatOf = async (id: string) => (await ada.call('GET', `/api/admin/conversations/${id}`)).body['chat'] as Record<string, unknown>;
  const messagesOf = async (id: string) =>
    (await ada.call('GET', `/api/admin/conversations/${id}/messages`)).body['items'] as Record<string, unknown>[];
  const at = (minutes: number) => new Date(Date.now() - minutes * 60_000);

  it('passes a chat to a team: it waits in its queue, and only who serves that queue sees and gets it', async () => {
    const older = await conversation({ chat: { waitingSince: at(9) } });
    const id = await conversation({ chat: { agent: { id: benId }, waitingSince: at(5) } });
    const answer = await act(ben, id, 'transfer', { teamId: billing, note: 'Charged twice' });
    expect(answer.status).toBe(200);
    expect(answer.body['chat']).toMatchObject({
      status: 'waiting',
      agent: null,
      team: { id: billing, name: 'Billing' },
      queuePosition: 1,
      waitingSince: expect.any(String),
    });
    expect(await chatOf(older)).toMatchObject({ team: { id: DEFAULT_TEAM_ID, name: 'Support' }, queuePosition: 1 });
    expect(await waitingOf(cem)).toEqual({ ids: [id], counted: 1 });
    expect(await waitingOf(ben)).toEqual({ ids: [older], counted: 1 });
    expect(await waitingOf(ada)).toEqual({ ids: [older, id], counted: 2 });
    expect((await cem.call('POST', '/api/admin/queue/next')).body).toMatchObject({ id, chat: { agent: { id: cemId } } });
    expect((await cem.call('POST', '/api/admin/queue/next')).status).toBe(204);
    expect((await ben.call('POST', '/api/admin/queue/next')).body['id']).toBe(older);
  });

  it('shows the note to agents in the thread, and sends it to nobody', async () => {
    const id = await conversation({ chat: { agent: { id: benId } } });
    await act(ben, id, 'transfer', { agentId: cemId, note: 'Charged twice' });
    const [note, told] = await messagesOf(id);
    expect(note).toMatchObject({
      type: 'note',
      author: 'system',
      agent: { id: benId, name: 'Ben' },
      text: 'Charged twice',
      direction: 'inbound',
      status: 'received',
    });
    expect(told).toMatchObject({ author: 'bot', text: 'Ben is passing you to Cem. They can see everything you wrote.' });
    const { body } = await ada.call('GET', `/api/admin/conversations/${id}`);
    expect(body).toMatchObject({ chat: { status: 'active', agent: { id: cemId } }, lastMessage: { author: 'bot' }, unreadCount: 0 });
    const outbox = await server.database.database.query('select message_id from outbox where conversation_id = $1', [id]);
    expect(outbox).toEqual([{ message_id: told?.['id'] }]);
  });

  it('lets only the agent of a chat and admins pass it on or return it', async () => {
    const id = await conversation({ chat: { agent: { id: benId } } });
    expect(await codes(act(cem, id, 'transfer', { agentId: cemId }))).toEqual([409, 'CHAT_ALREADY_TAKEN']);
    expect(await codes(act(cem, id, 'release'))).toEqual([409, 'CHAT_ALREADY_TAKEN']);
    expect((await act(ada, id, 'transfer', { agentId: cemId })).body).toMatchObject({ chat: { agent: { id: cemId } } });
    expect((await act(ada, id, 'release')).body).toMatchObject({ chat: { status: 'waiting', agent: null } });
    expect((await act(cem, id, 'release')).status).toBe(200);
    await act(ada, id, 'end');
    expect(await codes(act(ada, id, 'release'))).toEqual([409, 'CHAT_NOT_ACTIVE']);
    expect(await codes(act(ada, id, 'transfer', { teamId: billing }))).toEqual([409, 'CHAT_NOT_ACTIVE']);
  });

  it('refuses to pass a chat to nobody, to both, or to what is not there', async () => {
    const id = await conversation({ chat: { agent: { id: adaId } } });
    for (const body of [
      {},
      { note: 'x' },
      { agentId: benId, teamId: billing },
      { agentId: 'ben' },
      { agentId: null },
      { teamId: billing, note: ' ' },
      { teamId: billing, to: benId },
    ]) {
      expect(await codes(act(ada, id, 'transfer', body))).toEqual([400, 'VALIDATION_FAILED']);
    }
    expect(await codes(act(ada, id, 'transfer', { agentId: randomUUID() }))).toEqual([404, 'AGENT_NOT_FOUND']);
    expect(await codes(act(ada, id, 'transfer', { teamId: randomUUID() }))).toEqual([404, 'TEAM_NOT_FOUND']);
    expect(await messagesOf(id)).toEqual([]);
  });

  it('knows who is there: by requests and open consoles, as they say themselves', async () => {
    const presenceOf = async (id: string) => {
      const { body } = await ben.call('GET', '/api/admin/agents/presence');
      return (body['items'] as { agent: { id: string }; status: string }[]).find(({ agent }) => agent.id === id);
    };
    await eventually(async () => expect((await ada.call('GET', '/api/admin/me/presence')).body['status']).toBe('online'));
    expect((await ada.call('PUT', '/api/admin/me/presence', { body: { status: 'away' } })).body).toMatchObject({
      status: 'away',
      chosenStatus: 'away',
    });
    expect(await presenceOf(adaId)).toMatchObject({ status: 'away' });
    await server.database.database.query("update agent_presence set seen_at = now() - interval '46 seconds' where agent_id = $1", [adaId]);
    expect(await presenceOf(adaId)).toMatchObject({ status: 'offline', chosenStatus: 'away' });
    expect((await ada.call('PUT', '/api/admin/me/presence', { body: { status: 'online' } })).body['status']).toBe('online');
    for (const body of [{}, { status: 'busy' }, { status: null }]) {
      expect(await codes(ada.call('PUT', '/api/admin/me/presence', { body }))).toEqual([400, 'VALIDATION_FAILED']);
    }
  });

  it('forgets who signs out', async () => {
    const dia = await server.addAgent('Dia');
    const caller = await server.signIn(dia.email);
    await caller.call('PUT', '/api/admin/me/presence', { body: { status: 'online' } });
    await caller.call('POST', '/api/auth/logout');
    const { body } = await ada.call('GET', '/api/admin/agents/presence');
    expect(body['items']).toContainEqual(expect.objectContaining({ agent: { id: dia.id, name: 'Dia' }, status: 'offline' }));
  });

  it('takes a machine’s call for no sign of life, unless it says so', async () => {
    const eve = await server.addAgent('Eve', 'admin');
    const machine = await server.withToken(await server.signIn(eve.email), ['conversations:read', 'conversations:write']);
    await server.database.database.query('delete from agent_presence where agent_id = $1', [eve.id]);
    await machine.call('GET', '/api/admin/conversations');
    expect((await machine.call('GET', '/api/admin/me/presence')).body).toMatchObject({ status: 'offline', seenAt: null });
    expect((await machine.call('PUT', '/api/admin/me/presence', { body: { status: 'online' } })).body['status']).toBe('online');
  });

  it('lets admins say how many chats an agent is given, and nobody else', async () => {
    const url = `/api/admin/agents/${benId}/capacity`;
    expect((await ada.call('PUT', url, { body: { capacity: 2 } })).body).toMatchObject({ capacity: 2, ownCapacity: 2 });
    expect((await ada.call('PUT', url, { body: { capacity: null } })).body).toMatchObject({ capacity: 5, ownCapacity: null });
    expect(await codes(ben.call('PUT', url, { body: { capacity: 9 } }))).toEqual([403, 'FORBIDDEN']);
    for (const capacity of [-1, 101, 1.5, '2', undefined]) {
      expect(await codes(ada.call('PUT', url, { body: { capacity } }))).toEqual([400, 'VALIDATION_FAILED']);
    }
    expect(await codes(ada.call('PUT', `/api/admin/agents/${randomUUID()}/capacity`, { body: { capacity: 1 } }))).toEqual([
      404,
      'AGENT_NOT_FOUND',
    ]);
    const entries = await server.database.database.query("select target from audit_entry where action = 'agent.set-capacity'");
    expect(entries).toEqual([{ target: benId }, { target: benId }]);
  });

  it('takes the settings of the queue by API', async () => {
    const set = (body: unknown) => ada.call('PATCH', '/api/admin/settings', { body });
    expect((await set({ 'assignment.mode': 'automatic', 'assignment.capacity': 3 })).body).toMatchObject({
      settings: { 'assignment.mode': 'automatic', 'assignment.capacity': 3, 'presence.lostAfterMinutes': 5 },
    });
    for (const body of [{ 'assignment.mode': 'random' }, { 'assignment.capacity': 0 }, { 'presence.lostAfterMinutes': 0.5 }]) {
      expect(await codes(set(body))).toEqual([400, 'VALIDATION_FAILED']);
    }
    expect((await set({ 'assignment.mode': 'manual', 'assignment.capacity': 5 })).status).toBe(200);
  });
});
