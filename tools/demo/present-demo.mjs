import { relative } from 'node:path';
import { stopRequest } from '../running/stop-request.mjs';
import { Demo } from './run-demo.mjs';

/**
 * The demo in a terminal: starts it, says where everything is, and ends the process when it is told to (code 0) or when a part fails
 * (code 1, with the part's last lines).
 * @param {() => import('./settings.mjs').DemoSettings} readSettings
 * @param {{ log: (line: string) => void, prepare: () => Promise<unknown>, beside?: (demo: Demo) => Promise<{ stop: () => Promise<void> }> }} options
 *   `beside` is started when the demo runs and stopped before it
 */
export async function presentDemo(readSettings, { log, prepare, beside = async () => ({ stop: async () => {} }) }) {
  // A second Ctrl+C does not wait for anybody.
  const stopAsked = stopRequest({ onAgain: () => void demo?.stop(true) }).then(() => null);
  let demo;
  let companion = { stop: async () => {} };
  const starting = (async () => {
    const settings = readSettings();
    demo = new Demo(settings, log);
    await demo.start(prepare);
    companion = await beside(demo);
    return settings;
  })();
  const outcome = await Promise.race([starting.catch((error) => fail(error.message)), stopAsked]);
  if (outcome === null) {
    // Stopped before it was up: what came up meanwhile goes down again.
    await starting
      .then(async () => {
        await companion.stop();
        await demo.stop(true);
      })
      .catch(() => {});
    process.exit(0);
  }
  welcome(outcome, log);
  const failure = await Promise.race([demo.failed, stopAsked]);
  if (failure === null) log('\nStopping …');
  await companion.stop();
  await demo.stop();
  if (failure !== null) fail(failure);
  process.exit(0);
}

function welcome({ consoleUrl, simulatorUrl, login, withSimulator, folder }, log) {
  log(
    [
      '',
      '  Parley is running.',
      '',
      ...(withSimulator ? [`  Both sides    ${simulatorUrl}/demo`] : []),
      `  Console       ${consoleUrl}`,
      ...(withSimulator ? [`  Phone         ${simulatorUrl}`] : []),
      `  API           ${consoleUrl}/api/docs`,
      '',
      `  Sign in as    ${login.email}`,
      `  Password      ${process.env.ADMIN_PASSWORD ? '(ADMIN_PASSWORD of the first start)' : login.password}`,
      '',
      `  Data and logs are in ${relative(process.cwd(), folder)}; delete that folder to begin anew. Stop with Ctrl+C.`,
      '',
    ].join('\n'),
  );
}

function fail(message) {
  console.error(`\n${message}\n`);
  process.exit(1);
}
