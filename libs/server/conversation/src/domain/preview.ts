import type { MessageType } from '@parley/vocabulary';

/** Longest preview, in characters as a person counts them (code points). */
export const MAX_PREVIEW = 80;

const WORDS: Readonly<Record<Exclude<MessageType, 'text' | 'interactive' | 'template'>, string>> = {
  image: 'Photo',
  video: 'Video',
  audio: 'Audio',
  document: 'Document',
  sticker: 'Sticker',
  location: 'Location',
  contacts: 'Contact card',
  order: 'Order',
  edit: 'Edited message',
  revoke: 'Message deleted by customer',
  reaction: 'Reaction',
  note: 'Note',
  system: 'WhatsApp notice',
  unsupported: 'Unsupported message',
};

/** A message in one line of a list: its first 80 characters; media as a word, with the caption or file name behind it. */
export function previewOf(message: {
  readonly type: MessageType;
  readonly text: string | null;
  readonly content?: Readonly<Record<string, unknown>> | null;
}): string {
  if (message.content?.['deleted'] !== undefined) return WORDS.revoke;
  const text = oneLine(message.text ?? '');
  if (message.type === 'text' || message.type === 'template') return cut(text);
  if (message.type === 'interactive') return cut(text === '' ? 'Answer' : text);
  const media = fieldsOf(message.content?.['media']);
  const word = message.type === 'audio' && media['voice'] === true ? 'Voice message' : WORDS[message.type];
  const filename = media['filename'];
  const detail = text || oneLine(typeof filename === 'string' ? filename : '');
  return cut(detail === '' ? word : `${word}: ${detail}`);
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Line breaks and control characters become spaces; bidi controls go, or they would turn around what stands beside the preview. */
function oneLine(text: string): string {
  // A few times what is shown: the rest of a long text cannot matter.
  return text
    .slice(0, MAX_PREVIEW * 8)
    .replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/\p{Cs}$/u, '')
    .trim();
}

function cut(text: string): string {
  // A character is one or two units of a string, so what has no more units needs no counting.
  if (text.length <= MAX_PREVIEW) return text;
  let shown = 0;
  let kept = 0;
  for (const character of text) {
    shown += 1;
    if (shown > MAX_PREVIEW) return `${text.slice(0, kept).trimEnd()}…`;
    if (shown < MAX_PREVIEW) kept += character.length;
  }
  return text;
}
