/** npm sends on what the terminal has sent to everybody already: a Ctrl+C comes twice. People press again after longer than this. */
const ECHO_MS = 1000;

/**
 * Hears that this process shall end: by signal, or because the npm that ran it is gone (killed hard, it tells nobody, and what it
 * started would keep the ports for ever).
 * @param {{ onAgain?: () => void }} options `onAgain`: told a second time, by somebody who does not want to wait
 * @returns {Promise<void>} settles at the first request
 */
export function stopRequest({ onAgain = () => {} } = {}) {
  return new Promise((resolve) => {
    let first = null;
    const hear = () => {
      if (first !== null && performance.now() - first > ECHO_MS) onAgain();
      first ??= performance.now();
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, hear);
    if (!process.env.npm_lifecycle_event) return;
    const starter = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid === starter) return;
      clearInterval(watch);
      hear();
    }, 300);
    watch.unref();
  });
}
