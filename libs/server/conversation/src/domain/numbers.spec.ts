import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '@parley/vocabulary';
import { spokenLanguages } from '../application/languages.js';
import { OpeningHours } from './hours/opening-hours.js';
import { schedule } from './hours/hours.test.js';
import type { ConversationEvent, ConversationSnapshot, Decision, Situation } from './model.js';
import { compilePlaybook } from './playbook/compile-playbook.js';
import type { MenuNode, PlaybookDocument } from './playbook/document.js';
import { SHIPPED_PLAYBOOK } from './playbook/shipped-playbook.js';
import { answer, field, form, playbook, rule, submenu } from './playbook/small-playbook.test.js';
import {
  AN_EMPTY_QUEUE,
  ANA,
  agentWrote,
  aContact,
  aSnapshot,
  anEndedChat,
  decided,
  idsOf,
  inChat,
  saidBy,
  seconds,
  sendsOf,
  sent,
  steps,
  tapped,
  wrote,
} from './rehearsal.test.js';

const SHIPPED = spoken(SHIPPED_PLAYBOOK);

function spoken(document: PlaybookDocument, ...offered: readonly ('en' | 'es' | 'pt-BR')[]): Partial<Situation> {
  const [first = 'en' as const] = offered;
  const languages = spokenLanguages([first, ...offered.slice(1)], (language) => compilePlaybook(document, language).catalogue);
  return { languages, ...languages.speech(first) };
}

/** Where somebody stands after these. */
function after(before: ConversationSnapshot, situation: Partial<Situation>, ...events: readonly ConversationEvent[]): ConversationSnapshot {
  return events.reduce((snapshot, event) => {
    const { state, context } = decided(snapshot, event, situation);
    return { ...snapshot, state, context };
  }, before);
}

function lastChoices(decision: Decision): readonly string[] {
  return idsOf(sendsOf(decision).at(-1)?.content ?? { type: 'text', text: '' });
}

const THREE_ENTRIES = spoken(playbook([answer(1), answer(2)]));
const ARTICLE = wrote('do you assemble furniture at home');
const ASKED_AFTER_CHAT = aSnapshot({ lastChat: anEndedChat() });
const QUESTION = wrote('Will the second lamp flicker too?');
const SEVERAL = {
  ...SHIPPED,
  suggest: () => [
    { id: 'article:gift', title: 'Gifts', answer: 'We wrap.', isClear: false },
    { id: 'menu:returns', title: 'Returns', answer: 'Thirty days.', isClear: false },
  ],
};
const FIELDS = spoken(
  playbook([
    form(
      field({ key: 'colour', type: 'choice', choices: ['red', 'blue'].map((value) => ({ value, title: { en: value } })), optional: true }),
      field({ key: 'email', type: 'email', optional: true }),
      field({ key: 'flat', type: 'text', optional: true }),
      field({ key: 'many', type: 'number', optional: true }),
    ),
  ]),
);
const OPTED_OUT = aSnapshot({ contact: aContact({ optedOutAt: new Date('2026-11-22T11:00:00.000Z') }) });

/** What is shown, where it is, and by what it came about. */
const OFFERS: readonly (readonly [string, ConversationSnapshot, readonly ConversationEvent[], Partial<Situation>])[] = [
  ['the main menu', aSnapshot(), [wrote('menu')], SHIPPED],
  ['a menu below it', aSnapshot(), [wrote('menu'), wrote('3')], SHIPPED],
  ['a menu of three', aSnapshot(), [wrote('menu')], THREE_ENTRIES],
  ['a menu shown again', aSnapshot(), [wrote('xyzzy')], SHIPPED],
  ['"a person can take over"', aSnapshot(), [wrote('xyzzy'), wrote('plugh')], SHIPPED],
  ['what cannot be looked at', aSnapshot(), [sent('image')], SHIPPED],
  ['what cannot be listened to', aSnapshot(), [sent('audio')], SHIPPED],
  ['several answers', aSnapshot(), [wrote('about a present I got')], SEVERAL],
  ['"Did this help?"', aSnapshot(), [ARTICLE], SHIPPED],
  ['"Continue with Ana?"', ASKED_AFTER_CHAT, [QUESTION], SHIPPED],
  ['a chat that ended a while ago', aSnapshot({ lastChat: anEndedChat() }), [tapped('resume_chat', 'chat-0')], SHIPPED],
  ['which language', aSnapshot(), [wrote('language')], spoken(SHIPPED_PLAYBOOK, 'en', 'es', 'pt-BR')],
  ['messages are on again', OPTED_OUT, [wrote('start')], SHIPPED],
  ['a choice in a form', aSnapshot(), [tapped('menu:form')], FIELDS],
  ['an e-mail address that may be skipped', aSnapshot(), [tapped('menu:form'), wrote('red')], FIELDS],
  ['the same, after a wrong one', aSnapshot(), [tapped('menu:form'), wrote('red'), wrote('at home')], FIELDS],
  ['the summary of a form', aSnapshot(), [tapped('menu:form'), wrote('red'), ...['skip', 'skip', 'skip'].map(wrote)], FIELDS],
  ['a first question answered at once', aSnapshot({ state: 'INITIAL' }), [wrote('What are your opening hours?')], SHIPPED],
];

describe('a number', () => {
  it.each(OFFERS)('is a tap on the choice at its place: %s', (_, before, events, situation) => {
    const place = after(before, situation, ...events.slice(0, -1));
    const shown = decided(place, events.at(-1) ?? wrote(''), situation);
    const ids = lastChoices(shown);
    expect(ids.length).toBeGreaterThan(0);
    const now = { ...place, state: shown.state, context: shown.context };
    ids.forEach((id, index) => {
      const number = decided(now, wrote(`${String(index + 1)}.`), situation);
      const tap = decided(now, tapped(id), situation);
      expect([number.state, steps(number), saidBy(number)]).toEqual([tap.state, steps(tap), saidBy(tap)]);
    });
  });

  it.each(['2', ' 2. ', '2)', '(2)', '#2', '02', '2️⃣', '②', '２', '٢', '۲', '२', '২', '๒', '\u202e2\u202c'])(
    'may be written as %j',
    (two) => {
      const asked = after(aSnapshot(), SHIPPED, ARTICLE);
      expect(decided(asked, wrote(two), SHIPPED).effects[0]).toMatchObject({ do: 'open-chat' });
    },
  );

  it.each(['0', '9', '12', '2 of them', '2.5', '222'])('chooses nothing as %j', (text) => {
    const asked = after(aSnapshot({ state: 'INITIAL' }), SHIPPED, ARTICLE);
    expect(saidBy(decided(asked, wrote(text), { ...SHIPPED, suggest: () => [] }))).toEqual([
      expect.stringMatching(/^Sorry, I did not get that/),
    ]);
  });

  it('that is in a caption is about the photo', () => {
    const asked = after(aSnapshot(), SHIPPED, ARTICLE);
    expect(saidBy(decided(asked, sent('image', '1'), SHIPPED))).not.toEqual([expect.stringContaining('Glad to hear it')]);
  });
});

describe('what the customer saw last', () => {
  it('is a menu, also under the answers out of it: their ways on take no numbers', () => {
    const answered = after(aSnapshot(), SHIPPED, wrote('menu'), wrote('2'), wrote('2'));
    expect(saidBy(decided(answered, wrote('3'), SHIPPED))).toEqual([expect.stringContaining('1. Delivery and cost')]);
    const ruled = spoken({ ...SHIPPED_PLAYBOOK, rules: [rule('We repair it.')] as unknown as PlaybookDocument['rules'] });
    const told = after(aSnapshot(), ruled, wrote('menu'), wrote('a lamp'));
    expect(saidBy(decided(told, wrote('3'), ruled))).toEqual([expect.stringContaining('1. Delivery and cost')]);
  });

  it('is a question, and beyond its buttons the menu above it', () => {
    const asked = after(aSnapshot(), SHIPPED, wrote('menu'), ARTICLE);
    expect(saidBy(decided(asked, wrote('1'), SHIPPED))).toEqual([expect.stringContaining('Glad to hear it')]);
    expect(decided(asked, wrote('7'), SHIPPED).effects[0]).toMatchObject({ do: 'open-chat', origin: 'word' });
  });

  it('is not a question to which something else was said', () => {
    const gone = after(aSnapshot(), SHIPPED, wrote('menu'), ARTICLE, wrote('thanks'));
    expect(saidBy(decided(gone, wrote('3'), SHIPPED))).toEqual([expect.stringContaining('1. Delivery and cost')]);
  });

  it('is what the bot has said, not what it would have: nothing outside the window', () => {
    const asked = after(aSnapshot(), SHIPPED, wrote('menu'));
    const silent = decided({ ...asked, windowExpiresAt: new Date(0) }, ARTICLE, SHIPPED);
    expect(silent.context.numbers).toEqual(asked.context.numbers);
  });
});

describe('a number where digits are an answer', () => {
  it('is the answer: how many, and any text', () => {
    const flat = after(aSnapshot(), FIELDS, tapped('menu:form'), wrote('red'), wrote('skip'));
    expect(decided(flat, wrote('1'), FIELDS).context.form?.answers).toMatchObject({ flat: '1' });
    const many = after(flat, FIELDS, wrote('1'));
    expect(decided(many, wrote('1'), FIELDS).context.form?.answers).toMatchObject({ many: '1' });
  });

  it('is an answer where a day or a phone number is asked for, right or wrong, and no button under the question', () => {
    for (const type of ['date', 'phone']) {
      const one = spoken(playbook([form(field({ key: 'day', type, optional: true }))]));
      const asked = after(aSnapshot(), one, tapped('menu:form'));
      for (const place of [asked, after(asked, one, wrote('soon'))]) {
        const decision = decided(place, wrote('1'), one);
        expect(decision).toMatchObject({ state: 'FORM', context: { form: { answers: {} } } });
        expect(sendsOf(decision).map(({ said }) => said)).toEqual([`form.wrong.${type}`]);
      }
    }
  });

  it('means no button of a form that was left alone for half a day', () => {
    const choices = ['red', 'blue'].map((value) => ({ value, title: { en: value } }));
    const one = spoken(playbook([answer(1), form(field({ key: 'colour', type: 'choice', choices }))]));
    const window = { windowExpiresAt: seconds(24 * 3_600) };
    const atChoice = { ...after(aSnapshot(), one, tapped('menu:form')), ...window };
    const atEnd = { ...after(atChoice, one, wrote('red')), ...window };
    expect(decided(atChoice, wrote('1'), one).context.form?.answers).toEqual({ colour: 'red' });
    for (const place of [atChoice, atEnd]) {
      const decision = decided(place, wrote('1'), { ...one, now: seconds(12 * 3_600 + 1) });
      expect([decision.state, ...saidBy(decision)]).toEqual(['MAIN_MENU', 'So it is.']);
    }
  });

  it('is the stars while we ask for them, and after a low one', () => {
    const rated = aSnapshot({ state: 'AWAITING_RATING', lastChat: anEndedChat({ notices: ['rating.ask'] }) });
    expect(decided(rated, wrote('1')).effects[0]).toMatchObject({ do: 'rate-chat', stars: 1 });
    const low = after(rated, {}, wrote('1'));
    expect(low.context.numbers).toBeUndefined();
    expect(decided(low, wrote('2')).effects[0]).toMatchObject({ do: 'rate-chat', stars: 2 });
  });
});

describe('a number inside a chat', () => {
  const night: Partial<Situation> = { hours: { of: () => new OpeningHours(schedule('Europe/Berlin', [])) } };
  const waiting = inChat();
  const closed = decided(waiting, { type: 'queue-joined', facts: AN_EMPTY_QUEUE }, night);
  const told = { ...waiting, context: closed.context };

  it('chooses what the bot offers while nobody has the chat', () => {
    expect(lastChoices(closed)).toEqual(['hours:leave', 'main_menu', 'end_chat']);
    expect(sendsOf(decided(told, wrote('1'), night)).map(({ said }) => said)).toEqual(['hours.leave']);
    expect(sendsOf(decided(told, wrote('2'), night)).map(({ said }) => said)).toEqual(['chat.menu-asks']);
  });

  it('never ends it: that takes the button, or a word', () => {
    expect(decided(told, wrote('3'), night).state).toBe('CHAT_SUPPORT_ACTIVE');
    const asked = { ...waiting, context: decided(waiting, wrote('menu')).context };
    expect(decided(asked, wrote('1')).state).toBe('CHAT_SUPPORT_ACTIVE');
  });

  it('is for whoever has the chat', () => {
    const active = inChat({ agent: ANA, status: 'active' }, { context: told.context });
    expect(steps(decided(active, wrote('2'), night))).toEqual([]);
  });

  it('means nothing of before, and nothing of it later', () => {
    const opened = decided(after(aSnapshot(), SHIPPED, wrote('menu'), ARTICLE), wrote('support'), SHIPPED);
    expect(opened.context.numbers).toBeUndefined();
    const replied = decided({ ...told }, agentWrote(ANA, 'Hello'));
    expect(replied.context.numbers).toBeUndefined();
    const ended = decided(told, wrote('done'), { ...SHIPPED, ...night });
    expect(ended.context.numbers).toEqual({ menu: lastChoices(ended) });
  });
});

describe('a playbook that is published while somebody looks at a menu', () => {
  const published = (...entries: readonly MenuNode[]): Partial<Situation> => spoken(playbook([...entries]));
  const five = [1, 2, 3, 4, 5].map((number) => answer(number, { text: { en: `This is ${String(number)}.` } }));
  const seen = after(aSnapshot(), published(...five), wrote('menu'));

  it('leaves a number what it was when the entries stand in another order', () => {
    const turned = published(...five.toReversed());
    [1, 2, 3, 4, 5].forEach((number) => {
      expect(saidBy(decided(seen, wrote(String(number)), turned))).toEqual([`This is ${String(number)}.`]);
    });
    expect(decided(seen, wrote('6'), turned).effects[0]).toMatchObject({ do: 'open-chat' });
  });

  it('leaves a number what it was when others came before, or it went into a menu below', () => {
    const more = published(answer(9, { text: { en: 'New.' } }), ...five.slice(0, 2), submenu('more', ...five.slice(2)));
    expect(saidBy(decided(seen, wrote('1'), more))).toEqual(['This is 1.']);
    expect(saidBy(decided(seen, wrote('4'), more))).toEqual(['This is 4.']);
  });

  it('explains a number whose entry is no longer there, and shows the menu again', () => {
    const fewer = published(...five.slice(1));
    const explained = decided(seen, wrote('1'), fewer);
    expect(saidBy(explained)).toEqual([expect.stringContaining('no longer open')]);
    expect(saidBy(decided({ ...seen, state: explained.state, context: explained.context }, wrote('1'), fewer))).toEqual(['This is 2.']);
  });

  it('does not give numbers to what was not seen', () => {
    const more = published(...five, answer(6), answer(7));
    expect(saidBy(decided(seen, wrote('7'), more))).toEqual([expect.stringMatching(/^Sorry, I did not get that/)]);
  });

  it('keeps the numbers of a menu below that is gone, as far as its entries are there', () => {
    const below = after(aSnapshot(), published(submenu('old', ...five)), wrote('menu'), wrote('1'));
    expect(saidBy(decided(below, wrote('2'), published(...five.toReversed())))).toEqual(['This is 2.']);
  });

  it('keeps the choices of a form’s question', () => {
    const colours = (...values: string[]) =>
      published(form(field({ key: 'colour', type: 'choice', choices: values.map((value) => ({ value, title: { en: value } })) })));
    const asked = after(aSnapshot(), colours('red', 'green', 'blue'), tapped('menu:form'));
    expect(decided(asked, wrote('1'), colours('blue', 'red')).context.form?.answers).toEqual({ colour: 'red' });
    expect(sendsOf(decided(asked, wrote('2'), colours('blue', 'red'))).map(({ said }) => said)).toEqual(['form.stale']);
  });

  it('and a menu shown by an earlier release, which did not say what stood in it, goes by its places', () => {
    expect(saidBy(decided(aSnapshot(), wrote('2'), published(...five)))).toEqual(['This is 2.']);
  });

  it('in every language the ids are the same', () => {
    const [first, ...others] = LANGUAGES.map((language) =>
      compilePlaybook(SHIPPED_PLAYBOOK, language).catalogue.mainMenu.entries.map(({ id }) => id),
    );
    for (const ids of others) expect(ids).toEqual(first);
  });
});
