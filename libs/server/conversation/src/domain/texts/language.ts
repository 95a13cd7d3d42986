/** Choosing a language. */
export const languageTexts = {} as const;
