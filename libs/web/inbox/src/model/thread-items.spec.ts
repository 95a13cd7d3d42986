import { describe, expect, it } from '@jest/globals';
import { aMessage, ana, jonas } from '../../test/fake-server.js';
import type { Message } from '../api/schema.js';
import type { Outgoing } from './outgoing.js';
import { threadItems, type ThreadSituation } from './thread-items.js';
import { threadRows } from './thread-rows.js';

const conversationId = 'c';
const at = (minute: number): string => new Date(2026, 10, 22, 12, minute).toISOString();
const message = (seq: number, overrides: Partial<Message> = {}): Message =>
  aMessage({ conversationId, seq, id: `m${seq}`, sentAt: at(seq), createdAt: at(seq), ...overrides });
const entry = (overrides: Partial<Outgoing> = {}): Outgoing => ({
  clientId: 'k1',
  conversationId,
  agentId: ana.id,
  text: 'hello',
  replyTo: null,
  createdAt: at(9),
  afterSeq: 1,
  state: 'sending',
  messageId: null,
  failure: null,
  ...overrides,
});
const mine = (seq: number, text = 'hello'): Message =>
  message(seq, { direction: 'outbound', author: 'agent', agent: ana, text, status: 'queued' });
const itemsOf = (situation: Partial<ThreadSituation>) =>
  threadItems({ messages: [], outgoing: [], agent: ana, openChatId: null, firstUnread: null, ...situation });
const bubbles = (situation: Partial<ThreadSituation>) => itemsOf(situation).flatMap((item) => (item.kind === 'message' ? [item] : []));
const kinds = (situation: Partial<ThreadSituation>) => itemsOf(situation).map(({ kind }) => kind);

describe('a thread', () => {
  it('groups one author within five minutes, and no further', () => {
    const shape = bubbles({ messages: [message(0), message(4), message(10), message(11, { author: 'bot', direction: 'outbound' })] });
    expect(shape.map(({ startsGroup }) => startsGroup)).toEqual([true, false, true, true]);
    expect(shape.map(({ endsGroup }) => endsGroup)).toEqual([false, true, true, true]);
  });

  it('does not group two agents', () => {
    const shape = bubbles({ messages: [mine(1), message(2, { direction: 'outbound', author: 'agent', agent: jonas })] });
    expect(shape.map(({ startsGroup }) => startsGroup)).toEqual([true, true]);
  });

  it('separates days and chats, and says that a chat is over once another follows or none is open', () => {
    const chat = { chatId: 'one', chatNumber: 7 };
    const messages = [message(1, { sentAt: new Date(2026, 10, 21, 9).toISOString() }), message(2, chat), message(3)];
    expect(kinds({ messages })).toEqual(['day', 'message', 'day', 'chat-started', 'message', 'chat-ended', 'message']);
    expect(kinds({ messages: [message(2, chat)] })).toEqual(['day', 'chat-started', 'message', 'chat-ended']);
    expect(kinds({ messages: [message(2, chat)], openChatId: 'one' })).toEqual(['day', 'chat-started', 'message']);
  });

  it('puts the unread divider before the first unread message', () => {
    expect(kinds({ messages: [message(1), message(2)], firstUnread: { messageId: 'm2', count: 1 } })).toEqual([
      'day',
      'message',
      'unread',
      'message',
    ]);
  });

  it('shows a reaction, an edit and a deletion on what they changed, and as bubbles of their own only where nothing else shows them', () => {
    const later = [
      message(4, { type: 'reaction', replyTo: 'm1', text: '👍' }),
      message(5, { type: 'edit', replyTo: 'm2' }),
      message(6, { type: 'revoke', replyTo: 'm3' }),
    ];
    const keysOf = (...messages: Message[]): string[] => bubbles({ messages: [...messages, ...later] }).map(({ key }) => key);
    const edited = message(2, { edited: { at: at(5), first: 'Helo' } });
    const deleted = message(3, { deleted: { at: at(6) }, text: null });
    expect(keysOf(message(1), edited, deleted)).toEqual(['m1', 'm2', 'm3']);
    // An edit and a deletion that WhatsApp told too late change nothing, and are seen.
    expect(keysOf(message(1), message(2), message(3))).toEqual(['m1', 'm2', 'm3', 'm5', 'm6']);
    // What they speak of is further up than what is loaded.
    expect(keysOf()).toEqual(['m4', 'm5', 'm6']);
    expect(keysOf(deleted)).toEqual(['m3', 'm4', 'm5']);
  });

  it('puts the unread divider before the first unread bubble when the unread message is none', () => {
    const reaction = message(2, { type: 'reaction', replyTo: 'm1', text: '👍' });
    const unread = { messageId: 'm2', count: 2 };
    expect(kinds({ messages: [message(1), reaction, message(3)], firstUnread: unread })).toEqual(['day', 'message', 'unread', 'message']);
    expect(kinds({ messages: [message(1), reaction], firstUnread: unread })).toEqual(['day', 'message']);
  });

  it('fills the choice that was tapped on the message that carried it', () => {
    const menu = (seq: number) =>
      message(seq, { author: 'bot', direction: 'outbound', content: { buttons: [{ id: 'support', title: 'Chat Support' }] } });
    const tap = (seq: number, replyTo: string | null) =>
      message(seq, { replyTo, content: { tapped: { id: 'support', title: 'Chat Support' } } });
    expect(bubbles({ messages: [menu(1), menu(2), tap(3, 'm1')] }).map(({ chosenId }) => chosenId)).toEqual(['support', null, null]);
    expect(bubbles({ messages: [menu(1), menu(2), tap(3, null)] }).map(({ chosenId }) => chosenId)).toEqual([null, 'support', null]);
  });

  it('shows what is on its way at the end, under its client id', () => {
    expect(bubbles({ messages: [message(1)], outgoing: [entry()] }).map(({ key }) => key)).toEqual(['m1', 'k1']);
  });

  it('lets the stored message take the place and the key of its bubble, before and after the answer', () => {
    for (const outgoing of [entry(), entry({ state: 'accepted', messageId: 'm2' }), entry({ state: 'failed', failure: 'OFFLINE' })]) {
      const shown = bubbles({ messages: [message(1), mine(2)], outgoing: [outgoing] });
      expect(shown.map(({ key }) => key)).toEqual(['m1', 'k1']);
      expect(shown[1]?.message.id).toBe('m2');
    }
  });

  it('takes no older message of the same words for it, nor a colleague’s, nor one message for two', () => {
    expect(bubbles({ messages: [mine(1)], outgoing: [entry()] })).toHaveLength(2);
    const colleagues = message(2, { direction: 'outbound', author: 'agent', agent: jonas, text: 'hello' });
    expect(bubbles({ messages: [message(1), colleagues], outgoing: [entry()] })).toHaveLength(3);
    expect(bubbles({ messages: [message(1), mine(2)], outgoing: [entry(), entry({ clientId: 'k2' })] })).toHaveLength(3);
  });

  it('knows every row by its message, so that earlier ones can come in above it', () => {
    const rows = threadRows(itemsOf({ messages: [message(1), message(2)] }));
    expect(rows.map(({ key, dividers }) => [key, dividers.map(({ kind }) => kind)])).toEqual([
      ['m1', ['day']],
      ['m2', []],
    ]);
  });
});
