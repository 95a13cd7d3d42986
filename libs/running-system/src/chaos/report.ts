import type { ChaosResult } from './run-chaos.js';

export interface Surroundings {
  /** The commit, shortened; with a word when the tree had changes. */
  readonly commit: string;
  readonly date: string;
  readonly machine: string;
  readonly versions: string;
}

/** One page that can be shown to anybody, as Markdown. */
export function writeReport(result: ChaosResult, surroundings: Surroundings): string {
  const { kills, verdicts, violations, durationMs } = result;
  const minutes = (durationMs / 60_000).toFixed(1);
  const total = kills.api + kills.worker;
  const lines = [
    `# ${total} kills in ${minutes} minutes: ${violations === 0 ? 'nothing broken' : `${violations} violations`}`,
    '',
    'Two `api` and two `worker` processes of the built server on one PostgreSQL, behind a balancer that knows nothing, with the simulator as',
    'WhatsApp. Customers start chats, write (alone, several in one webhook, several at once, or the same again) and end; agents take chats,',
    'answer with idempotency keys, press twice, end. Meanwhile, at the throws of one seed, everything below is done to the system. Then the',
    'faults stop, everything comes to rest, and what the outside was told is compared with what is kept and with what WhatsApp really took.',
    '',
    '| promise | held to | broken |',
    '| --- | --- | ---: |',
    ...verdicts.map(
      ({ promise, checked, broken }) => `| ${promise} | ${checked} | ${broken.length === 0 ? '0' : `**${broken.length}**`} |`,
    ),
    '',
    '## What was done',
    '',
    '| fault | times |',
    '| --- | ---: |',
    `| \`kill -9\` of a \`worker\` | ${kills.worker} |`,
    `| \`kill -9\` of an \`api\` | ${kills.api} |`,
    ...[...result.faults].sort(([one], [other]) => one.localeCompare(other)).map(([fault, times]) => `| ${fault} | ${times} |`),
    '',
    `Started again ${result.restarts} times, at rest ${Math.round(result.restAfterMs / 1000)} s after the last fault. Answers to agents: ${answersOf(result)}.`,
    '',
    '## Again',
    '',
    '```sh',
    `npm run chaos -- --minutes ${Math.max(1, Math.round(durationMs / 60_000))} --seed ${result.seed}`,
    '```',
    '',
    'The seed fixes who writes what, which faults come and whom they hit; the operating system decides the rest, so no two runs are the same.',
    'A violation ends it with exit code 1 and keeps the database and the logs.',
    '',
    `${surroundings.date} · commit ${surroundings.commit} · ${surroundings.machine} · ${surroundings.versions}`,
    '',
  ];
  return lines.join('\n');
}

function answersOf({ answers }: ChaosResult): string {
  return [...answers]
    .sort(([one], [other]) => one - other)
    .map(([status, times]) => `${status === 0 ? 'none' : status} × ${times.toLocaleString('en')}`)
    .join(', ');
}
