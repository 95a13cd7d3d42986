/** Something that answers a question: an article of the FAQ, or an answer of the menu. */
export interface Suggestion {
  readonly id: string;
  readonly title: string;
  readonly answer: string;
  /** It answers the question and nothing else comes near: it may be said at once instead of being offered. */
  readonly isClear: boolean;
}

/** What answers a free text, best first: at most `MAX_SUGGESTIONS`, none where nothing does. Never throws, whatever the text. */
export type Suggest = (text: string) => readonly Suggestion[];

/** More would be a second menu. */
export const MAX_SUGGESTIONS = 3;

/** What can be found, in one language. */
export interface Findable {
  readonly id: string;
  readonly title: string;
  /** In full, as a customer would ask it; may be the title again. */
  readonly question: string;
  /** What it is also found by. */
  readonly words: readonly string[];
  readonly answer: string;
}
