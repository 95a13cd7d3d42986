/** Collecting what a form asks for. */
export const formsTexts = {} as const;
