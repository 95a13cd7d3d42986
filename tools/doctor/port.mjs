import { createServer } from 'node:net';

/** @returns {Promise<{ findings: import('../doctor.mjs').Finding[], isParley: boolean }>} whether Parley itself listens on the port */
export async function checkPort(port) {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return { findings: [], isParley: false };
  const code = await listen(port);
  if (code === null) return { findings: [finding('ok', `Port ${port} is free.`)], isParley: false };
  if (code === 'EACCES')
    return { findings: [finding('problem', `This user may not listen on port ${port}: choose a PORT above 1023.`)], isParley: false };
  if (await answersAsParley(port)) return { findings: [finding('ok', `Parley runs on port ${port}.`)], isParley: true };
  return { findings: [finding('problem', `Port ${port} is taken by another program: stop it, or set PORT.`)], isParley: false };
}

function listen(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error.code));
    server.listen({ port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

async function answersAsParley(port) {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/health/live`, { signal: AbortSignal.timeout(3000) });
    return response.ok && Array.isArray((await response.json()).degraded);
  } catch {
    return false;
  }
}

const finding = (state, text) => ({ area: 'Port', state, text });
