/** Outside a chat: the menu, what was not understood, and what the bot cannot look at. */
export const menuTexts = {
  'menu.welcome': 'Hi{ name}, this is {business}. How can we help?',
  'menu.hint': 'Tap a choice or send its number.',
  'menu.unknown.1': 'Sorry, I did not get that. These are the things I can help with:',
  'menu.unknown.2': 'I may not be the right one for this. A person from our team can take over: tap Chat Support.',
  'menu.stale': 'That choice is from an earlier message and no longer open. This is what I can do now:',
  'menu.courtesy': 'Glad to help{, name}. Send *menu* whenever you need something.',
  'menu.no-chat': 'There is no open chat to end. What can we do for you?',
  'media.bot': 'Thank you. I cannot look at this kind of message, but a person from our team can.',
  'voice.bot': 'I cannot listen to voice messages. Shall a person from our team listen to it?',
  'media.unsupported': 'I cannot open this kind of message. Could you write it, or talk to a person from our team?',
  'media.off': 'Thank you. I cannot look at this kind of message. This is what I can do for you:',
  'support.off': 'Sorry, our team is not available for chats at the moment. This is what I can do for you:',
} as const;
