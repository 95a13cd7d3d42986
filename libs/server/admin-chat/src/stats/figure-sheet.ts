import { shownStatus } from '@parley/conversation';
import type { FiguresDto } from '../http/stats/stats.dto.js';
import type { EndedRow, MessageRow, RatedRow, ResolvedRow, StartedRow } from './figures.statements.js';

const NOTHING = { count: 0, p50: null, p95: null };

/** Figures put together from the rows of several statements: those of all groups, and those of each. */
export class FigureSheet {
  readonly total: FiguresDto = noFigures();
  private readonly groups = new Map<string | null, FiguresDto>();

  get keys(): (string | null)[] {
    return [...this.groups.keys()];
  }

  /** Noughts for a group of which nothing is known. */
  of(key: string | null): FiguresDto {
    return this.groups.get(key) ?? noFigures();
  }

  addStarted(row: StartedRow): void {
    const figures = this.at(row);
    figures.chats.started = row.started;
    figures.wait = { count: row.waited, p50: row.wait_p50, p95: row.wait_p95 };
    figures.firstResponse = { count: row.responded, p50: row.response_p50, p95: row.response_p95 };
  }

  addEnded(row: EndedRow): void {
    if (row.ended_by !== null) this.at(row).chats.ended[row.ended_by] = row.ended;
  }

  addResolved(row: ResolvedRow): void {
    this.at(row).resolution = { count: row.resolved, p50: row.p50, p95: row.p95 };
  }

  /** Stars come one by one; how many there are and their mean follow from them. */
  addRated(row: RatedRow): void {
    if (row.rating === null) return;
    const figures = this.at(row);
    const stars: Record<string, number> = { ...NO_STARS, ...figures.ratings, [row.rating]: row.rated };
    const count = STARS.reduce((sum, star) => sum + (stars[star] ?? 0), 0);
    const points = STARS.reduce((sum, star) => sum + (stars[star] ?? 0) * Number(star), 0);
    figures.ratings = { ...stars, count, average: Math.round((points / count) * 100) / 100 };
  }

  /** Messages are counts, so all groups together are their sum. */
  addMessages(row: MessageRow, isGrouped: boolean): void {
    addMessagesTo(this.total, row);
    if (isGrouped) addMessagesTo(this.group(row.key), row);
  }

  private at({ is_total: isTotal, key }: { readonly is_total: boolean; readonly key: string | null }): FiguresDto {
    return isTotal ? this.total : this.group(key);
  }

  private group(key: string | null): FiguresDto {
    const known = this.groups.get(key) ?? noFigures();
    this.groups.set(key, known);
    return known;
  }
}

const STARS = ['1', '2', '3', '4', '5'] as const;
const NO_STARS: Readonly<Record<string, number>> = { '1': 0, '2': 0, '3': 0, '4': 0, '5': 0 };

function noFigures(): FiguresDto {
  return {
    chats: { started: 0, ended: { contact: 0, agent: 0, system: 0 } },
    wait: NOTHING,
    firstResponse: NOTHING,
    resolution: NOTHING,
    ratings: null,
    deliveries: {},
    failures: [],
    notices: {},
  };
}

function addMessagesTo(figures: FiguresDto, { status, error_code: code, error_title: title, said, count }: MessageRow): void {
  const shown = shownStatus(status);
  figures.deliveries[shown] = (figures.deliveries[shown] ?? 0) + count;
  if (said !== null) figures.notices[said] = (figures.notices[said] ?? 0) + count;
  // Of others a code is a remark (held back, settled since), not a reason.
  if (shown !== 'failed') return;
  const reason = figures.failures.find((failure) => failure.code === (code ?? 'unknown'));
  if (reason) reason.count += count;
  else figures.failures.push({ code: code ?? 'unknown', title: title ?? 'The message failed', count });
  figures.failures.sort((one, other) => other.count - one.count || one.code.localeCompare(other.code));
}
