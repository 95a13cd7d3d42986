import { decideAccept, decideEnd, decideReply, decideSendAgain, decideStart, decideUndo } from './decide-agent.js';
import { decideContactWrote } from './decide-contact.js';
import { decideAssigned, decideLost, decidePlaceAsked, decideQueueJoined, decideQueueMoved } from './decide-queue.js';
import { decideGivenUp } from './decide-given-up.js';
import { decideTemplate } from './decide-template.js';
import { decideTimerDue } from './decide-timer.js';
import { decideRelease, decideTransfer } from './decide-transfer.js';
import { tell } from './effects.js';
import { decideSwitchedOff } from './ending/switch-off.js';
import type { ConversationEvent, ConversationSnapshot, Decision, DecisionOutcome, Situation } from './model.js';
import { keepTurn } from './keep-turn.js';
import { keepNumbers } from './numbers.js';
import { isWindowOpen } from './reply-window.js';
import { isAllowed } from './transitions.js';

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
  const said = keepPace(snapshot, event, keepWindow(snapshot, outcome.decided, situation), situation);
  const decided = keepNumbers(snapshot, keepTurn(snapshot, event, said, situation));
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
    case 'message-given-up':
      return { decided: decideGivenUp(snapshot, event.wasTold, situation) };
    case 'support-switched-off':
      return { decided: decideSwitchedOff(snapshot, situation) };
  }
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

/**
 * More than twenty messages in a minute are all taken in, and what they do is done; but who floods is answered once. What the bot would
 * only have said has then not happened.
 */
function keepPace(snapshot: ConversationSnapshot, event: ConversationEvent, decided: Decision, situation: Situation): Decision {
  if (event.type !== 'contact-wrote' || event.flood === undefined || decided.effects.length === 0) return decided;
  if (!decided.effects.every((effect) => effect.do === 'send' && effect.author === 'bot' && effect.notice === undefined)) return decided;
  const effects = event.flood === 'begins' ? [tell(situation, 'flood.slow')] : [];
  return { state: snapshot.state, context: snapshot.context, effects };
}

function assertCoherent(snapshot: ConversationSnapshot): void {
  const { state, chat, undo } = snapshot;
  if ((state === 'CHAT_SUPPORT_ACTIVE') !== (chat !== null)) throw new Error(`A snapshot in ${state} ${chat ? 'with' : 'without'} a chat`);
  if (undo && state !== 'MAIN_MENU') throw new Error(`A snapshot in ${state} with an end to undo`);
}
