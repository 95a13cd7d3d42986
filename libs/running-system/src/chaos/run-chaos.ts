import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ReplicaSet, startReplicas } from '../replica-set.js';
import { SignedWebhooks } from '../signed-webhooks.js';
import { Agents } from './agents.js';
import { Chance, pause } from './chance.js';
import { ConsoleWatch } from './console-watch.js';
import { type CustomerPlan, Customers } from './customers.js';
import { type Evidence, gatherEvidence, whatIsUnderWay, whatIsUnreported } from './evidence.js';
import { Havoc, type HavocPlan } from './havoc.js';
import { Ledger } from './ledger.js';
import { nothingPersonal } from './log-leaks.js';
import { Supervisor } from './supervisor.js';
import { judge, type Verdict } from './verdicts.js';

export interface ChaosPlan extends HavocPlan, CustomerPlan {
  readonly seed: string;
  readonly durationMs: number;
  readonly agents: number;
  /** Unless given, one of its own, deleted when nothing was broken. */
  readonly logFolder?: string;
}

export interface ChaosOptions {
  readonly plan: ChaosPlan;
  readonly say: (line: string) => void;
  /** Stops early when it is aborted; what was done until then is judged. */
  readonly signal?: AbortSignal;
}

export interface ChaosResult {
  readonly seed: string;
  readonly durationMs: number;
  readonly kills: Readonly<Record<'api' | 'worker', number>>;
  readonly restarts: number;
  /** What else was done, with how often. */
  readonly faults: ReadonlyMap<string, number>;
  /** Answers that agents got, by HTTP status; 0 = none. */
  readonly answers: ReadonlyMap<number, number>;
  readonly verdicts: readonly Verdict[];
  readonly violations: number;
  /** From the end of the faults until everything had come to rest. */
  readonly restAfterMs: number;
  readonly databaseUrl: string;
  readonly logFolder: string;
}

/** The lease is 30 s, the hold 45 s, WhatsApp's longest pause between two tries a minute: after all of them one in a row. */
const REST_WITHIN_MS = 180_000;

/**
 * Two `api` and two `worker` processes of the built server on one database, under load and under fire, and then the reckoning. Needs
 * PARLEY_TEST_DATABASE_URL. The database is dropped when nothing was broken, and kept when something was.
 */
export async function runChaos({ plan, say, signal }: ChaosOptions): Promise<ChaosResult> {
  const env = { WHATSAPP_MESSAGES_PER_SECOND: '0', WHATSAPP_PAIR_LIMIT: 'off' };
  const set = await startReplicas({ env, proxied: true, ...(plan.logFolder === undefined ? {} : { logFolder: plan.logFolder }) });
  let keepDatabase = true;
  try {
    const result = await unleash(set, { plan, say, ...(signal ? { signal } : {}) });
    keepDatabase = result.violations > 0;
    return result;
  } finally {
    await set.stop({ keepDatabase });
  }
}

async function unleash(set: ReplicaSet, { plan, say, signal }: ChaosOptions): Promise<ChaosResult> {
  // Limits of both sides are lifted, or most of the load would wait for them; they are tested where they live.
  await set.control('POST', '/control/settings', { pairLimit: false, messagesPerSecond: 0 });
  const chance = new Chance(plan.seed);
  const ledger = new Ledger();
  const webhooks = new SignedWebhooks(set);
  const customers = new Customers(set, webhooks, chance.of('customers'), plan);
  const agents = await Agents.hire(set, ledger, chance.of('agents'), plan.agents);
  const consoles = await Promise.all(
    ['first console', 'second console'].map(async (name) => new ConsoleWatch(name, await set.signIn(), chance.of(name))),
  );
  await customers.introduce();
  const watching = consoles.map((console) => console.run());
  const supervisor = new Supervisor(set.replicas, chance.of('supervisor'));
  const havoc = new Havoc(set, plan, chance.of('havoc'));

  const from = performance.now();
  const isOn = (): boolean => performance.now() - from < plan.durationMs && !signal?.aborted;
  const progress = setInterval(() => {
    const seconds = Math.round((performance.now() - from) / 1000);
    const states = set.replicas.map(({ name, state }) => `${name} ${state}`).join(', ');
    say(
      `${seconds} s: ${havoc.totalKills} kills, ${webhooks.acknowledged.length} messages in, ${ledger.sends.length} sent by agents; ${states}`,
    );
  }, 15_000);
  await Promise.all([havoc.run(isOn), customers.run(isOn), agents.run(isOn)]);
  clearInterval(progress);
  const durationMs = performance.now() - from;
  say(
    `The faults are over after ${Math.round(durationMs / 1000)} s and ${havoc.totalKills} kills; waiting until everything has come to rest`,
  );

  const restFrom = performance.now();
  await supervisor.untilReady();
  const { unrest, evidence } = await rest(set, consoles, say);
  const restAfterMs = performance.now() - restFrom;
  const verdicts = [
    ...judge(evidence, { webhooks, ledger, consoles, asking: customers.asking }),
    { promise: 'Everything comes to rest', checked: `within ${Math.round(restAfterMs / 1000)} s`, broken: unrest },
    nobodyGaveUp(set),
    await nothingPersonal(set.logFolder),
  ];
  await supervisor.stop();
  for (const console of consoles) console.close();
  await Promise.all(watching);
  for (const { promise, broken } of verdicts) {
    for (const line of broken) appendFileSync(join(set.logFolder, 'violations.txt'), `${promise}: ${line}\n`);
  }
  return {
    seed: plan.seed,
    durationMs,
    kills: havoc.kills,
    restarts: supervisor.restarts,
    faults: havoc.counts,
    answers: ledger.answers,
    verdicts,
    violations: verdicts.reduce((total, { broken }) => total + broken.length, 0),
    restAfterMs,
    databaseUrl: set.database.url,
    logFolder: set.logFolder,
  };
}

/**
 * @returns what had not come to rest in time, in words; and both sides as they stood at that very look: phones go on reading, so a later
 * one may find a message read whose report is still on its way
 */
async function rest(
  set: ReplicaSet,
  consoles: readonly ConsoleWatch[],
  say: (line: string) => void,
): Promise<{ unrest: string[]; evidence: Evidence }> {
  const until = performance.now() + REST_WITHIN_MS;
  let said = '';
  for (;;) {
    let unrest = await whatIsUnderWay(set.database);
    // Costly, so only when the rest is done.
    let evidence: Evidence | undefined;
    if (unrest.length === 0) {
      evidence = await gatherEvidence(set);
      const unreported = whatIsUnreported(evidence);
      if (unreported.length > 0) unrest = [`${unreported.length} messages whose last report has not arrived`, ...unreported.slice(0, 5)];
    }
    if (unrest.length === 0 && new Set(consoles.map(({ last }) => last)).size > 1) unrest = ['a console is behind'];
    if (unrest.length === 0 || performance.now() > until) return { unrest, evidence: evidence ?? (await gatherEvidence(set)) };
    if (unrest[0] !== said) say(`  ${(said = unrest[0] ?? '')}`);
    await pause(1000);
  }
}

function nobodyGaveUp(set: ReplicaSet): Verdict {
  const broken = set.replicas.filter(({ endedByItself }) => endedByItself > 0);
  return {
    promise: 'No process ends by itself, whatever happens around it',
    checked: `${set.replicas.length} processes; ${set.replicas.reduce((sum, { gaveUpStarting }) => sum + gaveUpStarting, 0)} starts given up while the database was away`,
    broken: broken.map(({ name, endedByItself }) => `${name} ended ${endedByItself} times: see its log`),
  };
}
