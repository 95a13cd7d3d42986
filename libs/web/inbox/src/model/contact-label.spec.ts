import { describe, expect, it } from '@jest/globals';
import { contactAddress, contactLabel, initialsOf, presentPhone } from './contact-label.js';

const id = '10000000-0000-4000-8000-000000000001';

describe('how a contact is called', () => {
  it.each([
    [{ id, name: 'Maya Okafor', phone: '+447700900321', username: 'maya.o' }, 'Maya Okafor', '+44 7700 900321'],
    [{ id, name: 'kiran.builds', phone: null, username: 'kiran.builds' }, '@kiran.builds', null],
    [{ id, name: '+447700900321', phone: '+447700900321', username: null }, '+44 7700 900321', null],
    [{ id, name: '', phone: '+447700900321', username: 'maya.o' }, '@maya.o', '+44 7700 900321'],
  ])('by name, else @username, else number: %j', (names, label, address) => {
    const contact = { ...names, language: null, optedOutAt: null };
    expect(contactLabel(contact)).toBe(label);
    expect(contactAddress(contact)).toBe(address);
  });

  it.each([
    ['Maya Okafor', 'MO'],
    ['maya', 'M'],
    ['@kiran', '@k'],
    ['+44 7700 900321', '21'],
    ['🦊 Fox', 'F'],
    ['Ana Maria de Sousa', 'AS'],
    ['李 小龍', '李小'],
  ])('shortens %s to %s', (label, initials) => expect(initialsOf(label)).toBe(initials));

  it('groups a number without knowing its national plan, and leaves other text alone', () => {
    expect(presentPhone('+12025550123')).toBe('+1 2025 550123');
    expect(presentPhone('not a number')).toBe('not a number');
  });
});
