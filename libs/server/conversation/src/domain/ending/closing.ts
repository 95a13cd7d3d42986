import type { Button } from '../content.js';
import { botSays, showMainMenu, tell } from '../effects.js';
import type { Effect, Situation, UndoableEnd } from '../model.js';

/** Takes up the chat that has ended. Never an id of the menu. */
export const RESUME = 'resume_chat';

export function resumeButton({ catalogue }: Situation): Button {
  return { id: RESUME, title: catalogue.titles.resume };
}

/** The way back under a closing message, where there is one. */
export function wayBack(situation: Situation): readonly Button[] {
  return situation.supportChatEnabled ? [resumeButton(situation)] : [];
}

/** The closing message of an end by an agent: the agent's own words as written, else ours, with the way back. */
export function closingByAgent(own: string | null, name: string | null, situation: Situation): Effect {
  if (own !== null) return botSays({ type: 'text', text: own }, 'ended.agent');
  return tell(situation, 'ended.agent', { names: { name }, buttons: wayBack(situation) });
}

/** The end that could still be undone is final: the closing message leaves now. What follows it is for the caller to add. */
export function settleEnd(undo: UndoableEnd, name: string | null, situation: Situation): readonly Effect[] {
  return [closingByAgent(undo.closingText, name, situation), { do: 'settle-end' }];
}

/** Ended by the rollback switch: one notice, then the main menu (which no longer offers chats). */
export function endBySwitch(name: string | null, situation: Situation): readonly Effect[] {
  return [
    tell(situation, 'ended.system', { names: { name } }),
    { do: 'end-chat', by: 'system', reason: 'chat support switched off', undo: null },
    { do: 'cancel-queued-agent-messages' },
    showMainMenu(situation),
  ];
}
