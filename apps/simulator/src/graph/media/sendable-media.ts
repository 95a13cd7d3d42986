import { invalidParameter } from '../graph-error.js';

const MIB = 1024 * 1024;

/** What a business may send, with the largest size in bytes. */
const SENDABLE: readonly { readonly types: readonly string[]; readonly maxBytes: number }[] = [
  { types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/ogg; codecs=opus'], maxBytes: 16 * MIB },
  { types: ['image/jpeg', 'image/png'], maxBytes: 5 * MIB },
  { types: ['image/webp'], maxBytes: 500 * 1024 },
  { types: ['video/mp4', 'video/3gpp'], maxBytes: 16 * MIB },
  {
    types: [
      'text/plain',
      'application/pdf',
      'application/msword',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.ms-excel',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.ms-powerpoint',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ],
    maxBytes: 100 * MIB,
  },
];

/** Throws 100 for a kind or size that WhatsApp does not carry. */
export function assertSendable(mimeType: string, bytes: number): void {
  const kind = SENDABLE.find(({ types }) => types.includes(mimeType.toLowerCase()));
  if (!kind) {
    const all = SENDABLE.flatMap(({ types }) => types).join(', ');
    throw invalidParameter(`Param file must be a file with one of the following types: ${all}. Received file of type '${mimeType}'.`);
  }
  if (bytes > kind.maxBytes)
    throw invalidParameter('Param file: the file is too large.', `At most ${kind.maxBytes} bytes for ${mimeType}.`);
}
