// `npm start`: the demo in one command, or, where a real database or production is asked for, the production server.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './build-all.mjs';
import { runDemo } from './demo/run-demo.mjs';
import { demoSettings } from './demo/settings.mjs';
import { STOP_WITH_STARTER } from './running/child.mjs';
import { ROOT } from './workspace.mjs';

const log = (line) => console.log(line);

if (process.env.DATABASE_URL || process.env.NODE_ENV === 'production') await production();
else await demo();

async function demo() {
  const settings = orExit(() => demoSettings());
  const stopAsked = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve(signal));
  });
  const starting = runDemo(settings, { log, prepare: () => ensureBuilt({ log }) });
  const running = await Promise.race([starting.catch((error) => fail(error.message)), stopAsked.then(() => null)]);
  if (running === null) {
    // Stopped before it was up: what came up meanwhile goes down again.
    await starting.then((late) => late.stop(true)).catch(() => {});
    process.exit(0);
  }
  welcome(settings);
  const failure = await Promise.race([running.failed, stopAsked.then(() => null)]);
  if (failure === null) log('\nStopping …');
  // A second Ctrl+C does not wait for anybody.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void running.stop(true));
  await running.stop();
  if (failure !== null) fail(failure);
  process.exit(0);
}

function welcome({ consoleUrl, simulatorUrl, login, withSimulator, folder }) {
  const lines = [
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
    `  Data and logs are in ${folder.slice(ROOT.length + 1)}; delete that folder to begin anew. Stop with Ctrl+C.`,
    '',
  ];
  log(lines.join('\n'));
}

/** The production server in our place: same environment, its own words, its exit code. */
async function production() {
  await ensureBuilt({ log }).catch((error) => fail(error.message));
  const server = spawn(process.execPath, ['--import', STOP_WITH_STARTER, join(ROOT, 'apps/api/dist/main.js')], {
    cwd: ROOT,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
  server.once('error', (error) => fail(error.message));
  server.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

function orExit(work) {
  try {
    return work();
  } catch (error) {
    return fail(error.message);
  }
}

function fail(message) {
  console.error(`\n${message}\n`);
  process.exit(1);
}
