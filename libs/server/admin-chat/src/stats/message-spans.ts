import { firstMessageId, QUARTER_MS } from './tally.statements.js';

/** From, to; empty when they are the same. Milliseconds. */
export type Span = readonly [from: number, to: number];

export interface Spans {
  /** Quarters to be taken from the tally. */
  readonly tallied: Span;
  /** Before and after them: read message by message. */
  readonly read: readonly [Span, Span];
  /** Nothing of the period lies outside: false while older messages have not been counted yet. */
  readonly isWhole: boolean;
}

/**
 * What has not been counted yet is read message by message, up to a day of it: the tally is minutes behind, and a worker that was down for
 * longer catches up a day a second. Further back the tally fills by itself, and until then the answer says that it is not whole.
 */
const READ_AT_MOST_MS = 24 * 60 * 60_000;

/**
 * Where the figures of a period come from.
 * @param counted the quarters counted so far, without gaps; null: none yet
 * @param firstMessageAt null: there is no message
 */
export function spansOf(period: Span, counted: Span | null, firstMessageAt: number | null): Spans {
  const [from, to] = period;
  const start = Math.min(to, Math.max(ceil(from), counted?.[0] ?? Infinity));
  const end = Math.max(start, Math.min(floor(to), counted?.[1] ?? -Infinity));
  const isTallied = counted !== null && start < end;
  // Without counted quarters in it the whole period is "after", as far back as may be read.
  const before: Span = isTallied ? [Math.max(from, start - READ_AT_MOST_MS), start] : [from, from];
  const after: Span = isTallied ? [Math.max(end, to - READ_AT_MOST_MS), to] : [Math.max(from, to - READ_AT_MOST_MS), to];
  const exists = (gap: Span): boolean => gap[0] < gap[1] && firstMessageAt !== null && firstMessageAt < gap[1];
  const gaps: readonly Span[] = isTallied
    ? [
        [from, before[0]],
        [end, after[0]],
      ]
    : [[from, after[0]]];
  return { tallied: isTallied ? [start, end] : [from, from], read: [before, after], isWhole: !gaps.some(exists) };
}

/** As parameters of a `messages` statement. */
export function spanValues({ tallied, read }: Spans): readonly unknown[] {
  return [...tallied.map((ms) => new Date(ms)), ...read.flatMap((span) => span.map((ms) => firstMessageId(new Date(ms))))];
}

const floor = (ms: number): number => Math.floor(ms / QUARTER_MS) * QUARTER_MS;
const ceil = (ms: number): number => Math.ceil(ms / QUARTER_MS) * QUARTER_MS;
