import type { Product } from '../system.js';
import type { SignedWebhooks } from '../signed-webhooks.js';
import { aText } from '../webhook-body.js';
import { type Chance, pause } from './chance.js';

/** Nobody else writes it, so it must stand in no log. */
export const MARK = 'sea-glass';

/** A database crash, both `api` processes down and a frozen one in a row are over long before. */
const PATIENCE_MS = 180_000;

export interface CustomerPlan {
  /** Customers who start chats, write to people and end. */
  readonly chatting: number;
  /** Customers who only ask the bot: each of their messages must be answered exactly once. */
  readonly asking: number;
}

/** The customers: each writes when the last message was acknowledged, as WhatsApp would go on trying until it is. */
export class Customers {
  readonly asking: readonly string[];
  readonly chatting: readonly string[];

  constructor(
    private readonly product: Product,
    private readonly webhooks: SignedWebhooks,
    private readonly chance: Chance,
    plan: CustomerPlan,
  ) {
    this.chatting = Array.from({ length: plan.chatting }, (_, index) => numberOf(100 + index));
    this.asking = Array.from({ length: plan.asking }, (_, index) => numberOf(500 + index));
  }

  /** WhatsApp itself must have heard of them, or it refuses every answer: the window opens at its side too. */
  async introduce(): Promise<void> {
    for (const number of [...this.chatting, ...this.asking]) {
      await this.product.phone(number, `Contact ${number.slice(-3)}`).say('hello');
    }
  }

  async run(isOn: () => boolean): Promise<void> {
    await Promise.all([...this.chatting.map((number) => this.chat(number, isOn)), ...this.asking.map((number) => this.ask(number, isOn))]);
  }

  private async chat(number: string, isOn: () => boolean): Promise<void> {
    const chance = this.chance.of(number);
    let written = 0;
    await chance.pause(0, 3000);
    while (isOn()) {
      await this.webhooks.post(aText(number, 'support'), PATIENCE_MS);
      for (let left = chance.whole(1, 5); left > 0 && isOn(); left -= 1) {
        await chance.pause(200, 2500);
        await this.write(number, () => `${MARK} ${number.slice(-3)}-${(written += 1)} my parcel is late`, chance);
      }
      await chance.pause(500, 4000);
      if (isOn() && chance.hits(0.5)) await this.webhooks.post(aText(number, 'end chat'), PATIENCE_MS);
      await chance.pause(300, 3000);
    }
  }

  private async ask(number: string, isOn: () => boolean): Promise<void> {
    const chance = this.chance.of(number);
    let written = 0;
    await chance.pause(0, 2000);
    while (isOn()) {
      await this.write(number, () => `${MARK} ${number.slice(-3)}-${(written += 1)} what does it cost`, chance);
      await chance.pause(500, 3000);
    }
  }

  /** As it comes over the wire: alone, several in one body, several at the same moment, or again although it was acknowledged. */
  private async write(number: string, text: () => string, chance: Chance): Promise<void> {
    const first = aText(number, text());
    if (chance.hits(0.1)) return this.webhooks.post([first, aText(number, text()), aText(number, text())], PATIENCE_MS);
    if (chance.hits(0.1)) {
      await Promise.all([first, aText(number, text())].map((item) => this.webhooks.post(item, PATIENCE_MS)));
      return;
    }
    await this.webhooks.post(first, PATIENCE_MS);
    if (!chance.hits(0.15)) return;
    await pause(chance.between(0, 300));
    await Promise.all([this.webhooks.tryOnce([first]), this.webhooks.tryOnce([first])]);
  }
}

function numberOf(last: number): string {
  return `+447700900${last}`;
}
