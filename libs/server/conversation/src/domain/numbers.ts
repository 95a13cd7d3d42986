import { BUTTON, type ConversationState } from '@parley/vocabulary';
import type { OutboundContent } from './content.js';
import type { ConversationEvent, ConversationSnapshot, Decision, Effect } from './model.js';
import { normaliseText } from './normalise-text.js';

type ContactWrote = Extract<ConversationEvent, { type: 'contact-wrote' }>;
type Send = Extract<Effect, { do: 'send' }>;

/**
 * What a number means: choices the customer has seen, by their ids, in the order in which they stood. By what was seen and not by what
 * would be shown today: a playbook may be published in between.
 */
export interface Numbers {
  /** Of the menu shown last. */
  readonly menu?: readonly string[];
  /** Of what the bot has said since, where it offers choices of its own: these take the numbers they need. */
  readonly choices?: readonly string[];
}

/** A number typed under choices of the bot's is a tap on the one at its place. (Those of a menu are found by it: `menuChoice`.) */
export function asTap({ context }: Pick<ConversationSnapshot, 'context'>, event: ContactWrote): ContactWrote {
  if (event.tapped || event.messageType !== 'text' || event.text === null || !context.numbers?.choices) return event;
  const id = choiceAt(context.numbers.choices, event.text);
  // Which chat it belongs to is not said: the current one.
  return id === undefined ? event : { ...event, tapped: { id, title: event.text.trim(), chatId: undefined } };
}

/**
 * Inside a chat that nobody has yet, where the bot has offered something. Never an end: that takes the button, or a word for it.
 * @returns the id; null: a message like any other
 */
export function choiceInChat({ context }: Pick<ConversationSnapshot, 'context'>, text: string): string | null {
  const id = choiceAt(context.numbers?.choices ?? [], text);
  return id === undefined || id === BUTTON.endChat ? null : id;
}

/** The id at this place of the menu the customer saw; `null`: there was none, `undefined`: which one they saw is not known. */
export function menuChoice({ context }: Pick<ConversationSnapshot, 'context'>, normalised: string): string | null | undefined {
  const seen = context.numbers?.menu;
  return seen && (seen[Number(normalised) - 1] ?? null);
}

/** Whether a normalised text is a number that could choose something. */
export function isNumber(normalised: string): boolean {
  return /^\d{1,2}$/.test(normalised);
}

function choiceAt(ids: readonly string[], text: string): string | undefined {
  // Nearly every message has letters, and is no number.
  if (ids.length === 0 || /\p{L}/u.test(text)) return undefined;
  const normalised = normaliseText(text);
  return isNumber(normalised) ? ids[Number(normalised) - 1] : undefined;
}

/** Notes with a decision what a number means from now on. While stars are asked for, digits are stars. */
export function keepNumbers(snapshot: ConversationSnapshot, decided: Decision): Decision {
  const { numbers: before, ...context } = decided.context;
  const numbers = decided.state === 'AWAITING_RATING' ? undefined : numbersAfter(snapshot, decided);
  if (numbers === before) return decided;
  return { ...decided, context: numbers ? { ...context, numbers } : context };
}

function numbersAfter(snapshot: ConversationSnapshot, { state, effects }: Decision): Numbers | undefined {
  const isInChat = state === 'CHAT_SUPPORT_ACTIVE';
  const goesOn = isInChat === (snapshot.state === 'CHAT_SUPPORT_ACTIVE') && !NOTHING_SEEN.has(snapshot.state);
  const sends = effects.filter((effect) => effect.do === 'send');
  // What was offered in a chat, or before it, means nothing on the other side of its beginning or end.
  if (sends.length === 0) return goesOn ? snapshot.context.numbers : undefined;
  if (isInChat) return sends.reduce(afterInChat, undefined);
  return sends.reduce(after, goesOn ? snapshot.context.numbers : NO_MENU);
}

/** Here no menu stands above what is said next. */
const NOTHING_SEEN: ReadonlySet<ConversationState> = new Set<ConversationState>(['INITIAL', 'AWAITING_RATING']);
const NO_MENU: Numbers = { menu: [] };

function after(before: Numbers | undefined, { content, choices }: Send): Numbers | undefined {
  const ids = idsIn(content);
  // Who has seen no menu has seen the ways on, and nothing else.
  if (choices === 'menu' || (choices === 'ways-on' && before?.menu?.length === 0)) return { menu: ids };
  const menu = before?.menu && { menu: before.menu };
  return choices === 'ways-on' || ids.length === 0 ? menu : { ...menu, choices: ids };
}

function afterInChat(_: Numbers | undefined, { author, content }: Send): Numbers | undefined {
  const ids = author === 'agent' ? [] : idsIn(content);
  return ids.every((id) => id === BUTTON.endChat) ? undefined : { choices: ids };
}

function idsIn(content: OutboundContent): readonly string[] {
  if (content.type === 'buttons') return content.buttons.map(({ id }) => id);
  return content.type === 'list' ? content.rows.map(({ id }) => id) : [];
}
