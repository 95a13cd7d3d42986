import type { TextKey, UnsaidBecause } from '@parley/conversation';

/**
 * Why the robot says each of its texts, for the agent who wonders: a sentence a key. Wholly listed, so that a new text without an
 * explanation does not pass the tests; when and how often exactly stands in docs/user-flow.md.
 */
export const EXPLANATIONS: Readonly<Partial<Record<TextKey, string>>> = {
  'menu.welcome': 'It was the first message ever.',
  'menu.back': 'They came back after a while.',
  'menu.hint': 'Part of every menu that is a list.',
  'menu.unknown.1': 'Nothing matched what they wrote.',
  'menu.unknown.2': 'Nothing matched what they wrote, for the second time in a row or more.',
  'menu.stale': 'They tapped a choice that is no longer open.',
  'menu.courtesy': 'They wrote thanks, ok or goodbye outside a chat.',
  'menu.no-chat': 'They wrote an end word while no chat was open.',
  'media.bot': 'They sent something outside a chat that the robot cannot look at.',
  'voice.bot': 'They sent a voice message outside a chat.',
  'media.unsupported': 'They sent a kind of message nobody here knows.',
  'media.off': 'They sent something the robot cannot look at while chat support was off.',
  'support.off': 'They asked for a person while chat support was off.',
  'answers.found': 'Their words matched articles, so these were offered.',
  'answers.ask': 'An article was shown, and the robot asked whether it helped.',
  'answers.helped': 'They said that the answer helped.',
  'form.confirm': 'They had answered all questions of a form.',
  'form.left': 'They left a form.',
  'form.gone': 'The form they were in is no longer part of the menu.',
  'form.stale': 'They tapped a button of an earlier question.',
  'form.wrong.empty': 'Their answer in a form was empty.',
  'form.wrong.long': 'Their answer in a form was too long.',
  'form.wrong.name': 'Their answer in a form was no name.',
  'form.wrong.email': 'Their answer in a form was no e-mail address.',
  'form.wrong.number': 'Their answer in a form was no number.',
  'form.wrong.whole': 'Their answer in a form was no whole number.',
  'form.wrong.low': 'Their answer in a form was too small a number.',
  'form.wrong.high': 'Their answer in a form was too large a number.',
  'form.wrong.date': 'Their answer in a form was no date.',
  'form.wrong.early': 'Their answer in a form was too early a date.',
  'form.wrong.late': 'Their answer in a form was too late a date.',
  'form.wrong.phone': 'Their answer in a form was no phone number.',
  'form.wrong.choice': 'Their answer in a form was none of the choices.',
  'form.wrong.required': 'They skipped a question of a form that must be answered.',
  'form.wrong.media': 'They answered a question of a form with something that is not written.',
  'language.ask': 'It was not sure which language they speak, so it asked, once.',
  'language.set': 'They chose a language.',
  'stop.done': 'They wrote an opt-out word as the whole message.',
  'start.done': 'They wrote an opt-in word as the whole message.',
  'handover.start': 'They opened a chat. Once per chat.',
  'handover.start.nowait': 'They opened a chat while an agent was free. Once per chat.',
  'queue.ack': 'They wrote while nobody had the chat. Once per wait.',
  'queue.place': 'They asked for their place in the queue.',
  'wait.about': 'The estimate inside another message.',
  'wait.few': 'Inside another message: too little was known for an estimate.',
  'queue.update': 'Their place had halved or they were next. At least three minutes apart, three times at most.',
  'queue.long': 'They had waited for twice the estimate. Once per chat.',
  'queue.later': 'They asked to be written to later.',
  'agent.joined': 'An agent wrote for the first time in this chat. Once per agent and chat.',
  'agent.greeting': 'An agent started the chat without words of their own.',
  'agent.lost': 'The agent was gone with a message unanswered, so the chat waits again. Once per agent.',
  'agent.transfer': 'The agent passed the chat on.',
  'chat.menu-asks': 'They asked for the menu inside a chat.',
  'chat.stale': 'They tapped a button of an earlier chat.',
  'hours.closed': 'They opened a chat while closed. Once per chat and closed period.',
  'hours.closed.unknown': 'They opened a chat while closed, and no next opening is known. Once per chat.',
  'hours.leave': 'They tapped "Leave a message". Once per closed period.',
  'hours.left': 'They wrote to nobody while closed. Once per chat and closed period.',
  'hours.left.unknown': 'They wrote to nobody while closed, and no next opening is known. Once per chat.',
  'hours.ending': 'They were waiting shortly before closing. Once per closing.',
  'hours.ending.unknown': 'They were waiting shortly before closing, and no next opening is known. Once per closing.',
  nudge: 'An agent wrote last and nothing came back for a while. Once per silence.',
  'window.reminder': 'An answer was owed an hour before the service window closed. Once per window.',
  'error.generic': 'A message of theirs could not be applied and lies on the dead-letter shelf. At most once in ten minutes.',
  'flood.slow': 'Very many messages came within a minute. All were kept; one was answered.',
  'ended.contact': 'They ended the chat.',
  'ended.agent': 'An agent ended the chat.',
  'ended.system': 'The chat was ended because chat support was switched off.',
  'ended.inactive': 'They were asked whether they are still there, and nothing came back.',
  'rating.ask': 'A chat ended in which a person had answered. Once per chat.',
  'rating.low': 'They gave one or two stars.',
  'rating.thanks': 'They rated the chat.',
  'ended.button': 'They tapped a button of a message that is over while we asked how our help was; the question stayed open.',
  'rating.closed': 'They tapped stars that could not be given any more.',
  'resume.back': 'They took up a chat that had just ended, with the same agent.',
  'resume.waiting': 'They took up a chat that had just ended, and it waits in its old place.',
  'resume.closed': 'They tapped Continue on a chat that ended too long ago.',
  'continue.ask': 'They wrote shortly after a chat had ended, and it was not clear whether they meant it.',
};

/** Without a key it is what a menu shows: data of the playbook, with no wording of its own. */
const FROM_THE_MENU = 'The menu, or what was chosen from it.';

export function explainNotice(key: string | null): string {
  if (key === null) return FROM_THE_MENU;
  // A text of another release: what it says still stands beside it.
  return EXPLANATIONS[key as TextKey] ?? `One of the texts of another version (${key}).`;
}

const SILENCES: Readonly<Record<UnsaidBecause, string>> = {
  'opted-out': 'They want no messages of our own accord.',
  'window-closed': 'More than 24 hours had passed since they last wrote, so WhatsApp lets nothing but templates through.',
  'write-later': 'They asked to be written to later, and to be left alone about the queue until then.',
  closed: 'We were closed, or about to close, and they had heard of that.',
};

export function explainUnsaid(why: UnsaidBecause): string {
  return SILENCES[why];
}
