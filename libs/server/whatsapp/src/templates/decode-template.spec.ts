import { describe, expect, it } from '@jest/globals';
import { decodeTemplate } from './decode-template.js';

const order = {
  id: '594425479261596',
  name: 'order_update',
  language: 'en_US',
  status: 'APPROVED',
  category: 'UTILITY',
  quality_score: { score: 'GREEN', date: 1 },
  components: [
    { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}', example: { header_text: ['1042'] } },
    { type: 'BODY', text: 'Hi {{1}}, order {{2}} has left.', example: { body_text: [['Maya', 'the lamp']] } },
    { type: 'FOOTER', text: 'Lamp & Co' },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Thanks' },
        { type: 'URL', text: 'Track', url: 'https://lamp.example/{{1}}', example: ['AB-7'] },
        { type: 'PHONE_NUMBER', text: 'Call us', phone_number: '+442079460123' },
      ],
    },
  ],
};

const decode = (changes: object) => decodeTemplate({ ...order, ...changes });
const withComponents = (...components: readonly object[]) => decode({ components })?.parts;

describe('a template of the list', () => {
  it('is taken apart into header, body, footer, buttons and samples', () => {
    expect(decodeTemplate(order)).toEqual({
      externalId: '594425479261596',
      name: 'order_update',
      language: 'en_US',
      category: 'utility',
      status: 'approved',
      quality: 'high',
      parts: {
        header: { kind: 'text', text: 'Order {{1}}' },
        body: 'Hi {{1}}, order {{2}} has left.',
        footer: 'Lamp & Co',
        buttons: [
          { kind: 'quick-reply', title: 'Thanks' },
          { kind: 'url', title: 'Track', url: 'https://lamp.example/{{1}}' },
          { kind: 'phone', title: 'Call us' },
        ],
        examples: { 'header.1': '1042', 'body.1': 'Maya', 'body.2': 'the lamp', 'button.1': 'AB-7' },
        obstacle: null,
      },
    });
  });

  it('finds the samples of gaps that have names', () => {
    const example = { body_text_named_params: [{ param_name: 'name', example: 'Maya' }] };
    expect(withComponents({ type: 'BODY', text: 'Hi {{name}}', example })?.examples).toEqual({ 'body.name': 'Maya' });
  });

  it.each<[string, object[], RegExp]>([
    [
      'a header of a kind from next year',
      [
        { type: 'HEADER', format: 'HOLOGRAM' },
        { type: 'BODY', text: 'Look' },
      ],
      /newer/,
    ],
    [
      'cards',
      [
        { type: 'BODY', text: 'Look' },
        { type: 'CAROUSEL', cards: [] },
      ],
      /carousel/,
    ],
    [
      'a button of a kind from next year',
      [
        { type: 'BODY', text: 'Look' },
        { type: 'BUTTONS', buttons: [{ type: 'FLOW', text: 'Book' }] },
      ],
      /Book/,
    ],
    ['no text', [{ type: 'FOOTER', text: 'x' }], /no text/],
  ])('says why it cannot be sent from here: %s', (_, components, reason) => {
    expect(withComponents(...components)?.obstacle).toMatch(reason);
  });

  it('may have a place above the text', () => {
    const parts = withComponents({ type: 'HEADER', format: 'LOCATION' }, { type: 'BODY', text: 'Come here' });
    expect([parts?.header, parts?.obstacle]).toEqual([{ kind: 'location' }, null]);
  });

  it.each([
    ['IMAGE', 'image'],
    ['VIDEO', 'video'],
    ['DOCUMENT', 'document'],
  ])('may have a file above the text: %s', (format, kind) => {
    const example = { header_handle: ['https://scontent.example/a.png'] };
    const parts = withComponents({ type: 'HEADER', format, example }, { type: 'BODY', text: 'Look' });
    expect([parts?.header, parts?.obstacle, parts?.examples]).toEqual([{ kind }, null, {}]);
  });

  describe('with one-time codes', () => {
    const link = (query: string) => `https://www.whatsapp.com/otp/code/?${query}&code=otp{{1}}`;
    const codes = (...buttons: readonly object[]) =>
      decode({
        category: 'AUTHENTICATION',
        components: [
          { type: 'BODY', text: '*{{1}}* is your verification code.', example: { body_text: [['123456']] } },
          { type: 'FOOTER', text: 'This code expires in 10 minutes.' },
          ...(buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons }]),
        ],
      });

    it.each<[string, object]>([
      ['as it is listed', { type: 'URL', text: 'Copy code', url: link('otp_type=COPY_CODE&code_expiration_minutes=10') }],
      ['as it is made', { type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' }],
    ])('has one place for the code, and a button that copies it: %s', (_, button) => {
      expect(codes(button)).toMatchObject({
        category: 'authentication',
        parts: { buttons: [{ kind: 'one-time-code', title: 'Copy code' }], examples: { 'body.1': '123456' }, obstacle: null },
      });
    });

    it.each<[string, readonly object[]]>([
      ['the code goes to an app', [{ type: 'URL', text: 'Autofill', url: link('otp_type=ONE_TAP&package_name=x') }]],
      ['the code goes to an app unseen', [{ type: 'OTP', otp_type: 'ZERO_TAP' }]],
      ['there is no button', []],
      [
        'the button opens another page',
        [{ type: 'URL', text: 'Open', url: 'https://lamp.example/otp/code/?otp_type=COPY_CODE&code={{1}}' }],
      ],
      ['there are two buttons', Array<object>(2).fill({ type: 'OTP', otp_type: 'COPY_CODE' })],
    ])('says why it cannot be sent from here: %s', (_, buttons) => {
      expect(codes(...buttons)?.parts.obstacle).toMatch(/one-time code/);
    });

    it('says so too when there is more than one place to fill', () => {
      const components = [
        { type: 'BODY', text: '{{1}} {{2}}' },
        { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
      ];
      expect(decode({ category: 'AUTHENTICATION', components })?.parts.obstacle).toMatch(/no single place/);
    });

    it('takes a link of that kind in another category for the link it is', () => {
      const parts = withComponents(
        { type: 'BODY', text: 'x' },
        { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Copy', url: link('otp_type=COPY_CODE') }] },
      );
      expect(parts?.buttons).toEqual([{ kind: 'url', title: 'Copy', url: link('otp_type=COPY_CODE') }]);
    });
  });

  it.each([
    ['IN_APPEAL', 'pending'],
    ['PENDING_DELETION', 'deleted'],
    ['PAUSED', 'paused'],
    ['paused', 'paused'],
    ['LIMIT_EXCEEDED', 'other'],
    ['constructor', 'other'],
    [undefined, 'other'],
    [7, 'other'],
  ])('with status %s is %s', (status, ours) => {
    expect(decode({ status })?.status).toBe(ours);
  });

  it.each([null, 'x', {}, { name: 'x' }, { language: 'en' }, { name: '', language: 'en' }, { name: {}, language: 'en' }])(
    'is none when it is %j',
    (wire) => {
      expect(decodeTemplate(wire)).toBeNull();
    },
  );

  it.each([
    ['no list of components', { components: 'x' }],
    ['components that are none', { components: [null, 7, 'BODY', {}, { type: 7 }] }],
    ['text that is no text', { components: [{ type: 'BODY', text: { a: 1 } }] }],
    [
      'buttons that are none',
      {
        components: [
          { type: 'BODY', text: 'x' },
          { type: 'BUTTONS', buttons: [null, {}, 7] },
        ],
      },
    ],
    [
      'examples that are none',
      { components: [{ type: 'BODY', text: '{{1}} {{a}}', example: { body_text: [null], body_text_named_params: [7] } }] },
    ],
    ['hostile names', { components: [{ type: 'BODY', text: '{{constructor}} {{__proto__}}' }] }],
  ])('survives %s', (_, changes) => {
    expect(decode(changes)?.name).toBe('order_update');
  });

  it('holds nothing that PostgreSQL cannot keep', () => {
    const parts = withComponents({ type: 'BODY', text: 'a\0b\ud83d' }, { type: 'FOOTER', text: '\0' });
    expect([parts?.body, parts?.footer]).toEqual(['ab\ufffd', '']);
  });
});
