/** A file at the channel, as it is asked for by its id. */
export interface SourceFile {
  /** Short-lived; trusted by nobody before it was looked at. */
  readonly url: string;
  readonly mimeType: string | null;
  readonly sha256: string | null;
  /** Sent with the download, to addresses of the channel only. */
  readonly authorization: string;
}

/** The channel, as far as its files are concerned. Implemented by its adapter. */
export abstract class MediaSource {
  /** @throws MediaFailure */
  abstract resolve(phoneNumberId: string, channelMediaId: string): Promise<SourceFile>;
}
