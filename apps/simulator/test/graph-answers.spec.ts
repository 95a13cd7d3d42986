import { acceptedWamid, isGraphError } from '@parley/whatsapp-protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { authorised, MAYA, NUMBER, startCaller, type Caller } from './harness.js';

let caller: Caller;
beforeAll(async () => {
  caller = await startCaller();
});
afterAll(() => caller.server.close());
beforeEach(async () => {
  await caller.post('/control/reset');
  await caller.say('Hi');
});

const button = (id: string, title: string) => ({ type: 'reply', reply: { id, title } });
const buttons = (list: readonly unknown[], body = 'Choose') => ({
  type: 'interactive',
  interactive: { type: 'button', body: { text: body }, action: { buttons: list } },
});
const rows = (count: number, more: Readonly<Record<string, unknown>> = {}) => ({
  type: 'interactive',
  interactive: {
    type: 'list',
    body: { text: 'Choose' },
    action: {
      button: 'Menu',
      sections: [{ rows: Array.from({ length: count }, (_, i) => ({ id: `r${i}`, title: `Row ${i}`, ...more })) }],
    },
  },
});

describe('accepted by the Graph surface', () => {
  it.each<[string, Record<string, unknown>]>([
    ['a text', { type: 'text', text: { body: 'Hello' } }],
    ['a text of 4,096 characters', { type: 'text', text: { body: 'x'.repeat(4096) } }],
    ['a text that answers a message', { type: 'text', text: { body: 'Yes' }, context: { message_id: 'wamid.x' } }],
    ['callback data of 512 characters', { type: 'text', text: { body: 'x' }, biz_opaque_callback_data: 'c'.repeat(512) }],
    ['three buttons with titles of 20', buttons(['a', 'b', 'c'].map((id) => button(id, id.repeat(20))))],
    ['buttons under a body of 1,024', buttons([button('a', 'A')], 'x'.repeat(1024))],
    ['a list of ten rows', rows(10, { description: 'd'.repeat(72) })],
    [
      'a link button',
      {
        type: 'interactive',
        interactive: {
          type: 'cta_url',
          body: { text: 'See' },
          action: { name: 'cta_url', parameters: { display_text: 'Open', url: 'https://example.com' } },
        },
      },
    ],
    ['a picture by link', { type: 'image', image: { link: 'https://example.com/a.png', caption: 'Look' } }],
    ['a location with degrees as strings', { type: 'location', location: { latitude: '51.5', longitude: '-0.1' } }],
    ['a contact card', { type: 'contacts', contacts: [{ name: { formatted_name: 'Ada Quill', first_name: 'Ada' } }] }],
    ['a template', { type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } }],
  ])('%s', async (_, body) => {
    const answer = await caller.graph(body);
    expect(answer.status).toBe(200);
    expect(acceptedWamid(answer.body)).toMatch(/^wamid\./);
    expect(answer.body.contacts).toEqual([{ input: MAYA, wa_id: '447700900321' }]);
    expect(answer.headers).toMatchObject({ 'facebook-api-version': 'v26.0', 'x-fb-trace-id': expect.stringMatching(/^A/) });
  });

  it('answers without a version in the path too', async () => {
    const body = { messaging_product: 'whatsapp', to: '44 7700 900321', type: 'text', text: { body: 'Hi' } };
    const answer = await caller.call('POST', `/${NUMBER}/messages`, body, authorised);
    expect(answer).toMatchObject({ status: 200, body: { contacts: [{ input: '44 7700 900321', wa_id: '447700900321' }] } });
  });
});

describe('refused by the Graph surface', () => {
  it.each<[string, Record<string, unknown>, number]>([
    ['no messaging_product', { messaging_product: undefined, type: 'text', text: { body: 'x' } }, 100],
    ['an unknown type', { type: 'hologram' }, 100],
    ['a text without a body', { type: 'text', text: {} }, 131008],
    ['a text without its part', { type: 'text' }, 131008],
    ['a blank text', { type: 'text', text: { body: ' \n' } }, 131008],
    ['a body that is no text', { type: 'text', text: { body: 5 } }, 100],
    ['a text of 4,097 characters', { type: 'text', text: { body: 'x'.repeat(4097) } }, 100],
    ['no recipient', { to: undefined, type: 'text', text: { body: 'x' } }, 131008],
    ['a recipient that is no number', { to: 'Maya', type: 'text', text: { body: 'x' } }, 131009],
    ['the business itself as recipient', { to: '+442079460123', type: 'text', text: { body: 'x' } }, 131021],
    ['an unknown BSUID', { to: undefined, recipient: 'GB.1', type: 'text', text: { body: 'x' } }, 131026],
    ['a BSUID of the wrong shape', { to: undefined, recipient: 'nobody', type: 'text', text: { body: 'x' } }, 131009],
    ['a group', { recipient_type: 'group', type: 'text', text: { body: 'x' } }, 100],
    ['callback data of 513 characters', { type: 'text', text: { body: 'x' }, biz_opaque_callback_data: 'c'.repeat(513) }, 100],
    ['no button', buttons([]), 131009],
    ['four buttons', buttons(['a', 'b', 'c', 'd'].map((id) => button(id, id))), 131009],
    ['a button title of 21', buttons([button('a', 'x'.repeat(21))]), 131009],
    ['a button without a title', buttons([{ type: 'reply', reply: { id: 'a' } }]), 131008],
    ['a button id of 257', buttons([button('x'.repeat(257), 'A')]), 131009],
    ['the same title twice', buttons([button('a', 'Yes'), button('b', 'Yes')]), 131009],
    ['the same id twice', buttons([button('a', 'Yes'), button('a', 'No')]), 131009],
    ['buttons under a body of 1,025', buttons([button('a', 'A')], 'x'.repeat(1025)), 131009],
    ['a list of eleven rows', rows(11), 131009],
    ['a row title of 25', rows(1, { title: 'x'.repeat(25) }), 131009],
    ['a row description of 73', rows(1, { description: 'x'.repeat(73) }), 131009],
    ['a row id of 201', rows(1, { id: 'x'.repeat(201) }), 131009],
    ['an unknown interactive type', { type: 'interactive', interactive: { type: 'carousel' } }, 100],
    ['a picture without id or link', { type: 'image', image: {} }, 131008],
    ['a picture that was never uploaded', { type: 'image', image: { id: '123' } }, 131009],
    ['a sticker with a caption', { type: 'sticker', sticker: { link: 'https://example.com/a.webp', caption: 'x' } }, 100],
    ['a location outside the earth', { type: 'location', location: { latitude: 91, longitude: 0 } }, 131009],
    ['an unknown template', { type: 'template', template: { name: 'nope', language: { code: 'en_US' } } }, 132001],
    ['read for a message that never was', { to: undefined, status: 'read', message_id: 'wamid.none' }, 131009],
  ])('%s', async (_, body, code) => {
    const answer = await caller.graph(body);
    expect(answer.status).toBe(code === 132001 ? 404 : 400);
    expect(isGraphError(answer.body)).toBe(true);
    expect(answer.body.error).toMatchObject({ code, message: expect.stringContaining(`(#${code})`), type: 'OAuthException' });
    expect(await caller.messages()).toHaveLength(1);
  });

  it('a wrong or missing token with 401 and code 190, whatever the body', async () => {
    for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: 'Basic x' }]) {
      const answer = await caller.call<{ error: unknown }>('POST', `/v26.0/${NUMBER}/messages`, '{', headers);
      expect(answer).toMatchObject({ status: 401, body: { error: { code: 190, type: 'OAuthException' } } });
      expect(answer.headers['www-authenticate']).toContain('invalid_token');
    }
  });

  it('an unknown phone number id with code 100 and subcode 33', async () => {
    const answer = await caller.call('POST', '/v26.0/999/messages', { messaging_product: 'whatsapp' }, authorised);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 100, error_subcode: 33, type: 'GraphMethodException' } } });
  });

  it('a body that is no JSON as one without parameters', async () => {
    const answer = await caller.call('POST', `/v26.0/${NUMBER}/messages`, '{"to":', authorised);
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { code: 100, message: '(#100) The parameter messaging_product is required.' } },
    });
  });
});

describe('mark as read', () => {
  it('turns everything up to that message blue, and shows typing when asked for', async () => {
    const first = (await caller.messages())[0];
    const second = (await caller.say('Anybody there?')).body;
    await caller.say('Hello?');
    const answer = await caller.graph({ to: undefined, status: 'read', message_id: second.id, typing_indicator: { type: 'text' } });
    expect(answer).toMatchObject({ status: 200, body: { success: true } });
    expect((await caller.messages()).map((message) => message.status)).toEqual(['read', 'read', 'sent']);
    expect(first?.status).toBe('sent');
    const typing = async () => (await caller.get<{ items: { typing: boolean }[] }>('/control/customers')).body.items[0]?.typing;
    expect(await typing()).toBe(true);
    await caller.graph({ type: 'text', text: { body: 'Here I am' } });
    expect(await typing()).toBe(false);
  });
});
