import { alreadySaid, tell } from '../effects.js';
import { resumeButton } from '../ending/closing.js';
import { sayMinutes } from '../languages/say-when.js';
import { endChatButton } from '../menu-content.js';
import type { ConversationSnapshot, Decision, Situation } from '../model.js';
import { isWindowOpen } from '../reply-window.js';
import type { TimerDue } from '../timers.js';
import { SIGN_OF_LIFE, timerAgain, timerGone, withTimer, type Turn } from './turn.js';

const MINUTE_MS = 60_000;

/** When a customer whose turn it is has been silent for long enough to be asked; null: nobody is ever asked. */
export function nudgeAt(turn: Turn, { settings }: Situation, heardSince?: Date): Date | null {
  const minutes = settings['inactivity.nudgeMinutes'];
  const since = new Date(turn.since);
  return minutes === null ? null : after(heardSince && heardSince > since ? heardSince : since, minutes);
}

/**
 * "Are you still there?", once per silence: an agent has the chat and wrote last, those words have reached WhatsApp, and nothing has come
 * back for as long as the setting says and somebody could have heard it. Never while the customer waits for us, nor to whoever wants no messages of our own accord.
 */
export function decideNudge(snapshot: ConversationSnapshot, event: TimerDue, situation: Situation): Decision {
  const { chat } = snapshot;
  const { turn } = snapshot.context;
  if (chat?.status !== 'active' || turn?.of !== 'contact' || !mayRemind(snapshot, situation)) return timerGone(snapshot, 'nudge');
  const at = nudgeAt(turn, situation, event.heardSince);
  if (at === null || alreadySaid(chat, nudgeNotice(turn))) return timerGone(snapshot, 'nudge');
  if (at.getTime() > situation.now.getTime()) return timerAgain(snapshot, 'nudge', at);
  // They cannot answer what they have not got, and perhaps they have answered: the silence begins when that is settled.
  if (event.isSilenceInDoubt) return timerAgain(snapshot, 'nudge', again(situation));
  const { catalogue, settings, now } = situation;
  const minutes = settings['inactivity.closeMinutes'];
  const here = { id: SIGN_OF_LIFE.here, title: catalogue.titles.here };
  const asked = tell(situation, 'nudge', {
    names: { minutes: sayMinutes(minutes, catalogue.language) },
    buttons: [here, endChatButton(catalogue)],
    notice: nudgeNotice(turn),
  });
  return {
    state: snapshot.state,
    context: withTimer(withTimer(snapshot.context, 'nudge', false), 'inactive', true),
    effects: [asked, { do: 'set-timer', kind: 'inactive', at: after(now, minutes) }],
  };
}

/** The customer was asked in this very silence, has got the question, and is silent still: the chat ends. */
export function decideInactive(snapshot: ConversationSnapshot, event: TimerDue, situation: Situation): Decision {
  const { chat } = snapshot;
  const { turn } = snapshot.context;
  if (chat?.status !== 'active' || turn?.of !== 'contact' || !alreadySaid(chat, nudgeNotice(turn))) return timerGone(snapshot, 'inactive');
  if (situation.settings['inactivity.nudgeMinutes'] === null) return timerGone(snapshot, 'inactive');
  if (event.isSilenceInDoubt) return timerAgain(snapshot, 'inactive', again(situation));
  // While nobody could hear them they may have said that they are here.
  const heard = event.heardSince && after(event.heardSince, situation.settings['inactivity.closeMinutes']);
  if (heard && heard.getTime() > situation.now.getTime()) return timerAgain(snapshot, 'inactive', heard);
  return {
    state: 'MAIN_MENU',
    context: {},
    effects: [
      tell(situation, 'ended.inactive', { buttons: [resumeButton(situation)] }),
      { do: 'end-chat', by: 'system', reason: 'inactive', undo: null },
      { do: 'cancel-queued-agent-messages' },
    ],
  };
}

/** One silence, one question: it begins anew with every message and every sign of life. */
export function nudgeNotice({ since }: Turn): string {
  return `nudge:${since}`;
}

/** Reminders leave only where they are welcome and can be sent. */
export function mayRemind({ contact, windowExpiresAt }: ConversationSnapshot, { now }: Situation): boolean {
  return contact.optedOutAt === null && isWindowOpen(windowExpiresAt, now);
}

function again({ now, settings }: Situation): Date {
  return after(now, settings['inactivity.closeMinutes']);
}

function after(from: Date, minutes: number): Date {
  return new Date(from.getTime() + minutes * MINUTE_MS);
}
