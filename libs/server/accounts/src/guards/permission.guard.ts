import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Metrics, Refusal } from '@parley/platform';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../actor.js';
import { PERMISSIONS, type RoutePermission } from '../permissions/permission-table.js';

/** Asks the permission table. No line, no entry. */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(@Inject(Metrics) private readonly metrics: Metrics) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    // Without an actor the authentication guard has let a public route pass.
    if (!request.actor) return true;
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const route = request.routeOptions.url ?? '';
    if (isAllowed(request.actor, PERMISSIONS[`${method} ${route}`])) return true;
    this.metrics.authorizationDenied.inc({ route });
    throw new Refusal('FORBIDDEN');
  }
}

/** Role first, then scope: a token is never more than its owner. */
export function isAllowed(actor: Actor, permission: RoutePermission | undefined): boolean {
  if (!permission?.roles.includes(actor.agent.role)) return false;
  if (actor.kind === 'session' || permission.scope === 'any') return true;
  return permission.scope !== 'none' && actor.scopes.includes(permission.scope);
}
