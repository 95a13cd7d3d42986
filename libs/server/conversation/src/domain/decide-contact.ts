import { decideConsent } from './consent/decide-consent.js';
import { decideChat, decideDuringUndo } from './decide-chat.js';
import { decideMenu, isOffered, isUnderstood, openMainMenu } from './decide-menu.js';
import { decideJustEnded } from './ending/decide-just-ended.js';
import { decideRating, explainButton, isQuestionOpen } from './ending/decide-rating.js';
import { settleEnd } from './ending/closing.js';
import { endAfterUndo } from './ending/end-chat.js';
import { decideSwitchedOff } from './ending/switch-off.js';
import { chooseBesideChat, inTheirLanguage } from './languages/choose-language.js';
import { decideForm, placeOfForm, takesNumbersAsText } from './menu/decide-form.js';
import type { ConversationEvent, ConversationSnapshot, Decision, Situation } from './model.js';
import { asTap } from './numbers.js';

type ContactWrote = Extract<ConversationEvent, { type: 'contact-wrote' }>;

/** What a customer's message means, by where they stand: consent first, then the open chat, then what a chat has left behind, then the menu. */
export function decideContactWrote(snapshot: ConversationSnapshot, event: ContactWrote, situation: Situation): Decision {
  const consent = decideConsent(snapshot, event, situation);
  // The switch may not have come round to this chat yet: nobody could answer in it, so it ends with this message.
  if (snapshot.chat && !situation.supportChatEnabled) return endsWith(decideSwitchedOff(snapshot, situation), consent);
  const beside = consent ?? chooseBesideChat(snapshot, event, situation);
  if (beside) return beside;
  if (snapshot.chat) return decideChat(snapshot, snapshot.chat, event, situation);
  if (snapshot.undo) return decideWithUndo(snapshot, event, situation);
  // Where a number is itself an answer, it is that.
  const said = takesNumbersAsText(snapshot, situation) ? event : asTap(snapshot, event);
  return inTheirLanguage(snapshot, said, situation, decideOutsideChat);
}

/** Whoever opts out of a chat that ends by itself hears the answer to that, and nothing else. */
function endsWith(end: Decision, consent: Decision | null): Decision {
  if (!consent) return end;
  return { ...end, effects: [...consent.effects, ...end.effects.filter((effect) => effect.do !== 'send')] };
}

function decideWithUndo(snapshot: ConversationSnapshot, event: ContactWrote, situation: Situation): Decision {
  const { undo } = snapshot;
  if (!undo) throw new Error('there is no end to undo');
  if (situation.supportChatEnabled && undo.until.getTime() > situation.now.getTime()) {
    return decideDuringUndo(snapshot, undo, event, situation);
  }
  // The timer has not come round yet, but the time is over: settle first, then answer. What follows an end only when the answer says nothing.
  const settled: ConversationSnapshot = { ...snapshot, state: 'MAIN_MENU', undo: null, lastChat: undo.ended };
  const answer = inTheirLanguage(settled, event, situation, decideOutsideChat);
  if (answer.effects.some((effect) => effect.do === 'send' || effect.do === 'open-chat')) {
    return { ...answer, effects: [...settleEnd(undo, snapshot.contact.name, situation), ...answer.effects] };
  }
  const end = endAfterUndo(snapshot, undo, situation);
  return { ...end, effects: [...end.effects, ...answer.effects] };
}

function decideOutsideChat(snapshot: ConversationSnapshot, event: ContactWrote, situation: Situation): Decision {
  if (snapshot.state === 'FORM') {
    // "Continue chat" and the stars stand above the form and mean the chat that has ended, whatever is being asked now.
    const before = event.tapped && decideJustEnded(snapshot, event, situation, () => true);
    if (before) return before;
    return decideForm(snapshot, event, situation) ?? decideInMenu({ ...snapshot, ...placeOfForm(snapshot, situation) }, event, situation);
  }
  if (snapshot.state !== 'AWAITING_RATING') return decideInMenu(snapshot, event, situation);
  const rated = decideRating(snapshot, event, situation);
  if (rated) return rated;
  if (event.tapped && isQuestionOpen(snapshot, situation)) {
    const left = decideJustEnded(snapshot, event, situation, () => false);
    if (left) return left;
    if (!isOffered(event.tapped.id, situation)) return explainButton(snapshot, situation);
  }
  const inMenu: ConversationSnapshot = { ...snapshot, state: 'MAIN_MENU', context: {} };
  // Whatever else they write is answered where it is understood, and else followed by the menu without an apology.
  const isLost = event.tapped === null && event.messageType === 'text' && !isUnderstood(inMenu, event, situation);
  return isLost ? openMainMenu(situation) : decideInMenu(inMenu, event, situation);
}

function decideInMenu(snapshot: ConversationSnapshot, event: ContactWrote, situation: Situation): Decision {
  return (
    decideJustEnded(snapshot, event, situation, () => isUnderstood(snapshot, event, situation)) ?? decideMenu(snapshot, event, situation)
  );
}
