import { isLanguage, MEDIA_TYPES, MESSAGE_TYPES, type Language, type MediaType, type MessageType } from '@parley/vocabulary';
import { WEEKDAYS, type Interval, type WeeklyInterval } from '../domain/hours/schedule.js';

/** What one line of a script does or expects, and where it stands. The grammar is explained in docs/conversations/README.md. */
export type ScriptStep = { readonly line: number } & (
  | { readonly kind: 'writes'; readonly text: string }
  | { readonly kind: 'taps'; readonly choice: string; readonly earlier: boolean }
  | { readonly kind: 'sends'; readonly type: MessageType; readonly caption: string | null }
  | { readonly kind: 'agent-writes'; readonly agent: string; readonly text: string; readonly file: MediaType | null }
  | {
      readonly kind: 'agent-acts';
      readonly agent: string;
      readonly act: AgentAct;
      readonly words: string | null;
      readonly undoSeconds: number;
    }
  | { readonly kind: 'transfers'; readonly agent: string; readonly to: string; readonly isTeam: boolean; readonly note: string | null }
  | { readonly kind: 'time-passes'; readonly ms: number }
  | { readonly kind: 'switch'; readonly on: boolean }
  | { readonly kind: 'queue'; readonly place: number; readonly free: number; readonly minutes: number | null }
  | { readonly kind: 'setting'; readonly key: string; readonly value: unknown }
  | { readonly kind: 'hours'; readonly timeZone: string; readonly weekly: readonly WeeklyInterval[] }
  | { readonly kind: 'on-date'; readonly date: string; readonly intervals: readonly Interval[] }
  | { readonly kind: 'gives-up' }
  | { readonly kind: 'bot-says'; readonly key: string | null; readonly text: string | null; readonly choices: readonly string[] }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'expects'; readonly what: string; readonly value: string }
);

export const AGENT_ACTS = ['takes', 'starts', 'ends', 'undoes', 'gets', 'returns', 'vanishes'] as const;
export type AgentAct = (typeof AGENT_ACTS)[number];

export interface Script {
  readonly title: string;
  /** When the first line happens. */
  readonly startsAt: Date;
  /** What customers may choose; the first is the default. */
  readonly languages: readonly Language[];
  readonly steps: readonly ScriptStep[];
}

/** A fault of a script: what is wrong, and in which line. */
export class ScriptFault extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(`line ${String(line)}: ${message}`);
    this.name = 'ScriptFault';
  }
}

/** A Monday. */
const STARTS_AT = '2026-11-23T10:00:00Z';

type Reader = readonly [pattern: RegExp, read: (found: readonly string[], line: number) => ScriptStep];

/** `\n` in a line is a line break, as in most languages. */
const words = (text: string): string => text.replaceAll('\\n', '\n');

const READERS: readonly Reader[] = [
  [/^customer:(?: (.*))?$/, ([text = ''], line) => ({ line, kind: 'writes', text: words(text) })],
  [/^customer taps( earlier)?: (.+)$/, ([earlier = '', choice = ''], line) => ({ line, kind: 'taps', choice, earlier: earlier !== '' })],
  [/^customer sends (\w+)(?:: (.*))?$/, readKind],
  [/^customer reacts:(?: (.*))?$/, ([emoji = ''], line) => ({ line, kind: 'sends', type: 'reaction', caption: emoji })],
  [/^agent (\w+):(?: (.*))?$/, ([agent = '', text = ''], line) => ({ line, kind: 'agent-writes', agent, text: words(text), file: null })],
  [/^agent (\w+) sends (\w+)(?:: (.*))?$/, readFile],
  [
    /^agent (\w+) passes to (team )?(\w+)(?:: (.*))?$/,
    ([agent = '', team, to = '', note], line) => ({ line, kind: 'transfers', agent, to, isTeam: team !== undefined, note: note ?? null }),
  ],
  [/^agent (\w+) (\w+)(?: with (\d+)s to undo)?(?:: (.*))?$/, readAct],
  [/^\+((?:\d+[smhd] ?)+)$/, ([spans = ''], line) => ({ line, kind: 'time-passes', ms: milliseconds(spans) })],
  [/^chat support is (on|off)$/, ([on], line) => ({ line, kind: 'switch', on: on === 'on' })],
  [
    /^queue: place (\d+)(?:, (\d+) free)?(?:, about (\d+) minutes)?$/,
    ([place, free = '', minutes = ''], line) => ({
      line,
      kind: 'queue',
      place: Number(place),
      free: Number(free),
      minutes: minutes === '' ? null : Number(minutes),
    }),
  ],
  [/^set ([\w.]+) = (.+)$/, readSetting],
  [/^hours in ([\w/+-]+): (.+)$/, readHours],
  [/^a message cannot be applied$/, (_, line) => ({ line, kind: 'gives-up' })],
  [/^closed on (\S+)$/, ([date = ''], line) => ({ line, kind: 'on-date', date, intervals: [] })],
  [
    /^open on (\S+) (\d\d:\d\d)-(\d\d:\d\d)$/,
    ([date = '', opens = '', closes = ''], line) => ({
      line,
      kind: 'on-date',
      date,
      intervals: [{ opens, closes, overnight: closes <= opens }],
    }),
  ],
  [/^bot(?: \[([\w.-]+)\])?(?:: (.*))?$/, readBot],
  [/^refused: (\w+)$/, ([code = ''], line) => ({ line, kind: 'refused', code })],
  [
    /^(state|chat|language|rating|comment|opted out|attribute \w+): (.*)$/,
    ([what = '', value = ''], line) => ({ line, kind: 'expects', what, value }),
  ],
];

/**
 * Reads a script: a heading, settings, and one step a line. Empty lines and lines that begin with `//` say nothing.
 * @throws ScriptFault at the first line that is no step
 */
export function parseScript(source: string): Script {
  let title = '';
  let startsAt = new Date(STARTS_AT);
  let languages: readonly Language[] = ['en'];
  const steps: ScriptStep[] = [];
  source.split(/\r?\n/).forEach((raw, index) => {
    const line = index + 1;
    const text = raw.trim();
    if (text === '' || text.startsWith('//')) return;
    if (text.startsWith('# ')) {
      title ||= text.slice(2).trim();
      return;
    }
    const [, what, value = ''] = /^(clock|languages): (.+)$/.exec(text) ?? [];
    if (what === undefined) {
      steps.push(readStep(text, line));
      return;
    }
    if (steps.length > 0) throw new ScriptFault(line, `the ${what} of a script stand before its first step`);
    if (what === 'clock') startsAt = readTime(value, line);
    else languages = value.split(', ').map((name) => readLanguage(name, line));
  });
  if (title === '') throw new ScriptFault(1, 'a script begins with a heading: # What it shows');
  return { title, startsAt, languages, steps };
}

function readTime(value: string, line: number): Date {
  const time = new Date(value);
  if (Number.isNaN(time.getTime())) throw new ScriptFault(line, `no time: ${value}`);
  return time;
}

function readLanguage(name: string, line: number): Language {
  if (!isLanguage(name)) throw new ScriptFault(line, `no language of ours: ${name}`);
  return name;
}

function readStep(text: string, line: number): ScriptStep {
  for (const [pattern, read] of READERS) {
    const found = pattern.exec(text);
    if (found) return read(found.slice(1), line);
  }
  throw new ScriptFault(line, `no step of a conversation: ${text}`);
}

function readKind([name = '', caption]: readonly string[], line: number): ScriptStep {
  const type = MESSAGE_TYPES.find((candidate) => candidate === name);
  if (!type) throw new ScriptFault(line, `customers send no ${name}`);
  return { line, kind: 'sends', type, caption: caption === undefined ? null : words(caption) };
}

function readFile([agent = '', name = '', caption = '']: readonly string[], line: number): ScriptStep {
  const file = MEDIA_TYPES.find((candidate) => candidate === name);
  if (!file) throw new ScriptFault(line, `agents send no ${name}`);
  return { line, kind: 'agent-writes', agent, text: words(caption), file };
}

function readAct([agent = '', name = '', undo = '', said]: readonly string[], line: number): ScriptStep {
  const act = AGENT_ACTS.find((candidate) => candidate === name);
  if (!act) throw new ScriptFault(line, `agents do not do this: ${name}`);
  return { line, kind: 'agent-acts', agent, act, words: said === undefined ? null : words(said), undoSeconds: Number(undo) };
}

function readSetting([key = '', value = '']: readonly string[], line: number): ScriptStep {
  try {
    return { line, kind: 'setting', key, value: JSON.parse(value) as unknown };
  } catch {
    throw new ScriptFault(line, `a value is written as JSON: ${value}`);
  }
}

/** `monday-friday 09:00-17:00, saturday 22:00-02:00`: an end before the beginning is one of the next day. */
function readHours([timeZone = '', week = '']: readonly string[], line: number): ScriptStep {
  if (week.trim() === 'never') return { line, kind: 'hours', timeZone, weekly: [] };
  const weekly = week.split(',').flatMap((part) => {
    const [, first = '', last = first, opens = '', closes = ''] = /^ *(\w+)(?:-(\w+))? (\d\d:\d\d)-(\d\d:\d\d) *$/.exec(part) ?? [];
    const [from, to] = [first, last].map((name) => WEEKDAYS.findIndex((day) => day === name));
    const days = from === undefined || to === undefined || from < 0 ? [] : WEEKDAYS.slice(from, to + 1);
    if (days.length === 0) throw new ScriptFault(line, `no opening hours: ${part.trim()}`);
    return days.map((day) => ({ day, opens, closes, overnight: closes <= opens }));
  });
  return { line, kind: 'hours', timeZone, weekly };
}

/** `bot [key]: words … [Choice] [Choice]`; `…` stands for anything, and each of key, words and choices may be left out. */
function readBot([key, rest = '']: readonly string[], line: number): ScriptStep {
  const choices: string[] = [];
  let text = rest.trim();
  for (let found = LAST_CHOICE.exec(text); found; found = LAST_CHOICE.exec(text)) {
    choices.unshift(found[2] ?? '');
    text = (found[1] ?? '').trim();
  }
  return { line, kind: 'bot-says', key: key ?? null, text: text === '' ? null : words(text), choices };
}

const LAST_CHOICE = /^(.*?)\[([^[\]]+)\]$/s;

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function milliseconds(spans: string): number {
  return [...spans.matchAll(/(\d+)([smhd])/g)].reduce((sum, [, count, unit = 's']) => sum + Number(count) * (UNITS[unit] ?? 0), 0);
}
