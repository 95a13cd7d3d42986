/** Credentials and addresses of the Cloud API. Made once, from the configuration; a missing or empty one stopped the start. */
export class WhatsAppOptions {
  /** Meta's id of our business number; items for any other number are kept and never applied. */
  readonly phoneNumberId!: string;
  readonly accessToken!: string;
  /** Key of the webhook signature. */
  readonly appSecret!: string;
  /** Second accepted key while the secret is rotated. */
  readonly appSecretPrevious!: string | null;
  /** What Meta must quote when it verifies the webhook address. */
  readonly verifyToken!: string;
  /** Base of the Graph API, without a version: `https://graph.facebook.com`. */
  readonly graphUrl!: string;
  /** `v26.0`. */
  readonly graphVersion!: string;

  constructor(values: WhatsAppOptions) {
    Object.assign(this, values);
  }
}
