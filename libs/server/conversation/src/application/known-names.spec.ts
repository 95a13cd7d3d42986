import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ContactIdentity } from '../domain/inbound-message.js';
import { phoneVariant } from '../domain/phone-variant.js';
import { nameKey } from './known-names.js';
import { HOUR_MS, identityOf, NameBook } from './name-book.test.js';

const BSUIDS = ['GB.1', 'GB.2', 'BR.3'];
const PHONES = ['+447700900001', '+447700900002', '+5511990000000', '+551190000000'];
const USERNAMES = ['jo', 'maya'];

const identity = fc
  .record({
    bsuid: fc.option(fc.constantFrom(...BSUIDS)),
    phone: fc.option(fc.constantFrom(...PHONES)),
    username: fc.option(fc.constantFrom(...USERNAMES)),
  })
  .filter(({ bsuid, phone, username }) => bsuid !== null || phone !== null || username !== null)
  .map(identityOf);
const identities = fc.array(identity, { minLength: 1, maxLength: 12 });

describe('who goes by which name, after any sequence of identities', () => {
  it('every name has one owner, every contact one name of a kind, and nobody is lost', () => {
    fc.assert(
      fc.property(identities, (shown) => {
        const book = new NameBook();
        for (const one of shown) {
          const before = new Set(book.conversations);
          const [id = ''] = book.show(one);
          expect(book.conversations.has(id)).toBe(true);
          for (const known of before) expect(book.conversations.has(known)).toBe(true);
          expect(new Set(book.current.map(nameKey)).size).toBe(book.current.length);
          expect(new Set(book.current.map((row) => `${row.contact_id} ${row.kind}`)).size).toBe(book.current.length);
          // Who is to be joined does not contradict: one business-scoped id at most, and numbers that are one.
          for (const pair of book.joins) {
            const names = book.current.filter((row) => pair.includes(row.contact_id));
            expect(names.filter((row) => row.kind === 'bsuid').length).toBeLessThanOrEqual(1);
            const [number, other] = names.filter((row) => row.kind === 'phone').map((row) => row.value);
            if (other !== undefined) expect(phoneVariant(other)).toBe(number);
          }
        }
      }),
    );
  });

  it('a business-scoped id is one contact for ever', () => {
    fc.assert(
      fc.property(identities, (shown) => {
        const book = new NameBook();
        const owners = new Map<string, string>();
        for (const one of shown) {
          const [id = ''] = book.show(one);
          if (one.bsuid === null) continue;
          expect(owners.get(one.bsuid) ?? id).toBe(id);
          owners.set(one.bsuid, id);
        }
      }),
    );
  });

  it('showing the same once more finds the same and changes nothing', () => {
    fc.assert(
      fc.property(identities, (shown) => {
        const book = new NameBook();
        for (const one of shown) {
          const first = book.show(one);
          const { current, former } = book;
          const before = JSON.stringify([current, former]);
          expect(book.show(one)).toEqual(first);
          expect(JSON.stringify([book.current, book.former])).toBe(before);
        }
      }),
    );
  });

  it('a batch is what its identities are one after the other', () => {
    fc.assert(
      fc.property(identities, identities, (before, batch) => {
        const [together, alone] = [new NameBook(), new NameBook()];
        for (const one of before) {
          together.show(one);
          alone.show(one);
        }
        const order = (ids: readonly string[]): number[] => ids.map((id) => ids.indexOf(id));
        expect(order(together.show(...batch))).toEqual(order(batch.flatMap((one) => alone.show(one))));
        expect(together.current.map((row) => row.value).sort()).toEqual(alone.current.map((row) => row.value).sort());
      }),
    );
  });

  it('told again later, it takes no name from who has had it since', () => {
    fc.assert(
      fc.property(identities, fc.nat(), (shown, pick) => {
        const book = new NameBook();
        const told: ContactIdentity[] = [];
        for (const one of shown) {
          // Shown when the hour strikes, written down in the course of it.
          const dated = { ...one, shownAt: new Date(book.now.getTime() + HOUR_MS) };
          book.show(dated);
          told.push(dated);
        }
        const again = told[pick % told.length];
        if (!again) return;
        const taken = book.current.filter((row) => (row.since ?? new Date(0)) > (again.shownAt ?? new Date(0)));
        book.show(again);
        for (const row of taken) {
          const now = book.current.find((other) => nameKey(other) === nameKey(row));
          expect([row.value, now?.contact_id]).toEqual([row.value, row.contact_id]);
        }
      }),
    );
  });
});

describe('a contact', () => {
  const [bsuid, other, phone, newPhone] = ['GB.1', 'GB.2', '+447700900001', '+447700900002'] as const;

  it.each([
    ['by number, then by id and number', [{ phone }, { bsuid, phone }]],
    ['by id, then by id and number', [{ bsuid }, { bsuid, phone }]],
    ['by id and number, then by id alone, for ever', [{ bsuid, phone }, { bsuid }, { bsuid, username: 'jo' }]],
    ['by id, with another number now', [{ bsuid, phone }, { bsuid, phone: newPhone }, { phone: newPhone }]],
    ['by either form of a number', [{ phone: '+5511990000000' }, { phone: '+551190000000' }, { phone: '+5511990000000' }]],
    ['by username alone', [{ username: 'jo' }, { username: 'jo' }]],
  ])('is one: %s', (_what, shown) => {
    const book = new NameBook();
    expect(new Set(shown.map((one) => book.show(identityOf(one))[0])).size).toBe(1);
    expect(book.joins).toEqual([]);
  });

  it.each([
    [
      'a number with a new owner',
      [
        { bsuid, phone },
        { bsuid: other, phone },
      ],
    ],
    [
      'the other form of a number with a new owner',
      [
        { bsuid, phone: '+5511990000000' },
        { bsuid: other, phone: '+551190000000' },
      ],
    ],
    [
      'a username with a new owner',
      [
        { bsuid, username: 'jo' },
        { bsuid: other, username: 'jo' },
      ],
    ],
    ['a landline and a mobile of Brazil', [{ phone: '+551130000000' }, { phone: '+5511930000000' }]],
  ])('is two: %s', (_what, shown) => {
    const book = new NameBook();
    expect(new Set(shown.map((one) => book.show(identityOf(one))[0])).size).toBe(2);
    expect(book.joins).toEqual([]);
    // What has changed hands is the second one's alone.
    const [first, second] = [...book.conversations];
    for (const value of Object.values(shown[1] ?? {})) expect([book.namesOf(second ?? ''), book.namesOf(first ?? '')]).not.toContain(value);
    expect(book.namesOf(second ?? '')).toEqual(Object.values(shown[1] ?? {}));
  });

  it('is sent to under the form of the number that WhatsApp showed last', () => {
    const book = new NameBook();
    const [id = ''] = book.show(identityOf({ phone: '+5511990000000' }));
    book.show(identityOf({ phone: '+551190000000' }));
    expect(book.namesOf(id)).toEqual(['+551190000000']);
  });

  it.each([
    ['by id, and by number', { bsuid }, { phone }, { bsuid, phone }],
    ['by id, and by the other form of the number', { bsuid }, { phone: '+551190000000' }, { bsuid, phone: '+5511990000000' }],
  ])('known as two, %s, is to be joined when both are shown at once', (_what, one, two, both) => {
    const book = new NameBook();
    const ids = book.show(identityOf(one), identityOf(two));
    expect(book.show(identityOf(both))).toEqual([ids[0]]);
    expect(book.joins).toEqual([ids.map((id) => book.contactOf(id)).sort()]);
    // Until then each keeps its names: what comes in under one of them goes where it went before.
    expect(book.show(identityOf(one), identityOf(two))).toEqual(ids);
  });

  it('who shows a number besides their own has taken it over from whoever had it', () => {
    const book = new NameBook();
    const [mine, theirs] = book.show(identityOf({ bsuid, phone: newPhone }), identityOf({ phone }));
    expect(book.show(identityOf({ bsuid, phone }))).toEqual([mine]);
    expect([book.namesOf(mine ?? ''), book.namesOf(theirs ?? ''), book.joins]).toEqual([[bsuid, phone], [], []]);
  });
});
