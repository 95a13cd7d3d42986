import { describe, expect, it } from '@jest/globals';
import { MediaFailure } from '../media-failure.js';
import { nextTryMs } from './retries.js';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
const later = new MediaFailure('unreachable', 'later');

describe('the next try at a file', () => {
  it.each([
    [1, 5 * SECOND],
    [2, 30 * SECOND],
    [3, 120 * SECOND],
    [4, 600 * SECOND],
    [5, HOUR],
    [6, 6 * HOUR],
    [7, DAY],
    [8, DAY],
    [100, DAY],
  ])('after %i tries comes as late as that deserves', (attempts, delay) => {
    expect(nextTryMs(later, attempts, 0)).toBe(delay);
  });

  it('never comes once WhatsApp has forgotten the file: seven days after it was announced', () => {
    expect(nextTryMs(later, 7, 6 * DAY)).toBe(DAY);
    expect(nextTryMs(later, 7, 6 * DAY + 1)).toBeNull();
    expect(nextTryMs(later, 1, 7 * DAY - 5 * SECOND)).toBe(5 * SECOND);
    expect(nextTryMs(later, 1, 7 * DAY)).toBeNull();
  });

  it('is made of what an address has expired for, and never of what is not there', () => {
    expect(nextTryMs(new MediaFailure('not-found', 'address-expired', true), 1, 0)).toBe(5 * SECOND);
    expect(nextTryMs(new MediaFailure('wrong-type', 'unavailable'), 1, 0)).toBeNull();
  });
});
