import type { ErrorCode } from '@parley/vocabulary';

/** What each error code is to HTTP. A total table: a code without a status does not compile. */
export const PROBLEMS: Readonly<Record<ErrorCode, { readonly status: number; readonly title: string }>> = {
  VALIDATION_FAILED: { status: 400, title: 'The request is not valid' },
  MALFORMED_JSON: { status: 400, title: 'The body is not valid JSON' },
  INVALID_PHONE_NUMBER: { status: 400, title: 'Neither a conversation id nor a phone number' },
  INVALID_CREDENTIALS: { status: 401, title: 'E-mail or password is wrong' },
  UNAUTHENTICATED: { status: 401, title: 'Sign in first' },
  FORBIDDEN: { status: 403, title: 'Not allowed' },
  CROSS_SITE_REQUEST: { status: 403, title: 'The request came from another site' },
  NOT_FOUND: { status: 404, title: 'Not found' },
  CONVERSATION_NOT_FOUND: { status: 404, title: 'No such conversation' },
  MESSAGE_NOT_FOUND: { status: 404, title: 'No such message' },
  CONTACT_NOT_FOUND: { status: 404, title: 'No such contact' },
  ERASURE_NOT_FOUND: { status: 404, title: 'No such erasure' },
  MEDIA_NOT_FOUND: { status: 404, title: 'No such file' },
  DEAD_LETTER_NOT_FOUND: { status: 404, title: 'No such dead letter' },
  AGENT_NOT_FOUND: { status: 404, title: 'No such agent' },
  TEAM_NOT_FOUND: { status: 404, title: 'No such team' },
  TEMPLATE_NOT_FOUND: { status: 404, title: 'No such template' },
  MEDIA_NOT_SENDABLE: { status: 400, title: 'WhatsApp does not carry this file' },
  DRAFTING_OFF: { status: 404, title: 'No language model is configured' },
  DRAFTING_FAILED: { status: 503, title: 'No draft came' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'Method not allowed' },
  CHAT_ALREADY_ACTIVE: { status: 409, title: 'A chat is already open' },
  CHAT_ALREADY_TAKEN: { status: 409, title: 'A colleague has this chat' },
  CHAT_NOT_ACTIVE: { status: 409, title: 'No chat is open' },
  CHAT_SUPPORT_DISABLED: { status: 409, title: 'Chat support is switched off' },
  SERVICE_WINDOW_CLOSED: { status: 409, title: 'The 24-hour service window is closed' },
  CONTACT_OPTED_OUT: { status: 409, title: 'The customer has asked not to be written to' },
  TEMPLATE_NOT_SENDABLE: { status: 409, title: 'The template cannot be sent' },
  IDEMPOTENCY_KEY_REUSED: { status: 409, title: 'The idempotency key belongs to another message' },
  UNDO_EXPIRED: { status: 409, title: 'The end can no longer be undone' },
  MESSAGE_NOT_RESENDABLE: { status: 409, title: 'This message is not one to send again' },
  SEND_AGAIN_TOO_EARLY: { status: 409, title: 'Its confirmation may still come' },
  PLAYBOOK_UNSOUND: { status: 400, title: 'The playbook cannot be used like this' },
  PLAYBOOK_VERSION_NOT_FOUND: { status: 404, title: 'No such version of the playbook' },
  PLAYBOOK_CHANGED: { status: 409, title: 'Somebody else has changed the playbook' },
  EMAIL_ALREADY_USED: { status: 409, title: 'An agent with this e-mail exists' },
  AGENT_IS_LAST_ADMIN: { status: 409, title: 'Nobody else could administer the installation' },
  TEAM_NAME_ALREADY_USED: { status: 409, title: 'A team with this name exists' },
  TEAM_IS_DEFAULT: { status: 409, title: 'The default team cannot be removed' },
  PAYLOAD_TOO_LARGE: { status: 413, title: 'The body is too large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'The body must be application/json' },
  TOO_MANY_REQUESTS: { status: 429, title: 'Too many attempts' },
  INTERNAL_ERROR: { status: 500, title: 'Something went wrong on our side' },
  SERVICE_UNAVAILABLE: { status: 503, title: 'Not available at the moment' },
};

export const PROBLEM_CONTENT_TYPE = 'application/problem+json';

export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** RFC 9457. `type` ends in the name of a page in docs/problems; `requestId` is what to quote to support. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
  readonly requestId: string;
}

export function problem(code: ErrorCode, requestId: string, detail?: string, errors?: readonly FieldProblem[]): Problem {
  const { status, title } = PROBLEMS[code];
  return { type: `urn:parley:problem:${code}`, title, status, code, detail: detail ?? title, ...(errors ? { errors } : {}), requestId };
}
