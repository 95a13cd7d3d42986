import { CUSTOMER_SERVICE_WINDOW_MS as SERVICE_WINDOW_MS } from '@parley/whatsapp-protocol';
import { createHash } from 'node:crypto';
import type { SimulatorClock } from '../clock.js';
import type { EventFeed } from '../events/event-feed.js';
import type { Customer, CustomerView } from './customer.js';
import { countryOf, digitsOf } from './phone-number.js';

export type CustomerChanges = Partial<Pick<Customer, 'name' | 'username' | 'bsuid' | 'hidesPhone' | 'online' | 'readReceipts'>>;

/** The people of this simulator, by number and by BSUID. */
export class CustomerBook {
  private readonly byPhone = new Map<string, Customer>();
  /** Numbers shown on an open phone page, with how many pages show them. */
  private readonly screens = new Map<string, number>();
  private pagesOpen = 0;

  constructor(
    private readonly clock: SimulatorClock,
    private readonly feed: EventFeed,
  ) {}

  find(phone: string): Customer | undefined {
    return this.byPhone.get(phone);
  }

  findByBsuid(bsuid: string): Customer | undefined {
    for (const customer of this.byPhone.values()) if (customer.bsuid === bsuid) return customer;
    return undefined;
  }

  /** Creates the customer when the number is new. The same number always gets the same BSUID. */
  ensure(phone: string, changes: CustomerChanges = {}): Customer {
    let customer = this.byPhone.get(phone);
    if (!customer) {
      customer = {
        phone,
        bsuid: bsuidOf(phone),
        name: `Customer ${phone.slice(-4)}`,
        username: null,
        hidesPhone: false,
        online: true,
        readReceipts: true,
        lastWroteAt: null,
        typingUntil: null,
      };
      this.byPhone.set(phone, customer);
      Object.assign(customer, changes);
      this.changed(customer);
    } else if (Object.keys(changes).length > 0) {
      Object.assign(customer, changes);
      this.changed(customer);
    }
    return customer;
  }

  all(): Customer[] {
    return [...this.byPhone.values()];
  }

  /** Takes over what an earlier process kept. */
  restore(customers: readonly Customer[]): void {
    for (const customer of customers) this.byPhone.set(customer.phone, { ...customer, typingUntil: null });
  }

  clear(): void {
    this.byPhone.clear();
  }

  /** Tells the page that something of this customer is different now. */
  changed(customer: Customer): void {
    this.feed.publish({ type: 'customer', customer: this.view(customer) });
  }

  view(customer: Customer): CustomerView {
    const typing = customer.typingUntil !== null && customer.typingUntil > this.clock.now();
    return {
      phone: customer.phone,
      bsuid: customer.bsuid,
      name: customer.name,
      username: customer.username,
      hidesPhone: customer.hidesPhone,
      online: customer.online,
      readReceipts: customer.readReceipts,
      onScreen: this.isOnScreen(customer.phone),
      typing,
      typingUntil: typing && customer.typingUntil !== null ? new Date(customer.typingUntil).toISOString() : null,
      windowExpiresAt: customer.lastWroteAt === null ? null : new Date(customer.lastWroteAt + SERVICE_WINDOW_MS).toISOString(),
    };
  }

  isWindowOpen(customer: Customer): boolean {
    return customer.lastWroteAt !== null && this.clock.now() < customer.lastWroteAt + SERVICE_WINDOW_MS;
  }

  /** A phone page opened with this customer's chat on its screen (null: none chosen). Returns what to call when it closes. */
  openScreen(phone: string | null): () => void {
    this.pagesOpen += 1;
    if (phone) this.screens.set(phone, (this.screens.get(phone) ?? 0) + 1);
    return () => {
      this.pagesOpen -= 1;
      if (!phone) return;
      const left = (this.screens.get(phone) ?? 1) - 1;
      if (left > 0) this.screens.set(phone, left);
      else this.screens.delete(phone);
    };
  }

  isOnScreen(phone: string): boolean {
    return this.screens.has(phone);
  }

  /** Whether somebody looks at a phone page at all. */
  get isPageOpen(): boolean {
    return this.pagesOpen > 0;
  }
}

/** `CC.` and digits, derived from the number so that it survives a restart. */
function bsuidOf(phone: string): string {
  const digest = createHash('sha256')
    .update(`bsuid:${digitsOf(phone)}`)
    .digest();
  return `${countryOf(phone)}.${(digest.readBigUInt64BE() % 9_000_000_000_000_000n) + 1_000_000_000_000_000n}`;
}
