/**
 * What an error code of the Graph API means for a message we tried to send.
 * - `rate-limit`: not accepted, try later; `scope` says for whom.
 * - `credentials`: token, permission or set-up of the number: nothing will go out until somebody acts.
 * - `account`: the account itself is locked or restricted: this message is refused, and so will the next be.
 * - `rejected`: a definite no to this message.
 * - `uncertain`: the platform failed; it does not say whether before or after it accepted.
 */
export type GraphErrorClass = 'rate-limit' | 'credentials' | 'account' | 'rejected' | 'uncertain';

export interface GraphErrorCode {
  readonly code: number;
  /** Meta's own words, as in the `title`/`message` of the error. */
  readonly title: string;
  /** Status Meta's table gives it; 400 where the 2026 table has none. Decide by code, never by this. */
  readonly httpStatus: number;
  readonly class: GraphErrorClass;
  /** Whom a rate limit binds: the whole number, or one customer. */
  readonly scope?: 'channel' | 'contact';
}

function code(
  number: number,
  httpStatus: number,
  kind: GraphErrorClass,
  title: string,
  scope?: 'channel' | 'contact',
): readonly [number, GraphErrorCode] {
  return [number, { code: number, title, httpStatus, class: kind, ...(scope ? { scope } : {}) }];
}

/** Every code we know, from Meta's table as fetched in September 2026. A code that is missing here is judged by its HTTP status. */
export const GRAPH_ERRORS: ReadonlyMap<number, GraphErrorCode> = new Map([
  code(0, 401, 'credentials', 'AuthException'),
  code(1, 400, 'uncertain', 'API Unknown'),
  code(2, 503, 'uncertain', 'API Service'),
  code(3, 500, 'credentials', 'API Method'),
  code(4, 400, 'rate-limit', 'API Too Many Calls', 'channel'),
  code(10, 403, 'credentials', 'API Permission Denied'),
  code(33, 400, 'credentials', 'Parameter value is not valid'),
  code(100, 400, 'rejected', 'Invalid parameter'),
  code(190, 401, 'credentials', 'Access token has expired'),
  code(368, 403, 'account', 'Temporarily blocked for policies violations'),
  code(80007, 400, 'rate-limit', 'Rate limit issues', 'channel'),
  code(130403, 400, 'rejected', 'User is blocked by the business'),
  code(130429, 429, 'rate-limit', 'Rate limit hit', 'channel'),
  code(130472, 400, 'rejected', "User's number is part of an experiment"),
  code(130497, 403, 'rejected', 'Business account is restricted from messaging users in this country'),
  code(131000, 500, 'uncertain', 'Something went wrong'),
  code(131005, 403, 'credentials', 'Access denied'),
  code(131008, 400, 'rejected', 'Required parameter is missing'),
  code(131009, 400, 'rejected', 'Parameter value is not valid'),
  code(131016, 500, 'uncertain', 'Service unavailable'),
  code(131021, 400, 'rejected', 'Recipient cannot be sender'),
  code(131026, 400, 'rejected', 'Message undeliverable'),
  code(131030, 400, 'rejected', 'Recipient phone number not in allowed list'),
  code(131031, 403, 'account', 'Business Account locked'),
  code(131037, 400, 'credentials', 'WhatsApp provided number needs display name approval before message can be sent'),
  code(131042, 400, 'credentials', 'Business eligibility payment issue'),
  code(131045, 500, 'credentials', 'Incorrect certificate'),
  code(131047, 400, 'rejected', 'Re-engagement message'),
  code(131048, 400, 'rejected', 'Spam rate limit hit'),
  code(131049, 400, 'rejected', 'This message was not delivered to maintain healthy ecosystem engagement'),
  code(131050, 400, 'rejected', 'User has stopped marketing messages from this business'),
  code(131051, 400, 'rejected', 'Unsupported message type'),
  code(131052, 400, 'rejected', 'Media download error'),
  code(131053, 400, 'rejected', 'Media upload error'),
  code(131055, 400, 'rejected', 'Method not allowed'),
  code(131056, 400, 'rate-limit', '(Business Account, Consumer Account) pair rate limit hit', 'contact'),
  code(131057, 500, 'uncertain', 'Account in maintenance mode'),
  code(131062, 400, 'rejected', 'Business-scoped user id is not supported for this message'),
  code(131063, 400, 'rejected', 'Marketing templates are disabled on this API'),
  code(131064, 400, 'rejected', 'Messaging limit due to template misclassification'),
  code(132000, 400, 'rejected', 'Template parameter count mismatch'),
  code(132001, 404, 'rejected', 'Template does not exist'),
  code(132005, 400, 'rejected', 'Template hydrated text too long'),
  code(132007, 400, 'rejected', 'Template format character policy violated'),
  code(132012, 400, 'rejected', 'Template parameter format mismatch'),
  code(132015, 400, 'rejected', 'Template is paused'),
  code(132016, 400, 'rejected', 'Template is disabled'),
  code(132018, 400, 'rejected', 'Template parameter problem'),
  code(132068, 400, 'rejected', 'Flow is blocked'),
  code(132069, 400, 'rejected', 'Flow is throttled'),
  code(133000, 500, 'credentials', 'Incomplete deregistration'),
  code(133004, 503, 'uncertain', 'Server temporarily unavailable'),
  code(133005, 400, 'credentials', 'Two step verification PIN mismatch'),
  code(133006, 400, 'credentials', 'Phone number re-verification needed'),
  code(133010, 400, 'credentials', 'Phone number not registered'),
  code(134011, 400, 'credentials', 'Payments terms of service have not been accepted'),
  code(135000, 400, 'rejected', 'Generic user error'),
  code(137000, 400, 'rejected', 'Identity key hash mismatch'),
]);

/** The code's entry; 200 to 299 are all "permission", as Meta's table says. */
export function graphErrorCode(number: number): GraphErrorCode | undefined {
  const known = GRAPH_ERRORS.get(number);
  if (known) return known;
  if (number >= 200 && number <= 299) return { code: number, title: 'API Permission', httpStatus: 403, class: 'credentials' };
  return undefined;
}

/** Body of an error answer. */
export interface WireGraphError {
  readonly error: {
    readonly message: string;
    readonly type?: string;
    readonly code: number;
    readonly error_subcode?: number;
    readonly error_data?: { readonly messaging_product?: string; readonly details?: string };
    readonly is_transient?: boolean;
    readonly fbtrace_id?: string;
  };
}

/** Whether a parsed answer is a Graph error and not a proxy's page: only then is it proof of anything. */
export function isGraphError(answer: unknown): answer is WireGraphError {
  if (typeof answer !== 'object' || answer === null) return false;
  const { error } = answer as { error?: unknown };
  if (typeof error !== 'object' || error === null) return false;
  const { code: number, message } = error as { code?: unknown; message?: unknown };
  return Number.isSafeInteger(number) && typeof message === 'string';
}
