import { describe, expect, it } from '@jest/globals';
import type { Message } from '../src/api/simulator.js';
import { emptyState, reduce, unreadCount, visible, type PhoneEvent } from '../src/state/phone-state.js';

const MAYA = '+447700900321';

const message = (more: Partial<Message>): Message => ({
  seq: 1,
  id: 'wamid.1',
  direction: 'outbound',
  phone: MAYA,
  type: 'text',
  text: 'Hello',
  wire: {},
  choices: [],
  contextId: null,
  at: '2026-11-22T14:18:00.000Z',
  status: 'delivered',
  chosenId: null,
  ...more,
});
const after = (...events: PhoneEvent[]) => events.reduce(reduce, emptyState);
const heard = (more: Partial<Message>): PhoneEvent => ({ type: 'message', message: message(more) });

describe('the state of the phones', () => {
  it('keeps the newest form of a message, whatever order it is heard in', () => {
    const state = after(heard({ seq: 3, status: 'read' }), heard({ seq: 2, status: 'delivered' }), heard({ seq: 3, status: 'read' }));
    expect(state.threads[MAYA]).toMatchObject([{ seq: 3, status: 'read' }]);
  });

  it('shows what the business sent only once it was delivered, and never what failed', () => {
    const thread = (['accepted', 'sent', 'failed', 'delivered', 'read'] as const).map((status) => message({ id: status, status }));
    expect(visible(thread).map(({ id }) => id)).toEqual(['delivered', 'read']);
    expect(visible([message({ direction: 'inbound', status: 'queued' })])).toHaveLength(1);
  });

  it('counts as unread what was delivered after the chat was last on the screen', () => {
    const first = after(heard({ seq: 4, id: 'a' }));
    expect(unreadCount(first, MAYA)).toBe(1);
    const seen = reduce(first, { type: 'seen', phone: MAYA });
    expect(unreadCount(seen, MAYA)).toBe(0);
    expect(unreadCount(reduce(seen, heard({ seq: 5, id: 'b' })), MAYA)).toBe(1);
  });

  it('starts over when another simulator answers, and stays when the same one is back', () => {
    const state = after({ type: 'hello', instance: 'one' }, heard({ seq: 9 }), { type: 'lost' });
    expect(reduce(state, { type: 'hello', instance: 'one' }).threads[MAYA]).toHaveLength(1);
    expect(reduce(state, { type: 'hello', instance: 'two' })).toMatchObject({ threads: {}, connected: true });
  });
});
