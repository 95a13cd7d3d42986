/** Collecting what a form asks for. */
export const formsTexts = {
  'form.confirm': 'Is this right?',
  'form.left': 'All right, I have not kept any of it. This is what I can do for you:',
  'form.gone': 'Sorry, these questions are no longer asked. This is what I can do for you:',
  'form.stale': 'That button belongs to an earlier question.',
  'form.wrong.empty': 'I need a word or two here.',
  'form.wrong.long': 'That is a little too long for me: {most} characters at most, please.',
  'form.wrong.name': 'I need a name here, in letters.',
  'form.wrong.email': 'That does not look like an e-mail address. It looks like this: maria@example.com',
  'form.wrong.number': 'I need a number here, in digits.',
  'form.wrong.whole': 'I need a whole number here, without a fraction.',
  'form.wrong.low': 'It must be at least {least}.',
  'form.wrong.high': 'It can be at most {most}.',
  'form.wrong.date': 'I could not read that day. Please write it like this: 24.12.2026',
  'form.wrong.early': 'That day is too early. The first one possible is {day}.',
  'form.wrong.late': 'That day is too late. The last one possible is {day}.',
  'form.wrong.phone': 'I need a phone number with its country code, like this: +44 7700 900123',
  'form.wrong.choice': 'Please tap one of the choices, or send its number.',
  'form.wrong.required': 'I cannot go on without this one.',
  'form.wrong.media': 'Thank you. I have kept it for our team, but here I need an answer in words.',
} as const;

/** Why a question is asked again: stands above it, in one message with it. */
export const WRONG_ANSWERS = [
  'form.stale',
  'form.wrong.empty',
  'form.wrong.long',
  'form.wrong.name',
  'form.wrong.email',
  'form.wrong.number',
  'form.wrong.whole',
  'form.wrong.low',
  'form.wrong.high',
  'form.wrong.date',
  'form.wrong.early',
  'form.wrong.late',
  'form.wrong.phone',
  'form.wrong.choice',
  'form.wrong.required',
  'form.wrong.media',
] as const satisfies readonly (keyof typeof formsTexts)[];
export type WrongAnswer = (typeof WRONG_ANSWERS)[number];
