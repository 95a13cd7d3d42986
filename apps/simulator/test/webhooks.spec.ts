import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, MAYA, Receiver, startCaller, type Caller } from './harness.js';

let receiver: Receiver;
let caller: Caller;
beforeEach(async () => {
  receiver = await Receiver.start();
  caller = await startCaller({ webhookUrl: receiver.url });
});
afterEach(async () => {
  await caller.server.close();
  await receiver.close();
});

const text = (body: string, more: Readonly<Record<string, unknown>> = {}) => ({ type: 'text', text: { body }, ...more });
const statusesOf = (id: string) => receiver.statuses.filter((status) => status.id === id).map((status) => status.status);

describe('webhooks', () => {
  it('are signed over the very bytes, whatever language they carry', async () => {
    await caller.say('Grüße 🔧 مرحبا / @ "x"');
    const [first] = await eventually(() => receiver.received.length > 0 && receiver.received);
    expect(first).toMatchObject({ signed: true, headers: { 'content-type': 'application/json' } });
    expect(first?.bytes.toString('latin1')).toMatch(/^[\x00-\x7f]*$/);
    expect(receiver.messages).toMatchObject([{ type: 'text', from: '447700900321', text: { body: 'Grüße 🔧 مرحبا / @ "x"' } }]);
  });

  it('name the business number, the contact and the customer’s BSUID', async () => {
    await caller.post(`/control/customers/${MAYA}/say`, { text: 'Hi', name: 'Maya Okafor' });
    const value = await eventually(() => receiver.received[0]?.values[0]);
    expect(value).toMatchObject({
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '442079460123', phone_number_id: '330145778120964' },
      contacts: [{ profile: { name: 'Maya Okafor' }, wa_id: '447700900321', user_id: expect.stringMatching(/^GB\.\d+$/) }],
      messages: [{ from_user_id: value.contacts?.[0]?.user_id, timestamp: expect.stringMatching(/^\d{10}$/) }],
    });
  });

  it('are sent again until they are answered 200, and every try is on record', async () => {
    receiver.nextAnswers.push(503);
    const { body } = await caller.say('Hi');
    const delivered = await eventually(async () => (await caller.messages()).find((message) => message.webhook?.deliveredAt));
    expect(delivered).toMatchObject({ id: body.id, status: 'delivered', webhook: { attempts: 2 } });
    expect(receiver.messages.map((message) => message.id)).toEqual([body.id, body.id]);
    const { body: webhooks } = await caller.get<{ items: unknown[] }>('/control/webhooks');
    expect(webhooks.items).toMatchObject([{ state: 'delivered', attempts: [{ status: 503 }, { status: 200 }] }]);
  });

  it('keep the order of one customer, also behind one that has to be repeated', async () => {
    receiver.nextAnswers.push(500);
    for (const words of ['one', 'two', 'three']) await caller.say(words);
    await eventually(() => receiver.messages.length === 4);
    expect(receiver.messages.map((message) => message.text?.body)).toEqual(['one', 'one', 'two', 'three']);
  });

  it('begin with the verification handshake', async () => {
    await caller.server.listen();
    const query = await eventually(() => receiver.verifications[0]);
    expect(Object.fromEntries(query)).toMatchObject({ 'hub.mode': 'subscribe', 'hub.verify_token': 'simulator-verify-token' });
    await eventually(async () => {
      const { body } = await caller.get<{ verification: { state: string } }>('/control/webhooks');
      return body.verification.state === 'verified';
    });
  });
});

describe('statuses', () => {
  beforeEach(() => caller.say('Hi'));

  it('come as sent, delivered, read, with the callback data and the price', async () => {
    const sent = await caller.graph(text('Hello', { biz_opaque_callback_data: 'message-7' }));
    const id = sent.body.messages[0]?.id ?? '';
    await eventually(() => statusesOf(id).length === 3);
    expect(statusesOf(id)).toEqual(['sent', 'delivered', 'read']);
    expect(receiver.statuses.every((status) => status.biz_opaque_callback_data === 'message-7')).toBe(true);
    expect(receiver.statuses[0]).toMatchObject({ recipient_id: '447700900321', pricing: { pricing_model: 'PMP', category: 'service' } });
    expect(receiver.statuses[2]).not.toHaveProperty('pricing');
    expect(receiver.received.at(-1)?.values[0]?.contacts).toMatchObject([{ wa_id: '447700900321' }]);
  });

  it('stop at sent while the phone is in airplane mode, and go on when it is back', async () => {
    await caller.post(`/control/customers/${MAYA}`, { online: false });
    const id = (await caller.graph(text('Hello'))).body.messages[0]?.id ?? '';
    await eventually(() => statusesOf(id).length === 1);
    const queued = await caller.say('I am on a plane');
    expect(queued.body).toMatchObject({ status: 'queued' });
    expect(receiver.messages).toHaveLength(1);
    await caller.post(`/control/customers/${MAYA}`, { online: true });
    await eventually(() => statusesOf(id).length === 3 && receiver.messages.length === 2);
    expect(statusesOf(id)).toEqual(['sent', 'delivered', 'read']);
    expect(receiver.messages[1]?.text?.body).toBe('I am on a plane');
  });

  it('never say read for somebody who switched read receipts off', async () => {
    await caller.post(`/control/customers/${MAYA}`, { readReceipts: false });
    const first = (await caller.graph(text('Hello'))).body.messages[0]?.id ?? '';
    await eventually(() => statusesOf(first).includes('delivered'));
    await caller.say('Hi', '+447700900456');
    const second = (await caller.graph(text('Hello', { to: '+447700900456' }))).body.messages[0]?.id ?? '';
    await eventually(() => statusesOf(second).includes('read'));
    expect(statusesOf(first)).toEqual(['sent', 'delivered']);
  });

  it('are no more than sent for a reaction', async () => {
    const target = (await caller.messages())[0]?.id;
    const reaction = (await caller.graph({ type: 'reaction', reaction: { message_id: target, emoji: '👍' } })).body.messages[0]?.id ?? '';
    const after = (await caller.graph(text('Hello'))).body.messages[0]?.id ?? '';
    await eventually(() => statusesOf(after).includes('read'));
    expect(statusesOf(reaction)).toEqual(['sent']);
  });

  it('say failed with the error and without contacts', async () => {
    await caller.post('/control/faults', { name: 'undeliverable', count: 1 });
    await caller.graph(text('Hello'));
    await eventually(() => receiver.statuses.length === 1);
    expect(receiver.statuses).toMatchObject([
      { status: 'failed', recipient_id: '447700900321', errors: [{ code: 131026, title: 'Message undeliverable' }] },
    ]);
    expect(receiver.statuses[0]).not.toHaveProperty('recipient_user_id');
    expect(receiver.received.at(-1)?.values[0]).not.toHaveProperty('contacts');
  });
});

describe('a customer who hides the number', () => {
  it('is known by BSUID alone, in messages, in statuses and in ids', async () => {
    const { body: customer } = await caller.post<{ bsuid: string }>(`/control/customers/${MAYA}`, {
      hidesPhone: true,
      username: 'maya.builds',
    });
    await caller.say('Hi');
    const message = await eventually(() => receiver.messages[0]);
    expect(message).not.toHaveProperty('from');
    expect(message.from_user_id).toBe(customer.bsuid);
    expect(receiver.received[0]?.values[0]?.contacts).toEqual([
      { profile: { name: 'Customer 0321', username: '@maya.builds' }, user_id: customer.bsuid },
    ]);

    const answer = await caller.graph(text('Hello', { to: undefined, recipient: customer.bsuid }));
    expect(answer.body.contacts).toEqual([{ input: customer.bsuid, user_id: customer.bsuid }]);
    await eventually(() => receiver.statuses.length === 3);
    expect(receiver.statuses.every((status) => status.recipient_user_id === customer.bsuid)).toBe(true);
    const everything = Buffer.concat(receiver.received.map(({ bytes }) => bytes)).toString();
    expect(everything).not.toContain('447700900321');
    const ids = [...receiver.messages, ...receiver.statuses].map(({ id }) => Buffer.from(id.slice(6), 'base64').toString('latin1'));
    expect(ids.join()).not.toContain('447700900321');
  });
});

describe('what the business is told of itself', () => {
  const bodies = () => receiver.received.map(({ bytes }) => JSON.parse(bytes.toString('utf8')) as { entry: readonly unknown[] });

  it('is what it wrote on the phone that shares its number; the customer has it too, and nothing is reported of it', async () => {
    await caller.say('Hi');
    const { status, body } = await caller.post<{ id: string }>(`/control/customers/${MAYA}/echo`, { type: 'text', text: 'From the shop' });
    expect(status).toBe(201);
    const [entry] = await eventually(() => bodies()[1]?.entry);
    expect(entry).toEqual({
      id: expect.any(String),
      changes: [
        {
          field: 'smb_message_echoes',
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: '442079460123', phone_number_id: '330145778120964' },
            message_echoes: [
              {
                from: '442079460123',
                to: '447700900321',
                to_user_id: expect.stringMatching(/^GB\./),
                id: body.id,
                timestamp: expect.stringMatching(/^\d{10}$/),
                type: 'text',
                text: { body: 'From the shop' },
              },
            ],
          },
        },
      ],
    });
    expect((await caller.messages()).at(-1)).toMatchObject({ direction: 'outbound', text: 'From the shop', status: 'read', statuses: [] });
  });

  it('is any change of its account, with the value as given and the time of the entry', async () => {
    const value = { event: 'ACCOUNT_RESTRICTION', restriction_info: [{ restriction_type: 'RESTRICTED_ADD_PHONE_NUMBER_ACTION' }] };
    expect((await caller.post('/control/account', { field: 'account_update', value })).status).toBe(201);
    const [entry] = await eventually(() => bodies()[0]?.entry);
    expect(entry).toEqual({ id: expect.any(String), time: expect.any(Number), changes: [{ field: 'account_update', value }] });
    expect((await caller.post('/control/account', { field: 'messages', value })).status).toBe(400);
    expect((await caller.post('/control/account', { field: 'account_update', value: 'x' })).status).toBe(400);
  });
});
