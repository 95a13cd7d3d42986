import type { Language } from '@parley/vocabulary';
import type { PlaybookArticle } from '../playbook/article.js';
import type { MenuBranch } from '../playbook/document.js';
import { articles as arArticles } from './ar/articles.js';
import { menu as arMenu } from './ar/menu.js';
import { articles as enArticles } from './en/articles.js';
import { articles as esArticles } from './es/articles.js';
import { menu as esMenu } from './es/menu.js';
import { articles as frArticles } from './fr/articles.js';
import { menu as frMenu } from './fr/menu.js';
import { articles as hiArticles } from './hi/articles.js';
import { menu as hiMenu } from './hi/menu.js';
import { articles as idArticles } from './id/articles.js';
import { menu as idMenu } from './id/menu.js';
import { articles as ptBrArticles } from './pt-br/articles.js';
import { menu as ptBrMenu } from './pt-br/menu.js';
import type { ArticleWords } from './translate-articles.js';
import { translateMenu, type MenuTranslation } from './translate-menu.js';

export const MENU_TRANSLATIONS: Readonly<Record<Exclude<Language, 'en'>, MenuTranslation>> = {
  es: esMenu,
  'pt-BR': ptBrMenu,
  fr: frMenu,
  ar: arMenu,
  hi: hiMenu,
  id: idMenu,
};

const ARTICLES: Readonly<Record<Language, ArticleWords>> = {
  en: enArticles,
  es: esArticles,
  'pt-BR': ptBrArticles,
  fr: frArticles,
  ar: arArticles,
  hi: hiArticles,
  id: idArticles,
};

/** The shipped English menu in all our languages, so that one that is switched on later has its content. */
export function inEveryLanguage(english: MenuBranch): MenuBranch {
  let menu = english;
  for (const [language, translation] of Object.entries(MENU_TRANSLATIONS)) menu = translateMenu(menu, language as Language, translation);
  return menu;
}

/**
 * The articles of the shipped playbook: what its menu does not say. They are suggested to free text that neither the words of the bot nor
 * those of the menu understand, so they can shadow nothing.
 */
export const SHIPPED_ARTICLES: readonly PlaybookArticle[] = (Object.keys(enArticles) as (keyof ArticleWords)[]).map((id) => {
  const inAll = <Value>(pick: (words: ArticleWords[typeof id]) => Value): Readonly<Record<string, Value>> =>
    Object.fromEntries(Object.entries(ARTICLES).map(([language, words]) => [language, pick(words[id])]));
  return {
    id,
    title: inAll(({ title }) => title),
    question: inAll(({ question }) => question),
    answer: inAll(({ answer }) => answer),
    words: inAll(({ words }) => words),
  };
});
