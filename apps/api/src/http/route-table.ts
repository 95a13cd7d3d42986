import type { FastifyInstance } from 'fastify';

export interface Route {
  readonly method: string;
  /** As it was registered: `/api/admin/conversations/:conversation`. */
  readonly pattern: string;
}

/** Every route of the server, as it is registered. Knows which other methods a path has, for 405. */
export class RouteTable {
  private readonly routes: (Route & { readonly matches: RegExp })[] = [];

  /** Before the routes are registered. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ method, url }) => {
      const matches = new RegExp(`^${url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:[A-Za-z]+/g, '[^/]+')}$`);
      for (const one of [method].flat()) this.routes.push({ method: one, pattern: url, matches });
    });
  }

  all(): readonly Route[] {
    return this.routes.map(({ method, pattern }) => ({ method, pattern }));
  }

  /** The methods this path answers to; empty when there is no such path. */
  methodsOf(path: string): string[] {
    return [...new Set(this.routes.filter((route) => route.matches.test(path)).map((route) => route.method))].sort();
  }
}
