import { describe, expect, it } from '@jest/globals';
import { acceptedWamid } from './messages-api.js';

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
