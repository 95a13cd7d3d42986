import { showMainMenu } from '../effects.js';
import type { ConversationSnapshot, Decision, Situation } from '../model.js';
import { endBySwitch, settleEnd } from './closing.js';

/** The rollback switch: an open chat ends with one notice, an end that could be undone is final; then the main menu. */
export function decideSwitchedOff(snapshot: ConversationSnapshot, situation: Situation): Decision {
  const off = { ...situation, supportChatEnabled: false };
  if (snapshot.chat) return { state: 'MAIN_MENU', context: {}, effects: endBySwitch(snapshot.contact.name, off) };
  if (snapshot.undo) {
    const effects = [...settleEnd(snapshot.undo, snapshot.contact.name, off), showMainMenu(off)];
    return { state: 'MAIN_MENU', context: {}, effects };
  }
  return { state: snapshot.state, context: snapshot.context, effects: [] };
}
