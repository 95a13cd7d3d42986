import { describe, expect, it } from '@jest/globals';
import type { IdentityChange } from '../domain/inbound-message.js';
import { identityOf, NameBook } from './name-book.test.js';

describe('a contact who is called otherwise from now on', () => {
  const [before, after] = [
    { bsuid: 'GB.1', phone: '+447700900001' },
    { bsuid: 'GB.2', phone: '+447700900002' },
  ];
  const notice = identityOf({ ...before, successor: after });
  const change: IdentityChange = { kind: 'number', to: after };

  it('keeps the thread; who has the old number next is somebody else', () => {
    const book = new NameBook();
    const [id = ''] = book.show(identityOf(before));
    expect(book.show(notice)).toEqual([id]);
    book.change(id, change);
    expect(book.namesOf(id)).toEqual([after.bsuid, after.phone]);
    expect(book.show(identityOf(after), identityOf({ bsuid: after.bsuid }))).toEqual([id, id]);
    expect(book.show(identityOf({ phone: before.phone }))).not.toEqual([id]);
  });

  it('is still found by the notice, told again when the old number is somebody else’s', () => {
    const book = new NameBook();
    const [id = ''] = book.show(identityOf(before));
    book.change(id, change);
    const [next = ''] = book.show(identityOf({ bsuid: 'GB.9', phone: before.phone }));
    expect(book.show({ ...notice, shownAt: new Date(0) })).toEqual([id]);
    expect([book.namesOf(id), book.namesOf(next)]).toEqual([
      [after.bsuid, after.phone],
      ['GB.9', before.phone],
    ]);
  });

  it('has no id until it is told, when WhatsApp says the number only', () => {
    const book = new NameBook();
    const [id = ''] = book.show(identityOf(before));
    book.change(id, { kind: 'number', to: { bsuid: null, phone: after.phone } });
    expect(book.namesOf(id)).toEqual([after.phone]);
    expect(book.show(identityOf(after))).toEqual([id]);
  });

  it('keeps the number when only the id is another', () => {
    const book = new NameBook();
    const [id = ''] = book.show(identityOf(before));
    book.change(id, { kind: 'id', to: { bsuid: after.bsuid, phone: null } });
    expect(book.namesOf(id).sort()).toEqual([before.phone, after.bsuid].sort());
    // What was on its way under the old id is theirs, and takes nothing back.
    expect(book.show(identityOf({ bsuid: before.bsuid, phone: before.phone }))).toEqual([id]);
    expect(book.namesOf(id).sort()).toEqual([before.phone, after.bsuid].sort());
  });

  it.each([
    ['id and number', after],
    ['the number', { phone: after.phone }],
    ['the id', { bsuid: after.bsuid }],
  ])('and was faster than the notice, under %s: is to be joined', (_what, early) => {
    const book = new NameBook();
    const [id = ''] = book.show(identityOf(before));
    const said = book.now;
    const [made = ''] = book.show(identityOf(early));
    book.change(id, change, said);
    expect(book.joins).toEqual([[book.contactOf(id), book.contactOf(made)].sort()]);
  });

  it('takes the number from whoever had it before', () => {
    const book = new NameBook();
    const [id = '', former = ''] = book.show(identityOf(before), identityOf({ bsuid: 'GB.9', phone: after.phone }));
    book.change(id, change);
    expect([book.namesOf(id), book.namesOf(former), book.joins]).toEqual([[after.bsuid, after.phone], ['GB.9'], []]);
  });

  it('takes it also from somebody known by nothing else, who had it long before the notice', () => {
    const book = new NameBook();
    const [id = '', former = ''] = book.show(identityOf(before), identityOf({ phone: after.phone }));
    book.show(identityOf({ bsuid: 'GB.8' }));
    book.change(id, change);
    expect([book.namesOf(id), book.namesOf(former), book.joins]).toEqual([[after.bsuid, after.phone], [], []]);
  });

  it('is nobody we know: the notice makes them known as they were', () => {
    const book = new NameBook();
    const [id = ''] = book.show(notice);
    expect(book.namesOf(id)).toEqual([before.bsuid, before.phone]);
  });
});
