/** Opting out and in again. */
export const consentTexts = {} as const;
