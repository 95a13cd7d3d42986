import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { PUBLIC_ROUTE, Refusal } from '@parley/platform';
import type { FastifyRequest } from 'fastify';
import { Authenticator } from '../authenticator.js';
import { AgentPresence } from '../presence/agent-presence.js';

/** Nobody gets past it without a session or a token, but to routes that say `@Public()`. Runs before anything else is judged. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    @Inject(AgentPresence) private readonly presence: AgentPresence,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC_ROUTE, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const actor = await this.authenticator.authenticate(request.headers);
    if (!actor) throw new Refusal('UNAUTHENTICATED');
    request.actor = actor;
    if (actor.kind === 'session') this.presence.sign([actor.agent.id]);
    return true;
  }
}
