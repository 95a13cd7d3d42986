import { CLOUD_API_LIMITS as LIMITS } from '@parley/whatsapp-protocol';
import { invalidValue, missingParameter } from '../graph-error.js';
import type { MediaStore } from '../media/media-store.js';
import { optionalTextIn, textIn, type Fields } from './fields.js';

/** A file by its id or its address. @returns its caption */
export function readMedia(part: Fields, type: string, media: MediaStore): string | null {
  const id = optionalTextIn(part, 'id', `${type}.id`);
  const link = optionalTextIn(part, 'link', `${type}.link`);
  if (id === null && link === null) throw missingParameter(`${type} needs an id or a link.`);
  if (id !== null && link !== null) throw invalidValue(`${type} takes an id or a link, not both.`);
  if (link !== null && (!URL.canParse(link) || !/^https?:$/.test(new URL(link).protocol)))
    throw invalidValue(`${type}.link must be a URL.`);
  if (id !== null && !media.find(id)) throw invalidValue(`${type}.id: no media with this id, or it has expired.`);
  const caption = part['caption'];
  if (caption === undefined || caption === '') return null;
  return textIn(part, 'caption', `${type}.caption`, { max: LIMITS.caption, label: 'Caption' });
}
