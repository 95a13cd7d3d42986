// A starter for the tests to kill: starts the database in the given folder, says where it is, and waits.
import { startPostgres } from './index.mjs';

const { url, pid } = await startPostgres({ dataDir: process.argv[2], mode: 'durable' });
console.log(JSON.stringify({ url, pid }));
setInterval(() => {}, 60_000);
