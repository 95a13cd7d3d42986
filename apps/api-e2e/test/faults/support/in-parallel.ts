import { it } from '@jest/globals';

/**
 * Tests that begin together, once `ready` is there: most of their time is waiting for leases and time-outs that nobody may shorten.
 * Each is judged by itself, under its own name.
 */
export function inParallel<Context>(ready: () => Context, tests: Readonly<Record<string, (context: Context) => Promise<void>>>): void {
  let running: Map<string, Promise<void>> | undefined;
  const begin = (): Map<string, Promise<void>> => {
    const context = ready();
    return new Map(
      Object.entries(tests).map(([name, test]) => {
        const result = test(context);
        // Awaited under its own name, perhaps long after it has failed.
        result.catch(() => undefined);
        return [name, result];
      }),
    );
  };
  for (const name of Object.keys(tests)) it(name, () => (running ??= begin()).get(name), 120_000);
}
