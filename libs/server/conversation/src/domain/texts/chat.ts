/** Inside a chat. */
export const chatTexts = {
  'agent.joined': '{agent} from {business} is here and reading your messages.',
  'agent.greeting': 'Hello{ name}, {agent} from {business} is here and would like to talk with you. Just write your answer below.',
  'chat.menu-asks': 'You are in a chat with our team. End the chat and open the menu?',
  'chat.stale': 'That button belongs to an earlier chat and changes nothing now. This chat goes on.',
} as const;
