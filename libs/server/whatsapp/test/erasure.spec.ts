import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AcceptChat, ConversationDirectory, EraseContact, FinishErasures, SendAgentMessage } from '@parley/conversation';
import { anAgent, eventually, searchDatabase } from '@parley/testing';
import { encodeCallbackId } from '../src/outbound/callback-id.js';
import { InboxWorker } from '../src/inbound/inbox-worker.js';
import { InstallationKeys } from '../src/persistence/installation-keys.js';
import { aChange, aDelivery, nowInSeconds } from './deliveries.js';
import { startWhatsAppApp, type WhatsAppApp } from './whatsapp-app.js';

// The canary: nothing of it may be found anywhere afterwards.
const DIGITS = '447700900357';
const PHONE = `+${DIGITS}`;
const BSUID = 'GB.CANARY731044';
const USERNAME = '@canary.quill';
const NAME = 'Canaria Quillfeather';
const TEXT = 'canary-words-of-the-customer';
const REPLY = 'canary-words-of-the-agent';
const ANSWER = 'canary-answer@example.org';
const CANARY = [DIGITS, BSUID, USERNAME, NAME, TEXT, REPLY, ANSWER];

const OTHER = '447700900358';
let made = 0;

let whatsapp: WhatsAppApp;

beforeAll(async () => {
  whatsapp = await startWhatsAppApp();
  whatsapp.app.get(InboxWorker).start();
});
afterAll(async () => {
  await whatsapp.app.get(InboxWorker).stop();
  await whatsapp.close();
});

const sql = <Row>(text: string, values: unknown[] = []): Promise<Row[]> => whatsapp.db.database.query<Row>(text, values);
const search = (): Promise<string[]> => searchDatabase(whatsapp.db.database, CANARY);

/** As WhatsApp makes them: the customer's digits are in it. */
function aWamidOf(digits: string): string {
  made += 1;
  const bytes = Buffer.concat([Buffer.from([0x1c, 0x18, digits.length]), Buffer.from(`${digits}\x15\x02\0\x12\x18\x14N${made}`)]);
  return `wamid.${bytes.toString('base64')}`;
}

const contactOf = (digits: string, name: string) => ({
  profile: { name, ...(digits === DIGITS ? { username: USERNAME } : {}) },
  wa_id: digits,
  ...(digits === DIGITS ? { user_id: BSUID } : {}),
});
const messageOf = (digits: string, text: string) => ({
  from: digits,
  ...(digits === DIGITS ? { from_user_id: BSUID } : {}),
  id: aWamidOf(digits),
  timestamp: nowInSeconds(),
  type: 'text',
  text: { body: text },
});
const statusOf = (id: string, status: string, callback?: string) => ({
  id,
  status,
  timestamp: nowInSeconds(),
  recipient_id: DIGITS,
  recipient_user_id: BSUID,
  ...(callback === undefined ? {} : { biz_opaque_callback_data: callback }),
});

async function deliver(value: Record<string, unknown>): Promise<void> {
  expect((await whatsapp.deliver(aDelivery(aChange(value)))).status).toBe(200);
}

const write = (text = TEXT): Promise<void> => deliver({ contacts: [contactOf(DIGITS, NAME)], messages: [messageOf(DIGITS, text)] });

async function contact(): Promise<{ id: string; conversation: string } | undefined> {
  const [row] = await sql<{ id: string; conversation: string }>(
    'select k.id, c.id as conversation from contact k join conversation c on c.contact_id = k.id where k.phone = $1',
    [PHONE],
  );
  return row;
}

/** An active chat in which everything has been said and done that leaves a trace. */
async function aWholeStory(): Promise<{ id: string; conversation: string; agentId: string }> {
  await write('support');
  await write();
  const person = await eventually(async () => {
    const found = await contact();
    const rows = await sql('select 1 from message where conversation_id = $1 and text = $2', [found?.conversation, TEXT]);
    expect(rows.length).toBeGreaterThan(0);
    if (!found) throw new Error('nobody yet');
    return found;
  });
  const agent = await anAgent(whatsapp.db.database);
  await whatsapp.app.get(AcceptChat).execute({ conversationId: person.conversation, agent });
  const send = (text: string) =>
    whatsapp.app.get(SendAgentMessage).execute({ conversationId: person.conversation, agent, text, replyTo: null, idempotencyKey: null });
  const { messageId } = await send(REPLY);
  await send(`${REPLY} 2`);
  await sql(`update message set wamid = $2, status = 'sent', error_title = $3 where id = $1`, [messageId, aWamidOf(DIGITS), PHONE]);
  await sql(`update contact set attributes = $2, language = 'en', parent_bsuid = $3 where id = $1`, [
    person.id,
    { email: ANSWER },
    `${BSUID}.ENT`,
  ]);
  await sql(
    `insert into chat (id, conversation_id, status, origin, ended_at, ended_by, end_reason, closing_text, rating, rating_comment, about)
     values (gen_random_uuid(), $1, 'ended', 'word', now(), 'agent', $2, $2, 1, $2, $2)`,
    [person.conversation, TEXT],
  );
  await sql(
    `with m as (insert into media (id, message_id, conversation_id, channel_id, direction, kind, state, filename, announced_sha256)
       select gen_random_uuid(), $2, $1, channel_id, 'inbound', 'document', 'stored', $3, $3 from conversation where id = $1 returning id)
     insert into media_chunk (media_id, no, bytes) select id, 0, convert_to($3, 'UTF8') from m`,
    [person.conversation, messageId, `${NAME}.pdf`],
  );
  // With somebody else in one delivery, a status of its own, a group nobody reads, and one that nobody could read.
  await deliver({
    contacts: [contactOf(OTHER, 'Jo Other'), contactOf(DIGITS, NAME)],
    messages: [messageOf(OTHER, 'words of another'), messageOf(DIGITS, TEXT)],
    statuses: [statusOf(aWamidOf(DIGITS), 'delivered')],
  });
  await deliver({ messages: [{ ...messageOf(DIGITS, TEXT), group_id: 'g1' }] });
  await whatsapp.deliver(`{"entry": "${DIGITS}`);
  await eventually(async () => expect(await sql(`select 1 from inbox where state = 'pending'`)).toEqual([]));
  return { ...person, agentId: agent.id };
}

// real: webhook, inbox, conversation, PostgreSQL
describe('FT-57 erasing a contact during an active chat and with pending deliveries', () => {
  it('INV-23 leaves nothing of them in any column of any table; others keep theirs', async () => {
    const person = await aWholeStory();
    // Deliveries that have come and are not applied: a message and a status of theirs.
    await whatsapp.app.get(InboxWorker).stop();
    await write(`${TEXT} pending`);
    await deliver({ statuses: [statusOf(aWamidOf(DIGITS), 'read')] });
    expect((await search()).length).toBeGreaterThan(10);

    const erasure = await whatsapp.app.get(EraseContact).execute(person.id, person.agentId);
    expect(erasure).toMatchObject({ contactId: person.id, finishedAt: expect.any(Date) });
    expect(await search()).toEqual([]);

    // The worker goes on: nothing that waited comes back.
    whatsapp.app.get(InboxWorker).start();
    await write('start again');
    await eventually(async () => expect(await contact()).toBeDefined());
    await eventually(async () => expect(await sql(`select 1 from inbox where state in ('pending', 'dead')`)).toEqual([]));
    const texts = await sql<{ text: string }>(
      'select m.text from message m join conversation c on c.id = m.conversation_id join contact k on k.id = c.contact_id where k.phone = $1 order by m.seq',
      [PHONE],
    );
    expect(texts[0]).toEqual({ text: 'start again' });
    expect((await contact())?.id).not.toBe(person.id);

    // What another wrote in the same delivery is still there, as it came and as a message.
    expect(await sql(`select 1 from message where text = 'words of another'`)).toHaveLength(1);
    const raws = await sql<{ body: Buffer }>('select body from webhook_raw');
    expect(raws.filter(({ body }) => body.includes('words of another'))).toHaveLength(1);
  });

  it('ends the chat, sends nothing that waited, and leaves what the figures need', async () => {
    const person = await aWholeStory();
    const before = await sql('select 1 from message where conversation_id = $1', [person.conversation]);
    await whatsapp.app.get(EraseContact).execute(person.id, null);
    expect(await sql('select 1 from outbox where conversation_id = $1', [person.conversation])).toEqual([]);
    const chats = await sql<{ status: string; ended_by: string }>('select status, ended_by from chat where conversation_id = $1', [
      person.conversation,
    ]);
    expect(chats.map(({ status }) => status)).toEqual(['ended', 'ended']);
    const left = await sql<{ status: string }>('select status, text, content, wamid from message where conversation_id = $1', [
      person.conversation,
    ]);
    expect(left).toHaveLength(before.length);
    expect(left.filter(({ status }) => status === 'queued' || status === 'sending')).toEqual([]);
    expect(await whatsapp.app.get(ConversationDirectory).findConversation(person.conversation)).toBeNull();
    const events = await sql<{ items: unknown }>('select items from event order by id desc limit 3');
    expect(JSON.stringify(events)).toContain(person.conversation);
  });

  it('writes down no outcome and no status of what was on its way', async () => {
    const person = await aWholeStory();
    const [sent] = await sql<{ message_id: string; attempt: number }>(
      `with o as (update outbox set state = 'sending', attempt = 1, lease_until = now() + interval '1 minute'
          where message_id = (select message_id from outbox where conversation_id = $1 order by out_seq limit 1) returning message_id, attempt)
       update message m set status = 'sending', attempt = 1 from o where m.id = o.message_id returning m.id as message_id, m.attempt`,
      [person.conversation],
    );
    await whatsapp.app.get(EraseContact).execute(person.id, null);
    const wamid = aWamidOf(DIGITS);
    await sql(`select * from record_acceptances($1, $2, $3, $4)`, [[person.conversation], [sent?.message_id], [1], [wamid]]);
    const { callbackKey } = await whatsapp.app.get(InstallationKeys).get();
    const callback = encodeCallbackId(callbackKey, { messageId: sent?.message_id ?? '', attempt: 1 });
    await deliver({ statuses: [statusOf(wamid, 'delivered', callback), statusOf(wamid, 'read', callback)] });
    await eventually(async () => expect(await sql(`select 1 from inbox where state = 'pending'`)).toEqual([]));
    expect(await search()).toEqual([]);
    expect(await sql('select status from message where id = $1', [sent?.message_id])).toEqual([{ status: 'unknown' }]);
  });

  it('goes on where it was cut short, once, and takes nothing that has come since', async () => {
    const person = await aWholeStory();
    await whatsapp.app.get(InboxWorker).stop();
    const erase = whatsapp.app.get(EraseContact);
    const finish = whatsapp.app.get(FinishErasures);
    // The process dies after the first half.
    const cut = { run: () => Promise.resolve(false), find: (id: string) => finish.find(id) } as unknown as FinishErasures;
    const half = Object.assign(Object.create(Object.getPrototypeOf(erase) as object) as object, erase, {
      finish: cut,
    }) as unknown as EraseContact;
    const erasure = await half.execute(person.id, null);
    expect(erasure.finishedAt).toBeNull();
    // They write again before anybody goes on: that is to be applied, to a new contact.
    await write('since then');
    await Promise.all([finish.runDue(), finish.runDue()]);
    expect((await erase.find(erasure.id))?.finishedAt).toBeInstanceOf(Date);
    whatsapp.app.get(InboxWorker).start();
    await eventually(async () => {
      const rows = await sql('select 1 from message m join conversation c on c.id = m.conversation_id where m.text = $1', ['since then']);
      expect(rows).toHaveLength(1);
    });
    expect(await searchDatabase(whatsapp.db.database, [TEXT, REPLY, ANSWER])).toEqual([]);
    expect(await sql('select traces from erasure')).not.toContainEqual({ traces: expect.arrayContaining([PHONE]) });
  });

  it('makes nobody of deliveries that are told again; who writes anew is somebody, also within an old delivery', async () => {
    await aWholeStory();
    const person = await contact();
    const [first, second] = [messageOf(DIGITS, TEXT), messageOf(DIGITS, TEXT)];
    // The same person under two descriptions, as one body may have it, and one message alone.
    const both = { contacts: [contactOf(DIGITS, NAME)], messages: [first, { ...second, from_user_id: undefined }] };
    const alone = { contacts: [contactOf(DIGITS, NAME)], messages: [messageOf(DIGITS, TEXT)] };
    const [one, two] = [aDelivery(aChange(both)), aDelivery(aChange(alone))];
    for (const body of [one, two]) expect((await whatsapp.deliver(body)).status).toBe(200);
    await eventually(async () => expect(await sql(`select 1 from inbox where state = 'pending'`)).toEqual([]));
    await whatsapp.app.get(EraseContact).execute(person?.id ?? '', null);
    const conversations = (await sql('select 1 from conversation')).length;
    for (const body of [one, two, two]) expect((await whatsapp.deliver(body)).status).toBe(200);
    // Both in one group: by whichever connection.
    await Promise.all([one, two, one, two].map(async (body) => expect((await whatsapp.deliver(body)).status).toBe(200)));
    expect(await search()).toEqual([]);
    expect(await sql('select 1 from conversation')).toHaveLength(conversations);
    const added = { ...both, messages: [...both.messages, messageOf(DIGITS, 'again here')] };
    expect((await whatsapp.deliver(aDelivery(aChange(added)))).status).toBe(200);
    await eventually(async () => {
      const texts = await sql(
        `select m.text from message m join conversation c on c.id = m.conversation_id
        join contact k on k.id = c.contact_id where k.phone = $1 and m.author = 'contact'`,
        [PHONE],
      );
      expect(texts).toEqual([{ text: 'again here' }]);
    });
  });

  it('is done once of two who ask at once, and refused afterwards', async () => {
    const person = await eventually(async () => {
      await write('once more');
      const found = await contact();
      if (!found) throw new Error('nobody yet');
      return found;
    });
    const erase = whatsapp.app.get(EraseContact);
    const results = await Promise.allSettled([erase.execute(person.id, null), erase.execute(person.id, null)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(erase.execute(person.id, null)).rejects.toMatchObject({ code: 'CONTACT_NOT_FOUND' });
  });

  it('the search would find what it looks for', async () => {
    await write();
    await eventually(async () => expect(await contact()).toBeDefined());
    const tables = new Set((await search()).map((line) => line.split(':')[0]));
    expect([...tables]).toEqual(expect.arrayContaining(['public.contact', 'public.contact_alias', 'public.webhook_raw']));
    expect(await searchDatabase(whatsapp.db.database, ['no such thing'])).toEqual([]);
  });
});
