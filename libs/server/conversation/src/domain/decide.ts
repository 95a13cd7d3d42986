import { decideAccept, decideEnd, decideReply, decideSendAgain, decideStart, decideUndo } from './decide-agent.js';
import { decideChat, decideDuringUndo } from './decide-chat.js';
import { decideMenu } from './decide-menu.js';
import { decideAssigned, decideLost, decidePlaceAsked, decideQueueJoined, decideQueueMoved } from './decide-queue.js';
import { decideTemplate } from './decide-template.js';
import { decideTimerDue } from './decide-timer.js';
import { decideRelease, decideTransfer } from './decide-transfer.js';
import { endBySwitch, settleEnd, showMainMenu } from './effects.js';
import { chooseBesideChat, inTheirLanguage } from './languages/choose-language.js';
import { decideForm, placeOfForm } from './menu/decide-form.js';
import type { ConversationEvent, ConversationSnapshot, Decision, DecisionOutcome, Situation } from './model.js';
import { isWindowOpen } from './reply-window.js';
import { isAllowed } from './transitions.js';

type ContactWrote = Extract<ConversationEvent, { type: 'contact-wrote' }>;

/**
 * What is to be done about an event: a pure function of what is given. Either refused with the contract's code, or the next state, what
 * the bot remembers, and effects in order. Outside the service window nothing is said.
 *
 * Throws only when a promise is broken: a snapshot that contradicts itself, or a step that is not in the transition table.
 */
export function decide(snapshot: ConversationSnapshot, event: ConversationEvent, situation: Situation): DecisionOutcome {
  assertCoherent(snapshot);
  const outcome = dispatch(snapshot, event, situation);
  if ('refused' in outcome) return outcome;
  const decided = keepWindow(snapshot, outcome.decided, situation);
  if (!isAllowed(snapshot.state, event.type, decided.state)) {
    throw new Error(`No step from ${snapshot.state} to ${decided.state} on ${event.type}`);
  }
  return { decided };
}

function dispatch(snapshot: ConversationSnapshot, event: ConversationEvent, situation: Situation): DecisionOutcome {
  switch (event.type) {
    case 'contact-wrote':
      return { decided: decideContactWrote(snapshot, event, situation) };
    case 'agent-started':
      return decideStart(snapshot, event, situation);
    case 'agent-accepted':
      return decideAccept(snapshot, event, situation);
    case 'agent-wrote':
      return decideReply(snapshot, event, situation);
    case 'agent-sent-template':
      return decideTemplate(snapshot, event, situation);
    case 'agent-sent-again':
      return decideSendAgain(snapshot, event, situation);
    case 'agent-ended':
      return decideEnd(snapshot, event, situation);
    case 'agent-undid-end':
      return decideUndo(snapshot, situation);
    case 'queue-joined':
      return { decided: decideQueueJoined(snapshot, event.facts, situation) };
    case 'queue-moved':
      return { decided: decideQueueMoved(snapshot, event.facts, situation) };
    case 'place-asked':
      return { decided: decidePlaceAsked(snapshot, event.facts, situation) };
    case 'agent-assigned':
      return { decided: decideAssigned(snapshot, event.agent) };
    case 'agent-lost':
      return { decided: decideLost(snapshot, event.agent, situation) };
    case 'chat-released':
      return decideRelease(snapshot, event, situation);
    case 'chat-transferred':
      return decideTransfer(snapshot, event, situation);
    case 'timer-due':
      return { decided: decideTimerDue(snapshot, event, situation) };
    case 'support-switched-off':
      return { decided: decideSwitchedOff(snapshot, situation) };
  }
}

function decideContactWrote(snapshot: ConversationSnapshot, event: ContactWrote, situation: Situation): Decision {
  const { chat, undo } = snapshot;
  const beside = chooseBesideChat(snapshot, event, situation);
  if (beside) return beside;
  // The switch may not have come round to this chat yet: nobody could answer in it, so it ends with this message.
  if (chat) return situation.supportChatEnabled ? decideChat(snapshot, chat, event, situation) : decideSwitchedOff(snapshot, situation);
  if (!undo) return inTheirLanguage(snapshot, event, situation, decideOutsideChat);
  if (situation.supportChatEnabled && undo.until.getTime() > situation.now.getTime()) {
    return decideDuringUndo(snapshot, undo, event, situation);
  }
  // The timer has not come round yet, but the time is over: settle first, then answer. The menu only when the answer says nothing.
  const answer = inTheirLanguage({ ...snapshot, state: 'MAIN_MENU', undo: null }, event, situation, decideMenu);
  const answered = answer.effects.some((effect) => effect.do === 'send');
  const settled = settleEnd(undo, snapshot.contact.name, situation);
  return { ...answer, effects: [...settled, ...(answered ? [] : [showMainMenu(situation)]), ...answer.effects] };
}

function decideOutsideChat(snapshot: ConversationSnapshot, event: ContactWrote, situation: Situation): Decision {
  if (snapshot.state !== 'FORM') return decideMenu(snapshot, event, situation);
  return decideForm(snapshot, event, situation) ?? decideMenu({ ...snapshot, ...placeOfForm(snapshot, situation) }, event, situation);
}

/** The rollback switch: an open chat ends with one notice, an end that could be undone is final; then the main menu. */
function decideSwitchedOff(snapshot: ConversationSnapshot, situation: Situation): Decision {
  const off = { ...situation, supportChatEnabled: false };
  if (snapshot.chat) return { state: 'MAIN_MENU', context: {}, effects: endBySwitch(snapshot.contact.name, off) };
  if (snapshot.undo) {
    const effects = [...settleEnd(snapshot.undo, snapshot.contact.name, off), showMainMenu(off)];
    return { state: 'MAIN_MENU', context: {}, effects };
  }
  return { state: snapshot.state, context: snapshot.context, effects: [] };
}

/**
 * Outside the service window the bot is silent, and of everything we send only templates may leave. What it would only have said has then not happened either: a customer whose welcome
 * could not be sent still gets it next time.
 */
function keepWindow(snapshot: ConversationSnapshot, decided: Decision, situation: Situation): Decision {
  if (isWindowOpen(snapshot.windowExpiresAt, situation.now)) return decided;
  const effects = decided.effects.filter((effect) => effect.do !== 'send' || effect.content.type === 'template');
  // That its language shows in a text is so, answered or not.
  const isDone = effects.some((effect) => effect.do !== 'set-language');
  if (isDone || decided.effects.length === 0) return { ...decided, effects };
  return { state: snapshot.state, context: snapshot.context, effects };
}

function assertCoherent(snapshot: ConversationSnapshot): void {
  const { state, chat, undo } = snapshot;
  if ((state === 'CHAT_SUPPORT_ACTIVE') !== (chat !== null)) throw new Error(`A snapshot in ${state} ${chat ? 'with' : 'without'} a chat`);
  if (undo && state !== 'MAIN_MENU') throw new Error(`A snapshot in ${state} with an end to undo`);
}
