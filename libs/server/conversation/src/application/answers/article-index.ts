import MiniSearch, { type SearchResult } from 'minisearch';
import { searchTerms, stem } from '../../domain/answers/search-terms.js';
import { MAX_SUGGESTIONS, type Findable, type Suggest, type Suggestion } from '../../domain/answers/suggestion.js';
import { SMALL_WORDS } from '../../domain/languages/language-profiles.js';
import { normaliseText } from '../../domain/normalise-text.js';

/** What a question is called by weighs more than what its answer happens to mention. */
const BOOST = { words: 3, question: 2.5, title: 2, answer: 0.4 } as const;
const FIELDS = ['words', 'question', 'title', 'answer'] as const;

/** Of the words of a text that mean something, this part at least must be known, or the text is about something else. */
const LEAST_COVERAGE = 0.5;
/** For an answer without asking: nearly all of the text is about it … */
const CLEAR_COVERAGE = 0.66;
/** … and the next best is this far behind. */
const CLEAR_LEAD = 1.8;
/** What is further behind the best than this is noise. */
const WORTH_OFFERING = 0.3;

/** Words that mean something, of one question: each is compared with all that are known, and a text full of them is no question. */
const MAX_WORDS = 20;

const IGNORED: ReadonlySet<string> = new Set(SMALL_WORDS.map((word) => stem(normaliseText(word))));

/**
 * A full-text index over what can be found in one language, made once per published playbook and kept in the process: some hundred
 * articles take milliseconds and a few hundred kilobytes. Tolerant of typing errors in proportion to a word's length; short words must
 * be right, because of those nearly every other one is a neighbour.
 */
export function articleIndex(articles: readonly Findable[]): Suggest {
  const known = new Map(articles.map((article) => [article.id, article]));
  const index = new MiniSearch<Findable>({
    fields: [...FIELDS],
    extractField: (article, field) => {
      const value = article[field as keyof Findable];
      return typeof value === 'string' ? value : value.join(' \n ');
    },
    tokenize: searchTerms,
    processTerm: (term) => (IGNORED.has(term) ? null : term),
  });
  index.addAll([...known.values()]);
  const search = (terms: readonly string[], fields: readonly string[]): SearchResult[] =>
    index.search(terms.join(' '), {
      fields: [...fields],
      boost: BOOST,
      tokenize: () => [...terms],
      processTerm: (term) => term,
      fuzzy: (term) => typingErrors(term),
      prefix: (term) => term.length >= 4,
      weights: { fuzzy: 0.5, prefix: 0.4 },
    });

  return (text) => {
    const terms = [...new Set(searchTerms(text))].filter((term) => !IGNORED.has(term)).slice(0, MAX_WORDS);
    if (terms.length === 0) return [];
    // Found by what it is called; the words of its answer only help to put those in order.
    const found = new Map(search(terms, FIELDS).map((result) => [result.id as string, result.score]));
    const candidates = search(terms, FIELDS.slice(0, 3))
      .map((result) => ({
        article: known.get(result.id as string),
        coverage: new Set(result.queryTerms).size / terms.length,
        score: found.get(result.id as string) ?? result.score,
      }))
      .filter(({ coverage }) => coverage >= LEAST_COVERAGE)
      .map((candidate) => ({ ...candidate, score: candidate.score * candidate.coverage }))
      .sort((a, b) => b.score - a.score);
    const [best, second] = candidates;
    if (!best) return [];
    const isClear = best.coverage >= CLEAR_COVERAGE && best.score >= CLEAR_LEAD * (second?.score ?? 0);
    return candidates
      .filter(({ score }) => score >= WORTH_OFFERING * best.score)
      .slice(0, MAX_SUGGESTIONS)
      .flatMap(({ article }, place): Suggestion[] =>
        article ? [{ id: article.id, title: article.title, answer: article.answer, isClear: isClear && place === 0 }] : [],
      );
  };
}

function typingErrors(term: string): number {
  const length = [...term].length;
  return length >= 9 ? 2 : length >= 5 ? 1 : 0;
}
