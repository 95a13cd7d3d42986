import { graphErrorCode } from '@parley/whatsapp-protocol';
import { randomBytes } from 'node:crypto';
import type { StatusError } from '../messages/message-record.js';

/** A refusal in Meta's words. */
export class GraphError extends Error {
  constructor(
    readonly httpStatus: number,
    readonly code: number,
    message: string,
    readonly more: { readonly type?: string; readonly details?: string; readonly subcode?: number } = {},
  ) {
    super(message);
    this.name = 'GraphError';
  }

  /** The body of the answer. */
  body(traceId: string): unknown {
    return {
      error: {
        message: this.message,
        type: this.more.type ?? 'OAuthException',
        code: this.code,
        ...(this.more.subcode === undefined ? {} : { error_subcode: this.more.subcode }),
        ...(this.more.details === undefined ? {} : { error_data: { messaging_product: 'whatsapp', details: this.more.details } }),
        fbtrace_id: traceId,
      },
    };
  }
}

export const mintTraceId = (): string => `A${randomBytes(17).toString('base64url')}`.slice(0, 23);

/** What Meta explains beside the title; the same in an answer and in a `failed` status. */
const DETAILS = {
  131000: 'Message failed to send due to an unknown error.',
  131009: 'Message id is invalid, or the message can no longer be reacted to.',
  131021: 'Sender and recipient phone number is the same.',
  131026: 'Message Undeliverable.',
  131047: 'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
  131056:
    'Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.',
  131062: 'One-time codes can be sent to phone numbers only.',
  130429: 'Cloud API message throughput has been reached.',
} as const;

export type RefusalCode = keyof typeof DETAILS;

const titleOf = (code: number): string => graphErrorCode(code)?.title ?? 'Something went wrong';

/** The message as a whole is refused in the answer. */
export const refusal = (code: RefusalCode): GraphError =>
  new GraphError(graphErrorCode(code)?.httpStatus ?? 400, code, `(#${code}) ${titleOf(code)}`, { details: DETAILS[code] });

/** The message was accepted and is reported `failed` later. */
export const failure = (code: RefusalCode): StatusError => ({ code, title: titleOf(code), details: DETAILS[code] });

/** 100: a parameter that cannot be read at all (unknown, of the wrong kind, too long). */
export const invalidParameter = (message: string, details?: string): GraphError =>
  new GraphError(400, 100, `(#100) ${message}`, details === undefined ? {} : { details });

/** 131008: a parameter that the message type needs is not there. */
export const missingParameter = (details: string): GraphError =>
  new GraphError(400, 131008, '(#131008) Required parameter is missing', { details });

/** 131009: a parameter is there, but its value is not allowed. */
export const invalidValue = (details: string): GraphError =>
  new GraphError(400, 131009, '(#131009) Parameter value is not valid', { details });
