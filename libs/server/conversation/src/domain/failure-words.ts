/**
 * Why we ourselves gave a message up: the code the API shows, and the sentence agents read. (WhatsApp's own refusals have theirs in the
 * channel's adapter.) They stand in SQL literals, so they hold no quote.
 */
export const FAILURE = {
  /** Proved not to have left, when the proof came too late to put it back in line. */
  notSent: { code: 'not_sent', title: 'It was not sent; sending it again is safe' },
  windowClosed: { code: 'SERVICE_WINDOW_CLOSED', title: 'The 24-hour window closed before it could be sent' },
  optedOut: { code: 'OPTED_OUT', title: 'The customer has asked not to be written to' },
} as const;
