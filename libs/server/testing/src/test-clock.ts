import { Clock } from '@parley/platform';

/** Stands still until it is told to move. */
export class TestClock extends Clock {
  private current: number;
  private elapsed = 0;

  constructor(start = '2026-11-22T09:00:00.000Z') {
    super();
    this.current = Date.parse(start);
  }

  now(): Date {
    return new Date(this.current);
  }

  monotonicMs(): number {
    return this.elapsed;
  }

  advance(ms: number): void {
    this.current += ms;
    this.elapsed += ms;
  }
}
