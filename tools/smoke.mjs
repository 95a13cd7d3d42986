// `npm run smoke -- --url https://…`: walks the production steps of docs/deployment-checklist.md against a running installation, from outside.
// A line each, with what to do where it is not right; exit code 1 when anything is not. It writes nothing but a login and its end.
import { parseArgs } from 'node:util';
import { checkApi } from './smoke/api.mjs';
import { checkConsole } from './smoke/console.mjs';
import { checkOperations } from './smoke/operations.mjs';
import { checkWebhook } from './smoke/webhook.mjs';

/** @typedef {{ ok: boolean | null, name: string, detail?: string }} Step `ok` null: not tried; `detail` says what to do */

const HELP = `npm run smoke -- --url https://support.example.com [--json]

Walks the production steps of docs/deployment-checklist.md against a running installation: health, figures, the webhook's handshake and
signatures, sign in, list, OpenAPI, live events, the console and its headers. Exit code 0: everything is right; 1: something is not.

  --url    address of the installation as browsers and WhatsApp see it (PUBLIC_URL)
  --json   one JSON object instead of lines
  --help   this text

Secrets come from the environment only and are never printed. Steps whose secret is not set are named and left out:
  WHATSAPP_VERIFY_TOKEN          the webhook's handshake
  WHATSAPP_APP_SECRET            a well signed, empty delivery (it makes no conversation)
  SMOKE_EMAIL, SMOKE_PASSWORD    an agent of the installation: sign in, list, OpenAPI, live events
  METRICS_TOKEN                  the figures, by their token`;

const { values } = parse();
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
if (!values.url || !URL.canParse(values.url) || !/^https?:$/.test(new URL(values.url).protocol)) {
  console.error('--url must be the address of the installation, beginning with https:// (or http:// on a machine of your own).\n');
  console.error(HELP);
  process.exit(1);
}

const url = values.url.replace(/\/+$/, '');
const { env } = process;
const secrets = {
  verifyToken: env.WHATSAPP_VERIFY_TOKEN,
  appSecret: env.WHATSAPP_APP_SECRET,
  email: env.SMOKE_EMAIL,
  password: env.SMOKE_PASSWORD,
  metricsToken: env.METRICS_TOKEN,
};

/** @type {Step[]} */
const steps = [];
for (const check of [checkOperations, checkWebhook, checkConsole, checkApi]) {
  for await (const step of check(url, secrets)) {
    steps.push(step);
    if (!values.json) console.log(`${step.ok === null ? '–' : step.ok ? '✓' : '✗'} ${step.name}${step.detail ? `: ${step.detail}` : ''}`);
  }
}
const failed = steps.filter(({ ok }) => ok === false).length;
const left = steps.filter(({ ok }) => ok === null).length;
const summary = { url, passed: steps.length - failed - left, failed, notTried: left };
if (values.json) console.log(JSON.stringify({ ...summary, steps }));
else console.log(`\n${summary.passed} right, ${failed} wrong, ${left} not tried`);
process.exit(failed === 0 ? 0 : 1);

function parse() {
  try {
    return parseArgs({ options: { url: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } } });
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`);
    process.exit(1);
  }
}
