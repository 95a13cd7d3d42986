/** The 24-hour window and every "late" mark compare clocks; a few seconds do no harm, more do. */
const TOLERATED_MS = 5000;

/**
 * @param {number|null} database how far the database's clock is ahead of ours, in ms
 * @param {number|null} graph the same of Graph's
 * @returns {import('../doctor.mjs').Finding[]}
 */
export function checkClock(database, graph) {
  const clocks = [
    ['the database', database],
    ['Graph', graph],
  ].filter(([, skew]) => skew !== null);
  if (clocks.length === 0) return [];
  const wrong = clocks.filter(([, skew]) => Math.abs(skew) > TOLERATED_MS);
  if (wrong.length === 0)
    return [{ area: 'Clock', state: 'ok', text: `This machine agrees with ${clocks.map(([name]) => name).join(' and ')}.` }];
  return wrong.map(([name, skew]) => ({
    area: 'Clock',
    state: 'problem',
    text: `This machine's clock is ${Math.round(Math.abs(skew) / 1000)} s ${skew > 0 ? 'behind' : 'ahead of'} that of ${name}: let NTP keep it.`,
  }));
}
