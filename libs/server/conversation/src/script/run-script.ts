import { languagesOf, speechFor } from '../application/languages.js';
import { DEFAULT_SETTINGS, SETTING_KEYS, settingFault, settingsFrom, type SettingKey, type SupportSettings } from '../domain/settings.js';
import { decide } from '../domain/decide.js';
import { OpeningHours } from '../domain/hours/opening-hours.js';
import type { Schedule } from '../domain/hours/schedule.js';
import { scheduleFaults } from '../domain/hours/schedule-faults.js';
import type { ConversationEvent } from '../domain/model.js';
import { SHIPPED_PLAYBOOK } from '../domain/playbook/shipped-playbook.js';
import { ScriptFault, type Script, type ScriptStep } from './parse-script.js';
import { agentNamed, ScriptWorld, type ShownMessage } from './script-world.js';

type Step<Kind extends ScriptStep['kind']> = Extract<ScriptStep, { kind: Kind }>;

/**
 * Plays a script against the real engine, with a clock that only the script moves. Every message of the bot must be expected, in order;
 * what an agent writes is expected by being written.
 * @throws ScriptFault at the first line that is not as it should be
 */
export function runScript(script: Script): void {
  new ScriptRun(script).run();
}

class ScriptRun {
  private supportChatEnabled = true;
  private settings: SupportSettings = DEFAULT_SETTINGS;
  private schedule: Schedule | null = null;
  private opening: OpeningHours | null = null;
  private readonly world: ScriptWorld;
  /** How many of the messages sent have been expected. */
  private heard = 0;
  private refusal: string | null = null;

  constructor(private readonly script: Script) {
    const [defaultLanguage = 'en'] = script.languages;
    const languages = languagesOf({ ...SHIPPED_PLAYBOOK, defaultLanguage, languages: script.languages });
    this.world = new ScriptWorld(
      (snapshot, event, now) =>
        decide(snapshot, event, {
          now,
          supportChatEnabled: this.supportChatEnabled,
          ...speechFor(languages, snapshot.contact.language),
          languages,
          settings: this.settings,
          hours: { of: () => this.opening },
        }),
      script.startsAt,
    );
  }

  run(): void {
    for (const step of this.script.steps) this.play(step);
    this.expectSilence(this.script.steps.at(-1)?.line ?? 1);
  }

  private play(step: ScriptStep): void {
    if (step.kind === 'bot-says') return this.expectSaid(step);
    if (step.kind === 'expects') return this.expectFact(step);
    if (step.kind === 'refused') return this.expectRefusal(step);
    this.expectSilence(step.line);
    switch (step.kind) {
      case 'writes':
        return this.world.writes('text', step.text);
      case 'sends':
        return this.world.writes(step.type, step.caption);
      case 'taps':
        if (!this.world.taps(step.choice, step.earlier)) throw new ScriptFault(step.line, `nothing to tap is called ${step.choice}`);
        return;
      case 'agent-writes':
        return this.act(wordsOf(step));
      case 'agent-acts':
        return this.act(eventOf(step));
      case 'transfers':
        return this.act({
          type: 'chat-transferred',
          agent: agentNamed(step.agent),
          isAdmin: false,
          to: step.isTeam ? { team: { id: `team-${step.to.toLowerCase()}`, name: step.to } } : { agent: agentNamed(step.to) },
          note: step.note,
        });
      case 'time-passes':
        return this.world.passes(step.ms);
      case 'switch':
        this.supportChatEnabled = step.on;
        if (!step.on) this.act({ type: 'support-switched-off' });
        return;
      case 'queue':
        this.world.queue = { ...this.world.queue, place: step.place, agentsFree: step.free, minutes: step.minutes };
        return this.act({ type: 'queue-moved', facts: this.world.queue });
      case 'setting':
        return this.set(step);
      case 'hours':
        return this.open(step.line, { timeZone: step.timeZone, weekly: step.weekly, exceptions: [] });
      case 'on-date':
        return this.keepOn(step);
      case 'gives-up':
        return this.world.givesUp();
    }
  }

  private keepOn({ line, date, intervals }: Step<'on-date'>): void {
    if (!this.schedule) throw new ScriptFault(line, 'there are no hours yet');
    const exception = { date, everyYear: false, name: null, intervals };
    this.open(line, { ...this.schedule, exceptions: [...this.schedule.exceptions, exception] });
  }

  private open(line: number, schedule: Schedule): void {
    const [fault] = scheduleFaults(schedule);
    if (fault) throw new ScriptFault(line, fault.message);
    this.schedule = schedule;
    this.opening = new OpeningHours(schedule);
  }

  private act(event: ConversationEvent): void {
    this.refusal = this.world.acts(event);
  }

  private set({ line, key, value }: Step<'setting'>): void {
    const known = SETTING_KEYS.find((candidate): candidate is SettingKey => candidate === key);
    if (!known) throw new ScriptFault(line, `no setting is called ${key}`);
    const fault = settingFault(known, value);
    if (fault !== null) throw new ScriptFault(line, `${key} ${fault}`);
    this.settings = settingsFrom(new Map([...Object.entries(this.settings), [known, value]]));
    if (known === 'flood.messagesPerMinute') this.world.messagesPerMinute = this.settings[known];
  }

  private expectSaid(step: Step<'bot-says'>): void {
    const shown = this.next();
    if (!shown) throw new ScriptFault(step.line, 'the bot says nothing more');
    const { message, choices } = shown;
    const titles = choices.map(({ title }) => title);
    const isIt =
      (step.key === null || message.said === step.key) &&
      (step.text === null || matches(step.text, message.text ?? '')) &&
      (step.choices.length === 0 || step.choices.join('|') === titles.join('|'));
    if (!isIt) throw new ScriptFault(step.line, `the bot says ${written(shown)}`);
    this.heard += 1;
  }

  private expectFact({ line, what, value }: Step<'expects'>): void {
    const is = this.factOf(what);
    if (is !== value) throw new ScriptFault(line, `${what} is ${is}`);
  }

  private factOf(what: string): string {
    const { state, chat, contact } = this.world.snapshot;
    switch (what) {
      case 'state':
        return state;
      case 'chat':
        return chat ? [chat.status, chat.agent?.name].filter(Boolean).join(' ') : 'none';
      case 'language':
        return contact.language ?? 'none';
      case 'rating':
        return String(this.world.rated.stars ?? 'none');
      case 'comment':
        return this.world.rated.comment ?? 'none';
      case 'opted out':
        return contact.optedOutAt ? 'yes' : 'no';
      default:
        return contact.attributes[what.replace('attribute ', '')] ?? 'none';
    }
  }

  private expectRefusal({ line, code }: Step<'refused'>): void {
    if (this.refusal !== code) throw new ScriptFault(line, this.refusal === null ? 'nothing was refused' : `refused with ${this.refusal}`);
    this.refusal = null;
  }

  private expectSilence(line: number): void {
    if (this.refusal !== null) throw new ScriptFault(line, `before this, an agent was refused with ${this.refusal}`);
    const shown = this.next();
    if (shown) throw new ScriptFault(line, `before this, the bot also says ${written(shown)}`);
  }

  /** The next message of the bot nobody has expected yet. */
  private next(): ShownMessage | undefined {
    while (this.world.messages[this.heard]?.message.author === 'agent') this.heard += 1;
    return this.world.messages[this.heard];
  }
}

function wordsOf({ agent, text, file }: Step<'agent-writes'>): ConversationEvent {
  const written = { type: 'agent-wrote', agent: agentNamed(agent), text, replyTo: null } as const;
  return file ? { ...written, file: { type: file, media: A_FILE } } : written;
}

/** Which file it is makes no difference to what is decided. */
const A_FILE = {
  id: 'file',
  channelMediaId: 'file',
  state: 'stored',
  mimeType: 'image/png',
  size: 1,
  sha256: '00',
  filename: 'file',
} as const;

function eventOf({ agent: name, act, words, undoSeconds }: Step<'agent-acts'>): ConversationEvent {
  const agent = agentNamed(name);
  switch (act) {
    case 'takes':
      return { type: 'agent-accepted', agent };
    case 'starts':
      return { type: 'agent-started', agent, message: words };
    case 'ends':
      return { type: 'agent-ended', agent, message: words, reason: null, undoSeconds };
    case 'undoes':
      return { type: 'agent-undid-end', agent };
    case 'gets':
      return { type: 'agent-assigned', agent };
    case 'returns':
      return { type: 'chat-released', agent, isAdmin: false };
    case 'vanishes':
      return { type: 'agent-lost', agent };
  }
}

/** Line breaks count as spaces; `…` stands for anything. */
function matches(expected: string, said: string): boolean {
  const parts = expected.split('…').map((part) => folded(part).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'su').test(folded(said)) || folded(expected) === folded(said);
}

function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** As it would stand in a script, to be copied from the fault. */
function written({ message, choices }: ShownMessage): string {
  const key = message.said ? ` [${message.said}]` : '';
  return `bot${key}: ${[folded(message.text ?? ''), ...choices.map(({ title }) => `[${title}]`)].join(' ')}`;
}
