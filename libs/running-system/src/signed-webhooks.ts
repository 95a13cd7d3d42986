import { aStatus, aTap, aText, bodyOf, type MessageItem, type ReportedStatus, signatureOf, type WebhookItem } from './webhook-body.js';

/** An item that was answered 200, and when it was on its way: from its first try until that answer. */
export interface Acknowledged<Item extends WebhookItem = WebhookItem> {
  readonly item: Item;
  /** Milliseconds of this process's monotonic clock. */
  readonly firstSentAt: number;
  readonly acknowledgedAt: number;
  /** Which answered body it came in, and its place among the items of it; the body is null when it came in several. */
  readonly body: number | null;
  readonly place: number;
}

export interface WebhookTarget {
  /** Where the server is; a `RunningSystem` is a target. */
  readonly apiUrl: string;
  readonly appSecret: string;
  readonly phoneNumberId: string;
}

/** A message that Graph accepted, as far as its statuses name it. */
export interface SentMessage {
  readonly wamid: string;
  readonly to: string;
  readonly callbackData: string | null;
}

/** A status as it goes over the wire; what is left out is Meta's usual. */
export interface StatusReport {
  readonly wamid: string;
  readonly status: ReportedStatus;
  readonly to?: string;
  readonly callbackData?: string | null;
  /** Meta's, for `failed`. */
  readonly code?: number;
}

/**
 * Meta's side of the webhook: posts signed bodies, again and again until they are answered 200, and remembers what was. That list is
 * what the oracle holds the server to.
 */
export class SignedWebhooks {
  readonly acknowledged: Acknowledged[] = [];
  private readonly firstSent = new Map<string, number>();
  private readonly target: () => WebhookTarget;
  private bodies = 0;
  private isClosed = false;

  /** @param target asked before every try when it is a function, so that it may be another replica each time */
  constructor(target: WebhookTarget | (() => WebhookTarget)) {
    this.target = typeof target === 'function' ? target : () => target;
  }

  /** Acknowledged messages of contacts, each once however often it was posted. */
  get messages(): Acknowledged<MessageItem>[] {
    const byWamid = new Map<string, Acknowledged<MessageItem>>();
    for (const entry of this.acknowledged) {
      const { item } = entry;
      if (item.kind !== 'message') continue;
      const earlier = byWamid.get(item.wamid);
      byWamid.set(item.wamid, earlier ? { ...earlier, body: null } : { ...entry, item });
    }
    return [...byWamid.values()];
  }

  /** A text of a contact (`+` and digits), until it is answered 200. @returns its wamid */
  async text(from: string, body: string): Promise<string> {
    const item = aText(from, body);
    await this.post(item);
    return item.wamid;
  }

  /** A tap on a reply button, until it is answered 200. @returns its wamid */
  async tap(from: string, button: { readonly id: string; readonly title: string }, contextWamid?: string): Promise<string> {
    const item = aTap(from, button, contextWamid);
    await this.post(item);
    return item.wamid;
  }

  /** What became of messages that Graph took, with their callback data, in one body. @param code Meta's, for `failed` */
  report(accepted: SentMessage | readonly SentMessage[], status: ReportedStatus, code?: number): Promise<void> {
    const all = Array.isArray(accepted) ? (accepted as readonly SentMessage[]) : [accepted as SentMessage];
    return this.post(
      all.map(({ wamid, to, callbackData }) => aStatus(wamid, status, { to, callbackData, ...(code === undefined ? {} : { code }) })),
    );
  }

  /** Any statuses, in one body: also of messages nobody sent, and with callback data of somebody else's. */
  statuses(...reports: readonly StatusReport[]): Promise<void> {
    return this.post(reports.map(({ wamid, status, ...options }) => aStatus(wamid, status, options)));
  }

  /** Ends retries that are still going on: their `post` rejects. */
  close(): void {
    this.isClosed = true;
  }

  /** One try. @returns the HTTP status; see {@link unanswered} for none */
  async tryOnce(items: readonly WebhookItem[], signal?: AbortSignal): Promise<number> {
    const now = performance.now();
    for (const item of items) if (!this.firstSent.has(keyOf(item))) this.firstSent.set(keyOf(item), now);
    const status = await this.postBody(bodyOf(this.target().phoneNumberId, items), { signal });
    if (status === 200) this.record(items);
    return status;
  }

  /** Tries until it is answered 200, as Meta does (it waits longer). @throws when that takes more than `timeoutMs` */
  async post(items: WebhookItem | readonly WebhookItem[], timeoutMs = 60_000): Promise<void> {
    const list = Array.isArray(items) ? (items as readonly WebhookItem[]) : [items as WebhookItem];
    const until = Date.now() + timeoutMs;
    for (;;) {
      const status = await this.tryOnce(list);
      if (status === 200) return;
      if (this.isClosed || Date.now() > until)
        throw new Error(`a webhook was not answered 200 within ${timeoutMs} ms; last answer: ${status > 0 ? status : 'none'}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Any bytes, signed; recorded nowhere. @returns the HTTP status; 0 when there was no answer */
  async postBody(body: string | Uint8Array, options: { appSecret?: string; signal?: AbortSignal } = {}): Promise<number> {
    const { apiUrl, appSecret } = this.target();
    try {
      const response = await fetch(`${apiUrl}/webhooks/whatsapp`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(options.appSecret ?? appSecret, body) },
        body: body as BodyInit,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      });
      await response.arrayBuffer();
      return response.status;
    } catch (error) {
      // killed, cut or not there: exactly what is tested
      return unanswered(error);
    }
  }

  private record(items: readonly WebhookItem[]): void {
    const acknowledgedAt = performance.now();
    const body = (this.bodies += 1);
    items.forEach((item, place) => {
      this.acknowledged.push({ item, body, place, acknowledgedAt, firstSentAt: this.firstSent.get(keyOf(item)) ?? 0 });
    });
  }
}

function keyOf(item: WebhookItem): string {
  return item.kind === 'message' ? item.wamid : `${item.wamid}:${item.status}`;
}

/** @returns what stands for the status of a `fetch` that failed: 0 when a connection ended without an answer, -1 when nobody listened */
export function unanswered(error: unknown): 0 | -1 {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  return cause?.code === 'ECONNREFUSED' ? -1 : 0;
}
