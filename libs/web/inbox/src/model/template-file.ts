import type { Template } from '../api/schema.js';
import type { Say } from './use-words.js';

/** What stands above the text of a template that wants a file; null: it wants none. */
export const wantedFile = ({
  header,
}: Template): { readonly kind: 'image' | 'video' | 'document'; readonly types: readonly string[]; readonly maxBytes: number } | null =>
  header?.kind === 'image' || header?.kind === 'video' || header?.kind === 'document'
    ? { kind: header.kind, types: header.fileTypes ?? [], maxBytes: header.maxFileBytes ?? Infinity }
    : null;

/** What can be said of a file before it travels; null: nothing is wrong. The server looks at its bytes. */
export const fileProblem = (say: Say, template: Template, file: File | null): string | null => {
  const wanted = wantedFile(template);
  if (wanted === null) return null;
  if (file === null) return say(`template.file.missing.${wanted.kind}`);
  if (!wanted.types.includes(file.type)) return say(`template.file.kind.${wanted.kind}`);
  return file.size > wanted.maxBytes ? say('template.file.large', { megabytes: String(Math.floor(wanted.maxBytes / 1024 / 1024)) }) : null;
};
