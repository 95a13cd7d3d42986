import type { Titles } from '../../catalogue.js';

export const titles: Titles = {
  endChat: 'End Chat',
  support: 'Chat Support',
  mainMenu: 'Main menu',
  stay: 'Stay in chat',
};
