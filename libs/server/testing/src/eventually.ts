/**
 * Tries until `check` stops throwing; rethrows its last error after `timeoutMs`. Tests wait for facts, never for time: the end is for
 * what hangs, not for what is slow.
 */
export async function eventually<Result>(check: () => Result | Promise<Result>, timeoutMs = 20_000, everyMs = 20): Promise<Result> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }
}
