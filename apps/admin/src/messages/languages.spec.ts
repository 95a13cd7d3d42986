import { describe, expect, it } from '@jest/globals';
import { chooseLocale, languages } from './languages.js';

describe('languages', () => {
  it('takes the first of the reader’s languages that there is, with its region for dates', () => {
    expect(chooseLocale(['fr-FR', 'en-GB', 'en'])).toEqual({ language: 'en', locale: 'en-GB' });
    expect(chooseLocale(['ar'])).toEqual({ language: 'en', locale: 'en' });
    expect(chooseLocale([])).toEqual({ language: 'en', locale: 'en' });
  });

  it.each(Object.keys(languages))('has a sentence for every key in %s', (language) => {
    const messages = languages[language as keyof typeof languages];
    expect(Object.keys(messages).sort()).toEqual(Object.keys(languages.en).sort());
    expect(Object.values(messages).filter((text) => text.trim() === '')).toEqual([]);
  });
});
