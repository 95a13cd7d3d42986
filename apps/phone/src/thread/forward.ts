import type { Message, Writing } from '../api/simulator.js';
import { base64Of } from './read-file.js';
import { fields, mediaAddress, words } from './wire.js';

/** The same message once more, marked as forwarded. A file travels anew: ids at WhatsApp belong to one message. */
export async function forwarded(message: Message, text: string | undefined): Promise<Writing> {
  const { type, wire } = message;
  if (type === 'text') return { type, text: text ?? message.text ?? '', forwarded: true };
  const part = fields(wire[type]);
  const id = words(part['id']);
  if (id === null) return { type, [type]: wire[type], forwarded: true };
  const file = await fetch(mediaAddress(id));
  if (!file.ok) throw new Error('WhatsApp does not have this file any more.');
  const { caption, filename } = part;
  const bytes = await file.blob();
  return { type, [type]: { data: await base64Of(bytes), mimeType: bytes.type, caption, filename }, forwarded: true };
}
