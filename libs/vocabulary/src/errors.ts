/**
 * Every error a client can meet, in one list. The API maps each to a status in a total table, so a code without a status
 * does not compile; `docs/problems/` explains each, and a test holds that every code has its page.
 */
export const ERROR_CODES = [
  'VALIDATION_FAILED',
  'MALFORMED_JSON',
  'INVALID_PHONE_NUMBER',
  'INVALID_CREDENTIALS',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'CROSS_SITE_REQUEST',
  'NOT_FOUND',
  'CONVERSATION_NOT_FOUND',
  'MESSAGE_NOT_FOUND',
  'DEAD_LETTER_NOT_FOUND',
  'CHAT_ALREADY_ACTIVE',
  'CHAT_ALREADY_TAKEN',
  'CHAT_NOT_ACTIVE',
  'CHAT_SUPPORT_DISABLED',
  'SERVICE_WINDOW_CLOSED',
  'IDEMPOTENCY_KEY_REUSED',
  'UNDO_EXPIRED',
  'MESSAGE_NOT_RESENDABLE',
  'SEND_AGAIN_TOO_EARLY',
  'EMAIL_ALREADY_USED',
  'AGENT_NOT_FOUND',
  'TEAM_NOT_FOUND',
  'TEAM_NAME_ALREADY_USED',
  'TEAM_IS_DEFAULT',
  'METHOD_NOT_ALLOWED',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'TOO_MANY_REQUESTS',
  'SERVICE_UNAVAILABLE',
  'INTERNAL_ERROR',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];
