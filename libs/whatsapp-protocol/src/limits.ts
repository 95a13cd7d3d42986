/**
 * What the Cloud API lets a business send, by Meta's pages of 2026. Lengths are in characters as JavaScript counts them. Where
 * Meta's pages and its OpenAPI differ, the smaller one stands.
 */
export const CLOUD_API_LIMITS = {
  textBody: 4096,
  caption: 1024,
  interactiveBody: 1024,
  headerText: 60,
  footerText: 60,
  buttons: 3,
  buttonTitle: 20,
  buttonId: 256,
  /** The button that opens a list. */
  listButton: 20,
  listSections: 10,
  /** In all sections together. */
  listRows: 10,
  listSectionTitle: 24,
  listRowId: 200,
  listRowTitle: 24,
  listRowDescription: 72,
  /** Meta's page says 4096, its OpenAPI 1024. */
  listBody: 4096,
  callbackData: 512,
} as const;

/** Largest webhook body Meta announces is 3 MB; half a megabyte more leaves room for a changed mind. Bytes. */
export const MAX_WEBHOOK_BYTES = 3_500_000;

/** Meta puts up to this many updates into one webhook. */
export const MAX_UPDATES_PER_WEBHOOK = 1_000;

/** Messages a second from one number, inbound and outbound together, until Meta raises it. */
export const DEFAULT_MESSAGES_PER_SECOND = 80;

/** To one and the same customer: one message in six seconds, with up to 45 borrowed from later. */
export const PAIR_LIMIT = { intervalMs: 6_000, burst: 45 } as const;

/** Meta repeats a webhook that was not answered 200 for this long. */
export const WEBHOOK_RETRY_MS = 7 * 24 * 60 * 60 * 1000;

/** Free replies are allowed this long after the customer's own last message. */
export const CUSTOMER_SERVICE_WINDOW_MS = 24 * 60 * 60 * 1000;
