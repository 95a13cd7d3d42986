// Playbooks at the limit of what a request may carry, for specs; no test itself (see `rehearsal.test.ts`).
import { LANGUAGES } from '@parley/vocabulary';
import type { PlaybookArticle } from './article.js';
import type { LocalisedWords, MenuNode, PlaybookDocument } from './document.js';
import type { PlaybookRule } from './rule.js';
import { answer, playbook, submenu } from './small-playbook.test.js';

/** So many phrases in every language, none of them twice. */
function phrasesOf(name: string, many: number): LocalisedWords {
  return Object.fromEntries(
    LANGUAGES.map((language) => [language, Array.from({ length: many }, (_, index) => `q${name}${String(index)}${language}`)]),
  );
}

/** Sound, in every language: some 200 choices, as many rules and twice the articles, with so many phrases each. */
export function greatPlaybook(phrases: number): PlaybookDocument {
  const words = (name: string): LocalisedWords => phrasesOf(name, phrases);
  const leaf = (number: number): MenuNode => answer(number, { words: words(`n${String(number)}`) });
  const menus = Array.from({ length: 7 }, (_, above) =>
    submenu(
      `m${String(above)}`,
      ...Array.from({ length: 5 }, (__, below) => {
        const first = (above * 5 + below) * 5;
        return submenu(`m${String(above)}-${String(below)}`, ...[0, 1, 2, 3, 4].map((next) => leaf(first + next)));
      }),
    ),
  );
  const rules = Array.from({ length: 200 }, (_, index): PlaybookRule => {
    const name = `r${String(index)}`;
    return { id: `rule:${name}`, words: words(name), match: 'part', does: { kind: 'answer', text: { en: 'So it is.' } } };
  });
  const articles = Array.from({ length: 400 }, (_, index): PlaybookArticle => {
    const name = `a${String(index)}`;
    return {
      id: `article:${name}`,
      title: { en: `Article ${name}` },
      question: { en: `What of ${name}?` },
      answer: { en: 'So it is.' },
      words: words(name),
    };
  });
  return playbook(menus, { languages: LANGUAGES, rules, articles });
}
