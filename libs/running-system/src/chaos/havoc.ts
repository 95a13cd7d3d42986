import type { ReplicaRole } from '../replica.js';
import type { ReplicaSet } from '../replica-set.js';
import { type Chance, pause } from './chance.js';

export interface HavocPlan {
  /** On average; 0 = none. */
  readonly killEveryMs: number;
  readonly freezeEveryMs: number;
  /** Something happens to the connection of one process to the database. */
  readonly cutEveryMs: number;
  readonly graphFaultEveryMs: number;
  readonly statusFaultEveryMs: number;
  readonly databaseCrashEveryMs: number;
  /** Kills a process of the database, which then recovers as after a crash; only where the whole database server is ours. */
  readonly crashDatabase?: () => Promise<void>;
}

/** A frozen process is woken after at most this: beyond the fence (5 s), well within the hold (45 s), as a paused machine mostly is. */
const LONGEST_FREEZE_MS = 9_000;

/** At WhatsApp, for one to three calls each. `delay` of 21 s is longer than a call may take: the answer comes when nobody listens. */
const GRAPH_FAULTS = [
  { name: 'accept-then-drop-response' },
  { name: 'drop-before-read' },
  { name: 'delay', ms: 3_000 },
  { name: 'delay', ms: 21_000 },
  { name: 'status', status: 500, code: 131000 },
  { name: 'status', status: 502, body: '<html>bad gateway</html>' },
  { name: 'rate-limited' },
  { name: 'pair-limited' },
  { name: 'undeliverable' },
] as const;
const STATUS_FAULTS = [
  { name: 'duplicate-webhooks' },
  { name: 'shuffle-webhooks', ms: 800 },
  { name: 'batch-webhooks', ms: 500 },
  { name: 'delay-webhooks', ms: 4_000 },
  { name: 'wrong-signature' },
] as const;

/** Everything that is done to the system, by the throws of one seed, and counted. */
export class Havoc {
  readonly kills: Record<ReplicaRole, number> = { api: 0, worker: 0 };
  readonly counts = new Map<string, number>();

  constructor(
    private readonly set: ReplicaSet,
    private readonly plan: HavocPlan,
    private readonly chance: Chance,
  ) {}

  get totalKills(): number {
    return this.kills.api + this.kills.worker;
  }

  /** Resolves when the last fault is over. */
  async run(isOn: () => boolean): Promise<void> {
    const { plan } = this;
    const { crashDatabase } = plan;
    await Promise.all([
      this.every('kills', plan.killEveryMs, isOn, (chance) => this.kill(chance, isOn)),
      this.every('freezes', plan.freezeEveryMs, isOn, (chance) => this.freeze(chance)),
      this.every('cuts', plan.cutEveryMs, isOn, (chance) => this.disturbDatabase(chance)),
      this.every('graph', plan.graphFaultEveryMs, isOn, (chance) => this.disturbMeta(chance, 'Graph', GRAPH_FAULTS, 3)),
      this.every('statuses', plan.statusFaultEveryMs, isOn, (chance) => this.disturbMeta(chance, 'webhook', STATUS_FAULTS, 6)),
      crashDatabase
        ? this.every('crashes', plan.databaseCrashEveryMs, isOn, () => this.count('PostgreSQL crashed', crashDatabase()))
        : null,
    ]);
    await this.set.control('DELETE', '/control/faults');
  }

  private async every(name: string, averageMs: number, isOn: () => boolean, strike: (chance: Chance) => Promise<void>): Promise<void> {
    if (averageMs === 0) return;
    const chance = this.chance.of(name);
    // By the clock, not after the last one: what a fault takes must not make the next ones fewer. What could not come in time is not
    // made up for, or a slow machine would get all of them at once.
    for (
      let next = performance.now() + averageMs / 2;
      isOn();
      next = this.after(Math.max(next, performance.now() - averageMs), averageMs, chance)
    ) {
      while (isOn() && performance.now() < next) await pause(Math.min(100, next - performance.now()));
      if (isOn()) await strike(chance);
    }
  }

  private after(last: number, averageMs: number, chance: Chance): number {
    return last + chance.between(0.5, 1.5) * averageMs;
  }

  /**
   * In turn a worker and an `api`: one that works, or is frozen in the middle of it. Mostly when another of its kind works, so that there
   * is load to be killed in; one time in four whatever is there, also one that is only starting.
   */
  private async kill(chance: Chance, isOn: () => boolean): Promise<void> {
    const role: ReplicaRole = this.kills.worker <= this.kills.api ? 'worker' : 'api';
    const isReckless = chance.hits(0.25);
    while (isOn()) {
      const all = this.set.of(role);
      const alive = all.filter(({ state }) => (isReckless ? state !== 'down' : state === 'ready' || state === 'frozen'));
      const victim = isReckless || alive.length > 1 ? chance.pickAny(alive) : undefined;
      if (victim) {
        this.kills[role] += 1;
        return victim.kill();
      }
      await pause(20);
    }
  }

  private async freeze(chance: Chance): Promise<void> {
    const victim = chance.pickAny(this.set.replicas.filter((replica) => replica.state === 'ready'));
    const ms = chance.between(200, LONGEST_FREEZE_MS);
    if (!victim) return;
    const { pid } = victim;
    victim.freeze();
    this.add(`${victim.role} frozen (SIGSTOP, up to ${LONGEST_FREEZE_MS / 1000} s)`);
    await pause(ms);
    // It may have been killed meanwhile, and what stands there now was never frozen.
    if (victim.pid === pid) victim.thaw();
  }

  private async disturbDatabase(chance: Chance): Promise<void> {
    const victim = chance.pickAny(this.set.replicas);
    const proxy = victim?.proxy;
    if (!proxy) return;
    const kind = chance.pick(['cut', 'cut', 'cut', 'refused', 'stalled', 'slow']);
    const ms = chance.between(200, 4_000);
    if (kind === 'cut') {
      proxy.cutAll();
      return this.add('database connections of a process cut');
    }
    if (kind === 'refused') {
      await proxy.refuse();
      proxy.cutAll();
      await pause(ms);
      await proxy.accept();
      return this.add('database unreachable for a process (up to 4 s)');
    }
    if (kind === 'stalled') {
      proxy.stall();
      await pause(ms);
      proxy.flow();
      return this.add('database silent for a process (up to 4 s)');
    }
    proxy.delay(chance.between(5, 60));
    await pause(ms);
    proxy.delay(0);
    this.add('database slow for a process (5–60 ms each way)');
  }

  private async disturbMeta(chance: Chance, side: string, faults: typeof GRAPH_FAULTS | typeof STATUS_FAULTS, most: number): Promise<void> {
    const fault = chance.pickAny<(typeof GRAPH_FAULTS)[number] | (typeof STATUS_FAULTS)[number]>(faults);
    if (!fault) return;
    const count = chance.whole(1, most);
    await this.set.control('POST', '/control/faults', { ...fault, count });
    const detail = 'status' in fault ? ` ${fault.status}` : 'ms' in fault ? ` ${fault.ms / 1000} s` : '';
    this.add(`${side}: ${fault.name}${detail}`, count);
  }

  private async count(what: string, doing: Promise<void>): Promise<void> {
    await doing;
    this.add(what);
  }

  private add(what: string, times = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + times);
  }
}
