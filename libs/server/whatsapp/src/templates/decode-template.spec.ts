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
      'a picture above the text',
      [
        { type: 'HEADER', format: 'IMAGE' },
        { type: 'BODY', text: 'Look' },
      ],
      /a picture/,
    ],
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

  it('is not for a chat when it sends one-time codes', () => {
    expect(decode({ category: 'AUTHENTICATION' })).toMatchObject({
      category: 'authentication',
      parts: { obstacle: expect.stringContaining('one-time') },
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
