import { describe, expect, it } from '@jest/globals';
import { LOCATION_WORDS } from '@parley/conversation';
import { encodeOutboundMessage } from './encode-outbound-message.js';

const to = { phone: '+447700900321', bsuid: 'GB.7310448826190357' };
const text = { type: 'text', text: 'Hi' } as const;
const common = { messaging_product: 'whatsapp', recipient_type: 'individual', to: '+447700900321', biz_opaque_callback_data: 'v1.x' };

describe('an outbound message', () => {
  it('is a text', () => {
    expect(encodeOutboundMessage({ to, content: text, replyToWamid: null, callbackId: 'v1.x' })).toEqual({
      ...common,
      type: 'text',
      text: { body: 'Hi' },
    });
  });

  it('is addressed by phone whenever one is known, always with +', () => {
    const encoded = encodeOutboundMessage({
      to: { phone: '447700900321', bsuid: 'GB.1' },
      content: text,
      replyToWamid: null,
      callbackId: 'c',
    });
    expect(encoded).toMatchObject({ to: '+447700900321' });
    expect(encoded).not.toHaveProperty('recipient');
  });

  it('is addressed by business-scoped id when there is no phone', () => {
    const encoded = encodeOutboundMessage({ to: { phone: null, bsuid: 'GB.1' }, content: text, replyToWamid: null, callbackId: 'c' });
    expect(encoded).toMatchObject({ recipient: 'GB.1' });
    expect(encoded).not.toHaveProperty('to');
  });

  it('cannot be addressed to nobody', () => {
    expect(encodeOutboundMessage({ to: { phone: null, bsuid: null }, content: text, replyToWamid: null, callbackId: 'c' })).toBeNull();
  });

  it('quotes the message it answers', () => {
    expect(encodeOutboundMessage({ to, content: text, replyToWamid: 'wamid.Q', callbackId: 'c' })).toMatchObject({
      context: { message_id: 'wamid.Q' },
    });
  });

  it('carries reply buttons', () => {
    const content = {
      type: 'buttons',
      text: 'Sure?',
      buttons: [
        { id: 'end_chat', title: 'End Chat' },
        { id: 'stay', title: 'Stay' },
      ],
    } as const;
    expect(encodeOutboundMessage({ to, content, replyToWamid: null, callbackId: 'v1.x' })).toEqual({
      ...common,
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'Sure?' },
        action: {
          buttons: [
            { type: 'reply', reply: { id: 'end_chat', title: 'End Chat' } },
            { type: 'reply', reply: { id: 'stay', title: 'Stay' } },
          ],
        },
      },
    });
  });

  it('carries a list', () => {
    const rows = [
      { id: 'support', title: 'Chat Support', description: 'Talk to a person' },
      { id: 'faq', title: 'FAQ' },
    ];
    const content = { type: 'list', text: 'Menu', button: 'Choose', rows } as const;
    expect(encodeOutboundMessage({ to, content, replyToWamid: null, callbackId: 'v1.x' })).toEqual({
      ...common,
      type: 'interactive',
      interactive: { type: 'list', body: { text: 'Menu' }, action: { button: 'Choose', sections: [{ rows }] } },
    });
  });

  it('carries a button that opens a page', () => {
    const content = { type: 'link', text: 'All we have', button: 'Open the shop', url: 'https://juniper-home.example/new' } as const;
    expect(encodeOutboundMessage({ to, content, replyToWamid: null, callbackId: 'v1.x' })).toEqual({
      ...common,
      type: 'interactive',
      interactive: {
        type: 'cta_url',
        body: { text: 'All we have' },
        action: { name: 'cta_url', parameters: { display_text: 'Open the shop', url: 'https://juniper-home.example/new' } },
      },
    });
  });

  it.each([
    ['image', 'Look', { id: '9001', caption: 'Look' }],
    ['image', '', { id: '9001' }],
    ['video', 'Look', { id: '9001', caption: 'Look' }],
    ['document', 'Your bill', { id: '9001', caption: 'Your bill', filename: 'bill.pdf' }],
    ['audio', '', { id: '9001' }],
    ['sticker', '', { id: '9001' }],
  ] as const)('carries a file by the id of its upload: %s, caption "%s"', (type, text, part) => {
    const file = { id: 'media-1', state: 'stored', mimeType: 'application/pdf', size: 9, sha256: 'ab', filename: 'bill.pdf' } as const;
    const content = { type, text, media: { ...file, channelMediaId: '9001' } };
    expect(encodeOutboundMessage({ to, content, replyToWamid: 'wamid.1', callbackId: 'v1.x' })).toEqual({
      ...common,
      context: { message_id: 'wamid.1' },
      type,
      [type]: part,
    });
  });

  it('carries a template: only parts with gaps, values in the order of the gaps', () => {
    const content = {
      type: 'template',
      text: 'Order 1042\n\nHi Maya, it leaves today',
      template: { id: 't1', name: 'order_update', language: 'en_US', category: 'utility' },
      values: [
        { key: 'header.1', part: 'header', place: '1', named: false, text: '1042' },
        { key: 'body.1', part: 'body', place: '1', named: false, text: 'Maya' },
        { key: 'body.2', part: 'body', place: '2', named: false, text: 'today' },
        { key: 'button.1', part: 'button', index: 1, kind: 'url', text: 'AB-7' },
        { key: 'button.2', part: 'button', index: 2, kind: 'copy-code', text: 'SAVE10' },
      ],
    } as const;
    expect(encodeOutboundMessage({ to, content, replyToWamid: null, callbackId: 'v1.x' })).toEqual({
      ...common,
      type: 'template',
      template: {
        name: 'order_update',
        language: { code: 'en_US' },
        components: [
          { type: 'header', parameters: [{ type: 'text', text: '1042' }] },
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'Maya' },
              { type: 'text', text: 'today' },
            ],
          },
          { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 'AB-7' }] },
          { type: 'button', sub_type: 'copy_code', index: '2', parameters: [{ type: 'coupon_code', coupon_code: 'SAVE10' }] },
        ],
      },
    });
  });

  it('carries a place above a template with numbers for its degrees', () => {
    const template = { id: 't1', name: 'table_ready', language: 'en_US', category: 'utility' } as const;
    const words = { latitude: '51.5072', longitude: '-0.1276', name: 'Lamp & Co', address: 'Mill Lane 2' };
    const values = LOCATION_WORDS.map((place) => ({ key: `header.${place}`, part: 'location', place, text: words[place] }) as const);
    expect(
      encodeOutboundMessage({ to, content: { type: 'template', text: 'x', template, values }, replyToWamid: null, callbackId: 'c' }),
    ).toMatchObject({
      template: {
        components: [
          {
            type: 'header',
            parameters: [
              { type: 'location', location: { latitude: 51.5072, longitude: -0.1276, name: 'Lamp & Co', address: 'Mill Lane 2' } },
            ],
          },
        ],
      },
    });
  });

  it.each([
    ['image', 'hinge.png', { id: '9001' }],
    ['video', null, { id: '9001' }],
    ['document', 'invoice.pdf', { id: '9001', filename: 'invoice.pdf' }],
  ] as const)('carries %s above a template by its upload, without a caption', (kind, filename, file) => {
    const template = { id: 't1', name: 'delivery', language: 'en_US', category: 'utility' } as const;
    const media = { id: 'm', channelMediaId: '9001', state: 'stored', mimeType: 'x/y', size: 1, sha256: 'ab', filename, kind } as const;
    const values = [{ key: 'body.1', part: 'body', place: '1', named: false, text: 'Maya' }] as const;
    const content = { type: 'template', text: 'Hi Maya', template, values, media } as const;
    expect(encodeOutboundMessage({ to, content, replyToWamid: null, callbackId: 'c' })).toMatchObject({
      type: 'template',
      template: {
        components: [
          { type: 'header', parameters: [{ type: kind, [kind]: file }] },
          { type: 'body', parameters: [{ type: 'text', text: 'Maya' }] },
        ],
      },
    });
  });

  it('gives a one-time code to the text and to the button that copies it', () => {
    const template = { id: 't1', name: 'sign_in_code', language: 'en_US', category: 'authentication' } as const;
    const values = [
      { key: 'body.1', part: 'body', place: '1', named: false, text: '482913' },
      { key: 'button.0', part: 'button', index: 0, kind: 'one-time-code', text: '482913' },
    ] as const;
    const content = { type: 'template', text: 'x', template, values } as const;
    expect(encodeOutboundMessage({ to, content, replyToWamid: null, callbackId: 'c' })).toMatchObject({
      template: {
        components: [
          { type: 'body', parameters: [{ type: 'text', text: '482913' }] },
          { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '482913' }] },
        ],
      },
    });
  });

  it('names the values of a template whose gaps have names, and leaves components out where there is no gap', () => {
    const template = { id: 't1', name: 'hello_world', language: 'en_US', category: 'utility' } as const;
    const plain = { type: 'template', text: 'Hello', template, values: [] } as const;
    expect(encodeOutboundMessage({ to, content: plain, replyToWamid: null, callbackId: 'v1.x' })).toEqual({
      ...common,
      type: 'template',
      template: { name: 'hello_world', language: { code: 'en_US' } },
    });
    const named = { ...plain, values: [{ key: 'body.name', part: 'body', place: 'name', named: true, text: 'Maya' }] } as const;
    expect(encodeOutboundMessage({ to, content: named, replyToWamid: null, callbackId: 'v1.x' })).toMatchObject({
      template: { components: [{ type: 'body', parameters: [{ type: 'text', text: 'Maya', parameter_name: 'name' }] }] },
    });
  });
});
