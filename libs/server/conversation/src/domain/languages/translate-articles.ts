import type { articles as english } from './en/articles.js';

/** An article of the shipped playbook in one language. */
export interface ArticleInWords {
  readonly title: string;
  readonly question: string;
  readonly words: readonly string[];
  readonly answer: string;
}

/** All of them: one that English has not does not compile, nor does a missing one. */
export type ArticleWords = Readonly<Record<keyof typeof english, ArticleInWords>>;
