/** The simulator's own clock: timestamps, service window and limits go by it. Timers (status delays, retries) run in real time. */
export class SimulatorClock {
  private offsetMs = 0;

  /** Milliseconds since 1970, as this simulator sees it. */
  now(): number {
    return Date.now() + this.offsetMs;
  }

  /** The whole distance from real time, in milliseconds. */
  get offset(): number {
    return this.offsetMs;
  }

  advance(ms: number): void {
    this.offsetMs += ms;
  }

  set(at: number): void {
    this.offsetMs = at - Date.now();
  }

  reset(): void {
    this.offsetMs = 0;
  }

  iso(): string {
    return new Date(this.now()).toISOString();
  }
}
