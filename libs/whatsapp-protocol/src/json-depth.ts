const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** Deepest nesting we read. Meta's own bodies stay below 12; 5,000 levels parse but make JSON.stringify overflow the stack. */
export const MAX_JSON_DEPTH = 32;

/**
 * Whether JSON text nests arrays and objects deeper than `limit`. Looks at bytes, never recurses, and stops at the first byte too
 * deep, so a megabyte of brackets costs as little as a short body. Brackets inside strings do not count.
 */
export function isDeeperThan(json: Uint8Array, limit: number): boolean {
  return scan(json, limit) > limit;
}

/** How deep JSON text nests: 0 for a bare value, 1 for `{}`. Says nothing about whether it is valid. */
export function depthOf(json: Uint8Array): number {
  return scan(json, Number.POSITIVE_INFINITY);
}

function scan(json: Uint8Array, stopAbove: number): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at];
    if (byte === QUOTE) {
      at = endOfString(json, at);
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      depth += 1;
      if (depth > deepest) deepest = depth;
      if (deepest > stopAbove) return deepest;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      depth -= 1;
    }
  }
  return deepest;
}

/** The place of the closing quote, or the end when there is none. Every UTF-8 byte above 0x7f is above both marks, so bytes do. */
function endOfString(json: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== QUOTE) at += json[at] === BACKSLASH ? 2 : 1;
  return at;
}
