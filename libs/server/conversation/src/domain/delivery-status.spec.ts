import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deliveryRank, mergeDelivery, shownStatus, type DeliveryStatus } from './delivery-status.js';

const STATUSES = Object.keys(deliveryRank) as DeliveryStatus[];
const status = fc.constantFrom(...STATUSES);

describe('delivery status', () => {
  it('ranks by evidence', () => {
    const expected = ['queued', 'sending', 'unknown', 'rejected', 'sent', 'failed', 'delivered', 'read'];
    const ranked = STATUSES.filter((one) => expected.includes(one)).sort((a, b) => deliveryRank[a] - deliveryRank[b]);
    expect(ranked).toEqual(expected);
    expect(new Set(Object.values(deliveryRank)).size).toBe(STATUSES.length);
  });

  it('INV-07 comes out the same in whatever order and however often reports come', () => {
    fc.assert(
      fc.property(status, status, status, (a, b, c) => {
        expect(mergeDelivery(a, b)).toBe(mergeDelivery(b, a));
        expect(mergeDelivery(mergeDelivery(a, b), c)).toBe(mergeDelivery(a, mergeDelivery(b, c)));
        expect(mergeDelivery(a, a)).toBe(a);
      }),
    );
  });

  it('INV-08 never falls', () => {
    fc.assert(
      fc.property(status, fc.array(status), (start, reports) => {
        const end = reports.reduce(mergeDelivery, start);
        expect(deliveryRank[end]).toBeGreaterThanOrEqual(deliveryRank[start]);
      }),
    );
  });

  it.each(['sent', 'failed', 'delivered', 'read'] as const)('believes %s of a message we had cancelled or read as refused', (report) => {
    expect(mergeDelivery('cancelled', report)).toBe(report);
    expect(mergeDelivery('rejected', report)).toBe(report);
    expect(mergeDelivery('unknown', report)).toBe(report);
  });

  it.each(['delivered', 'read'] as const)('INV-08 never calls a %s message failed', (status) => {
    expect(mergeDelivery(status, 'failed')).toBe(status);
  });

  it('never changes what was received', () => {
    for (const report of STATUSES) expect(mergeDelivery('received', report)).toBe('received');
  });

  it('shows our own reading of a refusal as failed and everything else as it is', () => {
    for (const stored of STATUSES) expect(shownStatus(stored)).toBe(stored === 'rejected' ? 'failed' : stored);
  });
});
