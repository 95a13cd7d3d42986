/** What the phone page knows of the simulator: the shapes of its control API (apps/simulator/src/control) and one function a request. */

export type MessageStatus = 'queued' | 'accepted' | 'sent' | 'delivered' | 'read' | 'failed';

export interface Choice {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
}

/** A button that opens something or copies a code, on this phone alone. */
export type Action = { readonly title: string; readonly opens: string } | { readonly title: string; readonly copies: string };

export interface Message {
  readonly seq: number;
  readonly id: string;
  /** Seen from the business: `inbound` is what the customer wrote. */
  readonly direction: 'inbound' | 'outbound';
  readonly phone: string;
  readonly type: string;
  readonly text: string | null;
  readonly wire: Readonly<Record<string, unknown>>;
  readonly choices: readonly Choice[];
  readonly actions?: readonly Action[];
  readonly contextId: string | null;
  readonly at: string;
  readonly status: MessageStatus;
  readonly chosenId: string | null;
}

/** A message as a customer sends it: `{type, <type>: {…}}` as on the wire, files as `{data}` in base64, without data a sample. */
export interface Writing {
  readonly type: string;
  readonly contextId?: string;
  readonly forwarded?: boolean;
  readonly [part: string]: unknown;
}

export interface Customer {
  readonly phone: string;
  readonly bsuid: string;
  readonly name: string;
  readonly hidesPhone: boolean;
  readonly online: boolean;
  readonly typingUntil: string | null;
}

export interface FaultKind {
  readonly name: string;
  readonly side: 'graph' | 'webhook';
  readonly title: string;
  readonly description: string;
}

export interface ActiveFault {
  readonly id: number;
  readonly name: string;
  readonly phone: string | null;
  readonly remaining: number | null;
}

export interface Settings {
  readonly businessName: string;
  readonly consoleUrl: string | null;
  readonly clock: { readonly now: string; readonly offsetMs: number };
}

/** Throws an Error with the simulator's own sentence when it says no. */
async function request<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`/control/${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const answer = (await response.json().catch(() => ({}))) as T & { readonly error?: string };
  if (!response.ok) throw new Error(answer.error ?? `The simulator answered ${response.status}.`);
  return answer;
}

const of = (phone: string, action = ''): string => `customers/${encodeURIComponent(phone)}${action}`;

export const simulator = {
  settings: () => request<Settings>('GET', 'settings'),
  customers: () => request<{ items: Customer[] }>('GET', 'customers'),
  /** The newest of all customers: more than anybody scrolls through. */
  messages: () => request<{ items: Message[] }>('GET', 'messages?limit=2000'),
  faults: () => request<{ available: FaultKind[]; active: ActiveFault[] }>('GET', 'faults'),
  /** `more`: the message it answers, or the time it was written where it arrives late. */
  say: (phone: string, text: string, more: { contextId?: string; sentAt?: string } = {}) =>
    request<Message>('POST', of(phone, '/say'), { text, ...more }),
  tap: (phone: string, id: string, messageId: string) => request<Message>('POST', of(phone, '/tap'), { id, messageId }),
  send: (phone: string, writing: Writing) => request<Message>('POST', of(phone, '/send'), writing),
  change: (phone: string, changes: { name?: string; hidesPhone?: boolean; online?: boolean }) =>
    request<Customer>('POST', of(phone), changes),
  setFault: (name: string, once: boolean) => request<ActiveFault>('POST', 'faults', { name, ...(once ? { count: 1 } : {}) }),
  clearFault: (name: string) => request<unknown>('DELETE', `faults/${name}`),
  advanceClock: (advanceMs: number) => request<unknown>('POST', 'clock', { advanceMs }),
};
