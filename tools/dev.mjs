// `npm run dev`: the demo with everything hot. A saved page is there at once (Vite); a saved server source is compiled alone and its
// server restarted, well within two seconds. Database and conversations are those of `npm start`.
import { ensureBuilt, forgetBuild } from './build-all.mjs';
import { presentDemo } from './demo/present-demo.mjs';
import { demoSettings } from './demo/settings.mjs';
import { servePages } from './dev/vite-pages.mjs';
import { unbundleServer, watchServers } from './dev/watch-servers.mjs';
import { freePort } from './postgres/index.mjs';

const log = (line) => console.log(line);
const behind = { apiPort: await freePort(), simulatorApiPort: await freePort() };

await presentDemo(() => demoSettings({ ...process.env, DATABASE_URL: '', NODE_ENV: 'development' }, behind), {
  log,
  async prepare() {
    await ensureBuilt({ log });
    forgetBuild();
    await unbundleServer();
  },
  async beside(demo) {
    const pages = await servePages(demo.settings);
    const servers = watchServers(demo, log);
    return {
      async stop() {
        servers.stop();
        await pages.stop();
      },
    };
  },
});
