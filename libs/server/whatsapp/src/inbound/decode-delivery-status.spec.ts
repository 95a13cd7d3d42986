import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encodeCallbackId } from '../outbound/callback-id.js';
import { decodeDeliveryStatus } from './decode-delivery-status.js';

const KEY = Buffer.alloc(32, 7);
const MESSAGE_ID = '01939f3e-7c1a-7b3a-9d54-3f1e8a0c2b11';
const ours = encodeCallbackId(KEY, { messageId: MESSAGE_ID, attempt: 2 });

const decode = (fields: Record<string, unknown>) =>
  decodeDeliveryStatus({ id: 'wamid.A', status: 'sent', timestamp: '1790000000', ...fields }, KEY);

describe('a delivery status', () => {
  it.each([
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['played', 'read'],
    ['failed', 'failed'],
  ])('%s is read as %s', (status, known) => {
    expect(decode({ status })).toMatchObject({ wamid: 'wamid.A', status: known, at: new Date(1_790_000_000_000) });
  });

  it.each(['deleted', 'warning', 'constructor', '', null, 7, undefined])('%j is none', (status) => {
    expect(decode({ status })).toBeNull();
  });

  it('without message is none', () => {
    expect(decode({ id: undefined })).toBeNull();
  });

  it('names our message when our signature says so', () => {
    expect(decode({ biz_opaque_callback_data: ours })?.callback).toEqual({ messageId: MESSAGE_ID, attempt: 2 });
  });

  it.each([
    ['a value of another app', 'order-7'],
    ['another signature', `${ours.slice(0, -8)}AAAAAAAA`],
    ['another attempt under the same signature', ours.replace('.2.', '.3.')],
    ['another message under the same signature', ours.replace('01939f3e', '01939f3f')],
    ['a shortened one', ours.slice(0, -1)],
    ['nothing', undefined],
  ])('names none with %s', (_name, value) => {
    expect(decode({ biz_opaque_callback_data: value })?.callback).toBeNull();
  });

  it('says why a message failed in words an agent can act on', () => {
    const errors = [{ code: 131047, title: 'Re-engagement message' }];
    expect(decode({ status: 'failed', errors })?.error).toEqual({
      code: '131047',
      title: 'More than 24 hours have passed since the customer last wrote',
    });
    expect(decode({ status: 'failed', errors: [{ code: 139999, title: 'Something new' }] })?.error).toEqual({
      code: '139999',
      title: 'Something new',
    });
    expect(decode({ status: 'failed' })?.error).toEqual({ code: 'unknown', title: 'WhatsApp could not deliver the message' });
  });

  it('never throws, whatever stands in it', () => {
    fc.assert(fc.property(fc.anything(), (status) => expect(() => decodeDeliveryStatus(status, KEY)).not.toThrow()));
  });
});
