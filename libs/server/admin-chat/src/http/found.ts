import { Refusal } from '@parley/platform';
import type { ErrorCode } from '@parley/vocabulary';

/** The thing, or the refusal that says it is not there. */
export function found<Thing>(thing: Thing | null, code: ErrorCode): Thing {
  if (thing === null) throw new Refusal(code);
  return thing;
}
