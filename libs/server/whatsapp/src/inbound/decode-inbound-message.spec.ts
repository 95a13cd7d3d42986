import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeInboundMessage } from './decode-inbound-message.js';

const RECEIVED = new Date('2026-11-22T10:00:00.000Z');
const MAYA = { profile: { name: 'Maya', username: '@maya.builds' }, wa_id: '447700900321', user_id: 'GB.7310448826190357' };

function decode(fields: Record<string, unknown>, contacts: unknown = [MAYA]) {
  return decodeInboundMessage({ from: '447700900321', id: 'wamid.A', timestamp: '1790000000', ...fields }, contacts, RECEIVED);
}

describe('an inbound message', () => {
  it('carries id, time and what it answers', () => {
    expect(decode({ type: 'text', text: { body: 'Hi' }, context: { from: '442079460123', id: 'wamid.Q' } })).toMatchObject({
      wamid: 'wamid.A',
      type: 'text',
      text: 'Hi',
      tapped: null,
      contextWamid: 'wamid.Q',
      sentAt: new Date(1_790_000_000_000),
      receivedAt: RECEIVED,
    });
  });

  it.each(['', 'soon', '-1', '0', '99999999999999', null, undefined, {}, 1e300])('has no time when its timestamp is %j', (timestamp) => {
    expect(decode({ type: 'text', text: { body: 'Hi' }, timestamp }).sentAt).toBeNull();
  });

  it('takes a timestamp that is a number', () => {
    expect(decode({ timestamp: 1_790_000_000 }).sentAt).toEqual(new Date(1_790_000_000_000));
  });

  it.each([
    ['keeps every character', ' Grüße  🔧\n\u202e', ' Grüße  🔧\n\u202e'],
    ['removes NUL', 'a\u0000b', 'ab'],
    ['replaces lone surrogates', 'a\ud800b\udc00', 'a\uFFFDb\uFFFD'],
    ['keeps pairs', '👩‍👧', '👩‍👧'],
    ['keeps any length', 'x'.repeat(65_536), 'x'.repeat(65_536)],
  ])('%s of a text', (_name, body, text) => {
    expect(decode({ type: 'text', text: { body } }).text).toBe(text);
  });

  it.each([
    [
      'image',
      { id: '1', mime_type: 'image/jpeg', sha256: 'a=', caption: 'Look' },
      'Look',
      { media: { channelMediaId: '1', mimeType: 'image/jpeg', sha256: 'a=' } },
    ],
    ['video', { id: '2', mime_type: 'video/mp4' }, null, { media: { channelMediaId: '2', mimeType: 'video/mp4' } }],
    ['audio', { id: '3', voice: true }, null, { media: { channelMediaId: '3', voice: true } }],
    ['document', { id: '4', filename: 'a.pdf', caption: 'Bill' }, 'Bill', { media: { channelMediaId: '4', filename: 'a.pdf' } }],
    ['sticker', { id: '5', animated: false }, null, { media: { channelMediaId: '5' } }],
    [
      'location',
      { latitude: 51.5, longitude: '-0.11', name: 'Office' },
      'Office',
      { location: { latitude: 51.5, longitude: -0.11, name: 'Office' } },
    ],
    [
      'system',
      { body: 'Maya changed', type: 'user_changed_number', wa_id: '447700900777', user_id: 'GB.9', previous_user_id: 'GB.8' },
      'Maya changed',
      { notice: 'user_changed_number', phone: '+447700900777', bsuid: 'GB.9', previousBsuid: 'GB.8' },
    ],
  ])('of type %s is decoded as far as it takes to show it', (type, body, text, content) => {
    expect(decode({ type, [type]: body })).toMatchObject({ type, text, content, tapped: null });
  });

  it('never keeps the address of a media file', () => {
    const decoded = decode({ type: 'image', image: { id: '1', url: 'https://lookaside.fbsbx.com/x' } });
    expect(JSON.stringify(decoded)).not.toContain('lookaside');
  });

  it('with contact cards shows their names', () => {
    const contacts = [
      { name: { formatted_name: 'Ada Quill' }, phones: [{ phone: '+44 7700 900987' }], emails: [{ email: 'ada@example.org' }] },
      { phones: [{ wa_id: '447700900988' }] },
      {},
    ];
    expect(decode({ type: 'contacts', contacts })).toMatchObject({
      type: 'contacts',
      text: 'Ada Quill, +447700900988',
      content: { contactCount: 3, contacts: [{ name: 'Ada Quill', phones: ['+44 7700 900987'], emails: ['ada@example.org'] }, {}, {}] },
    });
  });

  it.each([
    [
      'a reply button',
      { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'end_chat', title: 'End Chat' } } },
      'end_chat',
      'End Chat',
    ],
    [
      'a row of a list',
      { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'support', title: 'Chat Support' } } },
      'support',
      'Chat Support',
    ],
    ["a template's button", { type: 'button', button: { payload: 'CONFIRM_1', text: 'Confirm' } }, 'CONFIRM_1', 'Confirm'],
    ["a template's button without payload", { type: 'button', button: { text: 'Confirm' } }, 'Confirm', 'Confirm'],
    [
      'a button without title',
      { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'stay' } } },
      'stay',
      'stay',
    ],
  ])('that taps %s says which', (_name, fields, id, title) => {
    expect(decode(fields)).toMatchObject({ type: 'interactive', text: title, tapped: { id, title } });
  });

  it('that answers a form is shown by its text, with the answers beside it', () => {
    const nfm = { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"q":"9"}' } };
    expect(decode({ type: 'interactive', interactive: nfm })).toMatchObject({
      type: 'interactive',
      text: 'Sent',
      tapped: null,
      content: { form: { name: 'flow', response: '{"q":"9"}' } },
    });
  });

  it.each([
    ['a kind nobody knows', { type: 'hologram', hologram: {} }, { originalType: 'hologram' }],
    ['a kind named like a method of objects', { type: 'constructor' }, { originalType: 'constructor' }],
    ['no type', { text: { body: 'Hi' } }, {}],
    ['a text without text', { type: 'text' }, { originalType: 'text' }],
    ['a text that is a number', { type: 'text', text: { body: 7 } }, { originalType: 'text' }],
    ['an image without id', { type: 'image', image: {} }, { originalType: 'image' }],
    ['an edit of nothing', { type: 'edit', edit: { message: { type: 'text', text: { body: 'x' } } } }, { originalType: 'edit' }],
    [
      'an edit inside an edit',
      { type: 'edit', edit: { original_message_id: 'wamid.B', message: { type: 'edit', edit: {} } } },
      { originalType: 'edit' },
    ],
    ['a deletion of nothing', { type: 'revoke', revoke: {} }, { originalType: 'revoke' }],
    ['an order without products', { type: 'order', order: { text: 'x' } }, { originalType: 'order' }],
    ['a place beyond the earth', { type: 'location', location: { latitude: 91, longitude: 0 } }, { originalType: 'location' }],
    [
      'a message WhatsApp has not passed on',
      { type: 'unsupported', errors: [{ code: 131060 }] },
      { errorCode: 131060, reason: expect.stringContaining('ask for it again') },
    ],
    ['a place nowhere', { type: 'location', location: { latitude: 'x' } }, { originalType: 'location' }],
    ['an edit', { type: 'edit', edit: {} }, { originalType: 'edit' }],
    ['a tap on nothing', { type: 'interactive', interactive: { type: 'button_reply' } }, { originalType: 'interactive' }],
    [
      'another kind of tap',
      { type: 'interactive', interactive: { type: 'call_permission_reply' } },
      { originalType: 'interactive/call_permission_reply' },
    ],
    [
      "WhatsApp's own word for it",
      { type: 'unsupported', errors: [{ code: 131051, title: 'Message type unknown' }], unsupported: { type: 'poll_creation' } },
      { originalType: 'poll_creation', errorCode: 131051 },
    ],
  ])('that is %s becomes unsupported, never nothing', (_name, fields, content) => {
    expect(decode(fields)).toMatchObject({ type: 'unsupported', text: null, content });
  });

  it.each([
    ['a reaction', { type: 'reaction', reaction: { message_id: 'wamid.B', emoji: '🔧' } }, '🔧', { kind: 'reaction', emoji: '🔧' }],
    ['a reaction taken back', { type: 'reaction', reaction: { message_id: 'wamid.B' } }, null, { kind: 'reaction', emoji: null }],
    [
      'a reaction taken back the other way',
      { type: 'reaction', reaction: { message_id: 'wamid.B', emoji: '' } },
      null,
      { kind: 'reaction', emoji: null },
    ],
    [
      'an edit',
      { type: 'edit', edit: { original_message_id: 'wamid.B', message: { type: 'text', text: { body: 'new' } } } },
      'new',
      { kind: 'edit', text: 'new' },
    ],
    [
      'an edited caption',
      { type: 'edit', edit: { original_message_id: 'wamid.B', message: { type: 'image', image: { id: '1', caption: 'new' } } } },
      'new',
      { kind: 'edit', text: 'new' },
    ],
    ['a deletion', { type: 'revoke', revoke: { original_message_id: 'wamid.B' } }, null, { kind: 'revoke' }],
  ])('that is %s says what it does to which message', (_name, fields, text, amends) => {
    expect(decode(fields)).toMatchObject({ type: fields.type, text, amends: { targetWamid: 'wamid.B', ...amends } });
  });

  it('that is an order shows what was ordered', () => {
    const order = { text: 'Please', product_items: [{ product_retailer_id: 'K1', quantity: 2, item_price: 34.5, currency: 'GBP' }] };
    expect(decode({ type: 'order', order })).toMatchObject({
      type: 'order',
      text: 'Please',
      content: {
        order: {
          products: [{ product: 'K1', quantity: 2, price: 34.5, currency: 'GBP' }],
          productCount: 1,
          totals: [{ currency: 'GBP', amount: 69 }],
        },
      },
    });
  });

  it('says that it was forwarded, and by which advertisement somebody came', () => {
    const referral = { headline: 'Sale', source_url: 'https://example.org/ad', source_id: '123' };
    expect(decode({ type: 'text', text: { body: 'Hi' }, context: { forwarded: true }, referral }).content).toEqual({
      forwarded: 'once',
      referral: { headline: 'Sale', sourceUrl: 'https://example.org/ad', sourceId: '123' },
    });
  });

  it('never throws and never breaks its promise of clean strings, whatever stands in it', () => {
    const kinds = fc.constantFrom(
      'text',
      'image',
      'location',
      'contacts',
      'interactive',
      'button',
      'reaction',
      'order',
      'system',
      'edit',
      'revoke',
    );
    fc.assert(
      fc.property(kinds, fc.anything(), fc.anything(), fc.dictionary(fc.string(), fc.anything()), (type, body, contacts, more) => {
        const decoded = decodeInboundMessage({ ...more, type, [type]: body }, contacts, RECEIVED);
        expect(JSON.stringify(decoded)).not.toMatch(/\\u0000|\\ud[89a-f]/);
      }),
    );
  });
});
