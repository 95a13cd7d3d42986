import { describe, expect, it } from '@jest/globals';
import { GRAPH_ERRORS, graphErrorCode, isGraphError } from './graph-errors.js';

describe('the Graph error codes', () => {
  it('are filed under their own number', () => {
    for (const [number, entry] of GRAPH_ERRORS) expect(entry.code).toBe(number);
  });

  it('say whom a rate limit binds, and nothing else has such a scope', () => {
    for (const entry of GRAPH_ERRORS.values()) expect(entry.scope !== undefined).toBe(entry.class === 'rate-limit');
  });

  it.each([200, 210, 299])('take %d for a missing permission', (number) => {
    expect(graphErrorCode(number)?.class).toBe('credentials');
  });

  it.each([199, 300, 999_999, -1])('know nothing of %d', (number) => {
    expect(graphErrorCode(number)).toBeUndefined();
  });
});

describe('isGraphError', () => {
  it('knows an error of Graph', () => {
    expect(isGraphError({ error: { message: '(#100) Invalid parameter', type: 'OAuthException', code: 100, fbtrace_id: 'A' } })).toBe(true);
  });

  it.each([
    null,
    'error',
    [],
    {},
    { error: null },
    { error: 'Too many requests' },
    { error: { message: 'no code' } },
    { error: { code: 4 } },
  ])('does not take %j for one', (answer) => {
    expect(isGraphError(answer)).toBe(false);
  });
});
