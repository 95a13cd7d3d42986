/** One request to `/messages`, whatever became of it: with it a test can tell "never came" from "was refused". */
export interface GraphRequest {
  readonly seq: number;
  /** ISO, real time. */
  readonly at: string;
  /** `+` and digits; null when the body named nobody we could read. */
  readonly phone: string | null;
  readonly type: string | null;
  readonly callbackData: string | null;
  /** HTTP status of the answer; null when the connection was broken instead. */
  readonly status: number | null;
  /** Error code of the answer. */
  readonly code: number | null;
  /** Id of the message, when one was accepted. */
  readonly messageId: string | null;
  /** The fault that struck. */
  readonly fault: string | null;
}

const CAPACITY = 50_000;

export class RequestJournal {
  private requests: GraphRequest[] = [];
  private lastSeq = 0;

  add(request: Omit<GraphRequest, 'seq' | 'at'>): void {
    this.requests.push({ ...request, seq: ++this.lastSeq, at: new Date().toISOString() });
    if (this.requests.length > CAPACITY) this.requests.splice(0, CAPACITY / 10);
  }

  since(seq: number): GraphRequest[] {
    return this.requests.filter((request) => request.seq > seq);
  }

  clear(): void {
    this.requests = [];
  }
}
