/**
 * Times, days, waits and numbers as a customer reads them, in each language: names and plural forms are Intl's, the small words around
 * them ours. Digits are always 0 to 9, because the numbers of our menus are.
 */

/** How "on Monday" and "at 9:00" are put. `weekday` counts from 0 = Sunday; `hour` as it is shown. */
interface Phrasing {
  /** The tag whose habits Intl follows. */
  readonly tag: string;
  readonly on: (weekdayName: string, weekday: number) => string;
  readonly onDate: (date: string) => string;
  readonly at: (time: string, hour: number) => string;
}

const same = (text: string): string => text;

const PHRASING: Readonly<Record<string, Phrasing>> = {
  en: { tag: 'en-GB', on: (day) => `on ${day}`, onDate: (date) => `on ${date}`, at: (time) => `at ${time}` },
  // One o'clock is singular.
  es: {
    tag: 'es',
    on: (day) => `el ${day}`,
    onDate: (date) => `el ${date}`,
    at: (time, hour) => (hour === 1 ? `a la ${time}` : `a las ${time}`),
  },
  // Saturday and Sunday are masculine, the others feminine.
  'pt-BR': {
    tag: 'pt-BR',
    on: (day, weekday) => (weekday === 0 || weekday === 6 ? `no ${day}` : `na ${day}`),
    onDate: (date) => `em ${date}`,
    at: (time, hour) => (hour === 1 ? `à ${time}` : `às ${time}`),
  },
  fr: { tag: 'fr', on: same, onDate: (date) => `le ${date}`, at: (time) => `à ${time.replace(':', ' h ').replace(/ 00$/, '')}` },
  ar: { tag: 'ar', on: (day) => `يوم ${day}`, onDate: (date) => `يوم ${date}`, at: (time) => `الساعة ${time}` },
  hi: { tag: 'hi', on: (day) => `${day} को`, onDate: (date) => `${date} को`, at: (time) => `${time} बजे` },
  id: { tag: 'id', on: (day) => `hari ${day}`, onDate: (date) => `tanggal ${date}`, at: (time) => `pukul ${time.replace(':', '.')}` },
};

const MS_A_DAY = 86_400_000;
/** A weekday names one day only as long as it is less than a week away. */
const DAYS_BY_NAME = 6;

function phrasingOf(language: string): Phrasing {
  return PHRASING[language] ?? PHRASING['en']!;
}

/** Formatters are expensive to make and asked for again and again: one a language, zone and kind; there are few of each. */
const made = new Map<string, Intl.DateTimeFormat>();

function formatter(language: string, zone: string, kind: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${zone} ${kind}`;
  let found = made.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(phrasingOf(language).tag, { ...options, timeZone: zone, numberingSystem: 'latn', calendar: 'gregory' });
    made.set(key, found);
  }
  return found;
}

/** The calendar day of an instant in a zone, as the number of days since 1970 and its weekday. */
function calendarDay(at: Date, zone: string): { readonly number: number; readonly weekday: number } {
  const parts = formatter('en', zone, 'day', { year: 'numeric', month: 'numeric', day: 'numeric' }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((candidate) => candidate.type === type)?.value);
  const midnight = Date.UTC(part('year'), part('month') - 1, part('day'));
  return { number: midnight / MS_A_DAY, weekday: new Date(midnight).getUTCDay() };
}

/**
 * The day of an instant as it is said on another day, with its preposition: "today", "tomorrow", "on Monday", "on 24 December".
 * @param zone an IANA zone; whose calendar counts
 */
export function sayDay(at: Date, now: Date, zone: string, language: string): string {
  const phrasing = phrasingOf(language);
  const day = calendarDay(at, zone);
  const ahead = day.number - calendarDay(now, zone).number;
  if (ahead === 0 || ahead === 1) return new Intl.RelativeTimeFormat(phrasing.tag, { numeric: 'auto' }).format(ahead, 'day');
  if (ahead > 1 && ahead <= DAYS_BY_NAME)
    return phrasing.on(formatter(language, zone, 'weekday', { weekday: 'long' }).format(at), day.weekday);
  return phrasing.onDate(formatter(language, zone, 'date', { day: 'numeric', month: 'long' }).format(at));
}

/** The time of an instant on the clocks of a zone, with its preposition: "at 9:00", "a la 1:00". On 24 hours in every language. */
export function sayTime(at: Date, zone: string, language: string): string {
  const parts = formatter('en', zone, 'time', { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' }).formatToParts(at);
  const part = (type: string): string => parts.find((candidate) => candidate.type === type)?.value ?? '';
  const hour = Number(part('hour'));
  return phrasingOf(language).at(`${String(hour)}:${part('minute')}`, hour);
}

/** Both together: "tomorrow at 9:00", "el lunes a las 9:00". */
export function sayWhen(at: Date, now: Date, zone: string, language: string): string {
  return `${sayDay(at, now, zone, language)} ${sayTime(at, zone, language)}`;
}

/** A wait or a delay with its unit in the right plural: "1 minute", "5 minutos", "10 دقائق". */
export function sayMinutes(minutes: number, language: string): string {
  return new Intl.NumberFormat(phrasingOf(language).tag, {
    style: 'unit',
    unit: 'minute',
    unitDisplay: 'long',
    maximumFractionDigits: 0,
    numberingSystem: 'latn',
  }).format(minutes);
}

/** A whole number as it is written: "1,200", "1.200". */
export function sayNumber(value: number, language: string): string {
  return new Intl.NumberFormat(phrasingOf(language).tag, { maximumFractionDigits: 0, numberingSystem: 'latn' }).format(value);
}
