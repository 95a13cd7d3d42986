import { createServer } from 'node:net';

/**
 * Makes sure that nobody listens on the ports we are about to use. A server of a start that was killed a moment ago may still be
 * letting go, so a taken port is tried again for a few seconds.
 * @param {readonly { variable: string, port: number }[]} wanted the environment variable that names the port, for the message
 * @param {string} host
 * @throws Error in words, naming every taken port and how to choose another
 */
export async function mustBeFree(wanted, host, patienceMs = 4000) {
  const until = Date.now() + patienceMs;
  let taken = wanted;
  for (;;) {
    const states = await Promise.all(taken.map(async (entry) => ({ ...entry, problem: await tryToListen(entry.port, host) })));
    taken = states.filter((entry) => entry.problem !== null);
    const forbidden = taken.find((entry) => entry.problem !== 'EADDRINUSE');
    if (forbidden) throw new Error(explain(forbidden, host));
    if (taken.length === 0) return;
    if (Date.now() > until) throw new Error(taken.map((entry) => explain(entry, host)).join('\n'));
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function explain({ variable, port, problem }, host) {
  if (problem === 'EADDRINUSE') {
    return `Port ${port} is taken by another program. Stop that one, or choose another port: ${variable}=${port + 1} npm start`;
  }
  if (problem === 'EACCES') return `This user may not listen on port ${port} (${variable}): choose one above 1023.`;
  if (problem === 'EADDRNOTAVAIL' || problem === 'ENOTFOUND') return `HOST=${host} is not an address of this machine.`;
  return `Cannot listen on port ${port} (${variable}) of ${host}: ${problem}.`;
}

/** @returns {Promise<string|null>} the error code, null when it worked */
async function tryToListen(port, host) {
  if (host !== 'localhost') return listenOnce(port, host);
  // The servers listen on both addresses of localhost; a machine without IPv6 has one.
  const second = await listenOnce(port, '::1');
  return (await listenOnce(port, '127.0.0.1')) ?? (second === 'EADDRINUSE' ? second : null);
}

function listenOnce(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error.code ?? error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

/** A port from the environment. @throws Error in words */
export function readPort(variable, fallback) {
  const text = process.env[variable]?.trim();
  if (!text) return fallback;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`${variable} must be a port number between 1 and 65535, not "${text}".`);
  return port;
}
