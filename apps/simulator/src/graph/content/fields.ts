import { invalidParameter, invalidValue, missingParameter } from '../graph-error.js';

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object under `key`, or Meta's complaint. `path` names the parent in it. */
export function objectIn(parent: Fields, key: string, path: string): Fields {
  const value = parent[key];
  if (value === undefined || value === null) throw missingParameter(`Missing required parameter: ${path}.`);
  if (!isFields(value)) throw invalidParameter(`Param ${path} must be a JSON object.`);
  return value;
}

export function listIn(parent: Fields, key: string, path: string): readonly Fields[] {
  const value = parent[key];
  if (value === undefined || value === null) throw missingParameter(`Missing required parameter: ${path}.`);
  if (!Array.isArray(value) || !value.every(isFields)) throw invalidParameter(`Param ${path} must be an array of JSON objects.`);
  return value;
}

interface TextRule {
  /** Longest allowed, in characters as JavaScript counts them (the stricter reading of Meta's "characters"). */
  readonly max?: number;
  /** How Meta names the field in its complaint about the length, e.g. "Button title". */
  readonly label?: string;
}

/** The text under `key`; absent or blank is a complaint. */
export function textIn(parent: Fields, key: string, path: string, rule: TextRule = {}): string {
  const value = optionalTextIn(parent, key, path, rule);
  if (value === null) throw missingParameter(`Missing required parameter: ${path}.`);
  return value;
}

/** The text under `key`, or null when it is not there. An empty one is a complaint. */
export function optionalTextIn(parent: Fields, key: string, path: string, rule: TextRule = {}): string | null {
  const value = parent[key];
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw invalidParameter(`Param ${path} must be a string.`);
  const label = rule.label ?? path;
  const longest = rule.max === undefined ? 'none' : String(rule.max);
  if (value.trim() === '' || (rule.max !== undefined && value.length > rule.max)) {
    throw invalidValue(`${label} length invalid. Min length: 1, Max length: ${longest}`);
  }
  return value;
}
