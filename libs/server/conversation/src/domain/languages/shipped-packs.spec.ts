import { describe, expect, it } from '@jest/globals';
import { LANGUAGES, MAX_BUTTON_TITLE, MAX_LIST_ROW_TITLE, type Language } from '@parley/vocabulary';
import type { Words } from '../catalogue.js';
import { normaliseText } from '../normalise-text.js';
import { compilePlaybook } from '../playbook/compile-playbook.js';
import type { PlaybookDocument } from '../playbook/document.js';
import { playbookFaults } from '../playbook/playbook-faults.js';
import { SHIPPED_MENU } from '../playbook/shipped-menu.js';
import { SHIPPED_PLAYBOOK } from '../playbook/shipped-playbook.js';
import { ENGLISH_TEXTS, TEXT_KEYS } from '../texts.js';
import { TITLE_KEYS } from '../titles.js';
import { readOutsideChat } from '../words.js';
import { MENU_TRANSLATIONS } from './shipped-content.js';
import { shippedPack } from './shipped-packs.js';

const OTHERS = LANGUAGES.filter((language) => language !== 'en');
const IN_ALL: PlaybookDocument = { ...SHIPPED_PLAYBOOK, languages: LANGUAGES };

/** The names a text fills in, in any order; the lead-in before a name is the language's own. */
function placeholders(text: string): string[] {
  return [...text.matchAll(/\{[^{}\p{L}]*(\p{L}+)\}/gu)].map(([, name = '']) => name).sort();
}

/** Every id of the shipped menu, and what of it is said. */
function idsOf(entries: PlaybookDocument['menu']['entries']): string[] {
  return entries.flatMap((entry) => [entry.id, ...(entry.kind === 'submenu' ? idsOf(entry.entries) : [])]);
}

describe.each(OTHERS)('the shipped %s', (language: Exclude<Language, 'en'>) => {
  const pack = shippedPack(language);

  it('has every text, every title and every list of words', () => {
    expect(TEXT_KEYS.filter((key) => pack.texts[key] === undefined)).toEqual([]);
    expect(TITLE_KEYS.filter((key) => pack.titles[key] === undefined)).toEqual([]);
    const english = shippedPack('en').words as Words;
    const lists = Object.keys(english) as (keyof Words)[];
    expect(lists.filter((list) => (pack.words[list]?.length ?? 0) <= (list === 'language' ? 0 : english[list].length))).toEqual([]);
  });

  it.each([...TEXT_KEYS])('says in %s what English says: the same names, in other words', (key) => {
    const text = pack.texts[key] ?? '';
    expect(placeholders(text)).toEqual(placeholders(ENGLISH_TEXTS[key]));
    expect(text).not.toBe(ENGLISH_TEXTS[key]);
    expect(text).toBe(text.trim());
  });

  it('shouts in no bad news', () => {
    const bad = TEXT_KEYS.filter((key) => /^(ended|hours|agent\.lost|queue\.long|support\.off|menu\.unknown|form\.wrong|nudge)/.test(key));
    for (const key of bad) expect(pack.texts[key]).not.toMatch(/[!¡]/);
  });

  it('has titles that fit a button, no two the same', () => {
    const titles = TITLE_KEYS.map((key) => pack.titles[key] ?? '');
    for (const title of titles) expect(title.length).toBeLessThanOrEqual(MAX_BUTTON_TITLE);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('knows the words of the contract beside its own', () => {
    const { words } = shippedPack('en');
    for (const list of ['start', 'end', 'menu'] as const) for (const word of words[list] ?? []) expect(pack.words[list]).toContain(word);
  });

  it('has the whole shipped menu and all articles: nothing is borrowed from another language', () => {
    expect(compilePlaybook(IN_ALL, language).missing).toEqual([]);
    const translated = Object.keys(MENU_TRANSLATIONS[language].nodes).sort();
    expect(translated).toEqual(idsOf(SHIPPED_MENU.entries).sort());
    for (const { title } of compilePlaybook(IN_ALL, language).catalogue.articles)
      expect(title.length).toBeLessThanOrEqual(MAX_LIST_ROW_TITLE);
  });

  it('has no word that means two things outside a chat', () => {
    const { words } = compilePlaybook(IN_ALL, language).catalogue;
    const meanings = { end: words.end, menu: words.menu, start: words.start, greeting: words.greeting, courtesy: words.courtesy };
    for (const [meaning, list] of Object.entries(meanings)) {
      for (const word of list) expect([word, readOutsideChat(words, normaliseText(word))]).toEqual([word, meaning]);
    }
  });

  it('opts nobody out by a word that ends a chat or opens one', () => {
    const { words } = compilePlaybook(IN_ALL, language).catalogue;
    const others = new Set([...words.end, ...words.start, ...words.menu, ...words.yes, ...words.no].map(normaliseText));
    for (const word of words.optOut) expect(others.has(normaliseText(word))).toBe(false);
  });
});

describe('all shipped languages together', () => {
  it('make a playbook without a fault, in every language', () => {
    expect(playbookFaults(IN_ALL)).toEqual([]);
  });

  it.each(LANGUAGES)('could each be the default: %s', (defaultLanguage) => {
    expect(playbookFaults({ ...IN_ALL, defaultLanguage })).toEqual([]);
  });

  it('are all there and one is offered: a fresh installation never asks', () => {
    expect(SHIPPED_PLAYBOOK.languages).toEqual(['en']);
    expect(SHIPPED_PLAYBOOK.defaultLanguage).toBe('en');
  });
});
