import { MESSAGE_STATUSES } from '@parley/vocabulary';
import type { CsvValue } from '../csv/write-csv.js';
import type { FiguresDto, StatsDto } from '../http/stats/stats.dto.js';

const OUTBOUND = MESSAGE_STATUSES.filter((status) => status !== 'received');
const STARS = ['1', '2', '3', '4', '5'];

/**
 * Figures as a table: a line of headings, one for all groups together, one for each. Reasons and notices have a column each, as far as
 * there are any. Seconds as they are; nothing measured is an empty cell, nothing counted a nought.
 */
export function statsTable(stats: StatsDto): CsvValue[][] {
  const all: FiguresDto[] = [stats, ...(stats.groups ?? [])];
  const reasons = [...new Set(all.flatMap(({ failures }) => failures.map(({ code }) => code)))].sort();
  const notices = [...new Set(all.flatMap((figures) => Object.keys(figures.notices)))].sort();
  const columns: readonly (readonly [string, (figures: FiguresDto) => CsvValue])[] = [
    ['chats started', ({ chats }) => chats.started],
    ['ended by contact', ({ chats }) => chats.ended.contact],
    ['ended by agent', ({ chats }) => chats.ended.agent],
    ['ended by system', ({ chats }) => chats.ended.system],
    ...(['wait', 'firstResponse', 'resolution'] as const).flatMap((measure) => percentileColumns(measure)),
    ['ratings', ({ ratings }) => ratings?.['count'] ?? 0],
    ['rating average', ({ ratings }) => ratings?.['average'] ?? null],
    ...STARS.map((star) => [`rated ${star}`, ({ ratings }: FiguresDto) => ratings?.[star] ?? 0] as const),
    ...OUTBOUND.map((status) => [`messages ${status}`, ({ deliveries }: FiguresDto) => deliveries[status] ?? 0] as const),
    ...reasons.map(
      (code) => [`failed: ${code}`, ({ failures }: FiguresDto) => failures.find((one) => one.code === code)?.count ?? 0] as const,
    ),
    ...notices.map((kind) => [`notice: ${kind}`, (figures: FiguresDto) => figures.notices[kind] ?? 0] as const),
  ];
  const line = (key: string, name: string, figures: FiguresDto): CsvValue[] => [key, name, ...columns.map(([, read]) => read(figures))];
  return [
    [stats.groupBy ?? 'period', 'name', ...columns.map(([heading]) => heading)],
    line('', 'Total', stats),
    ...(stats.groups ?? []).map((group) => line(group.key ?? '', group.name, group)),
  ];
}

const HEADINGS = { wait: 'wait', firstResponse: 'first response', resolution: 'resolution' } as const;

function percentileColumns(measure: keyof typeof HEADINGS): (readonly [string, (figures: FiguresDto) => CsvValue])[] {
  const heading = HEADINGS[measure];
  return [
    [`${heading} count`, (figures) => figures[measure].count],
    [`${heading} p50 (s)`, (figures) => figures[measure].p50],
    [`${heading} p95 (s)`, (figures) => figures[measure].p95],
  ];
}
