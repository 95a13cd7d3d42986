import { describe, expect, it } from '@jest/globals';
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
});
