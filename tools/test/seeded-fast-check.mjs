// Stands in for fast-check in every test (see jest.preset.mjs): the same throws on every machine and every day, so that a run is red for
// a change and never for its luck. `PARLEY_SEED=<number>` throws others, `PARLEY_SEED=any` new ones each time, to look for what these
// do not find; what is found becomes an example of its own beside the property.
import * as fastCheck from '../../node_modules/fast-check/lib/fast-check.js';

const { PARLEY_SEED = '20260101' } = process.env;
const seed = PARLEY_SEED === 'any' ? Date.now() % 2 ** 31 : Number(PARLEY_SEED);
if (!Number.isInteger(seed)) throw new Error(`PARLEY_SEED must be a whole number or "any", not "${PARLEY_SEED}"`);
fastCheck.configureGlobal({ ...fastCheck.readConfigureGlobal(), seed });

export * from '../../node_modules/fast-check/lib/fast-check.js';
export default fastCheck.default;
