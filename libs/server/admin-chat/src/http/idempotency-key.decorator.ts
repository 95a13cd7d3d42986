import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Refusal } from '@parley/platform';
import type { FastifyRequest } from 'fastify';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The `Idempotency-Key` header: a UUID, or null when there is none. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string | null => {
  const key = context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && UUID.test(key)) return key.toLowerCase();
  const message = 'Idempotency-Key must be a UUID';
  throw new Refusal('VALIDATION_FAILED', message, [{ field: 'Idempotency-Key', message }]);
});
