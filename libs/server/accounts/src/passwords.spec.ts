import { describe, expect, it } from '@jest/globals';
import { HashingBusy, Passwords } from './passwords.js';

describe('passwords', () => {
  const passwords = new Passwords();

  it('are hashed by argon2id with the parameters of ASVS, with a salt of their own', async () => {
    const [one, two] = await Promise.all([passwords.hash('the same'), passwords.hash('the same')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(passwords.isOutdated(one)).toBe(false);
    expect(passwords.isOutdated('$argon2id$v=19$m=4096,t=3,p=1$x$y')).toBe(true);
  });

  it('fit or do not; nobody’s password fits nobody', async () => {
    const stored = await passwords.hash('right');
    expect(await passwords.verify(stored, 'right')).toBe(true);
    expect(await passwords.verify(stored, 'wrong')).toBe(false);
    expect(await passwords.verify(null, 'nobody has this password')).toBe(false);
  });

  it('are checked four at once; who would wait too long is turned away', async () => {
    const stored = await passwords.hash('right');
    const answers = await Promise.allSettled(Array.from({ length: 40 }, () => passwords.verify(stored, 'right')));
    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(refused).toHaveLength(40 - 4 - 24);
    expect(refused.every((answer) => answer.reason instanceof HashingBusy)).toBe(true);
    expect(await passwords.verify(stored, 'right')).toBe(true);
  });
});
