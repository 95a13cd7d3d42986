import type { Role, Scope } from '@parley/vocabulary';

export interface ActingAgent {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

/**
 * Who is calling: an agent in a browser, or a machine that acts as its token's owner, within the token's scopes and never beyond the
 * owner's role.
 */
export type Actor =
  | { readonly kind: 'session'; readonly sessionId: string; readonly agent: ActingAgent }
  | { readonly kind: 'token'; readonly tokenId: string; readonly scopes: readonly Scope[]; readonly agent: ActingAgent };

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the authentication guard; missing on public routes. */
    actor?: Actor;
  }
}
