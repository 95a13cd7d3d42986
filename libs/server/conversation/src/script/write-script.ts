import { MEDIA_TYPES, type ChatEnder, type MessageAuthor, type MessageDirection, type MessageType } from '@parley/vocabulary';
import { words } from '../domain/languages/en/words.js';
import type { ChatOrigin } from '../domain/model.js';
import { normaliseText } from '../domain/normalise-text.js';

/** One message of a real thread, as it is stored. */
export interface RecordedMessage {
  readonly at: Date;
  readonly chatId: string | null;
  readonly direction: MessageDirection;
  readonly author: MessageAuthor;
  readonly agent: string | null;
  readonly type: MessageType;
  readonly text: string | null;
  /** Id of the choice that was tapped. */
  readonly tapped: string | null;
  readonly said: string | null;
}

/** One chat of the same thread. */
export interface RecordedChat {
  readonly id: string;
  readonly origin: ChatOrigin;
  readonly acceptedAt: Date | null;
  readonly agent: string | null;
  readonly endedAt: Date | null;
  readonly endedBy: ChatEnder | null;
}

/** Whom the thread is with: what must not be told to whoever reads the script. */
export interface RecordedContact {
  /** By which they are known, by WhatsApp's account and their own. */
  readonly names: readonly string[];
}

interface Entry {
  readonly at: Date;
  readonly isOurs: boolean;
  readonly line: string;
}

const AGENT_NAMES = ['Ana', 'Ben', 'Cleo', 'Dana', 'Eli', 'Fay', 'Gil', 'Hana'];

/**
 * A real conversation as a script that plays it again: what the customer and the agents did, and which of its texts the bot said. The
 * person's names, every agent's name, phone numbers and e-mail addresses are replaced, wherever they stand; of contact cards, places,
 * notices of WhatsApp's and files nothing is told but that they were sent. Other things a person has written about themselves are not
 * recognised, so whoever shares a script reads it first.
 */
export function writeScript(
  title: string,
  messages: readonly RecordedMessage[],
  chats: readonly RecordedChat[],
  contact: RecordedContact,
): string {
  const pseudonyms = new Pseudonyms(contact.names);
  for (const { agent } of [...chats, ...messages]) if (agent !== null) pseudonyms.agent(agent);
  const entries: Entry[] = [];
  for (const message of messages.filter((candidate) => !isGreetingOfStart(candidate, chats))) {
    // The line that introduces an agent was sent before their words, and because of them.
    const cause = message.author === 'agent' ? entries.findIndex(({ at, isOurs }) => isOurs && at.getTime() === message.at.getTime()) : -1;
    entries.splice(cause < 0 ? entries.length : cause, 0, entryOf(message, pseudonyms));
  }
  for (const act of chats.flatMap((chat) => actsOf(chat, messages, pseudonyms))) {
    // After what the customer wrote in the same moment, before what came of it.
    const next = entries.findIndex(({ at, isOurs }) => at.getTime() > act.at.getTime() || (isOurs && at.getTime() === act.at.getTime()));
    entries.splice(next < 0 ? entries.length : next, 0, act);
  }
  const start = entries[0]?.at ?? new Date(0);
  const lines = [`# ${pseudonyms.replaceIn(title)}`, '', `clock: ${start.toISOString()}`, ''];
  let passed = 0;
  for (const { at, line } of entries) {
    const seconds = Math.round((at.getTime() - start.getTime()) / 1_000);
    if (seconds > passed) lines.push(`+${span(seconds - passed)}`);
    passed = Math.max(passed, seconds);
    lines.push(line);
  }
  return `${lines.join('\n')}\n`;
}

function entryOf(message: RecordedMessage, pseudonyms: Pseudonyms): Entry {
  const text = oneLine(pseudonyms.replaceIn(message.text ?? ''));
  return { at: message.at, isOurs: message.direction === 'outbound', line: lineOf(message, text, pseudonyms) };
}

function lineOf(message: RecordedMessage, text: string, pseudonyms: Pseudonyms): string {
  // Colleagues' words among themselves are nobody else's.
  if (message.type === 'note') return '// A note among agents';
  if (message.direction === 'inbound') {
    if (message.tapped !== null) return `customer taps: ${oneLine(pseudonyms.replaceIn(message.tapped))}`;
    if (message.type === 'text') return `customer: ${text}`;
    if (message.type === 'reaction') return `customer reacts: ${text}`;
    return `customer sends ${message.type}${text === '' || isAboutSomebody(message.type) ? '' : `: ${text}`}`;
  }
  if (message.author === 'agent') return agentLine(message, text, pseudonyms);
  // The words are the installation's own; which text it was is what the engine decided.
  return message.said === null ? `// ${text}\nbot` : `bot [${message.said}]`;
}

function agentLine({ agent: name, type }: RecordedMessage, text: string, pseudonyms: Pseudonyms): string {
  if (name === null) return `// Written on the phone of the business: ${text}`;
  const agent = pseudonyms.agent(name);
  const file = MEDIA_TYPES.find((candidate) => candidate === type);
  if (file) return `agent ${agent} sends ${file}${text === '' ? '' : `: ${text}`}`;
  return type === 'template' ? `// ${agent} sends a template: ${text}` : `agent ${agent}: ${text}`;
}

/** The names and numbers of other people, where somebody is, what they were called before: there is no recognising them. */
function isAboutSomebody(type: MessageType): boolean {
  return type === 'contacts' || type === 'location' || type === 'system';
}

/** Taking, starting and ending leave no message of their own. */
function actsOf(chat: RecordedChat, messages: readonly RecordedMessage[], pseudonyms: Pseudonyms): Entry[] {
  const agent = pseudonyms.agent(chat.agent);
  const acts: Entry[] = [];
  if (chat.acceptedAt && chat.agent !== null) {
    const words = chat.origin === 'agent' ? firstWords(chat, messages) : null;
    const act = chat.origin === 'agent' ? 'starts' : 'takes';
    acts.push({
      at: chat.acceptedAt,
      isOurs: true,
      line: `agent ${agent} ${act}${words === null ? '' : `: ${oneLine(pseudonyms.replaceIn(words))}`}`,
    });
  }
  if (chat.endedAt && chat.endedBy === 'agent') {
    const closing = messages.find((message) => message.chatId === chat.id && message.said === 'ended.agent');
    const undo = closing ? Math.round((closing.at.getTime() - chat.endedAt.getTime()) / 1_000) : 0;
    acts.push({ at: chat.endedAt, isOurs: true, line: `agent ${agent} ends${undo > 0 ? ` with ${String(undo)}s to undo` : ''}` });
  }
  return acts;
}

function firstWords(chat: RecordedChat, messages: readonly RecordedMessage[]): string | null {
  return messages.find((message) => isWordsOfStart(message, chat))?.text ?? null;
}

/** The words an agent opened the chat with stand in `starts`, not again below it. */
function isGreetingOfStart(message: RecordedMessage, chats: readonly RecordedChat[]): boolean {
  return chats.some((chat) => isWordsOfStart(message, chat));
}

function isWordsOfStart(message: RecordedMessage, chat: RecordedChat): boolean {
  const { origin, id, acceptedAt } = chat;
  return origin === 'agent' && message.author === 'agent' && message.chatId === id && message.at.getTime() === acceptedAt?.getTime();
}

function oneLine(text: string): string {
  return text.replaceAll(/\r\n|[\r\n\u2028\u2029]/g, '\\n').trim();
}

function span(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ] as const;
  return parts.flatMap(([count, unit]) => (count > 0 ? `${String(count)}${unit}` : [])).join(' ');
}

/** The customer of every script is Maria, and its agents are called in the order in which they appear. */
class Pseudonyms {
  private readonly agents = new Map<string, string>();
  private readonly names: readonly string[];

  /** @param names of the contact */
  constructor(names: readonly string[]) {
    this.names = wordsOfNames(names);
  }

  agent(name: string | null): string {
    const real = name ?? '';
    let known = this.agents.get(real);
    if (known === undefined) {
      const count = this.agents.size;
      this.agents.set(real, (known = AGENT_NAMES[count] ?? `Agent${String(count + 1)}`));
    }
    return known;
  }

  replaceIn(text: string): string {
    let replaced = text
      .replace(/[^\s@]+@[^\s@]+\.[^\s@]+/g, 'maria@example.com')
      .replace(/\+?\p{Nd}(?:[\s().-]{0,2}\p{Nd}){6,}/gu, '+447700900123');
    for (const name of this.names) replaced = replaceWord(replaced, name, 'Maria');
    for (const [real, name] of this.agents) for (const word of wordsOfNames([real])) replaced = replaceWord(replaced, word, name);
    return replaced;
  }
}

/** The first admin is called "Support": without the words that do something a script would not do it again. */
const MEANT_FOR_THE_BOT: ReadonlySet<string> = new Set(
  [words.start, words.end, words.menu, words.optOut, words.optIn].flatMap((list) =>
    list.flatMap((phrase) => normaliseText(phrase).split(' ')),
  ),
);

/** Each name as a whole and every word of it that is long enough not to be a common one, the longest first. */
function wordsOfNames(names: readonly string[]): readonly string[] {
  const parts = names
    .flatMap((name) => [name, ...name.split(/[^\p{L}\p{N}\p{M}]+/u)])
    .filter((word) => word.length > 2 && !MEANT_FOR_THE_BOT.has(normaliseText(word)));
  return [...new Set(parts)].sort((a, b) => b.length - a.length);
}

function replaceWord(text: string, word: string, by: string): string {
  const pattern = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'giu'), by);
}
