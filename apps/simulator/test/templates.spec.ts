import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { defaultSettings } from '../src/settings.js';
import { authorised, eventually, MAYA, Receiver, startCaller, type Caller } from './harness.js';

const ACCOUNT = defaultSettings().businessAccountId;

interface Listed {
  readonly data: readonly { readonly id: string; readonly name: string; readonly status: string; readonly components: unknown }[];
  readonly paging?: { readonly cursors: { readonly after: string }; readonly next?: string };
}

let caller: Caller;
beforeEach(async () => {
  caller = await startCaller();
});
afterEach(() => caller.server.close());

const list = (query = '', headers: Record<string, string> = authorised, account = ACCOUNT) =>
  caller.call<Listed & { error?: { code: number } }>('GET', `/v26.0/${account}/message_templates${query}`, undefined, headers);
const text = (words: string, name?: string) => ({ type: 'text', text: words, ...(name === undefined ? {} : { parameter_name: name }) });
const send = (name: string, components: readonly unknown[] = [], language = 'en_US') =>
  caller.graph({ type: 'template', template: { name, language: { code: language }, components } });
const body = (...parameters: readonly unknown[]) => ({ type: 'body', parameters });

describe('the list of templates', () => {
  it('comes page by page, each once, and ends without a next page', async () => {
    const seen: string[] = [];
    let after = '';
    for (;;) {
      const { body: page, status } = await list(`?limit=2${after}`);
      expect(status).toBe(200);
      seen.push(...page.data.map(({ id }) => id));
      if (!page.paging?.next) break;
      after = `&after=${page.paging.cursors.after}`;
    }
    const { body: whole } = await list('?limit=100');
    expect(seen).toEqual(whole.data.map(({ id }) => id));
    expect(new Set(seen).size).toBe(whole.data.length);
    expect(whole.data.map(({ name }) => name)).toContain('hello_world');
  });

  it('holds the fields that were asked for, and always the id', async () => {
    const [first] = (await list('?fields=name,quality_score')).body.data;
    expect(Object.keys(first ?? {}).sort()).toEqual(['id', 'name', 'quality_score']);
    expect((await list('?fields=price')).body.error?.code).toBe(100);
  });

  it('can be narrowed', async () => {
    const { body: paused } = await list('?status=paused');
    expect(paused.data.map(({ name, status }) => [name, status])).toEqual([['winter_offer', 'PAUSED']]);
    expect((await list('?name=nothing_like_it')).body).toEqual({ data: [] });
  });

  it('is for whoever has the token, and of this account only', async () => {
    expect((await list('', {})).status).toBe(401);
    expect((await list('', authorised, '999')).body.error).toMatchObject({ code: 100 });
    expect((await list('?after=!!')).body.error?.code).toBe(100);
  });

  it('changes as reviewers decide', async () => {
    const template = { name: 'fresh', language: 'en_US', body: 'Hi {{1}}' };
    const { id } = (await caller.post<{ id: string }>('/control/templates', { ...template, status: 'PENDING' })).body;
    expect((await send('fresh', [body(text('Maya'))])).body.error.code).toBe(132001);
    expect((await caller.post('/control/templates', template)).body['id']).toBe(id);
    expect((await send('fresh', [body(text('Maya'))])).status).toBe(200);
    expect((await caller.call('DELETE', '/control/templates/fresh/en_US')).status).toBe(204);
    expect((await send('fresh', [body(text('Maya'))])).body.error.code).toBe(132001);
  });
});

describe('sending a template', () => {
  it('fills header, body and link, outside the window too', async () => {
    const link = { type: 'button', sub_type: 'url', index: '0', parameters: [text('1042')] };
    const header = { type: 'header', parameters: [text('1042')] };
    const answer = await send('order_update', [header, body(text('Maya'), text('it leaves today')), link]);
    expect(answer).toMatchObject({ status: 200, body: { messages: [{ message_status: 'accepted' }] } });
    expect((await caller.messages()).at(-1)?.text).toBe(
      'Order 1042\n\nHi Maya, there is news about your order: it leaves today. Reply here if you have a question.\n\nCustomer service',
    );
  });

  it('fills gaps that have names by their names', async () => {
    await send('answer_ready', [body(text('your invoice', 'subject'), text('Maya', 'customer_name'))]);
    expect((await caller.messages()).at(-1)?.text).toMatch(/^Hi Maya, we have an answer to your question about your invoice\./);
  });

  it.each<[string, number, () => ReturnType<typeof send>]>([
    ['an unknown name', 132001, () => send('nope')],
    ['an unknown language', 132001, () => send('hello_world', [], 'fr')],
    ['a paused one', 132015, () => send('winter_offer')],
    ['too few values', 132000, () => send('order_update', [body(text('Maya'))])],
    ['a value where there is no gap', 132000, () => send('hello_world', [body(text('Maya'))])],
    ['a line break in a value', 132018, () => send('order_update', [{ type: 'header', parameters: [text('a\nb')] }])],
    ['five blanks in a value', 132018, () => send('order_update', [{ type: 'header', parameters: [text('a     b')] }])],
    ['a header too long', 132005, () => send('order_update', [{ type: 'header', parameters: [text('x'.repeat(60))] }])],
    ['no name for a gap that has one', 132012, () => send('answer_ready', [body(text('Maya'), text('invoice'))])],
    ['a wrong name', 132012, () => send('answer_ready', [body(text('Maya', 'customer_name'), text('x', 'object'))])],
    [
      'a link without its end',
      131008,
      () => send('order_update', [{ type: 'header', parameters: [text('1')] }, body(text('a'), text('b'))]),
    ],
    ['a code button without its code', 131008, () => send('autumn_offer', [body(text('Maya'))])],
    [
      'a text where a code belongs',
      132012,
      () => send('autumn_offer', [body(text('Maya')), { type: 'button', sub_type: 'copy_code', index: '0', parameters: [text('X')] }]),
    ],
    ['a button that is not there', 131009, () => send('hello_world', [{ type: 'button', index: '3', parameters: [] }])],
  ])('is refused with %s: %i', async (_, code, attempt) => {
    const answer = await attempt();
    expect(answer.body.error).toMatchObject({ code });
    expect(answer.status).toBe(code === 132001 ? 404 : 400);
    expect(await caller.messages()).toEqual([]);
  });

  describe('with a file above the text', () => {
    const upload = async (mimeType: string): Promise<string> => {
      const body = Buffer.from(
        `--x\r\ncontent-disposition: form-data; name="messaging_product"\r\n\r\nwhatsapp\r\n` +
          `--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\ncontent-type: ${mimeType}\r\n\r\nbytes\r\n--x--\r\n`,
      );
      const answer = await caller.server.app.inject({
        method: 'POST',
        url: `/v26.0/${defaultSettings().phoneNumberId}/media`,
        headers: { ...authorised, 'content-type': 'multipart/form-data; boundary=x' },
        payload: body,
      });
      return answer.json<{ id: string }>().id;
    };
    const above = (kind: string, file: unknown) => send('above', [{ type: 'header', parameters: [{ type: kind, [kind]: file }] }]);
    const put = (header: string) => caller.post('/control/templates', { name: 'above', language: 'en_US', body: 'Look', header });

    it.each([
      ['IMAGE', 'image', 'image/png'],
      ['VIDEO', 'video', 'video/mp4'],
      ['DOCUMENT', 'document', 'application/pdf'],
    ])('takes %s by the id of its upload', async (header, kind, mimeType) => {
      await put(header);
      const id = await upload(mimeType);
      expect((await above(kind, { id, ...(kind === 'document' ? { filename: 'a.pdf' } : {}) })).status).toBe(200);
      expect((await caller.messages()).at(-1)).toMatchObject({ text: 'Look', wire: { template: { name: 'above' } } });
    });

    it.each<[string, number, () => Promise<unknown>]>([
      ['none', 132012, () => Promise.resolve([])],
      ['words', 132012, () => Promise.resolve([text('x')])],
      ['a file of another kind', 132012, async () => [{ type: 'video', video: { id: await upload('video/mp4') } }]],
      ['a type that stands above no template', 132012, async () => [{ type: 'image', image: { id: await upload('image/webp') } }]],
      ['an id that is no file', 131009, () => Promise.resolve([{ type: 'image', image: { id: '1' } }])],
      ['neither id nor link', 131008, () => Promise.resolve([{ type: 'image', image: {} }])],
      ['no object', 131008, () => Promise.resolve([{ type: 'image', image: 'x' }])],
      ['a caption', 100, async () => [{ type: 'image', image: { id: await upload('image/png'), caption: 'x' } }]],
    ])('refuses %s: %i', async (_, code, parameters) => {
      await put('IMAGE');
      const answer = await send('above', [{ type: 'header', parameters: await parameters() }]);
      expect(answer.body.error).toMatchObject({ code });
      expect(await caller.messages()).toEqual([]);
    });

    it('refuses a Word document, and a file where the template has no place for one', async () => {
      await put('DOCUMENT');
      expect((await above('document', { id: await upload('application/msword') })).body.error.code).toBe(132012);
      const image = { type: 'image', image: { id: await upload('image/png') } };
      expect((await send('winter_wishes', [{ type: 'header', parameters: [image] }])).body.error.code).toBe(132001);
      await caller.post('/control/templates', { name: 'winter_wishes', language: 'en_US', body: 'Warm wishes' });
      expect((await send('winter_wishes', [{ type: 'header', parameters: [image] }])).body.error.code).toBe(132000);
    });
  });

  describe('with a one-time code', () => {
    const code = (words: string, subType = 'url') => [
      body(text(words)),
      { type: 'button', sub_type: subType, index: '0', parameters: [text(words)] },
    ];

    it('shows it in the text, and under it a button that copies it', async () => {
      expect((await send('sign_in_code', code('482913'))).status).toBe(200);
      expect((await caller.messages()).at(-1)).toMatchObject({
        text: expect.stringMatching(/^\*482913\* is your verification code/),
        choices: [],
        actions: [{ title: 'Copy code', copies: '482913' }],
      });
    });

    it.each<[string, number, () => ReturnType<typeof send>]>([
      ['no code for the button', 131008, () => send('sign_in_code', [body(text('482913'))])],
      ['more than 15 characters', 131009, () => send('sign_in_code', code('1234567890123456'))],
      ['a button of another kind', 132012, () => send('sign_in_code', code('482913', 'copy_code'))],
      ['no kind of button', 131008, () => send('sign_in_code', [body(text('1')), { type: 'button', index: '0', parameters: [text('1')] }])],
    ])('is refused with %s: %i', async (_, expected, attempt) => {
      expect((await attempt()).body.error).toMatchObject({ code: expected });
      expect(await caller.messages()).toEqual([]);
    });

    it('goes to phone numbers only', async () => {
      await caller.say('hello');
      const { items } = (await caller.get<{ items: { bsuid: string }[] }>('/control/customers')).body;
      const template = { name: 'sign_in_code', language: { code: 'en_US' }, components: code('482913') };
      const toId = { type: 'template', template, to: undefined, recipient: items[0]?.bsuid };
      expect((await caller.graph(toId)).body.error).toMatchObject({ code: 131062 });
    });
  });

  it('says when WhatsApp holds it to see how it is taken', async () => {
    await caller.post('/control/templates', { name: 'paced', language: 'en_US', body: 'Hi', category: 'MARKETING', pacing: true });
    expect((await send('paced')).body.messages).toEqual([{ id: expect.any(String), message_status: 'held_for_quality_assessment' }]);
  });
});

describe('a quick reply under a template', () => {
  it('comes back as a button with its text', async () => {
    const receiver = await Receiver.start();
    const listening = await startCaller({ webhookUrl: receiver.url });
    try {
      const template = {
        name: 'answer_ready',
        language: { code: 'en_US' },
        components: [body(text('Maya', 'customer_name'), text('x', 'subject'))],
      };
      const sent = (await listening.graph({ type: 'template', template })).body.messages[0]?.id;
      expect((await listening.post(`/control/customers/${MAYA}/tap`, { id: 'Yes, please' })).status).toBe(201);
      const message = await eventually(() => receiver.messages[0]);
      expect(message).toMatchObject({ type: 'button', button: { payload: 'Yes, please', text: 'Yes, please' }, context: { id: sent } });
    } finally {
      await listening.server.close();
      await receiver.close();
    }
  });
});
