import { BUTTON } from '@parley/vocabulary';
import { saysYes } from '../answers/read-offer.js';
import { showMainMenu, tell } from '../effects.js';
import { waysOn } from '../menu-content.js';
import type { ConversationEvent, ConversationSnapshot, Decision, EndedChat, Situation } from '../model.js';
import { decideRatingTap } from './decide-rating.js';
import { normaliseText } from '../normalise-text.js';
import { RESUME } from './closing.js';
import { asksToResume, hasJustEnded } from './end-chat.js';
import { isCourtesy, isQuestionOrSentence } from './read-courtesy.js';

type ContactWrote = Extract<ConversationEvent, { type: 'contact-wrote' }>;

/** Asked at most once after a chat. */
const CONTINUE_ASKED = 'continue.ask';

/**
 * What is left of a chat that has ended: its buttons; for half an hour thanks and thumbs-up, which belong to it and get no answer; and a
 * question after it, once, whether to go on with the same person.
 * @param isUnderstood whether the menu knows what to do with the message: it never stands back
 * @returns null: the message has nothing to do with that chat
 */
export function decideJustEnded(
  snapshot: ConversationSnapshot,
  event: ContactWrote,
  situation: Situation,
  isUnderstood: () => boolean,
): Decision | null {
  const { lastChat } = snapshot;
  if (event.tapped)
    return event.tapped.id === RESUME ? resume(snapshot, event.tapped.chatId, situation) : decideRatingTap(snapshot, event, situation);
  if (!lastChat || !hasJustEnded(lastChat, situation.now)) return null;
  if (goesOn(snapshot, event, situation)) return resume(snapshot, lastChat.id, situation);
  if (isCourtesy(situation.catalogue.words.courtesy, event, lastChat.agent?.name ?? null)) {
    return { state: snapshot.state, context: snapshot.context, effects: [{ do: 'attach-to-last-chat' }] };
  }
  return asksToGoOn(lastChat, event, situation) && !isUnderstood() ? askToContinue(snapshot, lastChat, situation) : null;
}

/** What the buttons say, in words: Continue chat at any time, Yes to the question whether to go on; a thumbs-up under it is one too. */
function goesOn({ context }: ConversationSnapshot, { messageType, text, reaction }: ContactWrote, { catalogue }: Situation): boolean {
  // Whatever the colour of the thumb.
  if (reaction?.said === CONTINUE_ASKED && reaction.emoji?.startsWith('👍') === true) return true;
  const said = messageType === 'text' && text !== null ? normaliseText(text) : '';
  if (said === '') return false;
  return asksToResume(catalogue, said) || (context.continueAsked === true && saysYes(catalogue.words, catalogue.titles, said));
}

function asksToGoOn(chat: EndedChat, event: ContactWrote, situation: Situation): boolean {
  return (
    situation.supportChatEnabled &&
    chat.agent !== null &&
    !chat.notices.includes(CONTINUE_ASKED) &&
    event.messageType === 'text' &&
    event.text !== null &&
    isQuestionOrSentence(event.text)
  );
}

function askToContinue(snapshot: ConversationSnapshot, chat: EndedChat, situation: Situation): Decision {
  const { titles } = situation.catalogue;
  const buttons = [
    { id: RESUME, title: titles.yes },
    { id: BUTTON.support, title: titles.newRequest },
    { id: BUTTON.mainMenu, title: titles.mainMenu },
  ];
  const question = tell(situation, 'continue.ask', {
    names: { agent: chat.agent?.name ?? null },
    buttons,
    notice: CONTINUE_ASKED,
    inLastChat: true,
  });
  const context = { ...snapshot.context, continueAsked: true };
  return { state: snapshot.state, context, effects: [{ do: 'attach-to-last-chat' }, question] };
}

/**
 * The chat goes on as a new one: with the same person where they are there, else from the place in the queue the customer had. Which chat a
 * tap means is read from its message; too late, or of an earlier one, it explains itself.
 */
function resume(snapshot: ConversationSnapshot, chatId: string | null | undefined, situation: Situation): Decision {
  const { lastChat } = snapshot;
  const isMeant = lastChat !== null && (chatId === undefined || chatId === lastChat.id);
  if (situation.supportChatEnabled && isMeant && hasJustEnded(lastChat, situation.now)) {
    return {
      state: 'CHAT_SUPPORT_ACTIVE',
      context: {},
      effects: [{ do: 'open-chat', origin: 'resume', agent: null, teamId: lastChat.teamId, waitingSince: lastChat.waitingSince }],
    };
  }
  if (!situation.supportChatEnabled) return { state: 'MAIN_MENU', context: {}, effects: [showMainMenu(situation, 'support.off')] };
  const buttons = waysOn(situation.catalogue, true);
  const state = snapshot.state === 'INITIAL' ? 'MAIN_MENU' : snapshot.state;
  return { state, context: snapshot.context, effects: [tell(situation, 'resume.closed', { buttons })] };
}
