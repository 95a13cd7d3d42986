/** A process with {@link skewedClock} sets its clock back by an hour when it gets this signal. */
export const STEP_BACK_SIGNAL = 'SIGUSR2';

/**
 * Settings for a server process whose wall clock is wrong by so much: `Date` alone, as a clock set wrong is. The monotonic clock and
 * the database's are right.
 */
export function skewedClock(offsetMs: number): NodeJS.ProcessEnv {
  const source = `
    const Right = Date;
    let offset = ${offsetMs};
    const now = () => Right.now() + offset;
    globalThis.Date = new Proxy(Right, {
      construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
      apply: () => new Right(now()).toString(),
      get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
    });
    process.on('${STEP_BACK_SIGNAL}', () => { offset -= 3600000; });`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(source)}` };
}
