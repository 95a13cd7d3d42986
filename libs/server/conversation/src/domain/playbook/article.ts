import type { Localised, LocalisedWords } from './document.js';

/** A question that is asked again and again, with its answer: found by free text, suggested to customers and to agents. */
export interface PlaybookArticle {
  /** `article:` and small letters, digits and dashes; once in the document. Comes back when it is tapped. */
  readonly id: string;
  /** At most 24 characters: what it is called as a row. */
  readonly title: Localised;
  /** The question in full, as a customer would ask it. */
  readonly question: Localised;
  readonly answer: Localised;
  /** What it is also found by, beside its question and answer. */
  readonly words?: LocalisedWords;
}
