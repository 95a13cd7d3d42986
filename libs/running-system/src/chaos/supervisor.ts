import type { Replica } from '../replica.js';
import { type Chance, pause } from './chance.js';

/** What an orchestrator does: whatever has ended is started again, at once or a moment later. */
export class Supervisor {
  /** Lives begun after the first. */
  restarts = 0;
  private isOn = true;
  private readonly watching: Promise<unknown>;

  constructor(
    private readonly replicas: readonly Replica[],
    chance: Chance,
  ) {
    this.watching = Promise.all(replicas.map((replica) => this.watch(replica, chance.of(replica.name))));
  }

  /** All are up and answer; thaws what is frozen. */
  async untilReady(): Promise<void> {
    for (const replica of this.replicas) if (replica.state === 'frozen') replica.thaw();
    while (this.replicas.some((replica) => replica.state !== 'ready')) await pause(50);
  }

  async stop(): Promise<void> {
    this.isOn = false;
    await this.watching;
  }

  private async watch(replica: Replica, chance: Chance): Promise<void> {
    while (this.isOn) {
      await pause(20);
      if (replica.state !== 'down' || !this.isOn) continue;
      await chance.pause(0, 400);
      this.restarts += 1;
      await replica.start();
    }
  }
}
