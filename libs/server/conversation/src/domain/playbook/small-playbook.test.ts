// Small documents to be judged, for the specs of this folder; no test itself.
import type { FormField, MenuNode, PlaybookDocument } from './document.js';
import { readPlaybookDocument } from './document-shape.js';
import { playbookFaults } from './playbook-faults.js';
import { SHIPPED_PLAYBOOK } from './shipped-playbook.js';

export const answer = (number: number, change: object = {}): MenuNode => ({
  kind: 'answer',
  id: `menu:a${String(number)}`,
  title: { en: `Answer ${String(number)}` },
  text: { en: 'So it is.' },
  ...change,
});
export const submenu = (id: string, ...entries: MenuNode[]): MenuNode => ({
  kind: 'submenu',
  id: `menu:${id}`,
  title: { en: `Menu ${id}` },
  lead: { en: 'Which one?' },
  entries,
});
export const form = (...fields: object[]): MenuNode => ({
  kind: 'form',
  id: 'menu:form',
  title: { en: 'A form' },
  fields: fields as unknown as FormField[],
  then: { kind: 'answer', text: { en: 'Thanks a lot.' } },
});
export const field = (change: object): object => ({ key: 'k', label: { en: 'Label' }, ask: { en: 'What?' }, type: 'text', ...change });
export const rule = (said: string): object => ({
  id: 'rule:x',
  words: { en: ['lamp'] },
  match: 'part',
  does: { kind: 'answer', text: { en: said } },
});
export const article = (said: string): object => ({ id: 'article:x', title: { en: 'X' }, question: { en: 'X?' }, answer: { en: said } });
export const SUPPORT: Extract<MenuNode, { kind: 'support' }> = { kind: 'support', id: 'support', title: { en: 'Chat Support' } };

export function playbook(entries: readonly MenuNode[], change: object = {}): PlaybookDocument {
  const menu = { lead: { en: 'What can we do for you?' }, entries: [...entries, SUPPORT] };
  return { ...SHIPPED_PLAYBOOK, articles: [], menu, ...change };
}
export const texts = (own: object, language = 'en'): object => ({ overrides: { [language]: { texts: own } } });
export const ten = Array.from({ length: 10 }, (_, index) => answer(index));
export const told = (document: unknown): readonly string[] => {
  const read = readPlaybookDocument(document);
  return ('faults' in read ? read.faults : playbookFaults(read.document)).map(({ at, message }) => `${at}: ${message}`);
};
