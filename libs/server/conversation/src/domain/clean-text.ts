/**
 * Text as PostgreSQL can keep it and Graph can take it: NUL removed, lone surrogates replaced by U+FFFD. Nothing else is touched:
 * what somebody wrote is kept as written. With the `u` flag `\p{Cs}` matches lone surrogates only, never a pair.
 */
export function cleanText(text: string): string {
  return text.replaceAll('\u0000', '').replace(/\p{Cs}/gu, '\uFFFD');
}
