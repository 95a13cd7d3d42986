/** Too many messages in a minute. */
export const floodTexts = {
  'flood.slow': 'That is a lot at once, and all of it is kept. I answer again in a minute.',
} as const;
