import type { Catalogue } from '../catalogue.js';
import type { Findable } from './suggestion.js';

/** All that free text is searched in: the articles, and what the menus answer, which a typing error must not hide. */
export function findablesOf(catalogue: Catalogue): readonly Findable[] {
  const entries = [...catalogue.menus.values()].flatMap((menu) => menu.entries);
  const answers = entries.flatMap(({ id, title, description, words, does }): Findable[] =>
    does.kind === 'answer' ? [{ id, title, question: description ?? title, words, answer: does.text }] : [],
  );
  return [...catalogue.articles, ...answers];
}

/** Whether a tap on this id asks for an article. */
export function isArticle(catalogue: Catalogue, id: string): boolean {
  return catalogue.articles.some((article) => article.id === id);
}
