import { BUTTON } from '@parley/vocabulary';
import { isAside } from './asides.js';
import { QUEUE_BUTTON } from './decide-queue.js';
import { isArticle } from './answers/findables.js';
import { HELPED_ID } from './answers/follow-up.js';
import { alreadySaid, NOTICE, tell } from './effects.js';
import { RESUME } from './ending/closing.js';
import { endByContact } from './ending/end-chat.js';
import { isRatingRow } from './ending/read-rating.js';
import { findEntryById } from './find-entry.js';
import { inviteMessage, LEAVE_MESSAGE, leftMessage } from './hours/after-hours.js';
import { endChatButton } from './menu-content.js';
import type { ConversationEvent, ConversationSnapshot, Decision, Effect, OpenChat, Situation, UndoableEnd } from './model.js';
import { choiceInChat } from './numbers.js';
import { isSignOfLife } from './silence/turn.js';
import { readsAsEnd, readsAsMenu } from './words.js';

type ContactWrote = Extract<ConversationEvent, { type: 'contact-wrote' }>;

/**
 * What a customer's message is inside a chat. The bot is deaf there: everything is a message for the agent but for the few things the
 * contract names.
 */
type Meaning = 'end' | 'menu' | 'stale-tap' | 'leave-message' | 'nothing-to-do' | 'message' | 'aside' | 'asks-place' | 'writes-later';

/** A customer's message while a chat is open. */
export function decideChat(snapshot: ConversationSnapshot, chat: OpenChat, event: ContactWrote, situation: Situation): Decision {
  const goesOn = (effects: readonly Effect[]): Decision => ({ state: 'CHAT_SUPPORT_ACTIVE', context: {}, effects });
  switch (meaningOf(snapshot, event, chat.id, situation)) {
    case 'end':
      return endByContact(snapshot, { wasAnswered: chat.firstReplyAt !== null, typed: event.tapped === null }, situation);
    case 'menu':
      return goesOn([askBeforeMenu(situation)]);
    case 'stale-tap':
      return goesOn([tell(situation, 'chat.stale', { buttons: [endChatButton(situation.catalogue)] })]);
    case 'leave-message':
      return goesOn(inviteMessage(chat, situation));
    case 'nothing-to-do':
    case 'aside':
      return goesOn([]);
    case 'message':
      return goesOn(acknowledgement(chat, situation));
    case 'asks-place':
      return goesOn(chat.status === 'waiting' ? [{ do: 'ask-place' }] : []);
    case 'writes-later':
      return goesOn(leaveAlone(chat, situation));
  }
}

/**
 * A customer's message while an end by the agent can still be undone: the customer has seen no closing message, so for them the chat is
 * open. Whatever they write undoes the end; an end word makes it final, by the customer.
 */
export function decideDuringUndo(snapshot: ConversationSnapshot, undo: UndoableEnd, event: ContactWrote, situation: Situation): Decision {
  const stays = (effects: readonly Effect[]): Decision => ({ state: snapshot.state, context: snapshot.context, effects });
  const goesOn = (...effects: readonly Effect[]): Decision => ({
    state: 'CHAT_SUPPORT_ACTIVE',
    context: {},
    effects: [{ do: 'reopen-chat' }, ...effects],
  });
  switch (meaningOf(snapshot, event, undo.chatId, situation)) {
    case 'end':
      return reopened(endByContact(snapshot, { wasAnswered: undo.ended.wasAnswered, typed: event.tapped === null }, situation));
    case 'menu':
      return goesOn(askBeforeMenu(situation));
    case 'stale-tap':
      return stays([tell(situation, 'chat.stale')]);
    case 'aside':
      // A thumbs-up under "Have a nice day" is no wish to go on.
      return stays([]);
    case 'leave-message':
    case 'nothing-to-do':
    case 'message':
    case 'asks-place':
    case 'writes-later':
      return goesOn();
  }
}

function reopened(decision: Decision): Decision {
  return { ...decision, effects: [{ do: 'reopen-chat' }, ...decision.effects] };
}

function meaningOf(snapshot: ConversationSnapshot, event: ContactWrote, chatId: string, situation: Situation): Meaning {
  const { catalogue } = situation;
  if (isAside(event.messageType)) return 'aside';
  if (event.messageType === 'sticker') return 'nothing-to-do';
  if (event.tapped) return meaningOfTap(event.tapped, chatId, situation);
  // Only a text can be an end word as a whole: "done" under a screenshot is something to show the agent.
  if (event.messageType !== 'text' || event.text === null) return 'message';
  if (readsAsEnd(catalogue.words, event.text)) return 'end';
  if (readsAsMenu(catalogue.words, event.text)) return 'menu';
  // Once somebody has the chat, a number is for them.
  const id = snapshot.chat?.status === 'waiting' ? choiceInChat(snapshot, event.text) : null;
  return id === null ? 'message' : meaningOfTap({ id, title: event.text, chatId }, chatId, situation);
}

function meaningOfTap(tapped: NonNullable<ContactWrote['tapped']>, chatId: string, situation: Situation): Meaning {
  const ofThisChat = tapped.chatId === undefined || tapped.chatId === chatId;
  const ofNoChat = tapped.chatId === null;
  if (!ofThisChat && !ofNoChat) return 'stale-tap';
  switch (tapped.id) {
    case BUTTON.endChat:
      return ofThisChat ? 'end' : 'stale-tap';
    case BUTTON.stay:
      return ofThisChat ? 'nothing-to-do' : 'stale-tap';
    case BUTTON.support:
      // Tapped twice, or in the old menu: they are where they want to be.
      return 'nothing-to-do';
    case BUTTON.mainMenu:
      return 'menu';
    case QUEUE_BUTTON.place:
      return 'asks-place';
    case QUEUE_BUTTON.keepWaiting:
      return 'nothing-to-do';
    case QUEUE_BUTTON.writeLater:
      return 'writes-later';
    case RESUME:
      return 'nothing-to-do';
    case LEAVE_MESSAGE:
      return 'leave-message';
    default:
      if (isSignOfLife(tapped.id)) return 'nothing-to-do';
      // Stars for the chat before, under a message nobody knows.
      if (isRatingRow(tapped.id)) return 'nothing-to-do';
      // An entry of the menu above the chat is a wish to be in the menu; anything else an agent may have offered is a message.
      if (tapped.id === HELPED_ID) return 'nothing-to-do';
      return findEntryById(situation.catalogue, tapped.id) || isArticle(situation.catalogue, tapped.id) ? 'menu' : 'message';
  }
}

/** Once per wait: who has written to nobody yet is told that it is kept. With an agent in the chat the bot says nothing. */
function acknowledgement(chat: OpenChat, situation: Situation): readonly Effect[] {
  const notice = NOTICE.acknowledged(chat);
  if (chat.status !== 'waiting') return [];
  const left = leftMessage(chat, situation);
  if (left) return left;
  if (alreadySaid(chat, notice)) return [];
  const place = { id: QUEUE_BUTTON.place, title: situation.catalogue.titles.myPlace };
  return [tell(situation, 'queue.ack', { buttons: [endChatButton(situation.catalogue), place], notice })];
}

/** Nothing more is said about the queue to who prefers to be written to. */
function leaveAlone(chat: OpenChat, situation: Situation): readonly Effect[] {
  if (chat.status !== 'waiting' || alreadySaid(chat, NOTICE.writeLater)) return [];
  return [tell(situation, 'queue.later', { buttons: [endChatButton(situation.catalogue)], notice: NOTICE.writeLater })];
}

function askBeforeMenu(situation: Situation): Effect {
  const { catalogue } = situation;
  const stay = { id: BUTTON.stay, title: catalogue.titles.stay };
  return tell(situation, 'chat.menu-asks', { buttons: [endChatButton(catalogue), stay] });
}
