import { inEveryLanguage, SHIPPED_ARTICLES } from '../languages/shipped-content.js';
import type { PlaybookDocument } from './document.js';
import { SHIPPED_MENU } from './shipped-menu.js';

/**
 * What an installation says until somebody publishes a playbook of their own: a shop for things of the home, in one language, without
 * rules (contract §3). Its version is 1; it has no row, so that an installation nobody has edited gets the better one of the next release.
 */
export const SHIPPED_PLAYBOOK: PlaybookDocument = {
  format: 1,
  business: 'Juniper Home',
  defaultLanguage: 'en',
  languages: ['en'],
  menu: inEveryLanguage(SHIPPED_MENU),
  overrides: {},
  rules: [],
  articles: SHIPPED_ARTICLES,
};
