import type { Writing } from '../api/simulator.js';

/** The kind of message a file is sent as, by its type: what is neither picture, film nor sound goes as a document. */
const kindOf = (mimeType: string): string =>
  /^image\/(jpeg|png)$/.test(mimeType)
    ? 'image'
    : /^video\/(mp4|3gpp)$/.test(mimeType)
      ? 'video'
      : /^audio\//.test(mimeType)
        ? 'audio'
        : 'document';

/** A message with the file in it; a caption comes along where that kind of message has one. */
export async function writingOf(file: File): Promise<Writing> {
  const type = kindOf(file.type);
  const named = type === 'document' ? { filename: file.name } : {};
  return { type, [type]: { data: await base64Of(file), mimeType: file.type || 'application/octet-stream', ...named } };
}

export async function base64Of(file: Blob): Promise<string> {
  const address = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : '');
    reader.onerror = () => reject(new Error('The file cannot be read.'));
    reader.readAsDataURL(file);
  });
  return address.slice(address.indexOf(',') + 1);
}
