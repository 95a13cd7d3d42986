import type { AgentRef, Effect, OpenChat, Situation, UndoableEnd } from './model.js';
import type { OutboundContent } from './content.js';
import { endChatButton, menuContent } from './menu-content.js';
import { say } from './wording.js';

/** The notices of the ledger: what the bot says at most once in a chat. */
export const NOTICE = {
  welcome: 'handover.start',
  acknowledged: 'queue.ack',
  /** With the agent's id behind the colon: once per agent and chat. */
  joined: (agent: AgentRef): string => `agent.joined:${agent.id}`,
  /** An agent has written in this chat: the next one is not the first any more. */
  replied: 'agent.replied',
} as const;

export function botSays(content: OutboundContent, notice?: string): Effect {
  return { do: 'send', author: 'bot', content, ...(notice === undefined ? {} : { notice }) };
}

export function botText(text: string): Effect {
  return botSays({ type: 'text', text });
}

/** A text with the End Chat button under it. */
export function withEndChat(text: string, situation: Situation): OutboundContent {
  return { type: 'buttons', text, buttons: [endChatButton(situation.catalogue)] };
}

export function showMainMenu(situation: Situation, lead?: string): Effect {
  const { catalogue, supportChatEnabled } = situation;
  return botSays(menuContent(catalogue, catalogue.menus.main, supportChatEnabled, lead));
}

/** Ended by the customer: what agents wrote and nobody has sent yet stays unsent, then the closing text, then the main menu. */
export function endByContact(contactName: string | null, situation: Situation): readonly Effect[] {
  return [
    botText(say(situation.catalogue, 'ended.contact', { name: contactName })),
    { do: 'end-chat', by: 'contact', reason: null, undo: null },
    { do: 'cancel-queued-agent-messages' },
    showMainMenu(situation),
  ];
}

/** Ended by the rollback switch: one notice, then the main menu (which no longer offers chats). */
export function endBySwitch(contactName: string | null, situation: Situation): readonly Effect[] {
  return [
    botText(say(situation.catalogue, 'ended.system', { name: contactName })),
    { do: 'end-chat', by: 'system', reason: 'chat support switched off', undo: null },
    { do: 'cancel-queued-agent-messages' },
    showMainMenu(situation),
  ];
}

/** The closing message of an end by an agent: the agent's own words, else ours. */
export function closingByAgent(own: string | null, contactName: string | null, situation: Situation): Effect {
  return botText(own ?? say(situation.catalogue, 'ended.agent', { name: contactName }));
}

/** The end that could still be undone is final: the closing message leaves now. What follows it is for the caller to add. */
export function settleEnd(undo: UndoableEnd, contactName: string | null, situation: Situation): readonly Effect[] {
  return [closingByAgent(undo.closingText, contactName, situation), { do: 'settle-end' }];
}

/** Whether the ledger of this chat knows the notice already. */
export function alreadySaid(chat: OpenChat, notice: string): boolean {
  return chat.notices.has(notice);
}
