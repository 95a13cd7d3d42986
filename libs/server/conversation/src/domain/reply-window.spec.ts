import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { freeReplyUntil, isWindowOpen, optOutAt, windowAfter } from './reply-window.js';

const ARRIVAL = new Date('2026-11-22T12:00:00.000Z');
const at = (time: string) => new Date(`2026-11-${time}:00.000Z`);
const text = (sentAt: Date | null) => ({ type: 'text', sentAt, receivedAt: ARRIVAL }) as const;

describe('service window', () => {
  it.each([
    ['the time WhatsApp gave it', at('22T11:00'), at('23T11:00')],
    ['its arrival when the time is unreadable', null, at('23T12:00')],
    ['its arrival when the time is no time at all', new Date(Number.NaN), at('23T12:00')],
    ['its arrival when the time is in the future', at('25T12:00'), at('23T12:00')],
  ])('runs 24 hours from %s', (_, sentAt, expiresAt) => {
    expect(windowAfter(null, text(sentAt))).toEqual(expiresAt);
  });

  it('is not shortened by a message that comes late', () => {
    expect(windowAfter(at('23T11:30'), text(at('21T09:00')))).toEqual(at('23T11:30'));
  });

  it.each(['reaction', 'system'] as const)('is not opened by a %s', (type) => {
    expect(windowAfter(null, { type, sentAt: ARRIVAL, receivedAt: ARRIVAL })).toBeNull();
    expect(windowAfter(at('22T13:00'), { type, sentAt: ARRIVAL, receivedAt: ARRIVAL })).toEqual(at('22T13:00'));
  });

  it('opens anew for what is accepted after an opt-out, though WhatsApp gives both the same second', () => {
    const second = at('22T11:00');
    const stop = windowAfter(null, text(second));
    const optedOutAt = optOutAt(second, stop);
    expect(isWindowOpen(freeReplyUntil(stop, optedOutAt), ARRIVAL)).toBe(false);
    const after = windowAfter(stop, text(second), optedOutAt);
    expect(isWindowOpen(freeReplyUntil(after, optedOutAt), ARRIVAL)).toBe(true);
    // Written before it, and only now here: that asks for nothing.
    expect(windowAfter(stop, text(at('22T10:59')), optedOutAt)).toEqual(stop);
  });

  it('is closed by an opt-out whatever opened it: one in the same second as the first, one that comes late', () => {
    const time = fc.integer({ min: 0, max: 5_000 }).map((ms) => new Date(at('22T11:00').getTime() + ms));
    const message = fc.record({ sentAt: time, isStop: fc.boolean() });
    fc.assert(
      fc.property(fc.array(message, { minLength: 1 }), (messages) => {
        let window: Date | null = null;
        let optedOutAt: Date | null = null;
        for (const { sentAt, isStop } of messages) {
          window = windowAfter(window, text(sentAt), optedOutAt);
          if (isStop) optedOutAt = optOutAt(sentAt, window);
          if (isStop) expect(isWindowOpen(freeReplyUntil(window, optedOutAt), ARRIVAL)).toBe(false);
        }
      }),
    );
  });

  it('never ends later than 24 hours after arrival and never goes back, for any messages', () => {
    const time = fc.date({ min: at('01T00:00'), max: at('30T00:00'), noInvalidDate: false });
    fc.assert(
      fc.property(fc.array(fc.option(time)), (times) => {
        const windows = [...times.reduce<(Date | null)[]>((all, sentAt) => [...all, windowAfter(all.at(-1) ?? null, text(sentAt))], [])];
        const ends = windows.map((window) => window?.getTime() ?? 0);
        expect(ends).toEqual([...ends].sort((a, b) => a - b));
        for (const end of ends) expect(end).toBeLessThanOrEqual(at('23T12:00').getTime());
      }),
    );
  });

  it.each([
    [null, false],
    [at('22T11:59'), false],
    [ARRIVAL, false],
    [at('22T12:01'), true],
  ])('that ends at %s is open at noon: %s', (expiresAt, open) => {
    expect(isWindowOpen(expiresAt, ARRIVAL)).toBe(open);
  });
});

describe('an opt-out', () => {
  it.each([
    ['closes the window that is open, at that moment', at('23T12:00'), at('22T18:00'), at('22T18:00')],
    ['in the very second of the last message closes it too', at('23T12:00'), at('22T12:00'), at('22T12:00')],
    ['does not close the one the customer has opened since', at('23T12:00'), at('22T11:59'), at('23T12:00')],
    ['long after the window changes nothing', at('23T12:00'), at('25T12:00'), at('23T12:00')],
    ['of somebody who has never written opens nothing', null, at('22T12:00'), null],
  ])('%s', (_, expiresAt, optedOutAt, until) => {
    expect(freeReplyUntil(expiresAt, optedOutAt)).toEqual(until);
    expect(freeReplyUntil(expiresAt, null)).toEqual(expiresAt);
  });

  it('never lets anything leave between itself and the next message, whenever both were', () => {
    const minute = (minutes: number) => new Date(ARRIVAL.getTime() + minutes * 60_000);
    const minutes = fc.integer({ min: -4_000, max: 4_000 });
    fc.assert(
      fc.property(minutes, minutes, minutes, (wrote, optedOut, now) => {
        const until = freeReplyUntil(minute(wrote + 24 * 60), minute(optedOut));
        const mayLeave = isWindowOpen(until, minute(now));
        if (mayLeave && now >= wrote) expect(optedOut < wrote || now < optedOut).toBe(true);
        if (optedOut < wrote) expect(mayLeave).toBe(now < wrote + 24 * 60);
      }),
    );
  });
});
