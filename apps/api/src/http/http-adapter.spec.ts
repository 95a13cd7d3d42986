import { describe, expect, it } from '@jest/globals';
import { parseJson } from './http-adapter.js';

const codeOf = (text: string) => {
  try {
    parseJson(text);
    return null;
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

describe('the JSON of a request', () => {
  it('is what it says, and nothing when there is nothing', () => {
    expect(parseJson('{"a":[1,"]}"]}')).toEqual({ a: [1, ']}'] });
    expect(parseJson('')).toBeUndefined();
  });

  it('may be 32 levels deep, brackets in texts not counted', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(codeOf(nested(32))).toBeNull();
    expect(codeOf(nested(33))).toBe('MALFORMED_JSON');
    expect(codeOf(JSON.stringify({ text: '[{"\\'.repeat(100) }))).toBeNull();
    expect(codeOf('['.repeat(60_000))).toBe('MALFORMED_JSON');
  });

  it('carries no prototype', () => {
    expect(codeOf('{"__proto__":{}}')).toBe('VALIDATION_FAILED');
    expect(codeOf('{"a":{"\\u005f_proto__":{}}}')).toBe('VALIDATION_FAILED');
  });
});
