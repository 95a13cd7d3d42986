import { beginningOf, containsWords, forgivingly } from '../words.js';

/** A rule of the playbook in one language: an automatic answer to certain words. */
export interface AnswerRule {
  readonly id: string;
  readonly words: readonly string[];
  /** `whole`: the message is one of the words; `part`: it contains one, as whole words. */
  readonly match: 'whole' | 'part';
  /** Only while somebody is there, or only while nobody is, by the hours of the team whose chat it leads to; null: always. */
  readonly hours: 'open' | 'closed' | null;
  /** An answer of its own, or an entry of the menu by its id. */
  readonly does: { readonly kind: 'answer'; readonly text: string } | { readonly kind: 'entry'; readonly id: string };
}

/**
 * The first rule that a normalised text (`normaliseText`) meets, in the order of the playbook; null: none.
 * @param isOpen whether somebody is there for what this rule leads to
 */
export function findRule(rules: readonly AnswerRule[], normalised: string, isOpen: (rule: AnswerRule) => boolean): AnswerRule | null {
  if (normalised === '') return null;
  const searched = beginningOf(normalised);
  const meets = (rule: AnswerRule): boolean => {
    const { words, match, hours } = rule;
    if (hours !== null && (hours === 'open') !== isOpen(rule)) return false;
    const phrases = forgivingly(words);
    return match === 'whole' ? phrases.includes(normalised) : phrases.some((phrase) => containsWords(searched, phrase));
  };
  return rules.find(meets) ?? null;
}
