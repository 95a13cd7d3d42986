/** When a chat ends, and what follows. */
export const endingTexts = {
  'ended.contact': 'You have ended the chat. Thank you for writing{, name}. All messages stay here, and you can write again any time.',
  'ended.agent': 'Our team has ended this chat. Thank you for writing{, name}. If anything is left open, just write to us again.',
  'ended.system': 'Our team has to end this chat now, sorry{, name}. Your messages are kept.',
  'ended.button': 'That button belongs to an earlier message and changes nothing now.',
  'rating.ask': 'How was our help?',
  'rating.low': 'We are sorry. What went wrong? One message is enough.',
  'rating.thanks': 'Thank you, that helps us.',
  'rating.closed': 'That question is from an earlier chat and closed now. Thank you all the same. This is what I can do:',
  'resume.back': 'Welcome back{, name}. {agent} has your chat again: just go on.',
  'resume.waiting': 'Your chat goes on{, name}. You kept your place in the queue, and our team sees all you wrote.',
  'resume.closed': 'That chat ended a while ago. A new one brings you to our team just as well: tap Chat Support.',
  'continue.ask': 'Continue with {agent}?',
  'menu.back': 'Welcome back{, name}. What do you need?',
} as const;
