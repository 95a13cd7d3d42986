import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { signBody } from '@parley/whatsapp-protocol';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { aChange, aContact, aDelivery, aStatus, aTextDelivery, aTextMessage, aWamid } from './deliveries.js';
import { APP_SECRET, PREVIOUS_SECRET, startWhatsAppApp, VERIFY_TOKEN, type WhatsAppApp } from './whatsapp-app.js';

interface InboxRow {
  kind: string;
  state: string;
  conversation_id: string | null;
  entry_no: number;
  change_no: number;
  item_no: number;
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

const inbox = (): Promise<InboxRow[]> =>
  whatsapp.db.database.query<InboxRow>('select kind, state, conversation_id, entry_no, change_no, item_no from inbox order by id');
const outcomes = async (): Promise<string[]> =>
  (await whatsapp.db.database.query<{ outcome: string }>('select outcome from webhook_raw order by id')).map(({ outcome }) => outcome);
const stored = async (): Promise<number> => (await whatsapp.count('webhook_raw')) + (await whatsapp.count('inbox'));

describe('the verification of the webhook address', () => {
  const verify = (query: string): Promise<Response> => fetch(`${whatsapp.url}${query}`);

  it('echoes the challenge as it came, as text', async () => {
    const answer = await verify(`?hub.mode=subscribe&hub.verify_token=${VERIFY_TOKEN}&hub.challenge=%3Cb%3E0115820%20x`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    expect(await answer.text()).toBe('<b>0115820 x');
  });

  it.each([
    ['a wrong token', '?hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1'],
    ['no token', '?hub.mode=subscribe&hub.challenge=1'],
    ['an empty token', '?hub.mode=subscribe&hub.verify_token=&hub.challenge=1'],
    ['a wrong mode', `?hub.mode=unsubscribe&hub.verify_token=${VERIFY_TOKEN}&hub.challenge=1`],
    ['no mode', `?hub.verify_token=${VERIFY_TOKEN}&hub.challenge=1`],
    ['no challenge', `?hub.mode=subscribe&hub.verify_token=${VERIFY_TOKEN}`],
    ['a repeated token', `?hub.mode=subscribe&hub.verify_token=${VERIFY_TOKEN}&hub.verify_token=${VERIFY_TOKEN}&hub.challenge=1`],
    ['a repeated mode', `?hub.mode=subscribe&hub.mode=subscribe&hub.verify_token=${VERIFY_TOKEN}&hub.challenge=1`],
    ['a repeated challenge', `?hub.mode=subscribe&hub.verify_token=${VERIFY_TOKEN}&hub.challenge=1&hub.challenge=2`],
    ['nothing at all', ''],
  ])('is refused with %s', async (_name, query) => {
    expect((await verify(query)).status).toBe(403);
  });
});

describe('the signature of a delivery', () => {
  it.each([
    ['none', { 'x-hub-signature-256': '' }],
    ['one of another secret', { 'x-hub-signature-256': signBody('wrong', Buffer.from('{}')) }],
    ['sha1 only', { 'x-hub-signature-256': '', 'x-hub-signature': `sha1=${'a'.repeat(40)}` }],
    ['half of one', { 'x-hub-signature-256': 'sha256=c84a394cc475525991e78ff16e430b02' }],
    ['two at once', { 'x-hub-signature-256': `sha256=${'a'.repeat(64)}, sha256=${'a'.repeat(64)}` }],
  ])('INV-04 is refused 401 and leaves not one row: %s', async (_name, headers) => {
    const answer = await whatsapp.deliver(aTextDelivery(), headers);
    expect(answer.status).toBe(401);
    expect(await stored()).toBe(0);
  });

  it('INV-04 of one byte changed is refused', async () => {
    const body = Buffer.from(aTextDelivery());
    const signature = signBody(APP_SECRET, body);
    body[body.length - 2] = 0x20;
    expect((await whatsapp.deliver(body, { 'x-hub-signature-256': signature })).status).toBe(401);
    expect(await stored()).toBe(0);
  });

  it('is judged before anything else: even no JSON is a 401 when it is wrong', async () => {
    expect((await whatsapp.deliver('no json', { 'x-hub-signature-256': 'sha256=00' })).status).toBe(401);
  });

  it('may be by the previous secret while one is rotated', async () => {
    const body = Buffer.from(aTextDelivery());
    const answer = await whatsapp.deliver(body, { 'x-hub-signature-256': signBody(PREVIOUS_SECRET, body) });
    expect(answer.status).toBe(200);
  });

  it('of a body without bytes is checked like any other', async () => {
    const answer = await fetch(whatsapp.url, { method: 'POST' });
    expect(answer.status).toBe(401);
    expect((await whatsapp.deliver('')).status).toBe(200);
    expect(await outcomes()).toEqual(['unparseable']);
  });
});

describe('a delivery', () => {
  it('INV-03 is answered 200 with nothing in it, and is stored by then', async () => {
    const answer = await whatsapp.deliver(aTextDelivery());
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('');
    const [row] = await inbox();
    expect(row).toMatchObject({ kind: 'message', state: 'pending' });
    expect(row?.conversation_id).not.toBeNull();
  });

  it('is kept byte for byte', async () => {
    const body = Buffer.from('{"object":"whatsapp_business_account",  "entry":[], "t":"\\u00e4 \\ud83d\\udd27 \\u0000 ä 🔧"}');
    await whatsapp.deliver(body);
    const [row] = await whatsapp.db.database.query<{ body: Buffer }>('select body from webhook_raw');
    expect(row?.body.equals(body)).toBe(true);
  });

  it.each(['text/plain', 'application/json; charset=utf-8', 'application/x-www-form-urlencoded', 'multipart/form-data', 'nonsense'])(
    'is read whatever it calls itself: %s',
    async (contentType) => {
      expect((await whatsapp.deliver(aTextDelivery(), { 'content-type': contentType })).status).toBe(200);
      expect(await whatsapp.count('inbox')).toBe(1);
    },
  );

  it('is taken as it is, not unpacked, whatever encoding it claims', async () => {
    const packed = gzipSync(aTextDelivery());
    expect((await whatsapp.deliver(packed, { 'content-encoding': 'gzip' })).status).toBe(200);
    expect(await outcomes()).toEqual(['unparseable']);
    expect((await whatsapp.deliver(aTextDelivery(), { 'content-encoding': 'br' })).status).toBe(200);
    expect(await whatsapp.count('inbox')).toBe(1);
  });

  it('handles every entry, change, message and status, each on its own', async () => {
    const body = JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '1',
          changes: [
            aChange({ contacts: [aContact()], messages: [aTextMessage(), aTextMessage()], statuses: [aStatus()] }),
            aChange({ messages: [aTextMessage({ from: '447700900322' })] }),
          ],
        },
        { id: '2', changes: [aChange({ statuses: [aStatus(), aStatus()] })] },
        { id: '3', changes: [aChange({ event: 'ACCOUNT_RESTRICTION' }, 'account_update')] },
      ],
    });
    expect((await whatsapp.deliver(body)).status).toBe(200);
    const rows = await inbox();
    expect(rows.map(({ kind, state, entry_no, change_no, item_no }) => [kind, state, entry_no, change_no, item_no])).toEqual([
      ['message', 'pending', 0, 0, 0],
      ['message', 'pending', 0, 0, 1],
      ['status', 'pending', 0, 0, 0],
      ['message', 'pending', 0, 1, 0],
      ['status', 'pending', 1, 0, 0],
      ['status', 'pending', 1, 0, 1],
      ['other', 'pending', 2, 0, 0],
    ]);
    expect(new Set(rows.flatMap(({ conversation_id }) => conversation_id ?? [])).size).toBe(2);
  });

  it('adds nothing when it comes a second time', async () => {
    const body = aTextDelivery();
    await whatsapp.deliver(body);
    expect((await whatsapp.deliver(body)).status).toBe(200);
    expect(await whatsapp.count('inbox')).toBe(1);
    expect(await whatsapp.count('webhook_raw')).toBe(1);
  });

  it('makes one row of an id that stands in it twice', async () => {
    const message = aTextMessage();
    await whatsapp.deliver(aDelivery(aChange({ messages: [message, message] }), aChange({ messages: [message] })));
    expect(await whatsapp.count('inbox')).toBe(1);
  });

  it('INV-01 makes one row when it comes a hundred times at once', async () => {
    const body = aTextDelivery();
    const answers = await Promise.all(Array.from({ length: 100 }, () => whatsapp.deliver(body)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(await whatsapp.count('inbox')).toBe(1);
    expect(await whatsapp.count('webhook_raw')).toBe(1);
  });

  it('INV-03 shares its commit with others and loses none of them', async () => {
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, index) => whatsapp.deliver(aTextDelivery({ from: `44770090${String(index).padStart(4, '0')}` }))),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(await whatsapp.count('inbox')).toBe(300);
    expect(await whatsapp.count('webhook_raw')).toBe(300);
  });

  it('knows sent, delivered and read of one message apart, and each of them again', async () => {
    const id = aWamid();
    const statuses = ['sent', 'delivered', 'read', 'sent'].map((status) => aStatus({ id, status, timestamp: '1790000000' }));
    await whatsapp.deliver(aDelivery(aChange({ statuses })));
    expect(await whatsapp.count('inbox')).toBe(3);
  });
});

describe('the size of a delivery', () => {
  const padded = (bytes: number): Buffer => {
    const body = aTextDelivery();
    return Buffer.concat([Buffer.from(body), Buffer.alloc(bytes - Buffer.byteLength(body), ' ')]);
  };

  it('is fine at 3,400,000 bytes', async () => {
    expect((await whatsapp.deliver(padded(3_400_000))).status).toBe(200);
    expect(await whatsapp.count('inbox')).toBe(1);
  });

  it('is too much above 3,500,000 bytes, signed or not', async () => {
    expect((await whatsapp.deliver(padded(3_500_000))).status).toBe(200);
    expect((await whatsapp.deliver(padded(3_500_001))).status).toBe(413);
    expect((await whatsapp.deliver(padded(3_500_001), { 'x-hub-signature-256': 'sha256=00' })).status).toBe(413);
    expect(await whatsapp.count('webhook_raw')).toBe(1);
  });

  it('is cut at the limit when it was not announced', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const call = request(whatsapp.url, { method: 'POST', headers: { 'transfer-encoding': 'chunked' } }, (response) => {
        resolve(response.statusCode ?? 0);
        call.destroy();
      });
      // The server may close while we still write; its answer is what counts.
      call.on('error', (error) => ((error as { code?: string }).code === 'EPIPE' ? undefined : reject(error)));
      const chunk = Buffer.alloc(500_000, ' ');
      let sent = 0;
      const more = (): void => {
        if (sent >= 8 || call.destroyed) return;
        sent += 1;
        call.write(chunk, more);
      };
      more();
    });
    expect(status).toBe(413);
  });

  it('of a thousand messages is one delivery like any other', async () => {
    const messages = Array.from({ length: 1_000 }, (_, index) => aTextMessage({ from: `4477009${String(index % 300).padStart(5, '0')}` }));
    expect((await whatsapp.deliver(aDelivery(aChange({ messages })))).status).toBe(200);
    expect(await whatsapp.count('inbox')).toBe(1_000);
  });
});
