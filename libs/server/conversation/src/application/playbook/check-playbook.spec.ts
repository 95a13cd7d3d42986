import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Database } from '@parley/platform';
import { greatPlaybook } from '../../domain/playbook/great-playbook.test.js';
import { CheckPlaybook } from './check-playbook.js';

const check = new CheckPlaybook({ run: () => Promise.reject(new Error('no team is named')) } as unknown as Database);

describe('judging a great playbook', () => {
  it('lets others have their turn in between, again and again', async () => {
    let turns = 0;
    let isDone = false;
    const judging = check.faults(greatPlaybook(12)).finally(() => (isDone = true));
    while (!isDone) {
      await nextTurn();
      turns += 1;
    }
    expect(await judging).toEqual([]);
    expect(turns).toBeGreaterThan(50);
  });

  it('tells the same faults, each once', async () => {
    const document = { ...greatPlaybook(1), defaultLanguage: 'es' };
    const faults = await check.faults(document);
    expect(faults).toHaveLength(100);
    expect(new Set(faults.map(({ at, message }) => `${at} ${message}`)).size).toBe(100);
  });
});
