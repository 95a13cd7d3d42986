import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';

/** Shorter ones fall to guessing (ASVS 5.0: at least 8); longer ones only make hashing dear. */
export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 128;

/** ASVS 5.0 appendix C: argon2id with 19 MiB, 2 passes, 1 lane; about 25 ms of one core. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const CURRENT = 'm=19456,t=2,p=1';

/** More at once would take the cores and the memory from the webhook during a login flood. */
const AT_ONCE = 4;
/** Who waits longer than this queue is told to come back, so that no answer is held for a second. */
const MAX_WAITING = 24;

/** Too many passwords are being checked at this moment. */
export class HashingBusy extends Error {
  override name = 'HashingBusy';
}

/** Hashes and checks passwords, four at once. */
@Injectable()
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private dummy: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return this.limited(() => hash(password, PARAMETERS));
  }

  /**
   * Checks against the stored hash; with null (unknown e-mail) against a dummy, so that an unknown address takes as long as a wrong
   * password.
   * @throws HashingBusy
   */
  verify(stored: string | null, password: string): Promise<boolean> {
    return this.limited(async () => {
      this.dummy ??= hash('nobody has this password', PARAMETERS);
      const right = await verify(stored ?? (await this.dummy), password);
      return right && stored !== null;
    });
  }

  /** The parameters have grown since this hash was made. */
  isOutdated(stored: string): boolean {
    return !stored.includes(CURRENT);
  }

  private async limited<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running >= AT_ONCE) {
      if (this.waiting.length >= MAX_WAITING) throw new HashingBusy();
      // Whoever finishes hands its place over, so `running` stays as it is.
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else {
      this.running += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
