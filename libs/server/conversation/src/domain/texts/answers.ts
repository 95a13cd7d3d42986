/** Automatic answers: rules, suggestions, and whether they helped. */
export const answersTexts = {
  'answers.found': 'One of these may answer your question:',
  'answers.ask': 'Did this help?',
  'answers.helped': 'Glad to hear it. What else can we do for you?',
} as const;
