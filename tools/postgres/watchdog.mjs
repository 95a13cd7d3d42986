// Stands by the embedded PostgreSQL where the kernel cannot tell it that its starter was killed: our standard input is a pipe from
// the starter, and it ends when the starter does, however that came about.
import { stopPostmaster } from './postmaster.mjs';

const pid = Number(process.argv[2]);
// A Ctrl+C is for the starter, which stops the database in its own good time.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
process.stdin.resume();
process.stdin.on('end', () => void stopPostmaster(pid).finally(() => process.exit(0)));
process.stdin.on('error', () => void stopPostmaster(pid).finally(() => process.exit(0)));
