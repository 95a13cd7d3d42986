import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aChannel, anAgent, aPhone, SteppedDatabase } from '@parley/testing';
import { AcceptChat, type ContactIdentity, ConversationDirectory, EraseContact, JoinContacts } from '../src/index.js';
import {
  anInboundText,
  conversationRow,
  createTestDatabase,
  customerWrites,
  startCore,
  thread,
  type Core,
  type TestDatabase,
} from './support/core.js';

let test: TestDatabase;
let core: Core;
let channelId: string;
let made = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  core = await startCore(test.database);
  channelId = (await aChannel(test.database)).id;
});
afterAll(() => test.drop());

const aBsuid = (): string => `GB.others.${(made += 1)}`;

async function resolve(identity: Partial<ContactIdentity>): Promise<string> {
  const directory = core.get(ConversationDirectory);
  directory.forget();
  const [id = ''] = await directory.resolve(channelId, [{ bsuid: null, phone: null, username: null, name: null, ...identity }]);
  return id;
}

/** Two threads of one person, seen to be one and not joined yet. The one known by phone is the older. */
async function two(): Promise<{ byPhone: string; byId: string }> {
  const [bsuid, phone] = [aBsuid(), aPhone()];
  const byPhone = await resolve({ phone });
  const byId = await resolve({ bsuid });
  await resolve({ bsuid, phone });
  return { byPhone, byId };
}

const said = (id: string, text: string): Promise<void> => customerWrites(core, id, anInboundText(text));
const contactOf = async (id: string): Promise<string> => String((await conversationRow(test.database, id))['contact_id']);
const isThere = async (id: string): Promise<boolean> =>
  (await test.database.query('select 1 from conversation where id = $1', [id])).length === 1;
const pending = (): Promise<unknown[]> => test.database.query('select * from contact_join');
const isIdle = (): Promise<unknown> => test.database.query(`update outbox set state = 'queued' where state = 'sending'`);

describe('FT-35 two chats that become one', () => {
  it('leave the other agent room for another chat, at once, and count as an ended one', async () => {
    const of = await two();
    const [one, other] = [await anAgent(test.database, { name: 'Ada' }), await anAgent(test.database, { name: 'Ben' })];
    for (const [conversationId, agent] of [
      [of.byPhone, one],
      [of.byId, other],
    ] as const) {
      await said(conversationId, 'support');
      await core.get(AcceptChat).execute({ conversationId, agent });
    }
    await isIdle();
    let looks = 0;
    const deaf = core.wake.on('queue', () => (looks += 1));
    await core.get(JoinContacts).runDue();
    deaf();
    expect(await isThere(of.byId)).toBe(false);
    expect(looks).toBeGreaterThan(0);
    const active = await test.database.query(`select chat_agent_id from conversation where chat_status = 'active' and id = any($1)`, [
      [of.byPhone, of.byId],
    ]);
    expect(active).toEqual([{ chat_agent_id: one.id }]);
  });

  it('are found together although a third was joined in between', async () => {
    const [bsuid, long] = [aBsuid(), `+55119875${String(50_000 + (made += 1))}`];
    const short = long.replace('+55119', '+5511');
    const ids = [await resolve({ phone: long })];
    // Made before the forms of a number were known to be one.
    const [third] = await test.database.query<{ id: string }>(
      `with k as (insert into contact (id, channel_id, phone) values (gen_random_uuid(), $1, $2) returning id),
            a as (insert into contact_alias (channel_id, contact_id, kind, value) select $1, id, 'phone', $2 from k)
       insert into conversation (channel_id, contact_id) select $1, id from k returning id`,
      [channelId, short],
    );
    ids.push(third?.id ?? '', await resolve({ bsuid }));
    for (const [index, id] of ids.entries()) await said(id, `words ${index}`);
    await isIdle();
    // One message shows that all three are one person: two pairs, of which the second names a contact the first has joined to another.
    await resolve({ bsuid, phone: long });
    expect(await pending()).toHaveLength(2);
    await core.get(JoinContacts).runDue();
    await isIdle();
    await test.database.query('update contact_join set try_at = now()');
    await core.get(JoinContacts).runDue();
    expect(await pending()).toEqual([]);
    const left = [];
    for (const id of ids) if (await isThere(id)) left.push(id);
    expect(left).toHaveLength(1);
    const words = (await thread(test.database, left[0] ?? '')).filter(({ author }) => author === 'contact').map(({ text }) => text);
    expect(words).toEqual(['words 0', 'words 1', 'words 2']);
  });
});

describe('FT-35 FT-57 joining and erasing at once', () => {
  it('whichever of the two stands still at whichever step, one of them waits, and the person is gone', async () => {
    for (let step = 1; ; step += 1) {
      const of = await two();
      await said(of.byPhone, 'canary one');
      await said(of.byId, 'canary two');
      await isIdle();
      const contact = await contactOf(of.byPhone);
      const other = await contactOf(of.byId);
      const stepped = await SteppedDatabase.open(test.url, step);
      const joining = (await startCore(stepped)).get(JoinContacts).runDue();
      const stands = await Promise.race([stepped.stopped.then(() => true), joining.then(() => false)]);
      const erasing = core.get(EraseContact).execute(contact, null);
      const isErased = erasing.then(
        () => true,
        () => true,
      );
      await Promise.race([isErased, new Promise((resolve) => setTimeout(resolve, 50))]);
      stepped.go();
      const [erased] = await Promise.allSettled([erasing, joining]);
      expect([step, erased.status]).toEqual([step, 'fulfilled']);
      await stepped.close();
      // Who was erased before the other thread was joined to theirs leaves that other one, which is erased by its own id.
      await core
        .get(EraseContact)
        .execute(other, null)
        .catch(() => undefined);
      const words = await test.database.query(`select 1 from message where text like 'canary%'`);
      expect([step, words, await isThere(of.byPhone), await isThere(of.byId)]).toEqual([step, [], false, false]);
      await core.get(JoinContacts).runDue();
      expect(await pending()).toEqual([]);
      if (!stands) break;
    }
  }, 120_000);
});

describe('the contact who has a number', () => {
  it('is who has it now in either form, else who had it last', async () => {
    const long = `+55119874${String(50_000 + (made += 1))}`;
    const short = long.replace('+55119', '+5511');
    const directory = core.get(ConversationDirectory);
    const former = await resolve({ bsuid: aBsuid(), phone: short });
    expect(await directory.findConversationByPhone(long)).toBe(former);
    // The number was given to somebody else, and WhatsApp writes it in its other form.
    const owner = await resolve({ bsuid: aBsuid(), phone: long });
    expect(owner).not.toBe(former);
    for (const form of [long, short]) expect([form, await directory.findConversationByPhone(form)]).toEqual([form, owner]);
    await test.database.query('update contact_alias set until = now() where value = any($1) and until is null', [[long, short]]);
    for (const form of [long, short]) expect([form, await directory.findConversationByPhone(form)]).toEqual([form, owner]);
  });
});
