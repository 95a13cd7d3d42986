export type TextPart =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'link'; readonly text: string; readonly href: string };

const candidate = /\bhttps?:\/\/[^\s<>"'`\u0000-\u001f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/giu;

const cutClosing = (url: string): string => {
  let end = url.length;
  while (end > 0) {
    const sign = url[end - 1] ?? '';
    const unopened = sign === ')' && (url.slice(0, end).match(/\(/g)?.length ?? 0) < (url.slice(0, end).match(/\)/g)?.length ?? 0);
    if (!/[.,;:!?*_~\]}]/.test(sign) && !unopened) break;
    end -= 1;
  }
  return url.slice(0, end);
};

/**
 * Splits a customer's text into plain parts and links. Only what the URL parser itself reads as http or https becomes a link, and
 * its text is shown as written, so nothing can hide behind a name. Everything else stays text.
 */
export const linkify = (text: string): TextPart[] => {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(candidate)) {
    const written = cutClosing(match[0]);
    const url = parseUrl(written);
    if (!url || !(url.protocol === 'https:' || url.protocol === 'http:') || url.username || url.password) continue;
    if (match.index > from) parts.push({ kind: 'text', text: text.slice(from, match.index) });
    parts.push({ kind: 'link', text: written, href: url.href });
    from = match.index + written.length;
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
};

const parseUrl = (written: string): URL | null => {
  try {
    return new URL(written);
  } catch {
    return null;
  }
};
