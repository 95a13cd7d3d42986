/** When a chat ends, and what follows. */
export const endingTexts = {
  'ended.contact': 'You have ended the chat. Thank you for writing{, name}. All messages stay here, and you can write again any time.',
  'ended.agent': 'Our team has ended this chat. Thank you for writing{, name}. If anything is left open, just choose Chat Support again.',
  'ended.system': 'Our team has to end this chat now, sorry{, name}. Your messages are kept.',
} as const;
