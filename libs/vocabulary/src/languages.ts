/** The languages the customer's side is shipped in, as BCP 47 tags. A business offers one or more of them. */
export const LANGUAGES = ['en', 'es', 'pt-BR', 'fr', 'ar', 'hi', 'id'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each in its own words, as a customer looks for it; as button titles (at most 20 characters). */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  es: 'Español',
  'pt-BR': 'Português',
  fr: 'Français',
  ar: 'العربية',
  hi: 'हिन्दी',
  id: 'Bahasa Indonesia',
};

export function isLanguage(tag: unknown): tag is Language {
  return (LANGUAGES as readonly unknown[]).includes(tag);
}
