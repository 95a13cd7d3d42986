import type { Customer, Message } from '../src/api/simulator.js';

/** A simulator for the page under test: answers `fetch`, and lets the test speak on the stream. jsdom has neither. */
export class SimulatorStandIn {
  readonly calls: { readonly method: string; readonly path: string; readonly body: unknown }[] = [];
  customers: Customer[] = [];
  messages: Message[] = [];

  install(): void {
    Object.assign(globalThis, {
      fetch: (path: string, init: { method: string; body?: string }) => Promise.resolve(this.answer(path, init)),
      EventSource: StreamStandIn,
      IntersectionObserver: ObserverStandIn,
      ResizeObserver: ObserverStandIn,
    });
  }

  /** Speaks on the page's present stream. */
  emit(name: string, data: unknown): void {
    StreamStandIn.last?.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
  }

  get streamAddress(): string {
    return StreamStandIn.last?.url ?? '';
  }

  private answer(path: string, init: { method: string; body?: string }) {
    const body: unknown = init.body === undefined ? undefined : JSON.parse(init.body);
    if (init.method !== 'GET') this.calls.push({ method: init.method, path, body });
    const answers: Readonly<Record<string, unknown>> = {
      '/control/settings': { businessName: 'Brightside Tutors', consoleUrl: null, clock: { now: '', offsetMs: 0 } },
      '/control/customers': { items: this.customers },
      '/control/messages?limit=2000': { items: this.messages },
      '/control/faults': { available: FAULTS, active: [] },
    };
    return { ok: true, status: 200, json: () => Promise.resolve(init.method === 'GET' ? answers[path] : {}) };
  }
}

const FAULTS = [{ name: 'delay', side: 'graph', title: 'Answer late', description: 'The answer comes late.' }];

class StreamStandIn extends EventTarget {
  static last: StreamStandIn | null = null;

  constructor(readonly url: string) {
    super();
    StreamStandIn.last = this;
    queueMicrotask(() => this.dispatchEvent(new MessageEvent('hello', { data: '{"instance":"one"}' })));
  }

  close(): void {}
}

class ObserverStandIn {
  observe(): void {}
  disconnect(): void {}
}
