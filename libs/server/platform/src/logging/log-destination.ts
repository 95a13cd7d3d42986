import pino from 'pino';

/** What waits for a reader that does not read; above it lines are dropped. A blocked log must not take the memory of the server. */
const MAX_WAITING_BYTES = 1024 * 1024;
/** A reader that has not taken the first waiting line for so long will not take the rest at the end of the process either. */
const STUCK_MS = 1_000;

let droppedLines = 0;

/** Log lines of this process that nobody took in time. */
export function droppedLogLines(): number {
  return droppedLines;
}

/**
 * Where log lines go. Never waits: with pino's default, a reader that hangs (a log collector, a terminal that is gone) first stops the
 * event loop and then, at the end, the exit: the server lives on as an orphan. Lines are written behind the scenes instead, up to a
 * bound, and flushed at the end of the process unless nobody takes them.
 * @param fd 1 is standard output
 */
export function logDestination(fd = 1): ReturnType<typeof pino.destination> {
  let waitingSince: number | null = null;
  const leave = (): void => {
    if (waitingSince !== null && performance.now() - waitingSince > STUCK_MS) destination.destroy();
  };
  // Before pino's own listener, which flushes: against a full pipe that never ends.
  process.once('exit', leave);
  const destination = pino.destination({ fd, sync: false, maxLength: MAX_WAITING_BYTES });
  const write = destination.write.bind(destination);
  destination.write = (line) => {
    waitingSince ??= performance.now();
    return write(line);
  };
  destination.on('drain', () => (waitingSince = null));
  destination.on('drop', () => (droppedLines += 1));
  // A reader that has gone away is no reason to go as well.
  destination.on('error', () => undefined);
  destination.on('close', () => process.removeListener('exit', leave));
  return destination;
}
