import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aChannel, aPhone, eventually } from '@parley/testing';
import { randomUUID } from 'node:crypto';
import { ConversationDirectory, type ContactIdentity } from '../src/index.js';
import { introduceContacts } from '../src/persistence/contact-alias.statements.js';
import { createTestDatabase, startCore, type Core, type TestDatabase } from './support/core.js';

let test: TestDatabase;
let core: Core;
let channelId: string;
let named = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  core = await startCore(test.database);
  channelId = (await aChannel(test.database)).id;
});

afterAll(() => test.drop());

function anIdentity(identity: Partial<ContactIdentity> = {}): ContactIdentity {
  return { bsuid: null, phone: null, username: null, name: 'Jo', ...identity };
}

function aBsuid(): string {
  named += 1;
  return `GB.${named}${Date.now()}`;
}

/** Every time as a process that has seen nothing yet. */
async function resolve(...identities: ContactIdentity[]): Promise<string[]> {
  return (await startCore(test.database)).get(ConversationDirectory).resolve(channelId, identities);
}

async function waitingForALock(): Promise<number> {
  const [row] = await test.database.query<{ count: number }>(
    "select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return row?.count ?? 0;
}

async function count(table: string): Promise<number> {
  const [row] = await test.database.query<{ count: number }>(`select count(*)::int as count from ${table}`);
  return row?.count ?? 0;
}

describe('the conversation of a contact', () => {
  it('is one, when a hundred messages of a new contact come in at once through several processes', async () => {
    const identity = anIdentity({ bsuid: aBsuid(), phone: aPhone() });
    const [contacts, conversations] = [await count('contact'), await count('conversation')];
    const processes = await Promise.all(Array.from({ length: 4 }, () => startCore(test.database)));
    const found = await Promise.all(
      Array.from({ length: 25 }, () => processes.map((one) => one.get(ConversationDirectory).resolve(channelId, [identity]))).flat(),
    );
    expect(new Set(found.flat()).size).toBe(1);
    expect([await count('contact'), await count('conversation')]).toEqual([contacts + 1, conversations + 1]);
  });

  it('is one, when another process is introducing one of two names at that moment', async () => {
    const [bsuid, phone] = [aBsuid(), aPhone()];
    const contacts = await count('contact');
    const [other, otherConversation] = [randomUUID(), randomUUID()];
    let waiting: Promise<string[]> | undefined;
    await test.database.transaction(async (tx) => {
      await tx.run(introduceContacts, [channelId, [1], ['phone'], [phone], [false], [other], [otherConversation], ['Jo'], [], []]);
      waiting = resolve(anIdentity({ bsuid, phone }));
      await eventually(async () => expect(await waitingForALock()).toBe(1));
    });
    expect(await waiting).toEqual([otherConversation]);
    expect(await count('contact')).toBe(contacts + 1);
    expect(await resolve(anIdentity({ bsuid }))).toEqual([otherConversation]);
  });

  it('is one, when the other process took back what it had introduced', async () => {
    const phone = aPhone();
    let waiting: Promise<string[]> | undefined;
    const undone = test.database.transaction(async (tx) => {
      await tx.run(introduceContacts, [channelId, [1], ['phone'], [phone], [false], [randomUUID()], [randomUUID()], ['Jo'], [], []]);
      waiting = resolve(anIdentity({ phone }));
      await eventually(async () => expect(await waitingForALock()).toBe(1));
      throw new Error('on purpose');
    });
    await expect(undone).rejects.toThrow('on purpose');
    const [id] = (await waiting) ?? [];
    expect(await resolve(anIdentity({ phone }))).toEqual([id]);
  });

  it('is found in overlapping batches in any order, without a deadlock', async () => {
    const identities = Array.from({ length: 20 }, () => anIdentity({ bsuid: aBsuid(), phone: aPhone() }));
    const results = await Promise.all([resolve(...identities), resolve(...[...identities].reverse()), resolve(...identities.slice(5, 15))]);
    expect([...(results[1] ?? [])].reverse()).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]?.slice(5, 15));
  });

  it('is the same for both identities of one person within a batch', async () => {
    const [bsuid, phone] = [aBsuid(), aPhone()];
    const [one, two, three] = await resolve(anIdentity({ phone }), anIdentity({ bsuid, phone }), anIdentity({ bsuid }));
    expect([two, three]).toEqual([one, one]);
  });

  it('is kept when a contact known by phone shows a BSUID, and when only that comes later', async () => {
    const [bsuid, phone] = [aBsuid(), aPhone()];
    const [first] = await resolve(anIdentity({ phone }));
    expect(await resolve(anIdentity({ bsuid, phone }))).toEqual([first]);
    expect(await resolve(anIdentity({ bsuid }))).toEqual([first]);
    const [contact] = await test.database.query(
      'select k.phone, k.bsuid from contact k join conversation c on c.contact_id = k.id where c.id = $1',
      [first],
    );
    expect(contact).toEqual({ phone, bsuid });
  });

  it('goes on when the customer changes the number; the old number still leads to them', async () => {
    const [bsuid, before, after] = [aBsuid(), aPhone(), aPhone()];
    const [id] = await resolve(anIdentity({ bsuid, phone: before }));
    expect(await resolve(anIdentity({ bsuid, phone: after }))).toEqual([id]);
    const directory = core.get(ConversationDirectory);
    expect(await directory.findConversationByPhone(after)).toBe(id);
    expect(await directory.findConversationByPhone(before)).toBe(id);
  });

  it('is another one for the next owner of a number, who then has it', async () => {
    const phone = aPhone();
    const [former] = await resolve(anIdentity({ bsuid: aBsuid(), phone }));
    const [owner] = await resolve(anIdentity({ bsuid: aBsuid(), phone }));
    expect(owner).not.toBe(former);
    expect(await core.get(ConversationDirectory).findConversationByPhone(phone)).toBe(owner);
    const [row] = await test.database.query('select k.phone from contact k join conversation c on c.contact_id = k.id where c.id = $1', [
      former,
    ]);
    expect(row).toEqual({ phone: null });
    const open = await test.database.query('select 1 from contact_alias where value = $1 and until is null', [phone]);
    expect(open).toHaveLength(1);
  });

  it('is found by username alone only while nothing stronger says otherwise', async () => {
    const username = `jo.${aBsuid()}`;
    const [first] = await resolve(anIdentity({ username }));
    expect(await resolve(anIdentity({ username }))).toEqual([first]);
    const [other] = await resolve(anIdentity({ username, bsuid: aBsuid() }));
    expect(other).not.toBe(first);
    expect(await resolve(anIdentity({ username }))).toEqual([other]);
  });

  it('costs a known sender no query', async () => {
    const seen = await startCore(test.database);
    const identity = anIdentity({ phone: aPhone() });
    const [id] = await seen.get(ConversationDirectory).resolve(channelId, [identity]);
    // The cache must answer although the rows say something else by now.
    await test.database.query('update contact_alias set until = now() where value = $1', [identity.phone]);
    expect(await seen.get(ConversationDirectory).resolve(channelId, [identity])).toEqual([id]);
  });

  it('is not found by a number nobody ever had', async () => {
    const directory = core.get(ConversationDirectory);
    expect(await directory.findConversationByPhone('+447700900999000')).toBeNull();
    expect(await directory.findConversation('00000000-0000-4000-8000-000000000000')).toBeNull();
    const [id] = await resolve(anIdentity({ phone: aPhone() }));
    expect(await directory.findConversation(id ?? '')).toBe(id);
  });
});
