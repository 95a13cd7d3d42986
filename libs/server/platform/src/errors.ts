import type { ErrorCode } from '@parley/vocabulary';

/**
 * A request that is refused for a reason the client can act on. Knows no HTTP; the problem filter gives each code its status.
 * Anything else that is thrown is a bug and is answered 500 with nothing else.
 */
export class Refusal extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly detail?: string,
    readonly fields?: readonly { readonly field: string; readonly message: string }[],
  ) {
    super(detail ? `${code}: ${detail}` : code);
    this.name = 'Refusal';
  }
}

/** A refusal that ends by itself. */
export class TooManyRequests extends Refusal {
  /** @param retryAfterSeconds whole seconds, at least 1 */
  constructor(readonly retryAfterSeconds: number) {
    super('TOO_MANY_REQUESTS', `Try again in ${retryAfterSeconds} seconds`);
    this.name = 'TooManyRequests';
  }
}
