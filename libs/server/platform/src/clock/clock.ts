/** Where time comes from. What decides about windows and leases uses the database's clock in SQL; this one is for the rest. */
export abstract class Clock {
  /** Wall clock. */
  abstract now(): Date;
  /** Milliseconds that only rise, also while the wall clock is set back. */
  abstract monotonicMs(): number;
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }

  monotonicMs(): number {
    return performance.now();
  }
}
