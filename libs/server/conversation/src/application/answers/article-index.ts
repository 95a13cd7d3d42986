import MiniSearch from 'minisearch';
import { searchTerms, stem } from '../../domain/answers/search-terms.js';
import { MAX_SUGGESTIONS, type Findable, type Suggest, type Suggestion } from '../../domain/answers/suggestion.js';
import { SMALL_WORDS } from '../../domain/languages/language-profiles.js';
import { normaliseText } from '../../domain/normalise-text.js';

/** What a question is called by weighs more than what its answer happens to mention. */
const BOOST = { words: 3, question: 2.5, title: 2, answer: 0.4 } as const;
/** What an article is called by. */
const NAMES = ['words', 'question', 'title'] as const;

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
  const byName = new TolerantSearch(known, NAMES);
  const byAnything = new TolerantSearch(known, [...NAMES, 'answer']);

  return (text) => {
    const terms = [...new Set(searchTerms(text))].filter((term) => !IGNORED.has(term)).slice(0, MAX_WORDS);
    // Found by what it is called, and by a vocabulary of that alone: most free text is about nothing we have, and ends here.
    const named = terms.length === 0 ? [] : byName.search(terms).filter(({ coverage }) => coverage >= LEAST_COVERAGE);
    if (named.length === 0) return [];
    // The words of its answer only help to put several in order.
    const scores = named.length === 1 ? null : new Map(byAnything.search(terms).map(({ id, score }) => [id, score]));
    const candidates = named
      .map(({ id, coverage, score }) => ({ article: known.get(id), coverage, score: (scores?.get(id) ?? score) * coverage }))
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

interface Found {
  readonly id: string;
  readonly score: number;
  /** Which part of the words searched was found in it. */
  readonly coverage: number;
}

/** Walking its vocabulary for words that are nearly the same is what a search costs. */
class TolerantSearch {
  private readonly index: MiniSearch<Findable>;

  constructor(
    articles: ReadonlyMap<string, Findable>,
    private readonly fields: readonly (keyof Findable)[],
  ) {
    this.index = new MiniSearch<Findable>({
      fields: [...fields],
      extractField: (article, field) => {
        const value = article[field as keyof Findable];
        return typeof value === 'string' ? value : value.join(' \n ');
      },
      tokenize: searchTerms,
      processTerm: (term) => (IGNORED.has(term) ? null : term),
    });
    this.index.addAll([...articles.values()]);
  }

  search(terms: readonly string[]): Found[] {
    const results = this.index.search(terms.join(' '), {
      fields: [...this.fields],
      boost: BOOST,
      tokenize: () => [...terms],
      processTerm: (term) => term,
      fuzzy: (term) => typingErrors(term),
      prefix: (term) => term.length >= 4,
      weights: { fuzzy: 0.5, prefix: 0.4 },
    });
    return results.map(({ id, score, queryTerms }) => ({ id: id as string, score, coverage: new Set(queryTerms).size / terms.length }));
  }
}

function typingErrors(term: string): number {
  const length = [...term].length;
  return length >= 9 ? 2 : length >= 5 ? 1 : 0;
}
