/** Opening hours, and what is said because time passes. */
export const hoursTexts = {
  'hours.closed': 'We are closed now. We open {day} {time}. Leave your question here and you will be first in line.',
  'hours.closed.unknown': 'We are closed now. Leave your question here and you will be first in line when we open again.',
  'hours.leave': 'Please write your message here. Our team answers it in this chat as soon as someone is back.',
  'hours.left': 'Saved for our team. We are back {day} {time} and answer here.',
  'hours.left.unknown': 'Saved for our team. You get the answer here when we open again.',
  'hours.ending': 'We close in {minutes} and may not reach you today. Your place is kept: we are back {day} {time}.',
  'hours.ending.unknown': 'We close in {minutes} and may not reach you today. Your place is kept.',
  nudge: 'Are you still there? I close this chat in {minutes}; you can always write again.',
  'ended.inactive': 'I closed this chat because it went quiet. Write any time to continue.',
  'window.reminder': 'We are still working on this. To let us answer here tomorrow, please reply with any message.',
  'error.generic': 'Something went wrong on our side. Your message is safe and a person will see it.',
} as const;
