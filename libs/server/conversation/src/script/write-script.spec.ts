import { describe, expect, it } from '@jest/globals';
import { MESSAGE_TYPES } from '@parley/vocabulary';
import fc from 'fast-check';
import { parseScript, runScript, writeScript, type RecordedChat, type RecordedMessage } from './index.js';

const NOON = new Date('2026-11-23T12:00:00.000Z');
const CHAT: RecordedChat = {
  id: 'chat-1',
  origin: 'word',
  acceptedAt: new Date(NOON.getTime() + 2_000),
  agent: 'Priscilla Jones',
  endedAt: null,
  endedBy: null,
};

function said(seconds: number, message: Partial<RecordedMessage> = {}): RecordedMessage {
  const nothing = { chatId: null, agent: null, type: 'text', text: null, tapped: null, said: null } as const;
  return { at: new Date(NOON.getTime() + seconds * 1_000), direction: 'inbound', author: 'contact', ...nothing, ...message };
}

const ours = (seconds: number, message: Partial<RecordedMessage>): RecordedMessage =>
  said(seconds, { direction: 'outbound', author: 'agent', agent: 'Priscilla Jones', chatId: 'chat-1', ...message });

const NAMES = { names: ['Bartholomew Quill', 'bart_quill', 'Bea Featherstone'] };
const script = (...messages: RecordedMessage[]): string => writeScript('What happened to Bartholomew', messages, [CHAT], NAMES);
/** Names, numbers and addresses of real people, as they may stand anywhere. */
const SECRETS = /quill|bartholomew|featherstone|priscilla|jones|7700 ?900|٧٧٠٠|example\.org|Ada|High Street/i;

describe('a real conversation as a script', () => {
  it.each<[string, RecordedMessage]>([
    ['a text', said(0, { text: 'Bartholomew Quill here, 07700 900555, (07700) 900555, +44-7700-900555, bart.quill@example.org' })],
    ['a text in other digits', said(0, { text: 'call ٠٧٧٠٠ ٩٠٠٥٥٥' })],
    ['a caption', said(0, { type: 'image', text: 'QUILL, parcel for Bea' })],
    ['an answer to a form', said(0, { text: 'Featherstone' })],
    ['a contact card', said(0, { type: 'contacts', text: 'Ada Lovelace, +447700900988' })],
    ['a place', said(0, { type: 'location', text: '12 High Street' })],
    ["a notice of WhatsApp's", said(0, { type: 'system', text: 'Ada changed their number' })],
    ['a tap', said(0, { type: 'interactive', text: 'Yes', tapped: 'order-of-Bartholomew-+447700900555' })],
    ['words of an agent', ours(2, { text: 'Dear Mr Quill, Priscilla here. Jones, to be exact.' })],
    ['a caption of an agent', ours(2, { type: 'document', text: 'Invoice for Bartholomew' })],
    ['a template', ours(2, { type: 'template', text: 'Hello Bea, your parcel…' })],
    ['what was written on the phone', ours(2, { agent: null, text: 'Bartholomew, call +44 7700 900555' })],
    ['an answer of the menu', ours(2, { author: 'bot', agent: null, text: 'Hello Bartholomew' })],
    ['a note among agents', said(2, { type: 'note', author: 'system', text: 'Quill again' })],
  ])('names nobody in %s', (_, message) => {
    expect(script(message).replaceAll('+447700900123', '')).not.toMatch(SECRETS);
  });

  it('keeps the words that do something, whatever an agent is called', () => {
    const chat = { ...CHAT, agent: 'Support' };
    const messages = [said(0, { text: 'support' }), ours(0, { author: 'bot', agent: null, said: 'handover.start' })];
    expect(writeScript('x', messages, [chat], NAMES)).toContain('customer: support\n');
  });

  it('plays again with files, silences and odd line ends in it', () => {
    const written = script(
      said(0, { text: 'support' }),
      ours(0, { author: 'bot', agent: null, said: 'handover.start' }),
      said(1, { text: 'one\r\ntwo\u2028three\rfour' }),
      ours(1, { author: 'bot', agent: null, said: 'queue.ack' }),
      said(2, { text: ' ' }),
      ours(3, { author: 'bot', agent: null, said: 'agent.joined' }),
      ours(3, { type: 'image' }),
      ours(4, { type: 'document', text: 'Your bill' }),
      ours(5, { agent: null, text: 'From my phone' }),
      said(6, { type: 'reaction' }),
      said(7, { type: 'contacts', text: 'Ada' }),
    );
    runScript(parseScript(written));
    expect(written).toContain('agent Ana sends image\n');
    expect(written).toContain('customer: one\\ntwo\\nthree\\nfour\n');
  });

  it('is a script whatever has been said', () => {
    const message = fc
      .record({
        type: fc.constantFrom(...MESSAGE_TYPES),
        text: fc.option(fc.string({ unit: 'binary' })),
        tapped: fc.option(fc.constantFrom('end_chat', 'x\ny'), { freq: 5 }),
        agent: fc.constantFrom(null, 'Priscilla Jones', "O'Hara", ''),
        author: fc.constantFrom('contact', 'agent', 'bot', 'system'),
      })
      .map((one) => said(0, { ...one, direction: one.author === 'contact' ? 'inbound' : 'outbound' }));
    fc.assert(
      fc.property(fc.array(message, { maxLength: 5 }), (messages) => {
        expect(() => parseScript(script(...messages))).not.toThrow();
      }),
    );
  });
});
