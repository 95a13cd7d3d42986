import type { Customer, Message } from '../src/api/simulator.js';

export const MAYA: Customer = {
  phone: '+447700900321',
  bsuid: 'GB.1',
  name: 'Maya Okafor',
  hidesPhone: false,
  online: true,
  typingUntil: null,
};
export const TOMAS: Customer = { ...MAYA, phone: '+447700900456', bsuid: 'GB.2', name: 'Tomás Rivera' };

/** A message to Maya that she has read. */
export const message = (more: Partial<Message>): Message => ({
  seq: 1,
  id: 'wamid.1',
  direction: 'outbound',
  phone: MAYA.phone,
  type: 'text',
  text: 'Hello',
  wire: {},
  choices: [],
  contextId: null,
  at: '2026-11-22T14:18:00.000Z',
  status: 'read',
  chosenId: null,
  ...more,
});
