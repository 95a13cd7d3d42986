import { answersTexts } from './texts/answers.js';
import { chatTexts } from './texts/chat.js';
import { consentTexts } from './texts/consent.js';
import { endingTexts } from './texts/ending.js';
import { floodTexts } from './texts/flood.js';
import { formsTexts } from './texts/forms.js';
import { hoursTexts } from './texts/hours.js';
import { languageTexts } from './texts/language.js';
import { menuTexts } from './texts/menu.js';
import { queueTexts } from './texts/queue.js';

/**
 * Every text the bot can say, as shipped in English: one file a concern, keys and words together. What each is for: docs/user-flow.md.
 * The wording is data and may be replaced; the keys are what `decide` names.
 */
export const ENGLISH_TEXTS = {
  ...menuTexts,
  ...answersTexts,
  ...formsTexts,
  ...languageTexts,
  ...consentTexts,
  ...queueTexts,
  ...hoursTexts,
  ...chatTexts,
  ...endingTexts,
  ...floodTexts,
} as const;

export type TextKey = keyof typeof ENGLISH_TEXTS;
export const TEXT_KEYS = Object.keys(ENGLISH_TEXTS) as readonly TextKey[];
