import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { ROOT } from '../workspace.mjs';

const OLDEST = 15;
const NEWEST = 18;

/** @returns {Promise<{ findings: import('../doctor.mjs').Finding[], clock: number|null }>} clock: how far it is ahead of ours, in ms */
export async function checkDatabase(url) {
  if (!url) return { findings: [], clock: null };
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000, query_timeout: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    return { findings: [problem(`The database cannot be reached: ${explain(error)}`)], clock: null };
  }
  try {
    const before = Date.now();
    const { rows } = await client.query(
      `select extract(epoch from clock_timestamp()) * 1000 as now, current_setting('server_version') as version,
              current_setting('server_version_num')::int / 10000 as major, pg_encoding_to_char(encoding) as encoding,
              current_setting('max_connections')::int as connections,
              has_database_privilege(current_user, current_database(), 'create') as may_create
       from pg_database where datname = current_database()`,
    );
    const [server] = rows;
    const clock = Number(server.now) - (before + Date.now()) / 2;
    const findings = [];
    if (server.major < OLDEST) findings.push(problem(`PostgreSQL ${server.version} is too old: ${OLDEST} to ${NEWEST} are supported.`));
    else if (server.major > NEWEST)
      findings.push({
        area: 'Database',
        state: 'note',
        text: `PostgreSQL ${server.version} is newer than what Parley is tested with (${OLDEST} to ${NEWEST}).`,
      });
    else findings.push({ area: 'Database', state: 'ok', text: `PostgreSQL ${server.version} answers.` });
    if (server.encoding !== 'UTF8')
      findings.push(
        problem(`The database is encoded in ${server.encoding}: create it with ENCODING 'UTF8', or customers' words cannot be stored.`),
      );
    if (server.connections < 30) findings.push(problem(`max_connections is ${server.connections}: every server process needs about 20.`));
    findings.push(await schemaFinding(client, server.may_create));
    return { findings, clock };
  } catch (error) {
    return { findings: [problem(`The database answers, but not as it should: ${error.message}.`)], clock: null };
  } finally {
    await client.end().catch(() => {});
  }
}

async function schemaFinding(client, mayCreate) {
  const { migrations } = await import(pathToFileURL(join(ROOT, 'libs/server/schema/dist/index.js')).href);
  const ours = migrations.map((Migration) => new Migration().name);
  const { rows: tables } = await client.query("select to_regclass('migrations') is not null as there");
  const done = tables[0].there ? (await client.query('select name from migrations')).rows.map(({ name }) => name) : [];
  const pending = ours.filter((name) => !done.includes(name));
  const foreign = done.filter((name) => !ours.includes(name));
  if (pending.length > 0 && !mayCreate)
    return problem(
      `The schema is not there yet and this user may not create it: grant CREATE on the database to the user of DATABASE_URL.`,
    );
  if (pending.length > 0) {
    const text = `${pending.length} of ${ours.length} migrations are pending; the server applies them when it starts (or run "npm run migrate").`;
    return process.env.MIGRATE_ON_START === 'false'
      ? {
          area: 'Schema',
          state: 'problem',
          text: `${pending.length} migrations are pending and MIGRATE_ON_START is false: run "npm run migrate".`,
        }
      : { area: 'Schema', state: 'note', text };
  }
  if (foreign.length > 0) return { area: 'Schema', state: 'note', text: 'The schema is newer than this version of Parley; it runs on it.' };
  return { area: 'Schema', state: 'ok', text: `The schema is current (${ours.length} migrations).` };
}

function explain(error) {
  const { code, message } = error;
  if (code === 'ECONNREFUSED') return 'nobody listens there. Is PostgreSQL running, and are host and port of DATABASE_URL right?';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its host name is unknown. Check the host in DATABASE_URL.';
  if (code === '28P01' || code === '28000') return 'it refuses the user or the password of DATABASE_URL.';
  if (code === '3D000') return 'that database does not exist on the server. Create it, or correct the name at the end of DATABASE_URL.';
  if (code === '53300') return 'it has no connection free. Raise max_connections, or find who holds them.';
  if (/timeout/i.test(message)) return 'it does not answer within 5 s. A firewall between here and there?';
  if (/SSL|TLS|certificate/i.test(message)) return `${message}. Check sslmode in DATABASE_URL.`;
  return `${message}.`;
}

const problem = (text) => ({ area: 'Database', state: 'problem', text });
