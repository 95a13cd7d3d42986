import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aChange, aContact, aDelivery, aStatus, aTextDelivery, aTextMessage, nowInSeconds } from './deliveries.js';
import { startWhatsAppApp, type WhatsAppApp } from './whatsapp-app.js';

interface InboxRow {
  kind: string;
  state: string;
  conversation_id: string | null;
}

let whatsapp: WhatsAppApp;

beforeAll(async () => {
  whatsapp = await startWhatsAppApp();
});

afterAll(async () => {
  await whatsapp.close();
});

beforeEach(async () => {
  await whatsapp.db.database.query('truncate inbox, webhook_raw');
});

const inbox = (): Promise<InboxRow[]> => whatsapp.db.database.query<InboxRow>('select kind, state, conversation_id from inbox order by id');
const outcomes = async (): Promise<string[]> =>
  (await whatsapp.db.database.query<{ outcome: string }>('select outcome from webhook_raw order by id')).map(({ outcome }) => outcome);

describe('a delivery nobody expects', () => {
  const nested = (depth: number): string => `{"entry":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;

  it.each([
    ['no JSON', 'this is no json'],
    ['half of a JSON text', '{"object":"whatsapp_business_account","entry":['],
    ['JSON that is no object', '"entry"'],
    ['JSON null', 'null'],
    ['a list', '[{"entry":[]}]'],
    ['an object without entries', '{"object":"whatsapp_business_account"}'],
    ['entries that are no list', '{"object":"whatsapp_business_account","entry":{"0":{}}}'],
    ['a byte order mark', `\uFEFF${aDelivery()}`],
    ['33 levels', nested(33)],
    ['5,000 levels', nested(5_000)],
    ['1,000,000 levels', nested(1_000_000)],
    ['wrong UTF-8', Buffer.concat([Buffer.from('{"entry":["'), Buffer.from([0xc3, 0x28]), Buffer.from('"]}')])],
    ['UTF-16', Buffer.from(aDelivery(), 'utf16le')],
  ])('is kept raw and answered 200: %s', async (_name, body) => {
    expect((await whatsapp.deliver(body)).status).toBe(200);
    expect(await outcomes()).toEqual(['unparseable']);
    expect(await whatsapp.count('inbox')).toBe(0);
  });

  it.each([
    ['no entries', '{"object":"whatsapp_business_account","entry":[]}', []],
    ['an entry of null', '{"object":"whatsapp_business_account","entry":[null]}', ['other']],
    ['no changes', '{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[]}]}', ['other']],
    ['a change of null', '{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[null]}]}', ['other']],
    ['a change without value', '{"object":"whatsapp_business_account","entry":[{"changes":[{"field":"messages"}]}]}', ['other']],
    ['null messages', aDelivery(aChange({ messages: null, statuses: null, contacts: null })), ['other']],
    ['errors only', aDelivery(aChange({ errors: [{ code: 131000, title: 'x' }] })), ['other']],
    ['a field we do not know', aDelivery(aChange({ messages: [aTextMessage()] }, 'standby')), ['other']],
    ['null everywhere', aDelivery(aChange({ messages: [null], statuses: [null], contacts: [null] })), ['other']],
    ['a message without id', aDelivery(aChange({ messages: [aTextMessage({ id: undefined })] })), ['other']],
    ['a message with a number for an id', aDelivery(aChange({ messages: [aTextMessage({ id: 1e300 })] })), ['other']],
    ['a message with NUL in its id', aDelivery(aChange({ messages: [aTextMessage({ id: 'wamid.\u0000' })] })), ['other']],
    ['a message from nobody', aDelivery(aChange({ messages: [aTextMessage({ from: undefined })] })), ['other']],
    ['a message in a group', aDelivery(aChange({ messages: [aTextMessage({ group_id: 'g' })] })), ['other']],
    ['a status without id', aDelivery(aChange({ statuses: [aStatus({ id: null })] })), ['other']],
    ['a status that is none', aDelivery(aChange({ statuses: [aStatus({ status: { a: 1 } })] })), ['other']],
    ['messages that are no list', aDelivery(aChange({ messages: { length: 3 } })), ['other']],
  ])('keeps what it cannot use, counted and not dropped: %s', async (_name, body, kinds) => {
    expect((await whatsapp.deliver(body)).status).toBe(200);
    expect(await outcomes()).toEqual(['stored']);
    const rows = await inbox();
    expect(rows.map(({ kind }) => kind)).toEqual(kinds);
    expect(rows.every(({ state, conversation_id }) => state === 'kept' && conversation_id === null)).toBe(true);
  });

  it.each([
    ['__proto__ as a name', '"__proto__":{"messages":[{}]},"constructor":{"prototype":{}},'],
    ['a number beyond all numbers', '"huge":1e999,"long":123456789012345678901234567890,'],
    ['the same key twice', '"field":"other","field":"messages",'],
  ])('is handled like any other: %s', async (_name, extra) => {
    const body = aTextDelivery().replace('"field":"messages",', `${extra}"field":"messages",`);
    expect((await whatsapp.deliver(body)).status).toBe(200);
    expect(await inbox()).toMatchObject([{ kind: 'message', state: 'pending' }]);
    expect(({} as Record<string, unknown>)['messages']).toBeUndefined();
  });

  it.each(['\u0000', '\ud800', 'a\udc00b', '\u202e', '\ufffe', '👩‍👩‍👧‍👦', 'x'.repeat(65_536)])(
    'is stored whatever characters it holds: %j',
    async (odd) => {
      const contacts = [aContact({ profile: { name: `Ma${odd}ya`.slice(0, 70_000), username: `@${odd}` } })];
      const message = aTextMessage({ text: { body: odd }, context: { id: odd, from: odd } });
      expect((await whatsapp.deliver(aDelivery(aChange({ contacts, messages: [message] })))).status).toBe(200);
      expect(await inbox()).toMatchObject([{ kind: 'message', state: 'pending' }]);
    },
  );

  it('for another business number is kept and makes no conversation', async () => {
    const conversations = await whatsapp.count('conversation');
    const metadata = { display_phone_number: '442079460999', phone_number_id: '999' };
    const value = {
      metadata,
      contacts: [aContact({ wa_id: '447700900999' })],
      messages: [aTextMessage({ from: '447700900999' })],
      statuses: [aStatus()],
    };
    expect((await whatsapp.deliver(aDelivery(aChange(value)))).status).toBe(200);
    expect(await inbox()).toMatchObject([
      { kind: 'message', state: 'kept', conversation_id: null },
      { kind: 'status', state: 'kept' },
    ]);
    expect(await whatsapp.count('conversation')).toBe(conversations);
  });

  it('older than eight days is a replay: kept as stale, and makes no contact', async () => {
    const contacts = await whatsapp.count('contact');
    const daysAgo = (days: number): string => String(Number(nowInSeconds()) - days * 86_400);
    const old = aTextMessage({ from: '447700900888', timestamp: daysAgo(9) });
    await whatsapp.deliver(aDelivery(aChange({ messages: [old], statuses: [aStatus({ timestamp: daysAgo(9) })] })));
    expect((await inbox()).map(({ state }) => state)).toEqual(['stale', 'stale']);
    expect(await whatsapp.count('contact')).toBe(contacts);
    await whatsapp.deliver(aTextDelivery({ timestamp: daysAgo(7) }));
    expect((await inbox()).map(({ state }) => state)).toEqual(['stale', 'stale', 'pending']);
  });

  it.each(['tomorrow', '', null, -5, 1e300, '99999999999999999999', undefined])(
    'with %j for a time counts from its arrival',
    async (timestamp) => {
      expect((await whatsapp.deliver(aTextDelivery({ timestamp }))).status).toBe(200);
      expect(await inbox()).toMatchObject([{ kind: 'message', state: 'pending' }]);
    },
  );
});
