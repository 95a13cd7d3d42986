import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@parley/platform';
import type { StatsDto, StatsGroupDto } from '../http/stats/stats.dto.js';
import { FigureSheet } from '../stats/figure-sheet.js';
import { beginDays, countOpenChats, FIGURES, listDays, nameAgents, nameTeams, type Grouping } from '../stats/figures.statements.js';
import { spansOf, spanValues } from '../stats/message-spans.js';
import { checkedPeriod, checkedZone, isDay, type AskedPeriod } from '../stats/stats-period.js';
import { timeOf } from '../stats/tally-messages.js';
import { readTallyState } from '../stats/tally.statements.js';

/**
 * Figures of a period, in all and by day, agent or team. Chats are read by the indexes on their times, messages from the tally (what is newer
 * than it, message by message): what a period costs depends on what happened in it, not on how much there is.
 */
@Injectable()
export class SupportStats {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** @throws Refusal VALIDATION_FAILED */
  async between(asked: AskedPeriod, grouping: Grouping): Promise<StatsDto> {
    const timeZone = checkedZone(asked.timeZone);
    const [state] = await this.database.run(readTallyState);
    if (!state) throw new Error('the state of the tally was not returned');
    const { from, to } = await this.periodOf(asked, timeZone, state.now);
    const { counted_from: countedFrom, counted_to: countedTo, first_message_id: firstId } = state;
    const counted = countedFrom && countedTo && ([countedFrom.getTime(), countedTo.getTime()] as const);
    const spans = spansOf([from.getTime(), to.getTime()], counted, firstId === null ? null : timeOf(firstId));

    const zone = grouping === 'day' ? [timeZone] : [];
    const figures = FIGURES[grouping ?? 'nothing'];
    const period = [from, to, ...zone];
    const [started, ended, resolved, rated, messages, [open]] = await Promise.all([
      this.database.run(figures.started, period),
      this.database.run(figures.ended, period),
      this.database.run(figures.resolved, period),
      this.database.run(figures.rated, period),
      this.database.run(figures.messages, [...spanValues(spans), ...zone]),
      this.database.run(countOpenChats),
    ]);
    const sheet = new FigureSheet();
    for (const row of started) sheet.addStarted(row);
    for (const row of ended) sheet.addEnded(row);
    for (const row of resolved) sheet.addResolved(row);
    for (const row of rated) sheet.addRated(row);
    for (const row of messages) sheet.addMessages(row, grouping !== null);
    const { chats, ...total } = sheet.total;
    return {
      from: from.toISOString(),
      to: to.toISOString(),
      timeZone,
      groupBy: grouping,
      chats: { ...chats, waitingNow: open?.waiting ?? 0, activeNow: open?.active ?? 0 },
      ...total,
      groups: grouping === null ? null : await this.groupsOf(sheet, grouping, [from, to, timeZone]),
      complete: spans.isWhole,
    };
  }

  private async periodOf({ from, to }: AskedPeriod, timeZone: string, now: Date): Promise<{ from: Date; to: Date }> {
    const days = [from, to].map((end) => (end !== undefined && isDay(end) ? end : null));
    const [begins] = days.some((day) => day !== null) ? await this.database.run(beginDays, [...days, timeZone]) : [];
    const moment = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text));
    return checkedPeriod(begins?.from_at ?? moment(from), begins?.to_at ?? moment(to), now);
  }

  /** Days all there are, also those on which nothing happened; agents and teams by name, nobody last. */
  private async groupsOf(
    sheet: FigureSheet,
    grouping: NonNullable<Grouping>,
    period: readonly [Date, Date, string],
  ): Promise<StatsGroupDto[]> {
    if (grouping === 'day') {
      const days = await this.database.run(listDays, period);
      return days.map(({ day }) => ({ key: day, name: day, ...sheet.of(day) }));
    }
    const ids = sheet.keys.filter((key) => key !== null);
    const rows = await this.database.run(grouping === 'agent' ? nameAgents : nameTeams, [ids]);
    const names = new Map(rows.map(({ id, name }) => [id, name]));
    return sheet.keys
      .map((key) => ({ key, name: key === null ? '' : (names.get(key) ?? ''), ...sheet.of(key) }))
      .sort((one, other) => Number(one.key === null) - Number(other.key === null) || one.name.localeCompare(other.name));
  }
}
