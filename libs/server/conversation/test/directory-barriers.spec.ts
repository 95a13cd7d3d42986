import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aChannel, aPhone, SteppedDatabase } from '@parley/testing';
import { type ContactIdentity, ConversationDirectory } from '../src/index.js';
import { createTestDatabase, startCore, type TestDatabase } from './support/core.js';

let test: TestDatabase;
let channelId: string;
let made = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  channelId = (await aChannel(test.database)).id;
});
afterAll(() => test.drop());

const aBsuid = (): string => `GB.barrier.${(made += 1)}`;
const anIdentity = (identity: Partial<ContactIdentity>): ContactIdentity => ({
  bsuid: null,
  phone: null,
  username: null,
  name: 'Jo',
  ...identity,
});

// real: PostgreSQL; two processes, one of which stands still at each of its steps
describe('C12 lock, then look: a contact introduced by two processes at once', () => {
  it.each<[string, () => { known: ContactIdentity[]; mine: ContactIdentity; theirs: ContactIdentity }]>([
    [
      'is new to both: one contact and one conversation',
      () => {
        const same = anIdentity({ bsuid: aBsuid(), phone: aPhone() });
        return { known: [], mine: same, theirs: same };
      },
    ],
    [
      'shows its phone to one and its BSUID with it to the other: one contact',
      () => {
        const [bsuid, phone] = [aBsuid(), aPhone()];
        return { known: [], mine: anIdentity({ phone }), theirs: anIdentity({ bsuid, phone }) };
      },
    ],
    [
      'is known by phone, and shows its BSUID to both: still the same contact',
      () => {
        const [bsuid, phone] = [aBsuid(), aPhone()];
        return { known: [anIdentity({ phone })], mine: anIdentity({ bsuid, phone }), theirs: anIdentity({ bsuid, phone }) };
      },
    ],
  ])('%s', async (_what, arrange) => {
    let places = 0;
    for (let step = 1; ; step += 1) {
      const { known, mine, theirs } = arrange();
      const other = (await startCore(test.database)).get(ConversationDirectory);
      if (known.length > 0) await other.resolve(channelId, known);
      const stepped = await SteppedDatabase.open(test.url, step);
      const slow = (await startCore(stepped)).get(ConversationDirectory).resolve(channelId, [mine]);
      const stands = await Promise.race([stepped.stopped.then(() => true), slow.then(() => false)]);
      if (stands) places += 1;
      const quick = other.resolve(channelId, [theirs]);
      // It may have to wait for what the first one holds; then it goes on when that does.
      await Promise.race([quick, new Promise((resolve) => setTimeout(resolve, 60))]);
      stepped.go();
      const [[first], [second]] = await Promise.all([slow, quick]);
      await stepped.close();
      expect([step, first]).toEqual([step, second]);
      const rows = await test.database.query<{ contacts: number; conversations: number }>(
        `select count(distinct k.id)::int as contacts, count(distinct c.id)::int as conversations
         from contact_alias a join contact k on k.id = a.contact_id join conversation c on c.contact_id = k.id
         where a.channel_id = $1 and a.value = any($2)`,
        [channelId, [mine.phone, mine.bsuid, theirs.phone, theirs.bsuid].filter((name) => name !== null)],
      );
      expect([step, rows]).toEqual([step, [{ contacts: 1, conversations: 1 }]]);
      if (!stands) break;
    }
    // Done but not committed, and committed: at the least.
    expect(places).toBeGreaterThanOrEqual(2);
  });
});
