import { ERROR_CODES, type ErrorCode } from '@parley/vocabulary';

export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

export interface ApiProblemDetails {
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail: string;
  readonly fields: readonly FieldProblem[];
  /** What to quote when asking for help; null when the answer did not come from our server. */
  readonly requestId: string | null;
  /** Whole seconds to wait before the next try, where the server said so. */
  readonly retryAfterSeconds: number | null;
}

/** What the server refused, from its `application/problem+json`. `code` decides what to do, `message` is for people. */
export class ApiProblem extends Error implements ApiProblemDetails {
  override name = 'ApiProblem';
  declare readonly status: number;
  declare readonly code: ErrorCode;
  declare readonly detail: string;
  declare readonly fields: readonly FieldProblem[];
  declare readonly requestId: string | null;
  declare readonly retryAfterSeconds: number | null;

  constructor(details: ApiProblemDetails) {
    super(details.detail);
    Object.assign(this, details);
  }

  /** Reads any answer that is not OK; one that is no problem document (a proxy's page) becomes a plain one. */
  static async from(response: Response): Promise<ApiProblem> {
    const body: unknown = await response.json().catch(() => null);
    const fields = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
    const code = ERROR_CODES.find((known) => known === fields['code']);
    const wait = Number(response.headers.get('retry-after') ?? NaN);
    return new ApiProblem({
      status: response.status,
      code: code ?? (response.status >= 500 ? 'SERVICE_UNAVAILABLE' : 'INTERNAL_ERROR'),
      detail: typeof fields['detail'] === 'string' ? fields['detail'] : `The server answered ${response.status}`,
      fields: Array.isArray(fields['errors']) ? (fields['errors'] as FieldProblem[]) : [],
      requestId: typeof fields['requestId'] === 'string' ? fields['requestId'] : null,
      retryAfterSeconds: Number.isFinite(wait) ? wait : null,
    });
  }
}
