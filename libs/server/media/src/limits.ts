/** What WhatsApp carries at most, whatever the kind. Bytes. */
export const MAX_MEDIA_BYTES = 100 * 1024 * 1024;

/** Enough of a file to see what it is, and no more: what is inside an archive is never unpacked. */
export const HEAD_BYTES = 4_100;
