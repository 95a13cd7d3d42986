import { type ArgumentMetadata, Injectable, type PipeTransform, type ValidationError, ValidationPipe } from '@nestjs/common';
import { Refusal } from '../errors.js';
import type { FieldProblem } from './problem.js';

/**
 * Checks every body, query and parameter object against the class that declares it. Nothing is converted: a number where a text
 * belongs is refused, not turned into one. Unknown fields of a body are refused; unknown query parameters are ignored, because
 * proxies and monitors add their own.
 */
@Injectable()
export class StrictValidationPipe implements PipeTransform<unknown> {
  private readonly body = new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    exceptionFactory: validationFailed,
  });
  private readonly query = new ValidationPipe({ transform: true, whitelist: true, exceptionFactory: validationFailed });

  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (!isDeclaredClass(metadata.metatype)) return value;
    if (metadata.type === 'query') return this.query.transform(value, metadata);
    if (metadata.type !== 'body') return value;
    const body = requestObject(value);
    // The validator looks fields up in an object of its own, so it takes the names that every object inherits for declared ones.
    refuseFields(Object.keys(body).filter((name) => name in Object.prototype));
    return this.body.transform(body, metadata);
  }
}

/**
 * The object a request carries. No body at all is an empty one; `null`, lists and bare values are not objects.
 * @throws Refusal VALIDATION_FAILED
 */
export function requestObject(body: unknown): object {
  if (body === undefined) return {};
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new Refusal('VALIDATION_FAILED', 'The body must be a JSON object');
  }
  return body;
}

/**
 * Refuses fields that a route does not know, if there are any.
 * @throws Refusal VALIDATION_FAILED
 */
export function refuseFields(names: readonly string[]): void {
  if (names.length === 0) return;
  const fields = names.map((name) => ({ field: name.slice(0, 100), message: `property ${name.slice(0, 100)} should not exist` }));
  throw new Refusal('VALIDATION_FAILED', fields.map(({ field, message }) => `${field}: ${message}`).join('; '), fields);
}

function isDeclaredClass(metatype: unknown): boolean {
  return typeof metatype === 'function' && ![String, Boolean, Number, Array, Object, Buffer].some((native) => native === metatype);
}

function validationFailed(errors: ValidationError[]): Refusal {
  const fields = errors.flatMap((error) => flatten(error, ''));
  return new Refusal('VALIDATION_FAILED', fields.map(({ field, message }) => `${field}: ${message}`).join('; '), fields);
}

function flatten(error: ValidationError, parent: string): FieldProblem[] {
  const field = parent ? `${parent}.${error.property}` : error.property;
  const own = Object.values(error.constraints ?? {}).map((message) => ({ field: field.slice(0, 100), message: message.slice(0, 300) }));
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, field))];
}
