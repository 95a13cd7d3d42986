import { Injectable } from '@nestjs/common';
import { Clock } from '@parley/platform';

/** One or two are a scanner of the internet. With a wrong secret every delivery is refused, and Meta repeats each within seconds. */
const REJECTED_IN_A_ROW = 5;
/** When nobody has knocked for so long there is nothing to say about the secret any more. */
const REMEMBERED_MS = 5 * 60_000;

/**
 * Whether the webhook refuses everything that comes: then the app secret is most likely wrong, and nobody sees it from outside,
 * because each refusal by itself is right. A stranger cannot hide it (only a right signature ends it), and can cause it only while
 * WhatsApp itself is silent.
 */
@Injectable()
export class SignatureWatch {
  private rejectedInARow = 0;
  private lastRejectedMs = 0;

  constructor(private readonly clock: Clock) {}

  accepted(): void {
    this.rejectedInARow = 0;
  }

  rejected(): void {
    this.rejectedInARow += 1;
    this.lastRejectedMs = this.clock.monotonicMs();
  }

  get refusesEverything(): boolean {
    return this.rejectedInARow >= REJECTED_IN_A_ROW && this.clock.monotonicMs() - this.lastRejectedMs < REMEMBERED_MS;
  }
}
