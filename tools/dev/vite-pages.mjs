import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../workspace.mjs';

/**
 * Console and phone from Vite, hot, on the ports where visitors expect them; everything that is not a page goes through to the server
 * and the simulator behind.
 * @param {import('../demo/settings.mjs').DemoSettings} settings
 * @returns {Promise<{ stop: () => Promise<void> }>}
 */
export async function servePages({ host, port, simulatorPort, apiUrl, simulatorApiUrl, withSimulator, offersLogin, login }) {
  // What their own vite.config.ts reads, for whoever starts a page alone.
  Object.assign(process.env, { PARLEY_API_ORIGIN: apiUrl, PARLEY_SIMULATOR_ORIGIN: simulatorApiUrl });
  const servers = [
    await serve('apps/admin', { host, port }, ['^/(api|webhooks|health|metrics)(/|$|\\?)'], apiUrl, offersLogin ? [demoSignIn(login)] : []),
  ];
  if (withSimulator)
    servers.push(await serve('apps/phone', { host, port: simulatorPort }, ['^/(control|lookaside|v\\d+\\.\\d+)/'], simulatorApiUrl));
  return {
    async stop() {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

/** What the server writes into the console's page (apps/api/src/console), here written by Vite. */
const demoSignIn = (login) => ({
  name: 'parley-demo-sign-in',
  transformIndexHtml: () => [{ tag: 'meta', attrs: { name: 'parley-demo-sign-in', content: JSON.stringify(login) }, injectTo: 'head' }],
});

async function serve(path, { host, port }, behind, target, plugins = []) {
  const root = join(ROOT, path);
  // Vite belongs to the pages, so it is found from there.
  const entry = createRequire(join(root, 'package.json')).resolve('vite');
  const { createServer } = await import(pathToFileURL(entry).href);
  const server = await createServer({
    root,
    configFile: join(root, 'vite.config.ts'),
    plugins,
    logLevel: 'warn',
    clearScreen: false,
    server: {
      host,
      port,
      strictPort: true,
      // The browser's own Host stays, so that the server's origin check sees what it would see without us.
      proxy: Object.fromEntries(behind.map((pattern) => [pattern, { target, changeOrigin: false }])),
    },
  });
  return server.listen();
}
