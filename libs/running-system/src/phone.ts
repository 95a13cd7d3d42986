import { eventually } from './eventually.js';

/** A message as the simulator recorded it: what really was accepted. `outbound` was written by the business. */
export interface RecordedMessage {
  readonly id: string;
  readonly direction: 'inbound' | 'outbound';
  /** The contact's, `+` and digits. */
  readonly phone: string;
  readonly type: string;
  readonly text: string | null;
  /** The part of the message on the wire that depends on its type. */
  readonly wire: Readonly<Record<string, unknown>>;
  readonly choices: readonly { readonly id: string; readonly title: string }[];
  readonly callbackData: string | null;
  readonly status: string;
}

type Control = <Body>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => Promise<Body>;

/** The phone of one contact, held by the test. */
export class Phone {
  private readonly path: string;

  /** @param number `+` and digits */
  constructor(
    private readonly control: Control,
    private readonly number: string,
    private readonly name?: string,
  ) {
    this.path = `/control/customers/${number}`;
  }

  async say(text: string): Promise<void> {
    await this.control('POST', `${this.path}/say`, { text, ...(this.name === undefined ? {} : { name: this.name }) });
  }

  /** Sends a message of any kind, as `POST /control/customers/…/send` takes it. @returns it as recorded */
  send(message: { readonly type: string } & Readonly<Record<string, unknown>>): Promise<RecordedMessage> {
    return this.control('POST', `${this.path}/send`, message);
  }

  /** Taps the newest button or row with this id. */
  async tap(id: string): Promise<void> {
    await this.control('POST', `${this.path}/tap`, { id });
  }

  /** Everything the business has sent to this phone, oldest first. */
  async received(): Promise<RecordedMessage[]> {
    const { items } = await this.control<{ items: RecordedMessage[] }>('GET', `/control/messages?phone=${encodeURIComponent(this.number)}`);
    return items.filter((message) => message.direction === 'outbound');
  }

  /** Waits for a message from the business that fits. */
  waitFor(fits: (message: RecordedMessage) => boolean): Promise<RecordedMessage> {
    return eventually(async () => {
      const all = await this.received();
      const found = all.find(fits);
      if (!found) throw new Error(`not received yet; the phone shows: ${JSON.stringify(all.map((message) => message.text))}`);
      return found;
    });
  }

  /** Waits until there are more messages from the business than before. @returns the newest */
  waitForMore(before: number): Promise<RecordedMessage> {
    return eventually(async () => {
      const all = await this.received();
      const newest = all.at(-1);
      if (all.length <= before || !newest) throw new Error(`still ${all.length} messages from the business`);
      return newest;
    });
  }
}
