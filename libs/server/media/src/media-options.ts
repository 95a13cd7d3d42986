/** Where files are kept and from where they may be fetched. Made once, from the configuration. */
export class MediaOptions {
  readonly storage!: StorageSettings;
  /**
   * Origin of the Graph API when it is not Meta's own: in the demo and in tests a machine of ours, which may have a private address and
   * speak plain http. Null in production.
   */
  readonly trustedOrigin!: string | null;

  constructor(values: MediaOptions) {
    Object.assign(this, values);
  }
}

export type StorageSettings =
  | { readonly kind: 'postgres' }
  | { readonly kind: 'disk'; readonly directory: string }
  | {
      readonly kind: 's3';
      /** Base of the service, path style: `https://s3.eu-west-1.amazonaws.com`. */
      readonly endpoint: string;
      readonly region: string;
      readonly bucket: string;
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
    };
