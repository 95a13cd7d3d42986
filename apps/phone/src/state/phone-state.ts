import type { ActiveFault, Customer, FaultKind, Message } from '../api/simulator.js';

export interface PhoneState {
  /** False until everything was read once. */
  readonly loaded: boolean;
  /** Whether the stream of events is open. */
  readonly connected: boolean;
  readonly instance: string | null;
  readonly businessName: string;
  readonly consoleUrl: string | null;
  readonly clockOffsetMs: number;
  readonly customers: readonly Customer[];
  /** By number, oldest first. */
  readonly threads: Readonly<Record<string, readonly Message[]>>;
  readonly faults: readonly FaultKind[];
  readonly activeFaults: readonly ActiveFault[];
  /** Highest sequence number that was on the screen, by number: what is above is unread. */
  readonly seenSeq: Readonly<Record<string, number>>;
}

export type PhoneEvent =
  | { readonly type: 'hello'; readonly instance: string }
  | { readonly type: 'lost' }
  | {
      readonly type: 'loaded';
      readonly businessName: string;
      readonly consoleUrl: string | null;
      readonly clockOffsetMs: number;
      readonly customers: readonly Customer[];
      readonly messages: readonly Message[];
      readonly faults: readonly FaultKind[];
      readonly activeFaults: readonly ActiveFault[];
    }
  | { readonly type: 'message'; readonly message: Message }
  | { readonly type: 'customer'; readonly customer: Customer }
  | { readonly type: 'clock'; readonly offsetMs: number }
  | { readonly type: 'faults'; readonly active: readonly ActiveFault[] }
  | { readonly type: 'seen'; readonly phone: string }
  | { readonly type: 'reset' };

export const emptyState: PhoneState = {
  loaded: false,
  connected: false,
  instance: null,
  businessName: '',
  consoleUrl: null,
  clockOffsetMs: 0,
  customers: [],
  threads: {},
  faults: [],
  activeFaults: [],
  seenSeq: {},
};

/** The page's whole state as a function of what it heard. The same message twice, or an older form of it, changes nothing. */
export function reduce(state: PhoneState, event: PhoneEvent): PhoneState {
  switch (event.type) {
    case 'hello': {
      // Another instance is another world: its sequence numbers begin anew.
      const fresh =
        state.instance === null || state.instance === event.instance ? state : { ...state, customers: [], threads: {}, seenSeq: {} };
      return { ...fresh, connected: true, instance: event.instance };
    }
    case 'lost':
      return { ...state, connected: false };
    case 'loaded': {
      const { type: _type, messages, ...read } = event;
      return { ...state, ...read, loaded: true, threads: messages.reduce(withMessage, state.threads) };
    }
    case 'message':
      return { ...state, threads: withMessage(state.threads, event.message) };
    case 'customer':
      return { ...state, customers: withCustomer(state.customers, event.customer) };
    case 'clock':
      return { ...state, clockOffsetMs: event.offsetMs };
    case 'faults':
      return { ...state, activeFaults: event.active };
    case 'seen': {
      const last = Math.max(0, ...(state.threads[event.phone] ?? []).map((message) => message.seq));
      return (state.seenSeq[event.phone] ?? 0) >= last ? state : { ...state, seenSeq: { ...state.seenSeq, [event.phone]: last } };
    }
    case 'reset':
      return { ...state, customers: [], threads: {}, seenSeq: {}, activeFaults: [], clockOffsetMs: 0 };
  }
}

type Threads = PhoneState['threads'];

function withMessage(threads: Threads, message: Message): Threads {
  const thread = threads[message.phone] ?? [];
  // New messages come last; a change is most often of a recent one.
  const at = thread.findLastIndex((known) => known.id === message.id);
  if (at < 0) return { ...threads, [message.phone]: [...thread, message] };
  const known = thread[at];
  if (known && known.seq >= message.seq) return threads;
  return { ...threads, [message.phone]: thread.with(at, message) };
}

function withCustomer(customers: readonly Customer[], customer: Customer): readonly Customer[] {
  const at = customers.findIndex((known) => known.phone === customer.phone);
  return at < 0 ? [...customers, customer] : customers.with(at, customer);
}

/** What this customer's phone shows: what the business sent appears when it was delivered, and never when it failed. */
export function visible(thread: readonly Message[] | undefined): readonly Message[] {
  return (thread ?? []).filter(
    (message) =>
      message.direction === 'inbound' ||
      message.status === 'delivered' ||
      message.status === 'read' ||
      (message.type === 'reaction' && message.status === 'sent'),
  );
}

/** How many messages of the business this customer has not looked at. */
export function unreadCount(state: PhoneState, phone: string): number {
  const seen = state.seenSeq[phone] ?? 0;
  return (state.threads[phone] ?? []).filter(
    (message) => message.direction === 'outbound' && message.status === 'delivered' && message.seq > seen,
  ).length;
}
