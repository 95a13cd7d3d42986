import 'reflect-metadata';
import { Database, Wake } from '@parley/platform';
import { type DeadLetter, DeadLetters } from '@parley/whatsapp';
import { parseArgs } from 'node:util';
import { DataSource } from 'typeorm';
import { migrationConfigurationOrExit } from './config/configuration.js';

// Dead letters from the command line: the same shelf as the API's, for where no admin is signed in.
const USAGE = `Looks at what could not be applied in eight tries, and tries it again.

  --list     every dead letter, newest first, as lines of tab-separated fields: id, kind, received, attempts, conversation, bytes, reason
  --id N     tries one again
  --all      tries all again, each in the order of its contact
  --help     this text

Exactly one of them. DATABASE_URL says where; a running server (ROLE=all or worker) takes what is replayed within a second.
Exit code: 0 done; 1 the database could not be used; 2 not understood; 3 there is no such dead letter, or its delivery is kept no longer.
`;

const EXIT = { done: 0, failed: 1, usage: 2, notReplayed: 3 } as const;
const PAGE = 100;

const action = readAction();
const { databaseUrl } = migrationConfigurationOrExit();
try {
  process.exitCode = await withDeadLetters(databaseUrl, action);
} catch (error) {
  process.stderr.write(`The dead letters could not be reached: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = EXIT.failed;
}

type Action = (deadLetters: DeadLetters) => Promise<number>;

function readAction(): Action {
  try {
    const { values } = parseArgs({
      options: { list: { type: 'boolean' }, all: { type: 'boolean' }, id: { type: 'string' }, help: { type: 'boolean' } },
    });
    if (values.help) {
      process.stdout.write(USAGE);
      process.exit(EXIT.done);
    }
    const id = values.id;
    const chosen = [values.list && list, values.all && replayAll, id !== undefined && replayOne(id)].filter(
      (one) => typeof one === 'function',
    );
    const [only] = chosen;
    if (only && chosen.length === 1) return only;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n`);
  }
  process.stderr.write(USAGE);
  process.exit(EXIT.usage);
}

async function withDeadLetters(url: string, work: Action): Promise<number> {
  const dataSource = new DataSource({ type: 'postgres', url, poolSize: 1, applicationName: 'parley-replay', connectTimeoutMS: 10_000 });
  await dataSource.initialize();
  try {
    // Nobody works here, and nobody need be woken elsewhere: every worker also looks by itself each second.
    return await work(new DeadLetters(new Database(dataSource), new Wake()));
  } finally {
    await dataSource.destroy();
  }
}

async function list(deadLetters: DeadLetters): Promise<number> {
  let cursor: string | null = null;
  do {
    const page = await deadLetters.page(PAGE, cursor);
    for (const letter of page.items) process.stdout.write(`${asLine(letter)}\n`);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return EXIT.done;
}

async function replayAll(deadLetters: DeadLetters): Promise<number> {
  process.stdout.write(`replayed: ${await deadLetters.replayAll()}\n`);
  return EXIT.done;
}

function replayOne(id: string): Action {
  return async (deadLetters) => {
    const isReplayed = await deadLetters.replay(id);
    if (isReplayed) {
      process.stdout.write('replayed: 1\n');
      return EXIT.done;
    }
    process.stderr.write(isReplayed === null ? 'There is no such dead letter.\n' : 'Its delivery is kept no longer: nothing to apply.\n');
    return EXIT.notReplayed;
  };
}

function asLine({ id, kind, receivedAt, attempts, conversationId, bytes, reason }: DeadLetter): string {
  return [id, kind, receivedAt.toISOString(), attempts, conversationId ?? '-', bytes ?? '-', reason].join('\t');
}
