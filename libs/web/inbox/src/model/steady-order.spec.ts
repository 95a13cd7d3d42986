import { describe, expect, it } from '@jest/globals';
import { steadyOrder } from './steady-order.js';

describe('the order of the list while somebody is about to choose', () => {
  it('follows the server when nobody is', () => {
    expect(steadyOrder(['a', 'b'], ['c', 'b', 'a'], false)).toEqual({ ids: ['c', 'b', 'a'], held: 0 });
  });
  it('moves nothing and counts what came, went and moved', () => {
    expect(steadyOrder(['a', 'b', 'c'], ['x', 'c', 'a'], true)).toEqual({ ids: ['a', 'b', 'c'], held: 3 });
  });
  it('appends the next page, which moves nothing', () => {
    expect(steadyOrder(['a', 'b'], ['a', 'b', 'c', 'd'], true)).toEqual({ ids: ['a', 'b', 'c', 'd'], held: 0 });
  });
  it('has nothing to hold in an empty list', () => {
    expect(steadyOrder([], ['a'], true)).toEqual({ ids: ['a'], held: 0 });
  });
});
