import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AgentClient, eventually, type RunningSystem, startSystem } from '@parley/running-system';

/** Longer than anything takes on a machine that has other things to do. */
const PATIENCE_MS = 30_000;

interface MessageBody {
  readonly id: string;
  readonly type: string;
  readonly text: string | null;
  readonly author: string;
  readonly agent: unknown;
  readonly via?: string;
  readonly replyTo: string | null;
  readonly edited?: { readonly first: string | null };
  readonly deleted?: unknown;
  readonly reactions?: readonly { readonly by: string; readonly emoji: string }[];
}

// real: the built server, PostgreSQL, HTTP, the simulator; the webhooks are Meta's of the fields beside `messages`
describe('what WhatsApp tells beside new messages', () => {
  let system: RunningSystem;
  let agent: AgentClient;
  beforeAll(async () => {
    system = await startSystem();
    agent = await system.signIn();
  });
  afterAll(() => system.stop());

  const thread = async (number: string): Promise<MessageBody[]> =>
    (await agent.get<{ items?: MessageBody[] }>(`/api/admin/conversations/${number}/messages`)).body.items ?? [];

  it('what is written on the phone that shares the number stands in the thread as ours, and the bot says nothing to it', async () => {
    const number = '+447700900421';
    const phone = system.phone(number, 'Maya Okafor');
    await phone.say('Hi');
    await phone.waitForMore(0);
    const before = (await phone.received()).length;
    await system.control('POST', `/control/customers/${number}/echo`, { type: 'text', text: 'We call you at four.' });
    await eventually(async () => {
      expect((await thread(number)).at(-1)).toMatchObject({ text: 'We call you at four.', author: 'agent', agent: null, via: 'phone-app' });
    }, PATIENCE_MS);
    // The customer's next word is answered, so whatever the bot had to say before has been said.
    await phone.say('menu');
    await eventually(async () => expect(await phone.received()).toHaveLength(before + 2), PATIENCE_MS);
  });

  it('a correction, a reaction and a deletion change their message and wake nobody', async () => {
    const number = '+447700900422';
    const phone = system.phone(number, 'Noor Haddad');
    await phone.say('My order is 17');
    await phone.waitForMore(0);
    const before = (await phone.received()).length;
    const { id } = await phone.send({ type: 'text', text: { body: 'and the lamp flickers' } });
    await phone.waitForMore(before);
    const said = (await phone.received()).length;
    await phone.send({ type: 'edit', edit: { original_message_id: id, message: { type: 'text', text: { body: 'and the lamp hums' } } } });
    await phone.send({ type: 'reaction', reaction: { message_id: id, emoji: '🔧' } });
    const original = async () => (await thread(number)).filter(({ author }) => author === 'contact')[1];
    await eventually(async () => {
      expect(await original()).toMatchObject({
        text: 'and the lamp hums',
        edited: { first: 'and the lamp flickers' },
        reactions: [{ by: 'contact', emoji: '🔧' }],
      });
    }, PATIENCE_MS);
    await phone.send({ type: 'revoke', revoke: { original_message_id: id } });
    await eventually(async () => expect(await original()).toMatchObject({ text: null, deleted: expect.anything() }), PATIENCE_MS);
    expect(await phone.received()).toHaveLength(said);
    expect((await agent.get<{ chat: unknown; unreadCount: number }>(`/api/admin/conversations/${number}`)).body).toMatchObject({
      chat: null,
      unreadCount: 0,
    });
  });

  it('a restriction of the account is told to operators', async () => {
    const value = { event: 'ACCOUNT_RESTRICTION', restriction_info: [{ restriction_type: 'RESTRICTED_ADD_PHONE_NUMBER_ACTION' }] };
    await system.control('POST', '/control/account', { field: 'account_update', value });
    await eventually(async () => {
      const { body } = await agent.get<{ items: Record<string, unknown>[] }>('/api/admin/channel/notices');
      expect(body.items[0]).toMatchObject({ field: 'account_update', event: 'ACCOUNT_RESTRICTION', severity: 'critical' });
    }, PATIENCE_MS);
  });
});
