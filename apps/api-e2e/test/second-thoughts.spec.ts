import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AgentClient, eventually, type RunningSystem, startSystem } from '@parley/running-system';

interface ConversationBody {
  readonly state: string;
  readonly undoUntil: string | null;
  readonly chat: { readonly id: string; readonly status: string; readonly agent: { readonly name: string } | null } | null;
  readonly lastChat: { readonly rating: number | null } | null;
}

describe('an end that somebody thinks about twice', () => {
  let system: RunningSystem;
  let agent: AgentClient;
  beforeAll(async () => {
    system = await startSystem();
    agent = await system.signIn();
  });
  afterAll(() => system.stop());

  const read = async (number: string) => (await agent.get<ConversationBody>(`/api/admin/conversations/${number}`)).body;
  const act = <Body>(number: string, what: string, body?: unknown) =>
    agent.post<Body>(`/api/admin/conversations/${number}/chat-support/${what}`, body);
  const answeredChat = async (number: string, name: string) => {
    const phone = system.phone(number, name);
    await phone.say('support');
    await eventually(async () => expect((await read(number)).chat?.status).toBe('waiting'), 15_000);
    expect((await act(number, 'send', { message: `Hello ${name}` })).status).toBe(201);
    await phone.waitFor(({ text }) => text === `Hello ${name}`);
    return phone;
  };

  it('can still be undone after kill -9: the closing message has waited, and the same agent goes on in the same chat', async () => {
    const number = '+447700900611';
    const phone = await answeredChat(number, 'Ida Vale');
    const open = (await read(number)).chat;
    const ended = await act<ConversationBody>(number, 'end', { undoSeconds: 30, message: 'Goodbye Ida' });
    expect(ended.body).toMatchObject({ chat: null, undoUntil: expect.any(String) });
    await system.server().kill();
    // However long the machine takes to start it again.
    await system.database.query("update conversation set undo_until = now() + interval '10 minutes' where undo_until is not null");
    await system.database.query("update timer set due_at = now() + interval '10 minutes' where kind = 'undo-expired'");
    await system.restart();
    expect((await read(number)).undoUntil).not.toBeNull();
    const undone = await act<ConversationBody>(number, 'undo-end');
    expect([undone.status, undone.body.undoUntil, undone.body.chat]).toEqual([200, null, open]);
    expect((await act(number, 'send', { message: 'Where were we?' })).status).toBe(201);
    await phone.waitFor(({ text }) => text === 'Where were we?');
    expect((await phone.received()).map(({ text }) => text)).not.toContain('Goodbye Ida');
  });

  it('End Chat tapped twice explains itself, and the digit after it is the rating and not a number of the menu', async () => {
    const number = '+447700900612';
    const phone = await answeredChat(number, 'Tom Reed');
    await phone.tap('end_chat');
    await phone.waitFor(({ text }) => text?.startsWith('How was our help?') === true);
    await phone.tap('end_chat');
    await phone.waitFor(({ text }) => text === 'That button belongs to an earlier message and changes nothing now.');
    expect((await read(number)).state).toBe('AWAITING_RATING');
    await phone.say('5');
    await eventually(async () => {
      expect(await read(number)).toMatchObject({ state: 'MAIN_MENU', chat: null, lastChat: { rating: 5 } });
    }, 15_000);
  });
});
