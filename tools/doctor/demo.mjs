import { findNative } from '../postgres/binaries.mjs';
import { chooseWay } from '../postgres/way-to-run.mjs';
import { ROOT } from '../workspace.mjs';
import { checkPort } from './port.mjs';

/** Without any production setting the set-up is that of `npm start`. @returns {Promise<import('../doctor.mjs').Finding[]>} */
export async function checkDemo(env) {
  const findings = [
    {
      area: 'Set-up',
      state: 'note',
      text: 'No production settings: this looks at the demo (npm start). Set DATABASE_URL and the WHATSAPP_… variables to check those.',
    },
    { area: 'Node', state: 'ok', text: `Node ${process.versions.node}.` },
  ];
  try {
    const { name } = chooseWay({ home: ROOT, dataDir: `${ROOT}/.data/demo/postgres/data`, native: findNative() });
    const how = {
      direct: 'as this user',
      switched: 'as another user, because we are root',
      namespace: 'in a user namespace',
      copied: 'from a readable copy',
    }[name];
    findings.push({ area: 'Database', state: 'ok', text: `The embedded PostgreSQL is installed and can run (${how}).` });
  } catch (error) {
    findings.push({ area: 'Database', state: 'problem', text: error.message });
  }
  findings.push(...(await checkPort(Number(env.PORT || 3000))).findings);
  const simulator = await checkPort(Number(env.SIMULATOR_PORT || 4000));
  for (const { state, text } of simulator.findings) {
    const isOurs = state === 'problem' && (await answersAsSimulator(Number(env.SIMULATOR_PORT || 4000)));
    findings.push({
      area: 'Phone',
      state: isOurs ? 'ok' : state,
      text: isOurs ? 'The simulator runs.' : text.replace('set PORT', 'set SIMULATOR_PORT'),
    });
  }
  return findings;
}

async function answersAsSimulator(port) {
  try {
    return (await fetch(`http://127.0.0.1:${port}/control/clock`, { signal: AbortSignal.timeout(3000) })).ok;
  } catch {
    return false;
  }
}
