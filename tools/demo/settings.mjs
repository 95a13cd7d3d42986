import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readPort } from '../running/ports.mjs';
import { ROOT } from '../workspace.mjs';

/** Printed at every start of the demo, and worth nothing elsewhere: it is set in the embedded database of a loopback demo only. */
const DEMO_LOGIN = { email: 'ana@parley.example', password: 'calm-teal-harbour-27', name: 'Ana' };
/** The business number of the demo as Meta would name it; the number itself is from a range for films. */
const DEMO_PHONE_NUMBER_ID = '330145778120964';

/**
 * @typedef {object} DemoSettings
 * @property {string} folder holds the demo's database and logs
 * @property {string} host
 * @property {number} port where visitors find the console
 * @property {number} simulatorPort where visitors find the phone
 * @property {string} apiUrl where the server itself listens; with `npm run dev` another program stands in front of it
 * @property {string} simulatorApiUrl
 * @property {boolean} withSimulator false when the visitor brought credentials of a real number
 * @property {string} consoleUrl for people
 * @property {string} simulatorUrl for people
 * @property {{ email: string, password: string, name: string }} login
 * @property {boolean} offersLogin the sign-in page offers it: nothing is behind it but made-up customers, and nobody else reaches it
 * @property {NodeJS.ProcessEnv} apiEnv without DATABASE_URL
 * @property {NodeJS.ProcessEnv} simulatorEnv
 */

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {{ apiPort?: number, simulatorApiPort?: number }} behind ports of the servers when they are not what visitors see
 * @returns {DemoSettings} throws an Error in words when the environment cannot be read
 */
export function demoSettings(env = process.env, behind = {}) {
  const host = env.HOST?.trim() || 'localhost';
  const port = readPort('PORT', 3000);
  const simulatorPort = readPort('SIMULATOR_PORT', 4000);
  if (port === simulatorPort) throw new Error(`PORT and SIMULATOR_PORT are both ${port}: the server and the simulator need a port each.`);
  const isPublic = !isLoopback(host);
  // What others can reach must never have been set up with the password everybody knows, so it is another database.
  const folder = join(env.PARLEY_DATA_DIR?.trim() || join(ROOT, '.data'), isPublic ? 'demo-public' : 'demo');
  const withSimulator = !env.WHATSAPP_ACCESS_TOKEN?.trim();
  const consoleUrl = env.PUBLIC_URL?.trim() || `http://localhost:${port}`;
  const simulatorUrl = `http://localhost:${simulatorPort}`;
  const { apiPort = port, simulatorApiPort = simulatorPort } = behind;
  const apiUrl = `http://${reachable(host)}:${apiPort}`;
  const simulatorApiUrl = `http://${reachable(host)}:${simulatorApiPort}`;
  const login = loginFor(env, isPublic, folder);
  // Only ever the password that stands in this file: what somebody chose is never shown, and real customers are no demo.
  const isHere = URL.canParse(consoleUrl) && isLoopback(new URL(consoleUrl).hostname);
  const offersLogin = withSimulator && !isPublic && isHere && login.password === DEMO_LOGIN.password;
  const credentials = withSimulator
    ? {
        WHATSAPP_PHONE_NUMBER_ID: env.WHATSAPP_PHONE_NUMBER_ID?.trim() || DEMO_PHONE_NUMBER_ID,
        WHATSAPP_ACCESS_TOKEN: secret(),
        WHATSAPP_APP_SECRET: env.WHATSAPP_APP_SECRET || secret(),
        WHATSAPP_VERIFY_TOKEN: env.WHATSAPP_VERIFY_TOKEN || secret(),
      }
    : {};
  const simulated = withSimulator ? { WHATSAPP_GRAPH_URL: simulatorApiUrl, PARLEY_SIMULATOR_ORIGIN: simulatorUrl } : {};
  return {
    folder,
    host,
    port,
    simulatorPort,
    apiUrl,
    simulatorApiUrl,
    withSimulator,
    consoleUrl,
    simulatorUrl,
    login,
    offersLogin,
    apiEnv: {
      ...env,
      ...credentials,
      ...simulated,
      HOST: host,
      PORT: String(apiPort),
      PUBLIC_URL: consoleUrl,
      ADMIN_EMAIL: login.email,
      ADMIN_PASSWORD: login.password,
      ADMIN_NAME: login.name,
      PARLEY_DEMO_SIGN_IN: String(offersLogin),
    },
    simulatorEnv: {
      ...env,
      ...credentials,
      HOST: host,
      SIMULATOR_PORT: String(simulatorApiPort),
      SIMULATOR_WEBHOOK_URL: `${apiUrl}/webhooks/whatsapp`,
      SIMULATOR_CONSOLE_URL: consoleUrl,
      SIMULATOR_STATE_FILE: join(folder, 'phone.json'),
    },
  };
}

/** How our own processes call a server that listens on that host. */
function reachable(host) {
  if (host === 'localhost' || host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

function loginFor(env, isPublic, folder) {
  const email = env.ADMIN_EMAIL?.trim() || DEMO_LOGIN.email;
  const name = env.ADMIN_NAME?.trim() || DEMO_LOGIN.name;
  if (env.ADMIN_PASSWORD) return { email, password: env.ADMIN_PASSWORD, name };
  return { email, password: isPublic ? keptPassword(join(folder, 'login-password')) : DEMO_LOGIN.password, name };
}

/** Made once: the agent it belongs to stays in the database from start to start. */
function keptPassword(file) {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const password = randomBytes(12).toString('base64url');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}

function isLoopback(host) {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(host);
}

const secret = () => randomBytes(24).toString('base64url');
