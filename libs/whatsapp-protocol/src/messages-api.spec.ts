import { describe, expect, it } from '@jest/globals';
import { acceptedWamid, messageStatus } from './messages-api.js';

describe('acceptedWamid', () => {
  it('is the id of the first message', () => {
    expect(acceptedWamid({ messaging_product: 'whatsapp', contacts: [], messages: [{ id: 'wamid.A' }] })).toBe('wamid.A');
  });

  it.each([
    null,
    undefined,
    '',
    {},
    { messages: null },
    { messages: [] },
    { messages: [null] },
    { messages: [{}] },
    { messages: [{ id: '' }] },
    { messages: [{ id: 7 }] },
  ])('is null for %j', (answer) => {
    expect(acceptedWamid(answer)).toBeNull();
  });
});

describe('messageStatus', () => {
  it('is what Graph says of a template it has accepted', () => {
    expect(messageStatus({ messages: [{ id: 'wamid.A', message_status: 'held_for_quality_assessment' }] })).toBe(
      'held_for_quality_assessment',
    );
  });

  it.each([null, {}, { messages: [] }, { messages: [{ id: 'wamid.A' }] }, { messages: [{ message_status: 3 }] }])(
    'is null for %j',
    (answer) => {
      expect(messageStatus(answer)).toBeNull();
    },
  );
});
