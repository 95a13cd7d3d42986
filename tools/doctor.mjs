// `npm run doctor`: looks at the whole set-up with the environment the server would get, and says in a sentence each what to change.
// Exit code 1 when there is a problem. Changes nothing: it reads the database, asks Graph for the number, and knocks at the webhook.
import { ensureBuilt } from './build-all.mjs';
import { checkClock } from './doctor/clock.mjs';
import { checkConfiguration } from './doctor/configuration.mjs';
import { checkDatabase } from './doctor/database.mjs';
import { checkDemo } from './doctor/demo.mjs';
import { checkGraph } from './doctor/graph.mjs';
import { checkPort } from './doctor/port.mjs';
import { checkRedis } from './doctor/redis.mjs';
import { checkWebhook } from './doctor/webhook.mjs';

/** @typedef {{ area: string, state: 'ok'|'note'|'problem', text: string }} Finding */

const { env } = process;
const isProduction = Boolean(env.DATABASE_URL || env.WHATSAPP_ACCESS_TOKEN || env.NODE_ENV === 'production');

try {
  await ensureBuilt({ log: (line) => console.error(line) });
} catch (error) {
  console.error(`\n${error.message}\n`);
  process.exit(1);
}
const findings = isProduction ? await production() : await checkDemo(env);
const width = Math.max(...findings.map(({ area }) => area.length));
for (const { area, state, text } of findings) {
  console.log(`  ${state.padEnd(8)} ${area.padEnd(width)}  ${text}`);
}
const problems = findings.filter(({ state }) => state === 'problem').length;
console.log(problems === 0 ? '\nNo problem found.' : `\n${problems === 1 ? 'One problem' : `${problems} problems`} found.`);
process.exit(problems === 0 ? 0 : 1);

/** @returns {Promise<Finding[]>} */
async function production() {
  const { findings: configuration, settings } = await checkConfiguration(env);
  const [database, redis, graph, port] = await Promise.all([
    checkDatabase(env.DATABASE_URL),
    checkRedis(env.REDIS_URL),
    checkGraph(settings),
    checkPort(settings.port),
  ]);
  return [
    ...configuration,
    ...database.findings,
    ...redis,
    ...graph.findings,
    ...checkClock(database.clock, graph.clock),
    ...port.findings,
    ...(await checkWebhook(settings, port.isParley)),
  ];
}
