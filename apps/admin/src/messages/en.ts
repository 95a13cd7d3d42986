export const adminMessagesEn = {
  'admin.navigation': 'Main',
  'admin.inbox': 'Inbox',
  'admin.keys': 'Keys',
  'admin.account': 'Account of {name}',
  'admin.account.live': 'Live',
  'admin.account.not-live': 'Not connected',
  'admin.theme.system': 'Theme: system',
  'admin.theme.light': 'Theme: light',
  'admin.theme.dark': 'Theme: dark',
  'admin.skip': 'Skip to the thread',
  'admin.not-found': 'There is no such page',
  'admin.not-found.hint': 'The link may be old or mistyped.',
  'admin.not-found.back': 'Go to the inbox',
  'admin.broken': 'Something in the console broke',
  'admin.broken.hint': 'Your drafts are kept. Reload the page; if it happens again, tell your administrator what you did last.',
  'admin.reload': 'Reload',
  'admin.close-notice': 'Close notice',
  'admin.notices': 'Notices',
} as const;

export type AdminMessages = Readonly<Record<keyof typeof adminMessagesEn, string>>;
