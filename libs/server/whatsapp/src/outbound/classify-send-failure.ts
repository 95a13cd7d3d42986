import type { SendOutcome } from '@parley/conversation';
import { graphErrorCode, isGraphError } from '@parley/whatsapp-protocol';
import type { GraphAnswer } from './cloud-api.client.js';
import { failureTitle, saysTemplateChanged } from './failure-title.js';

type Failure = Exclude<SendOutcome, { kind: 'accepted' }>;

/** How long to wait before the next try, by what stood in the way: the first delay, doubled each time, up to the longest. */
const DELAYS = {
  /** Longest below a minute: an outage of Meta's should be over here a minute after it is over there. */
  connection: { firstMs: 1_000, longestMs: 30_000 },
  throughput: { firstMs: 1_000, longestMs: 60_000 },
  /** The pair rule frees one message every six seconds. */
  contact: { firstMs: 6_000, longestMs: 300_000 },
  /** Hourly budgets of the app or the account. */
  budget: { firstMs: 60_000, longestMs: 600_000 },
} as const;

/** A Retry-After above this is a mistake of somebody's clock, or a day-long ban that a code would name. */
const LONGEST_RETRY_AFTER_MS = 3_600_000;

const HOURLY_BUDGET_CODES: ReadonlySet<number> = new Set([4, 80007]);

/**
 * What a call without a message id means for its message. Errs on the side of "unknown": only a connection that never carried a
 * byte, or an error that is plainly Graph's own, is proof of anything; a 429 or a page of some proxy is not.
 *
 * @param attempt which try of this message it was, from 1; delays grow with it
 */
export function classifySendFailure(answer: GraphAnswer, attempt: number, now: Date): Failure {
  if (answer.kind === 'not-written') {
    return { kind: 'not-sent', reason: answer.reason, retryAfterMs: delay(DELAYS.connection, attempt), scope: 'message' };
  }
  if (answer.kind === 'lost') return { kind: 'unknown', reason: answer.reason };
  if (answer.status >= 200 && answer.status < 300) return { kind: 'unknown', reason: 'answer-without-message-id' };

  const error = graphErrorOf(answer.body);
  if (!error) return { kind: 'unknown', reason: `http-${answer.status}-not-from-graph` };

  const known = graphErrorCode(error.code);
  const code = String(error.code);
  const title = failureTitle(error.code, known?.title ?? null);
  if (!known) {
    // A 429 whose code we do not know may come from anywhere between us and Meta.
    const isRefusal = answer.status >= 400 && answer.status < 500 && answer.status !== 429;
    return isRefusal ? { kind: 'refused', code, title, ...templateNews(error.code) } : { kind: 'unknown', reason: `graph-${code}` };
  }
  switch (known.class) {
    case 'rate-limit': {
      const waits = HOURLY_BUDGET_CODES.has(error.code) ? DELAYS.budget : known.scope === 'contact' ? DELAYS.contact : DELAYS.throughput;
      const retryAfterMs = retryAfterOf(answer.retryAfter, now) ?? delay(waits, attempt);
      return { kind: 'not-sent', reason: `graph-${code}`, retryAfterMs, scope: known.scope ?? 'channel' };
    }
    case 'credentials':
      return { kind: 'channel-broken', code, title };
    case 'account':
      return { kind: 'refused', code, title, pausesChannel: true };
    case 'rejected':
      return { kind: 'refused', code, title, ...templateNews(error.code) };
    case 'uncertain':
      return { kind: 'unknown', reason: `graph-${code}` };
  }
}

const templateNews = (code: number): { templateChanged?: true } => (saysTemplateChanged(code) ? { templateChanged: true } : {});

function graphErrorOf(body: Buffer): { code: number } | null {
  try {
    const answer: unknown = JSON.parse(body.toString('utf8'));
    return isGraphError(answer) ? answer.error : null;
  } catch {
    return null;
  }
}

/** A quarter more at random, so that messages which failed together do not come back together. */
function delay({ firstMs, longestMs }: { firstMs: number; longestMs: number }, attempt: number): number {
  const doubled = Math.min(longestMs, firstMs * 2 ** Math.min(attempt - 1, 20));
  return Math.round(doubled * (1 + Math.random() / 4));
}

/** Seconds, or a date; null when the header says nothing usable. */
function retryAfterOf(header: string | null, now: Date): number | null {
  if (header === null) return null;
  const ms = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now.getTime();
  if (!Number.isFinite(ms) || ms < 0) return null;
  return Math.min(ms, LONGEST_RETRY_AFTER_MS);
}
