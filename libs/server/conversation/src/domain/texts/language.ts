/** Choosing a language. */
export const languageTexts = {
  'language.ask': 'Which language shall I write to you in?',
  'language.set': 'From now on I write to you in {language}. What can we do for you?',
} as const;
