import { BUTTON } from '@parley/vocabulary';
import { tell } from '../effects.js';
import type { ConversationEvent, ConversationSnapshot, Decision, Situation } from '../model.js';
import { readConsent } from './read-consent.js';

type ContactWrote = Extract<ConversationEvent, { type: 'contact-wrote' }>;

/**
 * A customer who wants no more messages, or wants them again, by a word that is the whole message or by the button of a template. It comes
 * before everything else, in a chat too, and ends nothing but a question we had asked. Confirmed once: asked again, the moment is only
 * renewed, so that what was queued since does not leave.
 * @returns null: the message says nothing about it
 */
export function decideConsent(snapshot: ConversationSnapshot, event: ContactWrote, situation: Situation): Decision | null {
  const said = event.tapped?.id ?? (event.messageType === 'text' ? event.text : null);
  if (said === null) return null;
  const isOptedOut = snapshot.contact.optedOutAt !== null;
  switch (readIn(snapshot, situation, said)) {
    case null:
      return null;
    case 'opt-out':
      return {
        ...leaving(snapshot),
        effects: [
          // Not the bot's: whoever opts out is owed this answer, so it alone leaves although they have (`startMessages`).
          ...(isOptedOut ? [] : [{ ...tell(situation, 'stop.done'), author: 'system' as const }]),
          { do: 'set-opt-out', optedOut: true },
        ],
      };
    case 'opt-in': {
      const buttons = snapshot.chat ? [] : [{ id: BUTTON.mainMenu, title: situation.catalogue.titles.mainMenu }];
      return {
        ...leaving(snapshot),
        effects: [{ do: 'set-opt-out', optedOut: false }, tell(situation, 'start.done', { buttons })],
      };
    }
  }
}

/** In the language of the customer; while that is not known, in every language on offer: nobody has to learn ours to be left alone. */
function readIn({ contact }: ConversationSnapshot, { catalogue, languages }: Situation, said: string): ReturnType<typeof readConsent> {
  const spoken = contact.language === null ? languages.offered.map((language) => languages.speech(language).catalogue) : [];
  for (const { words } of [catalogue, ...spoken]) {
    const consent = readConsent(words, said, contact.optedOutAt !== null);
    if (consent) return consent;
  }
  return null;
}

/** A rating and a form ask for something, which is over with that; everything else stays where it is. */
function leaving({ state, context }: ConversationSnapshot): Pick<Decision, 'state' | 'context'> {
  return state === 'AWAITING_RATING' || state === 'FORM' ? { state: 'MAIN_MENU', context: {} } : { state, context };
}
