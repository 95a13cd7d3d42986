import { beforeEach, describe, expect, it } from '@jest/globals';
import { TestClock } from '@parley/testing';
import { SignatureWatch } from './signature-watch.js';

describe('SignatureWatch', () => {
  let clock: TestClock;
  let watch: SignatureWatch;
  beforeEach(() => {
    clock = new TestClock();
    watch = new SignatureWatch(clock);
  });
  const reject = (times: number): void => {
    for (let time = 0; time < times; time += 1) watch.rejected();
  };

  it('says nothing of a few wrong signatures', () => {
    reject(4);
    expect(watch.refusesEverything).toBe(false);
  });

  it('sees that all are refused, until one is right', () => {
    reject(5);
    expect(watch.refusesEverything).toBe(true);
    watch.accepted();
    expect(watch.refusesEverything).toBe(false);
    reject(4);
    expect(watch.refusesEverything).toBe(false);
  });

  it('forgets it when nobody has knocked for five minutes', () => {
    reject(9);
    clock.advance(5 * 60_000 - 1);
    expect(watch.refusesEverything).toBe(true);
    clock.advance(1);
    expect(watch.refusesEverything).toBe(false);
  });
});
