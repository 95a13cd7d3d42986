import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../workspace.mjs';

/** Values that stand in somebody's instructions and in nobody's dashboard. */
const PLACEHOLDER = /^(change.?me|secret|token|password|your[-_ ].*|xxx+|todo|example)$/i;
const SECRETS = ['WHATSAPP_ACCESS_TOKEN', 'WHATSAPP_APP_SECRET', 'WHATSAPP_VERIFY_TOKEN', 'ADMIN_PASSWORD', 'METRICS_TOKEN'];

/**
 * The server's own schema judges the environment, so doctor and server never differ.
 * @returns {Promise<{ findings: import('../doctor.mjs').Finding[], settings: object }>} settings hold what could be read, for the other checks
 */
export async function checkConfiguration(env) {
  const { readConfiguration } = await import(pathToFileURL(join(ROOT, 'apps/api/dist/config/configuration.js')).href);
  const findings = [];
  try {
    readConfiguration(env, 'production');
    findings.push({ area: 'Settings', state: 'ok', text: 'Every required variable is set and can be read.' });
  } catch (error) {
    if (!Array.isArray(error.problems)) throw error;
    for (const problem of error.problems) findings.push({ area: 'Settings', state: 'problem', text: `${problem}.` });
  }
  for (const name of SECRETS) {
    if (PLACEHOLDER.test(env[name] ?? ''))
      findings.push({ area: 'Secrets', state: 'problem', text: `${name} is still a placeholder: set the real value.` });
  }
  const publicUrl = env.PUBLIC_URL?.trim() || null;
  if (publicUrl === null) {
    findings.push({
      area: 'Address',
      state: 'note',
      text: 'PUBLIC_URL is not set: links and the origin check use localhost. Set the https address of the console.',
    });
  } else if (publicUrl.startsWith('http://') && !/^http:\/\/(localhost|127\.|\[::1\])/.test(publicUrl)) {
    findings.push({
      area: 'Address',
      state: 'problem',
      text: `PUBLIC_URL is ${publicUrl}, without TLS: browsers keep no session cookie there. Use https.`,
    });
  }
  const port = Number(env.PORT || 3000);
  return {
    findings,
    settings: {
      port,
      publicUrl: (publicUrl ?? `http://localhost:${port}`).replace(/\/+$/, ''),
      hasPublicUrl: publicUrl !== null,
      graphUrl: (env.WHATSAPP_GRAPH_URL || 'https://graph.facebook.com').replace(/\/+$/, ''),
      graphVersion: env.WHATSAPP_GRAPH_VERSION || 'v26.0',
      phoneNumberId: env.WHATSAPP_PHONE_NUMBER_ID || null,
      accessToken: env.WHATSAPP_ACCESS_TOKEN || null,
      appSecret: env.WHATSAPP_APP_SECRET || null,
      verifyToken: env.WHATSAPP_VERIFY_TOKEN || null,
    },
  };
}
