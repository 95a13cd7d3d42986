import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MAYA, startCaller, type Caller } from './harness.js';

let caller: Caller;
beforeAll(async () => {
  caller = await startCaller();
});
afterAll(() => caller.server.close());
beforeEach(() => caller.post('/control/reset'));

const menu = (...ids: string[]) => ({
  type: 'interactive',
  interactive: {
    type: 'button',
    body: { text: 'Menu' },
    action: { buttons: ids.map((id) => ({ type: 'reply', reply: { id, title: `Title ${id}` } })) },
  },
});

describe('say', () => {
  it('creates the customer, with the number written in any way', async () => {
    for (const phone of ['+447700900321', '%2B447700900321', '447700900321']) {
      expect(await caller.post(`/control/customers/${phone}/say`, { text: 'Hi', name: 'Maya Okafor' })).toMatchObject({
        status: 201,
        body: { phone: MAYA, type: 'text', text: 'Hi', direction: 'inbound' },
      });
    }
    const { body } = await caller.get('/control/customers');
    expect(body).toMatchObject({ items: [{ phone: MAYA, name: 'Maya Okafor', online: true, hidesPhone: false }] });
    expect(await caller.messages()).toHaveLength(3);
  });

  it.each([
    ['a text that is missing', {}, '“text” must be a text that is not empty.'],
    ['a text that is no text', { text: 5 }, '“text” must be a text that is not empty.'],
    ['an unknown field', { text: 'x', nmae: 'Maya' }, 'Unknown field: nmae.'],
    ['a body that is no JSON', '{"text"', 'The body is not JSON.'],
  ])('refuses %s in plain words', async (_, body, words) => {
    const answer = await caller.post<{ error: string }>(`/control/customers/${MAYA}/say`, body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toContain(words);
  });

  it('refuses what is no phone number', async () => {
    const answer = await caller.post<{ error: string }>('/control/customers/maya/say', { text: 'x' });
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringContaining('no phone number') } });
  });
});

describe('tap', () => {
  it('answers the newest message that carries the id, and names it in the context', async () => {
    await caller.say('Hi');
    await caller.graph(menu('support', 'faq'));
    const second = (await caller.graph(menu('support'))).body.messages[0]?.id;
    await caller.graph(menu('end_chat'));
    const tap = await caller.post(`/control/customers/${MAYA}/tap`, { id: 'support' });
    expect(tap).toMatchObject({ status: 201, body: { type: 'interactive', text: 'Title support', contextId: second } });
    const tapped = (await caller.messages()).find((message) => message.id === second);
    expect(tapped?.chosenId).toBe('support');
  });

  it('can be of an older message', async () => {
    await caller.say('Hi');
    const first = (await caller.graph(menu('support'))).body.messages[0]?.id;
    await caller.graph(menu('support'));
    expect(await caller.post(`/control/customers/${MAYA}/tap`, { id: 'support', messageId: first })).toMatchObject({
      body: { contextId: first },
    });
  });

  it('answers a list with its row', async () => {
    await caller.say('Hi');
    const list = {
      type: 'list',
      body: { text: 'Pick' },
      action: { button: 'Menu', sections: [{ rows: [{ id: 'r1', title: 'One', description: 'first' }] }] },
    };
    await caller.graph({ type: 'interactive', interactive: list });
    const { body } = await caller.post(`/control/customers/${MAYA}/tap`, { id: 'r1' });
    expect(body).toMatchObject({
      wire: { interactive: { type: 'list_reply', list_reply: { id: 'r1', title: 'One', description: 'first' } } },
    });
  });

  it('is 404 with the ids there are when nothing carries this one', async () => {
    expect(await caller.post(`/control/customers/${MAYA}/tap`, { id: 'support' })).toMatchObject({ status: 404 });
    await caller.say('Hi');
    await caller.graph(menu('faq'));
    expect(await caller.post(`/control/customers/${MAYA}/tap`, { id: 'support' })).toMatchObject({
      status: 404,
      body: { error: 'No message to +447700900321 carries the id “support”. There are: faq.' },
    });
  });
});

describe('send', () => {
  it.each([
    [
      'a picture',
      { type: 'image', image: { caption: 'See' } },
      { text: 'See', wire: { image: { mime_type: 'image/png', caption: 'See' } } },
    ],
    ['a place', { type: 'location', location: { latitude: 51.5, longitude: -0.1, name: 'Home' } }, { text: 'Home' }],
    ['a reaction', { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍' } }, { text: '👍' }],
    [
      'what WhatsApp cannot carry',
      { type: 'unsupported' },
      { wire: { errors: [{ code: 131051 }], unsupported: { type: 'poll_creation' } } },
    ],
    [
      'a message passed on',
      { type: 'text', text: 'From a friend', forwarded: true },
      { text: 'From a friend', wire: { text: { body: 'From a friend' }, context: { forwarded: true } } },
    ],
    ['a kind nobody knows', { type: 'hologram', hologram: { depth: 3 } }, { type: 'hologram', wire: { hologram: { depth: 3 } } }],
    ['a sticker', { type: 'sticker', sticker: { data: 'UklGRg==' } }, { wire: { sticker: { mime_type: 'image/webp', animated: false } } }],
  ])('writes %s', async (_, body, record) => {
    expect(await caller.post(`/control/customers/${MAYA}/send`, body)).toMatchObject({ status: 201, body: record });
  });

  it('passes a raw message on, also one with an id that was used before', async () => {
    const raw = { id: 'wamid.same', type: 'text', text: { body: 'raw' } };
    for (let count = 0; count < 2; count += 1) {
      expect(await caller.post(`/control/customers/${MAYA}/send`, { raw })).toMatchObject({ status: 201, body: { id: 'wamid.same' } });
    }
    expect(await caller.messages()).toHaveLength(1);
  });

  it('asks for the bytes of what has no sample', async () => {
    expect(await caller.post(`/control/customers/${MAYA}/send`, { type: 'video', video: {} })).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('needs data') },
    });
  });
});

describe('messages', () => {
  it('are listed for one customer or all, and since a sequence number', async () => {
    await caller.say('one');
    await caller.say('two', '+447700900456');
    const all = await caller.get<{ items: { text: string }[]; seq: number }>('/control/messages');
    expect(all.body.items.map((message) => message.text)).toEqual(['one', 'two']);
    await caller.say('three');
    const newer = await caller.get<{ items: { text: string }[] }>(`/control/messages?since=${all.body.seq}`);
    expect(newer.body.items.map((message) => message.text)).toEqual(['three']);
    const hers = await caller.get<{ items: { text: string }[] }>('/control/messages?phone=+447700900321');
    expect(hers.body.items.map((message) => message.text)).toEqual(['one', 'three']);
  });
});

describe('clock and reset', () => {
  it('moves by a distance or to a time, and the messages’ times with it', async () => {
    await caller.post('/control/clock', { at: '2030-01-01T00:00:00Z' });
    await caller.post('/control/clock', { advanceMs: 3_600_000 });
    const { body } = await caller.post<{ at: string }>(`/control/customers/${MAYA}/say`, { text: 'Happy new year' });
    expect(body.at).toMatch(/^2030-01-01T01:00:0/);
    expect((await caller.post('/control/clock', { at: 'tomorrow' })).status).toBe(400);
  });

  it('reset forgets everything', async () => {
    await caller.say('Hi');
    await caller.post('/control/faults', { name: 'delay' });
    await caller.post('/control/settings', { windowErrors: 'async' });
    await caller.post('/control/clock', { advanceMs: 1e9 });
    await caller.post('/control/reset');
    expect((await caller.get('/control/messages')).body).toMatchObject({ items: [] });
    expect((await caller.get('/control/customers')).body).toMatchObject({ items: [] });
    expect((await caller.get('/control/faults')).body).toMatchObject({ active: [] });
    expect((await caller.get('/control/settings')).body).toMatchObject({ behaviour: { windowErrors: 'sync' }, clock: { offsetMs: 0 } });
  });
});
