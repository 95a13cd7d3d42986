import { describe, expect, it } from '@jest/globals';
import { decodeInboundMessage } from './decode-inbound-message.js';

const RECEIVED = new Date('2026-11-22T10:00:00.000Z');
const MAYA = { profile: { name: 'Maya', username: '@maya.builds' }, wa_id: '447700900321', user_id: 'GB.7310448826190357' };

function decode(fields: Record<string, unknown>, contacts: unknown = [MAYA]) {
  return decodeInboundMessage({ from: '447700900321', id: 'wamid.A', timestamp: '1790000000', ...fields }, contacts, RECEIVED);
}

describe('the sender of a message', () => {
  const identity = (fields: Record<string, unknown>, contacts: unknown) =>
    decode({ type: 'text', text: { body: 'Hi' }, ...fields }, contacts).identity;

  it('is matched by id, never by place', () => {
    const other = { profile: { name: 'Somebody' }, wa_id: '447700900999', user_id: 'GB.1' };
    expect(identity({}, [other, MAYA])).toMatchObject({
      bsuid: 'GB.7310448826190357',
      phone: '+447700900321',
      username: '@maya.builds',
      name: 'Maya',
    });
    expect(identity({ from: '447700900111' }, [other, MAYA])).toMatchObject({ phone: '+447700900111', name: null, bsuid: null });
  });

  it('may have no phone number', () => {
    const hidden = { profile: { name: 'Maya', username: '@maya.builds' }, user_id: 'GB.7310448826190357' };
    expect(identity({ from: undefined, from_user_id: 'GB.7310448826190357' }, [hidden])).toMatchObject({
      bsuid: 'GB.7310448826190357',
      phone: null,
      username: '@maya.builds',
      name: 'Maya',
    });
  });

  it('is the only contact there is when the message names none', () => {
    expect(identity({ from: undefined }, [MAYA])).toMatchObject({ bsuid: 'GB.7310448826190357', phone: '+447700900321' });
  });

  it.each([null, [], [null], [{}], [{ profile: null }], 'Maya', [{ wa_id: 7 }]])(
    'is known by number alone with contacts of %j',
    (contacts) => {
      expect(identity({}, contacts)).toMatchObject({ bsuid: null, phone: '+447700900321', username: null, name: null });
    },
  );

  it.each(['   ', '\u0000', '', 7, null])('has no name when it is %j', (name) => {
    expect(identity({}, [{ ...MAYA, profile: { name } }]).name).toBeNull();
  });

  it('has a parent id where WhatsApp gives one, and showed all this when the message was written', () => {
    const parent = { from_parent_user_id: 'GB.ENT.9', from_user_id: 'GB.7310448826190357' };
    expect(identity(parent, [])).toMatchObject({ parentBsuid: 'GB.ENT.9', shownAt: new Date(1_790_000_000_000) });
  });

  it('is known by username when a body names nothing else', () => {
    const named = { profile: { name: 'Maya', username: '@maya.builds' } };
    expect(identity({ from: undefined }, [named])).toMatchObject({ bsuid: null, phone: null, username: '@maya.builds' });
    expect(identity({ from: undefined }, [named, named])).toEqual({ bsuid: null, phone: null, username: null, name: null });
  });
});

describe('a notice that somebody is called otherwise from now on', () => {
  const notice = (system: Record<string, unknown>, from: string | undefined = '447700900321') =>
    decode({ type: 'system', from, system }, []);

  it('of a number: comes from who they were, and says who they are', () => {
    const system = { type: 'user_changed_number', wa_id: '447700900777', user_id: 'GB.9', previous_user_id: 'GB.8' };
    expect(notice(system)).toMatchObject({
      identity: { bsuid: 'GB.8', phone: '+447700900321', successor: { bsuid: 'GB.9', phone: '+447700900777' } },
      identityChange: { kind: 'number', to: { bsuid: 'GB.9', phone: '+447700900777' } },
    });
  });

  it('of a number, as it was told before there were ids', () => {
    expect(notice({ type: 'user_changed_number', wa_id: '447700900777' })).toMatchObject({
      identity: { bsuid: null, phone: '+447700900321' },
      identityChange: { kind: 'number', to: { bsuid: null, phone: '+447700900777' } },
    });
  });

  it('of an id alone', () => {
    expect(notice({ type: 'user_changed_user_id', user_id: 'GB.9', previous_user_id: 'GB.8' }, '')).toMatchObject({
      identity: { bsuid: 'GB.8', phone: null },
      identityChange: { kind: 'id', to: { bsuid: 'GB.9', phone: null } },
    });
  });

  it('that does not say who they were is of who they are', () => {
    expect(notice({ type: 'user_changed_user_id', user_id: 'GB.9' }, '').identity).toMatchObject({
      bsuid: 'GB.9',
      phone: null,
      successor: null,
    });
  });

  it.each([
    ['identity check', { type: 'customer_identity_changed', user_id: 'GB.8', identity: { hash: 'x' } }],
    ['a change to nothing', { type: 'user_changed_number' }],
    ['a change to nonsense', { type: 'user_changed_number', wa_id: 'soon', user_id: '../' }],
    ['a kind of next year', { type: 'user_changed_planet', wa_id: '447700900777' }],
    ['nothing', {}],
  ])('is none: %s', (_what, system) => {
    expect(notice(system)).toMatchObject({ type: 'system', identity: { phone: '+447700900321', bsuid: null }, identityChange: null });
  });

  it('is none in any other kind of message, whatever stands beside it', () => {
    const system = { type: 'user_changed_number', wa_id: '447700900777' };
    expect(decode({ type: 'text', text: { body: 'Hi' }, system }).identityChange).toBeNull();
  });
});
