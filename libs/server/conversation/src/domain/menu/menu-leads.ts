/** The texts that may stand above a menu: with its choices they are one message, and held to the limits of one. */
export const MENU_LEADS = [
  'menu.welcome',
  'menu.unknown.1',
  'menu.stale',
  'menu.no-chat',
  'menu.back',
  'rating.thanks',
  'rating.closed',
  'media.off',
  'support.off',
  'form.left',
  'form.gone',
  'language.set',
  'answers.helped',
] as const;
export type MenuLead = (typeof MENU_LEADS)[number];
