import { createHmac, randomUUID } from 'node:crypto';
import type { Acceptance } from './scripted-graph.js';

/** Where Meta sends what happened, and how it signs it. */
export interface WebhookTarget {
  readonly apiUrl: string;
  readonly appSecret: string;
  readonly phoneNumberId: string;
}

export type ReportedStatus = 'sent' | 'delivered' | 'read' | 'failed';

/** A status as it goes over the wire; what is left out is Meta's usual. */
export interface StatusReport {
  readonly wamid: string;
  readonly status: ReportedStatus;
  readonly to?: string;
  readonly callbackData?: string | null;
  /** Meta's code, for `failed`. */
  readonly code?: number;
}

const RETRY_EVERY_MS = 100;
/** Longer than any outage a test makes; Meta itself goes on for days. */
const GIVE_UP_AFTER_MS = 120_000;

/** Meta's webhooks, signed, and posted until they are answered 200, as Meta does. */
export class SignedWebhooks {
  private isClosed = false;

  constructor(private readonly target: WebhookTarget) {}

  /** A text of a contact (`+digits`). @returns its wamid, once it was answered 200 */
  async text(from: string, body: string): Promise<string> {
    const wamid = newWamid();
    await this.post({ ...this.from(from), messages: [{ ...this.messageOf(from, wamid), type: 'text', text: { body } }] });
    return wamid;
  }

  /** A tap on a reply button; `contextWamid` is the message that carried it. */
  async tap(from: string, button: { readonly id: string; readonly title: string }, contextWamid?: string): Promise<string> {
    const wamid = newWamid();
    const context = contextWamid === undefined ? {} : { context: { id: contextWamid } };
    const interactive = { type: 'button_reply', button_reply: button };
    await this.post({ ...this.from(from), messages: [{ ...this.messageOf(from, wamid), ...context, type: 'interactive', interactive }] });
    return wamid;
  }

  /** What became of messages that Graph took, with their callback data, in one body. */
  report(accepted: Acceptance | readonly Acceptance[], status: ReportedStatus, code?: number): Promise<void> {
    const all = Array.isArray(accepted) ? (accepted as readonly Acceptance[]) : [accepted as Acceptance];
    return this.statuses(
      ...all.map(({ wamid, to, callbackData }) => ({ wamid, to, callbackData, status, ...(code === undefined ? {} : { code }) })),
    );
  }

  /** Any statuses at all, in one body: also of messages nobody sent, and with callback data of somebody else's. */
  statuses(...reports: readonly StatusReport[]): Promise<void> {
    return this.post({
      statuses: reports.map(({ wamid, status, to, callbackData, code }) => ({
        id: wamid,
        status,
        timestamp: nowInSeconds(),
        recipient_id: digitsOf(to ?? '+447700900000'),
        ...(callbackData ? { biz_opaque_callback_data: callbackData } : {}),
        ...(code === undefined ? {} : { errors: [{ code, title: `scripted ${code}` }] }),
      })),
    });
  }

  /** A change's value, wrapped, signed and posted until it is answered 200. */
  async post(value: Record<string, unknown>): Promise<void> {
    const { phoneNumberId, appSecret, apiUrl } = this.target;
    const metadata = { display_phone_number: '442079460123', phone_number_id: phoneNumberId };
    const change = { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } };
    const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [change] }] });
    const headers = {
      'content-type': 'application/json',
      'x-hub-signature-256': `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`,
    };
    const until = Date.now() + GIVE_UP_AFTER_MS;
    while (!this.isClosed) {
      const status = await fetch(`${apiUrl}/webhooks/whatsapp`, { method: 'POST', headers, body }).then(
        async (response) => {
          await response.arrayBuffer();
          return response.status;
        },
        // The server is down or being killed: what Meta retries for.
        () => 0,
      );
      if (status === 200) return;
      if (status === 401 || Date.now() > until) throw new Error(`the webhook was answered ${status}`);
      await new Promise((resolve) => setTimeout(resolve, RETRY_EVERY_MS));
    }
  }

  /** Ends retries that are still going on. */
  close(): void {
    this.isClosed = true;
  }

  private from(number: string): Record<string, unknown> {
    const digits = digitsOf(number);
    return { contacts: [{ profile: { name: `Contact ${digits.slice(-3)}` }, wa_id: digits }] };
  }

  private messageOf(number: string, wamid: string): Record<string, unknown> {
    return { from: digitsOf(number), id: wamid, timestamp: nowInSeconds() };
  }
}

function newWamid(): string {
  return `wamid.${Buffer.from(randomUUID()).toString('base64url')}`;
}

function digitsOf(number: string): string {
  return number.replace(/^\+/, '');
}

function nowInSeconds(): string {
  return String(Math.floor(Date.now() / 1_000));
}
