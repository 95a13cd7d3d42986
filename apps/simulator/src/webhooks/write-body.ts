/**
 * The bytes of a webhook as Meta writes them: compact JSON with everything outside ASCII as lowercase `\uXXXX`
 * ("ä" is `\u00e4`). A receiver that signs its own re-serialised JSON instead of the bytes fails here, as with Meta.
 */
export function writeBody(envelope: unknown): Buffer {
  const escaped = JSON.stringify(envelope).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return Buffer.from(escaped, 'ascii');
}
