/** What a browser shows in a page without running anything of it. No SVG: that is a document with scripts. */
const SHOWN = new Set([
  ...['image/jpeg', 'image/png', 'image/webp', 'image/gif'],
  ...['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/wav'],
  ...['video/mp4', 'video/3gpp'],
]);

export function isShownInPage(mimeType: string): boolean {
  return SHOWN.has(mimeType);
}

const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
  'video/mp4': 'mp4',
  'video/3gpp': '3gp',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
};
const LONGEST_NAME = 120;

/**
 * A file name that is only a name: no path, no control or bidi characters (which turn `fdp.exe` around), no leading or closing dots, not
 * longer than every system takes. Never empty: WhatsApp calls such a file "Untitled".
 */
export function cleanFilename(name: string | null, mimeType: string): string {
  const last = (name ?? '').split(/[/\\]/).at(-1) ?? '';
  const cleaned = last
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const ending = ENDINGS[mimeType];
  if (cleaned === '') return ending === undefined ? 'file' : `file.${ending}`;
  const characters = Array.from(cleaned);
  if (characters.length <= LONGEST_NAME) return cleaned;
  const dot = cleaned.lastIndexOf('.');
  // The ending says what opens it, so it stays.
  const tail = dot > 0 && cleaned.length - dot <= 12 ? cleaned.slice(dot) : '';
  return `${characters.slice(0, LONGEST_NAME - tail.length).join('')}${tail}`;
}
