import { CLOUD_API_LIMITS as LIMITS } from '@parley/whatsapp-protocol';
import { invalidParameter, invalidValue, missingParameter } from '../graph-error.js';
import type { MediaStore } from '../media/media-store.js';
import type { TemplateShelf } from '../templates/template-shelf.js';
import type { Content } from './content.js';
import { isFields, listIn, objectIn, optionalTextIn, textIn, type Fields } from './fields.js';
import { readInteractive } from './read-interactive.js';
import { readMedia } from './read-media.js';

const TYPES = ['text', 'image', 'video', 'audio', 'document', 'sticker', 'location', 'contacts', 'reaction', 'interactive', 'template'];

/**
 * Reads the part of a send request that says what is sent. Throws a GraphError with Meta's code for whatever Meta refuses at once;
 * what Meta only finds out later (a target that is gone, media it cannot fetch) is not judged here.
 */
export function readContent(type: string, body: Fields, media: MediaStore, templates: TemplateShelf): Content {
  switch (type) {
    case 'text':
      return { text: readText(objectIn(body, 'text', 'text')), choices: [] };
    case 'image':
    case 'video':
    case 'document':
      return { text: readMedia(objectIn(body, type, type), type, media), choices: [] };
    case 'audio':
    case 'sticker': {
      const part = objectIn(body, type, type);
      if (part['caption'] !== undefined) throw invalidParameter(`Unexpected key "caption" on param "${type}".`);
      if (part['voice'] !== undefined && (type !== 'audio' || typeof part['voice'] !== 'boolean')) {
        throw invalidParameter(`Param ${type}['voice'] must be a boolean, of audio.`);
      }
      return { text: readMedia(part, type, media), choices: [] };
    }
    case 'location':
      return { text: readLocation(objectIn(body, 'location', 'location')), choices: [] };
    case 'contacts':
      return { text: readContacts(listIn(body, 'contacts', 'contacts')), choices: [] };
    case 'reaction': {
      const reaction = objectIn(body, 'reaction', 'reaction');
      textIn(reaction, 'message_id', 'reaction.message_id');
      if (typeof reaction['emoji'] !== 'string') throw missingParameter('Missing required parameter: reaction.emoji.');
      return { text: reaction['emoji'] || null, choices: [] };
    }
    case 'interactive':
      return readInteractive(objectIn(body, 'interactive', 'interactive'));
    case 'template':
      return templates.render(objectIn(body, 'template', 'template'), media);
    default:
      throw invalidParameter(`Param type must be one of {${TYPES.map((name) => name.toUpperCase()).join(', ')}} - got "${type}".`);
  }
}

function readText(text: Fields): string {
  const value = text['body'];
  if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) {
    throw missingParameter("Parameter 'body' is mandatory for type 'text'");
  }
  if (typeof value !== 'string') throw invalidParameter("Param text['body'] must be a string.");
  if (value.length > LIMITS.textBody) throw invalidParameter(`Param text['body'] must be at most ${LIMITS.textBody} characters long.`);
  return value;
}

function readLocation(location: Fields): string | null {
  // Meta's own samples write both as strings.
  for (const [key, limit] of [
    ['latitude', 90],
    ['longitude', 180],
  ] as const) {
    if (location[key] === undefined) throw missingParameter(`Missing required parameter: location.${key}.`);
    const degrees = Number(location[key]);
    if (!Number.isFinite(degrees) || Math.abs(degrees) > limit) throw invalidValue(`location.${key} must be a number of degrees.`);
  }
  return optionalTextIn(location, 'name', 'location.name') ?? optionalTextIn(location, 'address', 'location.address');
}

function readContacts(cards: readonly Fields[]): string {
  if (cards.length === 0) throw invalidValue('contacts must have at least one card.');
  return cards
    .map((card, index) => {
      const name = card['name'];
      if (!isFields(name)) throw missingParameter(`Missing required parameter: contacts[${index}].name.`);
      return textIn(name, 'formatted_name', `contacts[${index}].name.formatted_name`);
    })
    .join(', ');
}
