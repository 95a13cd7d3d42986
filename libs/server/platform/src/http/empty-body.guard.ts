import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { refuseFields, requestObject } from './strict-validation.pipe.js';

/**
 * For routes whose address says everything: whoever sends a field there expects it to do something, so it is refused as an unknown one.
 * A guard, because nothing of a body that is not declared passes a pipe; guards of a route run after the global ones, so whoever is not
 * signed in learns nothing of it.
 */
@Injectable()
export class EmptyBodyGuard implements CanActivate {
  /** @throws Refusal VALIDATION_FAILED */
  canActivate(context: ExecutionContext): boolean {
    refuseFields(Object.keys(requestObject(context.switchToHttp().getRequest<FastifyRequest>().body)));
    return true;
  }
}
