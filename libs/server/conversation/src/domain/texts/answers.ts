/** Automatic answers: rules, suggestions, and whether they helped. */
export const answersTexts = {} as const;
