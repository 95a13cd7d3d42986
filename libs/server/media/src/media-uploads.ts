/** A file to be handed to the channel. */
export interface FileToUpload {
  readonly mimeType: string;
  /** Bytes. */
  readonly size: number;
  /** From its beginning. */
  read(): AsyncIterable<Buffer>;
}

/**
 * What became of an upload. An upload is no message: it may be repeated, and what nobody sends the channel forgets.
 * - `refused`: the channel does not take this file; `reason` in plain words.
 * - `failed`: nothing is known about the file; later it may work.
 */
export type UploadOutcome =
  | { readonly kind: 'uploaded'; readonly channelMediaId: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** Where files go before they can be sent. Implemented by the channel's adapter; throws only what reading the file throws. */
export abstract class MediaUploads {
  abstract upload(phoneNumberId: string, file: FileToUpload): Promise<UploadOutcome>;
}
