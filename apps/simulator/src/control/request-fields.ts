import { readPhoneNumber } from '../customers/phone-number.js';
import { ControlError } from './control-error.js';

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The request's JSON object; no body is an empty one. A field that is not among `known` is a mistake in the caller's test: it is named. */
export function readBody(body: unknown, known: readonly string[] | null): Fields {
  if (body === undefined || body === null) return {};
  if (!isFields(body)) throw new ControlError(400, 'The body must be a JSON object.');
  const unknown = known === null ? [] : Object.keys(body).filter((key) => !known.includes(key));
  if (unknown.length > 0) throw new ControlError(400, `Unknown field: ${unknown.join(', ')}. Known are ${(known ?? []).join(', ')}.`);
  return body;
}

export function phoneParameter(text: string): string {
  const phone = readPhoneNumber(text);
  if (!phone) throw new ControlError(400, `“${text}” is no phone number: 7 to 15 digits with the country code, with or without +.`);
  return phone;
}

export function text(body: Fields, key: string): string {
  const value = body[key];
  if (typeof value !== 'string' || value === '') throw new ControlError(400, `“${key}” must be a text that is not empty.`);
  return value;
}

export function optionalText(body: Fields, key: string): string | undefined {
  return body[key] === undefined || body[key] === null ? undefined : text(body, key);
}

export function optionalFlag(body: Fields, key: string): boolean | undefined {
  const value = body[key];
  if (value === undefined) return undefined;
  if (typeof value !== 'boolean') throw new ControlError(400, `“${key}” must be true or false.`);
  return value;
}

export function optionalNumber(body: Fields, key: string, least = 0): number | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isFinite(value) || value < least) {
    throw new ControlError(400, `“${key}” must be a number not below ${least}.`);
  }
  return value;
}

/** A time: ISO 8601, or milliseconds since 1970. Returned in milliseconds. */
export function optionalTime(body: Fields, key: string): number | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  const time = typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : NaN;
  if (!Number.isFinite(time)) throw new ControlError(400, `“${key}” must be a time: ISO 8601 or milliseconds since 1970.`);
  return time;
}
