/** Opening hours, and what is said because time passes. */
export const hoursTexts = {} as const;
