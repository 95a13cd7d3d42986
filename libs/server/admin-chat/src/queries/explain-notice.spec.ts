import { describe, expect, it } from '@jest/globals';
import { TEXT_KEYS } from '@parley/conversation';
import { EXPLANATIONS, explainNotice } from './explain-notice.js';

describe('why the robot said something', () => {
  it('is explained for every text it can say, and for no other', () => {
    expect(Object.keys(EXPLANATIONS).sort()).toEqual([...TEXT_KEYS].sort());
  });

  it('is a sentence', () => {
    for (const why of Object.values(EXPLANATIONS)) expect(why).toMatch(/^[A-Z].+\.$/);
  });

  it('has words for what has no key, and for a key of another release', () => {
    expect(explainNotice(null)).toBe('The menu, or what was chosen from it.');
    expect(explainNotice('party.invite')).toContain('party.invite');
  });
});
