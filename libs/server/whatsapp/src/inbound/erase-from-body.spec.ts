import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dropStatus, eraseFromBody as erase, type Place, traceBytes } from './erase-from-body.js';

const PHONE = '+447700900321';
const TRACES = [PHONE, 'GB.731', 'maya'];

const eraseFromBody = (...of: Parameters<typeof erase>): Buffer | null => erase(...of).left;

/** As WhatsApp makes them: the customer's digits between a length and the rest, in base64. */
const wamidOf = (digits: string): string =>
  `wamid.${Buffer.concat([Buffer.from([0x1c, 0x18, digits.length]), Buffer.from(`${digits}\x15\x02\x00\x12\x18\x14ABCDEF`)]).toString('base64')}`;

const bodyOf = (...values: unknown[]): Buffer =>
  Buffer.from(JSON.stringify({ entry: [{ changes: values.map((value) => ({ field: 'messages', value })) }] }));
const valuesOf = (body: Buffer | null): unknown[] => {
  const envelope = JSON.parse(body?.toString() ?? 'null') as { entry: { changes: { value: unknown }[] }[] } | null;
  return envelope?.entry.flatMap(({ changes }) => changes.map(({ value }) => value)) ?? [];
};
const theirs = { from: '447700900321', id: 'wamid.x', text: { body: 'secret' } };
const others = { from: '447700900999', id: 'wamid.y', text: { body: 'Hi' } };

describe('a delivery without one person', () => {
  it.each([
    ['by number', { from: '447700900321' }],
    ['by number with a plus', { from: '+447700900321' }],
    ['by id', { from_user_id: 'GB.731' }],
    ['by the number in the message’s id', { id: wamidOf('447700900321') }],
    ['by the id in the message’s id', { id: wamidOf('GB.731') }],
    ['a notice that they were somebody else', { type: 'system', system: { previous_user_id: 'GB.731', user_id: 'GB.9' } }],
    ['a notice that they are called so now', { type: 'system', system: { wa_id: '447700900321' } }],
  ])('keeps what others wrote, in its place: %s', (_what, message) => {
    const left = eraseFromBody(bodyOf({ messages: [message, others] }), TRACES);
    expect(valuesOf(left)).toEqual([{ messages: [null, others] }]);
  });

  it('has no name of theirs, and as many contacts as before', () => {
    const contacts = [
      { profile: { name: 'Maya' }, wa_id: '447700900321' },
      { profile: { name: 'Jo' }, wa_id: '447700900999' },
    ];
    const left = eraseFromBody(bodyOf({ contacts, messages: [theirs, others] }), TRACES);
    expect(valuesOf(left)).toEqual([{ contacts: [null, contacts[1]], messages: [null, others] }]);
  });

  it.each([
    ['by number', { id: 'wamid.z', recipient_id: '447700900321' }],
    ['by id', { id: 'wamid.z', recipient_user_id: 'GB.731' }],
    ['by the message’s id', { id: wamidOf('447700900321') }],
  ])('has no status of messages to them: %s', (_what, status) => {
    const kept = { id: 'wamid.q', recipient_id: '447700900999' };
    const { left, statuses } = erase(bodyOf({ statuses: [kept] }, { statuses: [kept, status] }), TRACES);
    expect(valuesOf(left)).toEqual([{ statuses: [kept] }, { statuses: [kept, null] }]);
    expect(statuses).toEqual([{ entry_no: 0, change_no: 1, item_no: 1 }]);
  });

  it('keeps messages of a number that only has theirs within it', () => {
    const neighbours = ['4477009003210', '1447700900321', '+4477009003219'].map((from) => ({ from, id: wamidOf(from.replace('+', '')) }));
    const body = bodyOf({ messages: neighbours, statuses: neighbours.map(({ id, from }) => ({ id, recipient_id: from })) });
    expect(eraseFromBody(body, TRACES)).toBe(body);
  });

  it('has nothing that was written to them on the phone that shares our number; what was written to others stays, in its place', () => {
    const echo = (to: string) => ({ from: '447700900000', to, id: 'wamid.e', type: 'text', text: { body: 'Hello' } });
    const echoes = (...list: unknown[]): Buffer =>
      Buffer.from(
        JSON.stringify({
          entry: [{ changes: [{ field: 'smb_message_echoes', value: { contacts: [{ wa_id: '447700900321' }], message_echoes: list } }] }],
        }),
      );
    expect(valuesOf(eraseFromBody(echoes(echo('447700900321'), echo('447700900999')), TRACES))).toEqual([
      { contacts: [null], message_echoes: [null, echo('447700900999')] },
    ]);
    expect(eraseFromBody(echoes(echo('447700900321')), TRACES)).toBeNull();
    const waiting: Place = { entry_no: 0, change_no: 0, item_no: 0 };
    const body = echoes(echo('447700900321'));
    expect(eraseFromBody(body, TRACES, [waiting])).toBe(body);
  });

  it('loses a single status and nothing of other fields', () => {
    const change = { field: 'account_update', value: { event: 'X' } };
    const body = Buffer.from(
      JSON.stringify({ entry: [{ changes: [{ field: 'messages', value: { statuses: [{ id: 'wamid.1' }] } }, change] }] }),
    );
    expect(valuesOf(dropStatus(body, { entry_no: 0, change_no: 0, item_no: 0 }))).toEqual([{ statuses: [null] }, change.value]);
  });

  it('loses a single status by its place', () => {
    const [one, two] = [{ id: 'wamid.1' }, { id: 'wamid.2' }];
    const left = dropStatus(bodyOf({ statuses: [one, two] }), { entry_no: 0, change_no: 0, item_no: 0 });
    expect(valuesOf(left)).toEqual([{ statuses: [null, two] }]);
    expect(dropStatus(left ?? Buffer.from(''), { entry_no: 0, change_no: 0, item_no: 1 })).toBeNull();
    expect(valuesOf(dropStatus(bodyOf({ messages: [others], statuses: [one] }), { entry_no: 0, change_no: 0, item_no: 0 }))).toEqual([
      { messages: [others], statuses: [null] },
    ]);
  });

  it('is nothing when it was all theirs', () => {
    expect(eraseFromBody(bodyOf({ contacts: [{ wa_id: '447700900321' }], messages: [theirs] }), TRACES)).toBeNull();
    expect(eraseFromBody(bodyOf({ messages: [theirs] }, { statuses: [{ recipient_user_id: 'GB.731' }] }), TRACES)).toBeNull();
  });

  it('is what it was when they are not in it, to the byte', () => {
    const body = Buffer.from(
      '{"entry":[{"changes":[{"field":"messages","value":{"messages":[{"from":"447700900999","text":{"body":"\\u00e9"}}]}}]}]}',
    );
    expect(eraseFromBody(body, TRACES)).toBe(body);
  });

  it('keeps what another person wrote about them', () => {
    const card = { from: '447700900999', contacts: [{ phones: [{ wa_id: '447700900321' }] }], text: { body: '447700900321' } };
    const body = bodyOf({ messages: [card] });
    expect(eraseFromBody(body, TRACES)).toBe(body);
  });

  it('has nothing of fields we only keep, wherever they are named in one', () => {
    const change = { field: 'user_preferences', value: { user_preferences: [{ detail: { who: { wa_id: '447700900321' } } }] } };
    const body = Buffer.from(JSON.stringify({ entry: [{ changes: [change, { field: 'account_update', value: { event: 'X' } }] }] }));
    expect(valuesOf(eraseFromBody(body, TRACES))).toEqual([null, { event: 'X' }]);
  });

  it.each([
    ['no JSON', '{"entry":[{"447700900321'],
    ['no UTF-8', Buffer.from([0x34, 0xff, 0xfe])],
    ['too deep', `${'['.repeat(1000)}`],
  ])('is dropped when nobody can read it: %s', (_what, body) => {
    expect(eraseFromBody(Buffer.from(body), TRACES)).toBeNull();
  });

  it('keeps what they have written since and is still to be applied', () => {
    const place: Place = { entry_no: 0, change_no: 0, item_no: 1 };
    const contacts = [{ profile: { name: 'Maya' }, wa_id: '447700900321' }];
    const left = eraseFromBody(bodyOf({ contacts, messages: [theirs, { ...theirs, id: 'wamid.new' }] }), TRACES, [place]);
    expect(valuesOf(left)).toEqual([{ contacts, messages: [null, { ...theirs, id: 'wamid.new' }] }]);
  });

  it('is found by bytes whenever they are in it', () => {
    const where = fc.constantFrom(
      { from: '447700900321' },
      { from_user_id: 'GB.731' },
      { id: wamidOf('447700900321') },
      { system: { wa_id: '447700900321' } },
    );
    fc.assert(
      fc.property(where, fc.constantFrom('', 'a', 'ab', 'abc'), (message, padding) => {
        const body = bodyOf({ padding, messages: [message] });
        expect(traceBytes(TRACES).some((bytes) => body.includes(bytes))).toBe(true);
        expect(eraseFromBody(body, TRACES)).toBeNull();
      }),
    );
  });

  it('never fails, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const left = eraseFromBody(Buffer.from(`{"entry":${text}}`), TRACES);
        expect(left === null || Buffer.isBuffer(left)).toBe(true);
      }),
    );
  });
});
