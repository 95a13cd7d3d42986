import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AgentClient, eventually, type Product, startReplicas, startSystem } from '@parley/running-system';

interface Listed {
  readonly items: readonly { id: string; text: string | null; author: string; type: string }[];
}

describe.each([
  { product: 'one process', start: startSystem },
  { product: 'two api and two worker processes', start: startReplicas },
])('journey of the customer, on $product', ({ start }) => {
  let system: Product;
  let agent: AgentClient;
  beforeAll(async () => {
    system = await start();
    agent = await system.signIn();
  });
  afterAll(() => system.stop());

  it('selects Chat Support, sees the welcome, writes, is acknowledged, ends, is back at the menu, and the history is preserved', async () => {
    const phone = system.phone('+447700900101', 'Maya Okafor');

    await phone.say('hello');
    const menu = await phone.waitFor((message) => message.choices.some((choice) => choice.id === 'support'));
    expect(menu.choices.map((choice) => choice.title)).toContain('Chat Support');

    await phone.tap('support');
    const welcome = await phone.waitFor((message) => message.choices.some((choice) => choice.id === 'end_chat'));
    expect(welcome.text).not.toBe('');
    const conversation = await agent.get<{ state: string; isChatSupport: boolean; chat: { status: string } | null }>(
      '/api/admin/conversations/+447700900101',
    );
    expect(conversation.body).toMatchObject({ state: 'CHAT_SUPPORT_ACTIVE', isChatSupport: true, chat: { status: 'waiting' } });

    const before = (await phone.received()).length;
    await phone.say('I can’t upload my homework 🙈');
    const acknowledgement = await phone.waitForMore(before);
    expect(acknowledgement.choices.map((choice) => choice.id)).toContain('end_chat');

    await phone.say('It says the file is too big');
    await phone.say('menu');
    const question = await phone.waitFor((message) => message.choices.some((choice) => choice.id === 'stay'));
    expect(question.choices.map((choice) => choice.id)).toContain('end_chat');

    const beforeEnd = (await phone.received()).length;
    await phone.say('Done.');
    await phone.waitForMore(beforeEnd + 1);
    const [closing, backAtMenu] = (await phone.received()).slice(-2);
    expect(closing?.choices.map((choice) => choice.id)).toEqual(['resume_chat']);
    expect(backAtMenu?.choices.map((choice) => choice.id)).toContain('support');

    const ended = await agent.get<{ state: string; isChatSupport: boolean; chat: unknown }>('/api/admin/conversations/%2B447700900101');
    expect(ended.body).toMatchObject({ state: 'MAIN_MENU', isChatSupport: false, chat: null });
    const thread = await agent.get<Listed>('/api/admin/conversations/+447700900101/messages?limit=100');
    const texts = thread.body.items.filter((message) => message.author === 'contact').map((message) => message.text);
    expect(texts).toEqual(['hello', 'Chat Support', 'I can’t upload my homework 🙈', 'It says the file is too big', 'menu', 'Done.']);
  });

  it('is acknowledged once per wait, and not again by the second message', async () => {
    const phone = system.phone('+447700900102', 'Tomás Rivera');
    await phone.say('I want to talk to someone please');
    await phone.waitFor((message) => message.choices.some((choice) => choice.id === 'end_chat'));
    const before = (await phone.received()).length;
    await phone.say('first');
    await phone.waitForMore(before);
    await phone.say('second');
    await phone.say('third');
    await eventually(async () => {
      const thread = await agent.get<Listed>('/api/admin/conversations/+447700900102/messages');
      expect(thread.body.items.filter((message) => message.author === 'contact')).toHaveLength(4);
    });
    expect(await phone.received()).toHaveLength(before + 1);
  });

  it('starts nothing with an end word outside a chat, and ends nothing with a sentence that only contains one', async () => {
    const phone = system.phone('+447700900103', 'Aisha Leclerc');
    await phone.say('end chat');
    await phone.waitForMore(0);
    expect((await agent.get<{ chat: unknown }>('/api/admin/conversations/+447700900103')).body.chat).toBeNull();
    await phone.say('human');
    await phone.waitFor((message) => message.choices.some((choice) => choice.id === 'end_chat'));
    const before = (await phone.received()).length;
    await phone.say('I am done with step 2');
    await phone.waitForMore(before);
    const conversation = await agent.get<{ isChatSupport: boolean }>('/api/admin/conversations/+447700900103');
    expect(conversation.body.isChatSupport).toBe(true);
  });

  it('is served without a phone number, by its business-scoped id alone', async () => {
    await system.control('POST', '/control/customers/+447700900104', { name: 'Kiran', username: '@kiran.builds', hidesPhone: true });
    const phone = system.phone('+447700900104');
    await phone.say('human');
    await phone.waitFor((message) => message.choices.some((choice) => choice.id === 'end_chat'));
    const list = await agent.get<{ items: { id: string; contact: { phone: string | null; username: string | null } }[] }>(
      '/api/admin/conversations?view=waiting&limit=100',
    );
    const conversation = list.body.items.find((item) => item.contact.phone === null);
    expect(conversation?.contact.username).toBe('@kiran.builds');
    const before = (await phone.received()).length;
    const sent = await agent.post(`/api/admin/conversations/${conversation?.id}/chat-support/send`, { message: 'Hello Kiran' });
    expect(sent.status).toBe(201);
    await phone.waitForMore(before + 1);
  });
});
