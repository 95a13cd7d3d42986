import { scheduleFaults, type Hours, type Interval, type OpeningHours, type Schedule } from '@parley/conversation';
import { Refusal } from '@parley/platform';
import type { OpeningHoursDto, OpeningHoursPageDto, OpeningHoursStatusDto, OpeningIntervalDto } from './hours.dto.js';

/** Before and after these years nobody asks for a reason, and calendars are not the one we count by. */
const FIRST_MOMENT = Date.UTC(1970, 0, 1);
const LAST_MOMENT = Date.UTC(2200, 0, 1);

/** @throws Refusal VALIDATION_FAILED, with a sentence for everything that is wrong */
export function scheduleOf({ timeZone, weekly, exceptions }: OpeningHoursDto): Schedule {
  const schedule: Schedule = {
    timeZone,
    weekly: weekly.map(({ day, ...interval }) => ({ day, ...intervalOf(interval) })),
    exceptions: (exceptions ?? []).map(({ date, everyYear, name, intervals }) => ({
      date,
      everyYear: everyYear ?? false,
      name: name ?? null,
      intervals: intervals.map(intervalOf),
    })),
  };
  const faults = scheduleFaults(schedule);
  if (faults.length > 0) throw new Refusal('VALIDATION_FAILED', faults.map(({ message }) => message).join('; '), [...faults]);
  return schedule;
}

function intervalOf({ opens, closes, overnight }: OpeningIntervalDto): Interval {
  return { opens, closes, overnight: overnight ?? false };
}

/** @throws Refusal VALIDATION_FAILED */
export function momentOf(at: string | undefined): Date {
  const moment = at === undefined ? new Date() : new Date(at);
  if (moment.getTime() >= FIRST_MOMENT && moment.getTime() < LAST_MOMENT) return moment;
  const message = 'at must be a moment of the years 1970 to 2199';
  throw new Refusal('VALIDATION_FAILED', message, [{ field: 'at', message }]);
}

export function presentHours(hours: Hours, team: string | null): OpeningHoursPageDto {
  const own = hours.own(team);
  const source = team !== null && own ? 'team' : hours.own(null) ? 'installation' : 'none';
  return { hours: own && dtoOf(own.schedule), source };
}

function dtoOf({ timeZone, weekly, exceptions }: Schedule): OpeningHoursDto {
  return {
    timeZone,
    weekly: [...weekly],
    exceptions: exceptions.map((exception) => ({ ...exception, intervals: [...exception.intervals] })),
  };
}

export function presentStatus(opening: OpeningHours | null, at: Date): OpeningHoursStatusDto {
  const status = opening?.statusAt(at) ?? { isOpen: true, nextOpening: null, nextClosing: null };
  return {
    at: at.toISOString(),
    isOpen: status.isOpen,
    nextOpening: status.nextOpening?.toISOString() ?? null,
    nextClosing: status.nextClosing?.toISOString() ?? null,
    timeZone: opening?.schedule.timeZone ?? null,
  };
}
