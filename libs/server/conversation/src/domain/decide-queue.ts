import { BUTTON } from '@parley/vocabulary';
import { alreadySaid, NOTICE, tell } from './effects.js';
import { closedWelcome, isClosedFor, wasToldClosed } from './hours/after-hours.js';
import { isAboutToClose } from './hours/decide-hours-ending.js';
import { sayMinutes, sayNumber } from './languages/say-when.js';
import { endChatButton } from './menu-content.js';
import type { AgentRef, ConversationSnapshot, Decision, Effect, OpenChat, QueueFacts, Situation } from './model.js';
import { isPlaceNews, longWaitAt, PLACE_UPDATE_EVERY_MS } from './queue/place-news.js';
import type { TextKey } from './texts.js';
import { say, type Names } from './wording.js';

/** What can be tapped while a chat waits. */
export const QUEUE_BUTTON = { place: 'queue:place', keepWaiting: 'queue:keep', writeLater: 'queue:later' } as const;

/** A chat has just been opened and stands in its queue: the customer is told where. Once; later it means nothing. */
export function decideQueueJoined(snapshot: ConversationSnapshot, facts: QueueFacts, situation: Situation): Decision {
  const chat = waitingChat(snapshot);
  if (!chat || alreadySaid(chat, NOTICE.welcome) || wasToldClosed(chat)) return nothing(snapshot);
  const placed = { do: 'tell-place', place: facts.place, teamId: facts.teamId } as const;
  // Somebody who is free and gets the chat is there, whatever the hours say. Else nobody is sorry for the wait: it was announced.
  const closed = facts.goesTo || isAssignedAtOnce(facts, situation) ? null : closedWelcome({ ...chat, teamId: facts.teamId }, situation);
  if (closed) return goesOn(snapshot, placed, closed);
  const { key, names } = chat.origin === 'resume' ? resumed(facts) : welcome(facts, situation);
  return goesOn(
    snapshot,
    placed,
    { do: 'set-timer', kind: 'queue-long', at: longWaitAt(situation.now, facts.minutes) },
    tell(situation, key, {
      names: { ...names, name: snapshot.contact.name },
      buttons: [endChatButton(situation.catalogue)],
      notice: NOTICE.welcome,
    }),
    ...(facts.goesTo ? [{ do: 'assign-chat', agent: facts.goesTo } as const] : []),
  );
}

/**
 * Those ahead have become fewer: said by the calm rules, and never to who asked to be left alone, or whom an agent has by now. While we are
 * closed it is only noted: nobody is woken for a place in a queue that does not move.
 */
export function decideQueueMoved(snapshot: ConversationSnapshot, facts: QueueFacts, situation: Situation): Decision {
  const chat = waitingChat(snapshot);
  if (!chat?.told || alreadySaid(chat, NOTICE.writeLater)) return nothing(snapshot);
  if (!isPlaceNews(chat.told, facts.place, situation.now)) return nothing(snapshot);
  if (isClosedFor(chat, situation)) return goesOn(snapshot, { do: 'tell-place', place: facts.place });
  const notice = NOTICE.placeUpdate(chat.told.updates + 1);
  return goesOn(
    snapshot,
    { do: 'tell-place', place: facts.place, isUpdate: true },
    tell(situation, 'queue.update', { names: placeOf(facts, situation), notice }),
  );
}

/** The customer has asked for their place: answered as often as they ask, while they wait. */
export function decidePlaceAsked(snapshot: ConversationSnapshot, facts: QueueFacts, situation: Situation): Decision {
  if (!waitingChat(snapshot)) return nothing(snapshot);
  const names = { ...placeOf(facts, situation), minutes: waitOf(facts, situation) };
  const buttons = [endChatButton(situation.catalogue)];
  return goesOn(snapshot, { do: 'tell-place', place: facts.place }, tell(situation, 'queue.place', { names, buttons }));
}

/** The wait is twice as long as was said. Once per chat, and only while it still waits. */
export function decideLongWait(snapshot: ConversationSnapshot, situation: Situation): Decision {
  const chat = waitingChat(snapshot);
  if (!chat || alreadySaid(chat, NOTICE.longWait) || alreadySaid(chat, NOTICE.writeLater)) return nothing(snapshot);
  if (isClosedFor(chat, situation) || isAboutToClose(chat, situation)) return nothing(snapshot);
  // Not in the same breath as a place they have just been told.
  const quietUntil = (chat.told?.at.getTime() ?? 0) + PLACE_UPDATE_EVERY_MS;
  if (quietUntil > situation.now.getTime()) return goesOn(snapshot, { do: 'set-timer', kind: 'queue-long', at: new Date(quietUntil) });
  const { titles } = situation.catalogue;
  const buttons = [
    { id: QUEUE_BUTTON.keepWaiting, title: titles.keepWaiting },
    { id: QUEUE_BUTTON.writeLater, title: titles.writeLater },
    { id: BUTTON.endChat, title: titles.cancel },
  ];
  return goesOn(snapshot, tell(situation, 'queue.long', { buttons, notice: NOTICE.longWait }));
}

/** It is this agent's turn. Whoever was faster keeps the chat. */
export function decideAssigned(snapshot: ConversationSnapshot, agent: AgentRef): Decision {
  return waitingChat(snapshot) ? goesOn(snapshot, { do: 'assign-chat', agent }) : nothing(snapshot);
}

/** The chat's agent is gone: it waits again, at the front, and the customer is told once. Nothing when somebody else has it by now. */
export function decideLost(snapshot: ConversationSnapshot, agent: AgentRef, situation: Situation): Decision {
  const { chat } = snapshot;
  if (chat?.agent?.id !== agent.id) return nothing(snapshot);
  if (alreadySaid(chat, NOTICE.lost(agent))) return goesOn(snapshot, { do: 'release-chat' });
  const buttons = [{ id: BUTTON.endChat, title: situation.catalogue.titles.cancel }];
  return goesOn(
    snapshot,
    { do: 'release-chat' },
    { do: 'tell-place', place: 1 },
    tell(situation, 'agent.lost', { names: { agent: chat.agent.name }, buttons, notice: NOTICE.lost(agent) }),
  );
}

/** Whether somebody is free who is given the chat in the same breath, whatever the hours say. */
export function isAssignedAtOnce({ agentsFree, place }: QueueFacts, { settings }: Situation): boolean {
  return settings['assignment.mode'] === 'automatic' && agentsFree >= place;
}

function welcome(facts: QueueFacts, situation: Situation): { key: TextKey; names: Names } {
  // Everybody ahead gets one of those who are free first.
  if (facts.agentsFree >= facts.place) return { key: 'handover.start.nowait', names: {} };
  return { key: 'handover.start', names: { ...placeOf(facts, situation), minutes: waitOf(facts, situation) } };
}

/** A chat that goes on where one had ended: with the same person, or at the place it had. */
function resumed({ goesTo }: QueueFacts): { key: TextKey; names: Names } {
  return goesTo ? { key: 'resume.back', names: { agent: goesTo.name } } : { key: 'resume.waiting', names: {} };
}

function placeOf({ place }: QueueFacts, { catalogue }: Situation): Names {
  return { place: sayNumber(place, catalogue.language) };
}

/** "about 10 minutes", or "a few minutes" when too little is known to say how many. */
function waitOf({ minutes }: QueueFacts, { catalogue }: Situation): string {
  if (minutes === null) return say(catalogue, 'wait.few');
  return say(catalogue, 'wait.about', { minutes: sayMinutes(minutes, catalogue.language) });
}

function waitingChat({ chat }: ConversationSnapshot): OpenChat | null {
  return chat?.status === 'waiting' ? chat : null;
}

function nothing({ state, context }: ConversationSnapshot): Decision {
  return { state, context, effects: [] };
}

function goesOn({ state, context }: ConversationSnapshot, ...effects: readonly Effect[]): Decision {
  return { state, context, effects };
}
