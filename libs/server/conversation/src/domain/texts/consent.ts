/** Opting out and in again. */
export const consentTexts = {
  'stop.done': 'You will get no more messages from us, except answers to what you ask. Write START to undo.',
  'start.done': 'Messages are on again.',
} as const;
