/**
 * Milliseconds from now on in which this process ran. Where caller and server are both in it, what a busy machine kept from it makes no
 * answer late.
 */
export function ownTime(): () => number {
  const TICK_MS = 20;
  let total = 0;
  let last = performance.now();
  const count = (): void => {
    const now = performance.now();
    total += Math.min(now - last, 2 * TICK_MS);
    last = now;
  };
  const ticking = setInterval(count, TICK_MS);
  return () => {
    clearInterval(ticking);
    count();
    return total;
  };
}
