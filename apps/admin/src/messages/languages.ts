import { inboxMessagesEn, type InboxMessages } from '@parley/inbox';
import { sessionMessagesEn, type SessionMessages } from '@parley/session';
import { adminMessagesEn, type AdminMessages } from './en.js';

export type Messages = AdminMessages & InboxMessages & SessionMessages;

/** Every language is complete by type: a missing sentence does not compile. */
export const languages = {
  en: { ...adminMessagesEn, ...inboxMessagesEn, ...sessionMessagesEn },
} as const satisfies Record<string, Messages>;

export type Language = keyof typeof languages;

/** The first of the reader's languages that we have; dates and numbers follow the reader's own locale within it. */
export const chooseLocale = (wanted: readonly string[]): { readonly language: Language; readonly locale: string } => {
  for (const locale of wanted) {
    const language = (Object.keys(languages) as Language[]).find((known) => locale.toLowerCase().split('-')[0] === known);
    if (language) return { language, locale };
  }
  return { language: 'en', locale: 'en' };
};
