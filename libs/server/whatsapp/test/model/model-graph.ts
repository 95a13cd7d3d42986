import type { SendOutcome, StartedMessage } from '@parley/conversation';

/**
 * How Graph treats the calls to come. `not-sent` and `broken` befall first attempts only, so that every message settles.
 * `lost` and `unknown-*`: bytes left, no answer; with `unknown-accepted` Graph has it all the same. `hang`: accepted, the answer comes when asked for.
 */
export const GRAPH_MODES = ['accept', 'refuse', 'not-sent', 'broken', 'unknown-accepted', 'unknown-lost', 'hang'] as const;
export type GraphMode = (typeof GRAPH_MODES)[number];

export interface GraphCall {
  readonly messageId: string;
  readonly attempt: number;
  /** Null: Graph does not have it. */
  readonly wamid: string | null;
}

interface OpenCall {
  readonly caller: object;
  readonly messageId: string;
  readonly answer: () => void;
}

/** Graph as one place that outlives our processes: what it was told and what it took is the oracle. */
export class ModelGraph {
  mode: GraphMode = 'accept';
  /** In the order in which they reached Graph. */
  readonly calls: GraphCall[] = [];
  private readonly open = new Set<OpenCall>();
  /** Callers that are about to end: what they still ask is answered at once, or their end would wait for the answer. */
  private readonly leaving = new WeakSet<object>();

  get accepted(): GraphCall[] {
    return this.calls.filter(({ wamid }) => wamid !== null);
  }

  /** Messages whose callers still wait. */
  get waitedFor(): string[] {
    return [...this.open].map(({ messageId }) => messageId);
  }

  call(caller: object, { messageId, attempt }: StartedMessage): Promise<SendOutcome> {
    const isFirst = attempt === 1;
    const { mode } = this;
    const accept = (): string => {
      const wamid = `wamid.MODEL.${messageId}.${attempt}`;
      this.calls.push({ messageId, attempt, wamid });
      return wamid;
    };
    const decline = (outcome: SendOutcome): Promise<SendOutcome> => {
      this.calls.push({ messageId, attempt, wamid: null });
      return Promise.resolve(outcome);
    };
    if (mode === 'refuse') return decline({ kind: 'refused', code: '131026', title: 'Cannot be delivered' });
    if (mode === 'unknown-lost') return decline({ kind: 'unknown', reason: 'timeout' });
    if (mode === 'not-sent' && isFirst)
      return decline({ kind: 'not-sent', reason: 'refused connection', retryAfterMs: 0, scope: 'message' });
    if (mode === 'broken' && isFirst) return decline({ kind: 'channel-broken', code: '190', title: 'Token expired' });
    const wamid = accept();
    if (mode === 'unknown-accepted') return Promise.resolve({ kind: 'unknown', reason: 'connection reset' });
    if (mode !== 'hang' || this.leaving.has(caller)) return Promise.resolve({ kind: 'accepted', wamid });
    return new Promise((resolve) => {
      const call: OpenCall = {
        caller,
        messageId,
        answer: () => {
          this.open.delete(call);
          resolve({ kind: 'accepted', wamid });
        },
      };
      this.open.add(call);
    });
  }

  answerOpenCalls(): void {
    for (const call of [...this.open]) call.answer();
  }

  /** This caller ends: its open calls are answered, and those to come will be too. */
  forsake(caller: object): void {
    this.leaving.add(caller);
    for (const call of [...this.open]) if (call.caller === caller) call.answer();
  }
}
