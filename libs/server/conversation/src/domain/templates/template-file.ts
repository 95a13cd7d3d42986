import type { SentMedia } from '../content.js';
import { fileAbove, type TemplateFileKind, type TemplateParts } from './message-template.js';

/** A file above a template's text, where the channel can send it from. */
export type TemplateFile = SentMedia & { readonly kind: TemplateFileKind };

/** What WhatsApp shows above a template, by the kind of its header. Fewer than a message of its own may carry: a document is a PDF. */
export const TEMPLATE_FILE_TYPES: Readonly<Record<TemplateFileKind, readonly string[]>> = {
  image: ['image/jpeg', 'image/png'],
  video: ['video/mp4', 'video/3gpp'],
  document: ['application/pdf'],
};

const WANTED: Readonly<Record<TemplateFileKind, string>> = {
  image: 'a picture (JPEG or PNG)',
  video: 'a video (MP4 or 3GP)',
  document: 'a document (PDF)',
};

/** What is wrong with the file, or with there being none; null: it is what the template wants. */
export function fileFault(parts: TemplateParts, given: { readonly mimeType: string } | null): string | null {
  const wanted = fileAbove(parts);
  if (wanted === null) return given === null ? null : 'the template has no place for a file';
  if (given === null) return `${WANTED[wanted]} is missing: it stands above the text`;
  return TEMPLATE_FILE_TYPES[wanted].includes(given.mimeType) ? null : `must be ${WANTED[wanted]}`;
}
