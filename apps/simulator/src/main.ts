import { fileURLToPath } from 'node:url';
import { createServer } from './server.js';
import { readSettings } from './settings.js';

/** One JSON line an event, as the server's own log. */
function log(event: string, fields: Readonly<Record<string, unknown>> = {}): void {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), service: 'simulator', event, ...fields })}\n`);
}

try {
  const settings = readSettings(process.env);
  settings.phoneDirectory = fileURLToPath(new URL('../../phone/dist/', import.meta.url));
  const server = await createServer(settings, (verification) =>
    log('webhook handshake ended', { state: verification.state, detail: verification.detail }),
  );
  const url = await server.listen();
  log('listening', { url, port: Number(new URL(url).port) });

  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void server.close().then(() => process.exit(0));
    });
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
