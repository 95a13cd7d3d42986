import { describe, expect, it } from '@jest/globals';
import { endsWithinFourHours, isWindowOpen, serviceWindow } from './service-window.js';

const now = Date.parse('2026-11-22T12:00:00.000Z');
const inMinutes = (minutes: number): string => new Date(now + minutes * 60_000).toISOString();

describe('the service window', () => {
  it('does not exist before the customer has written, and is closed from its very end', () => {
    expect(serviceWindow(null, now).state).toBe('never');
    expect(serviceWindow(inMinutes(0), now).state).toBe('closed');
  });
  it('tells what is left, rounded down', () => {
    expect(serviceWindow(inMinutes(192.9), now)).toMatchObject({ state: 'open', hours: 3, minutes: 12 });
    expect(serviceWindow(inMinutes(59), now)).toMatchObject({ state: 'soon', hours: 0, minutes: 59 });
  });
  it('is worth a mark in the list below four hours only', () => {
    expect(endsWithinFourHours(serviceWindow(inMinutes(239), now))).toBe(true);
    expect(endsWithinFourHours(serviceWindow(inMinutes(240), now))).toBe(false);
    expect(endsWithinFourHours(serviceWindow(inMinutes(-1), now))).toBe(false);
    expect(isWindowOpen(serviceWindow(inMinutes(-1), now))).toBe(false);
  });
});
