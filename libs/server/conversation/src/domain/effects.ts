import type { Menu } from './catalogue.js';
import type { Button, OutboundContent } from './content.js';
import { answerContent, endChatButton, menuContent } from './menu-content.js';
import type { MenuLead } from './menu/menu-leads.js';
import type { AgentRef, Effect, OpenChat, Situation } from './model.js';
import type { TextKey } from './texts.js';
import { say, type Names } from './wording.js';

/** The notices of the ledger: what the bot says at most once in a chat. */
export const NOTICE = {
  welcome: 'handover.start',
  /** Once per wait. */
  acknowledged: ({ waitNumber }: OpenChat): string => (waitNumber === 1 ? 'queue.ack' : `queue.ack:${String(waitNumber)}`),
  placeUpdate: (number: number): string => `queue.update:${String(number)}`,
  longWait: 'queue.long',
  /** They want to be left alone until somebody is free. */
  writeLater: 'queue.later',
  /** Once per agent. */
  lost: (agent: AgentRef): string => `agent.lost:${agent.id}`,
  /** Once per agent or team it goes to. */
  transferred: (targetId: string): string => `agent.transfer:${targetId}`,
  /** With the agent's id behind the colon: once per agent and chat. */
  joined: (agent: AgentRef): string => `agent.joined:${agent.id}`,
  /** An agent has written in this chat: the next one is not the first any more. */
  replied: 'agent.replied',
} as const;

type Send = Extract<Effect, { do: 'send' }>;

interface Manner {
  readonly names?: Names;
  readonly buttons?: readonly Button[];
  /** `kind` or `kind:detail` of the ledger. */
  readonly notice?: string;
  /** See `Effect`. */
  readonly inLastChat?: boolean;
}

/** One of the catalogue's texts as a message of its own, with up to three buttons under it. */
export function tell(situation: Situation, key: TextKey, { names, buttons = [], notice, inLastChat }: Manner = {}): Send {
  const text = say(situation.catalogue, key, names);
  const said = botSays(buttons.length === 0 ? { type: 'text', text } : { type: 'buttons', text, buttons }, key, notice);
  return inLastChat ? { ...said, inLastChat } : said;
}

/** @param said which of the texts it is, when it is one */
export function botSays(content: OutboundContent, said?: TextKey, notice?: string): Send {
  return { do: 'send', author: 'bot', content, ...(said === undefined ? {} : { said }), ...(notice === undefined ? {} : { notice }) };
}

/** A chat for whoever is free. @param teamId null: in the default team's queue */
export function openChat(origin: 'menu' | 'word', teamId: string | null = null): Effect {
  return { do: 'open-chat', origin, agent: null, ...(teamId === null ? {} : { teamId }) };
}

/** A text with the End Chat button under it. */
export function withEndChat(text: string, situation: Situation): OutboundContent {
  return { type: 'buttons', text, buttons: [endChatButton(situation.catalogue)] };
}

/** @param lead what stands above the menu instead of its own words */
export function showMenu(menu: Menu, situation: Situation, lead?: MenuLead, names?: Names): Effect {
  const { catalogue, supportChatEnabled } = situation;
  const words = lead && say(catalogue, lead, names);
  return { ...botSays(menuContent(catalogue, menu, supportChatEnabled, words), lead), choices: 'menu' };
}

export function showMainMenu(situation: Situation, lead?: MenuLead, names?: Names): Effect {
  return showMenu(situation.catalogue.mainMenu, situation, lead, names);
}

/** An answer given out of a menu: what leads on from it leaves the numbers to the menu above it. */
export function giveAnswer(menu: Menu, text: string, situation: Situation): Effect {
  return { ...botSays(answerContent(menu, text, situation)), choices: 'ways-on' };
}

/** Whether the ledger of this chat knows the notice already. */
export function alreadySaid(chat: OpenChat, notice: string): boolean {
  return chat.notices.has(notice);
}
