/**
 * `+` and digits from what stands in an address or a request: with or without `+`, spaces, dots, brackets, hyphens.
 * Null when it is no phone number (7 to 15 digits).
 */
export function readPhoneNumber(text: string): string | null {
  const bare = text.replace(/[\s().-]/g, '');
  return /^\+?[0-9]{7,15}$/.test(bare) ? `+${bare.replace('+', '')}` : null;
}

/** The digits alone, as `wa_id`, `from` and `recipient_id` are written. */
export const digitsOf = (phone: string): string => phone.slice(1);

/** Calling codes whose country we name; a BSUID begins with the country. Longest first. */
const COUNTRIES: readonly (readonly [string, string])[] = [
  ['351', 'PT'],
  ['353', 'IE'],
  ['380', 'UA'],
  ['971', 'AE'],
  ['234', 'NG'],
  ['254', 'KE'],
  ['27', 'ZA'],
  ['31', 'NL'],
  ['33', 'FR'],
  ['34', 'ES'],
  ['39', 'IT'],
  ['44', 'GB'],
  ['49', 'DE'],
  ['52', 'MX'],
  ['54', 'AR'],
  ['55', 'BR'],
  ['62', 'ID'],
  ['81', 'JP'],
  ['91', 'IN'],
  ['1', 'US'],
];

/** ISO country of a number, for the BSUID alone: no rule hangs on it. */
export function countryOf(phone: string): string {
  const digits = digitsOf(phone);
  return COUNTRIES.find(([code]) => digits.startsWith(code))?.[1] ?? 'GB';
}
