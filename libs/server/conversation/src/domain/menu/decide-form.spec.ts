import { describe, expect, it } from '@jest/globals';
import type { ConversationSnapshot } from '../model.js';
import {
  anEndedChat,
  aSnapshot,
  CATALOGUE,
  decided,
  idsOf,
  NOON,
  Rehearsal,
  saidBy,
  sendsOf,
  sent,
  steps,
  tapped,
  wrote,
} from '../rehearsal.test.js';

const { texts } = CATALOGUE;

/** In the middle of "Report a problem": order number, what happened, e-mail (may be skipped); then a chat. */
const filling = (answers: Record<string, string>, overrides: Partial<ConversationSnapshot> = {}): ConversationSnapshot =>
  aSnapshot({ state: 'FORM', context: { form: { id: 'menu:problem', answers } }, ...overrides });
const AT_NUMBER = filling({});
const AT_PROBLEM = filling({ order_number: 'JH-1' });
const AT_EMAIL = filling({ order_number: 'JH-1', problem: 'damaged' });
const AT_END = filling({ order_number: 'JH-1', problem: 'damaged', email: 'maria@example.com' });
/** In the middle of "Plan a visit": name, day, people, phone (may be skipped); then an answer. */
const visiting = (answers: Record<string, string>): ConversationSnapshot =>
  aSnapshot({ state: 'FORM', context: { form: { id: 'menu:visit', answers } } });

const told = (snapshot: ConversationSnapshot): unknown => snapshot.context.form?.answers;

describe('a form', () => {
  it('asks one question after the other, shows what it was told, and opens the chat with it kept', () => {
    const rehearsal = new Rehearsal(aSnapshot());
    for (const event of [tapped('menu:problem'), wrote('JH-48213'), tapped('form:problem:problem:damaged'), wrote('maria@example.com')])
      rehearsal.play(event);
    expect(rehearsal.texts).toEqual([
      expect.stringMatching(/^We are sorry that something went wrong\.[^]*What is your order number\?/),
      'What happened?',
      expect.stringContaining('To which e-mail address'),
      'Is this right?\n\nOrder number: JH-48213\nWhat happened: Damaged\nE-mail: maria@example.com',
    ]);
    expect(idsOf(sendsOf(decided(AT_EMAIL, wrote('maria@example.com')))[0]?.content ?? { type: 'text', text: '' })).toEqual([
      'form-send:problem',
      'form-change:problem',
      'main_menu',
    ]);
    const decision = decided(rehearsal.snapshot, tapped('form-send:problem'));
    expect(decision.state).toBe('CHAT_SUPPORT_ACTIVE');
    expect(decision.effects.slice(0, 2)).toEqual([
      { do: 'set-attributes', attributes: { order_number: 'JH-48213', problem: 'damaged', email: 'maria@example.com' } },
      expect.objectContaining({ do: 'open-chat', origin: 'menu', agent: null }),
    ]);
  });

  it('may end with an answer, back at the menu it stands in', () => {
    const decision = decided(visiting({ name: 'Maria', visit_date: '2026-12-24', visitors: '2', contact_phone: '' }), wrote('yes'));
    expect(decision).toMatchObject({ state: 'MAIN_MENU', context: {} });
    expect(decision.effects[0]).toEqual({ do: 'set-attributes', attributes: { name: 'Maria', visit_date: '2026-12-24', visitors: '2' } });
    expect(saidBy(decision)).toEqual([expect.stringContaining('We look after a place for you')]);
  });

  it.each([
    ['the tap', tapped('form:problem:problem:wrong')],
    ['the number', wrote('3')],
    ['the title', wrote('wrong item')],
    ['a word in a sentence', wrote('it is not what i ordered, sorry')],
  ])('takes a choice by %s', (_, event) => {
    expect(told(aSnapshot(decided(AT_PROBLEM, event)))).toMatchObject({ problem: 'wrong' });
  });

  it.each([tapped('form-skip:problem:email'), wrote('skip'), wrote('Skip this.')])('leaves out what may be left out (%j)', (event) => {
    const decision = decided(AT_EMAIL, event);
    expect(saidBy(decision)).toEqual(['Is this right?\n\nOrder number: JH-1\nWhat happened: Damaged']);
  });

  it('does not go on without what may not be left out', () => {
    const decision = decided(AT_NUMBER, wrote('skip'));
    expect(saidBy(decision)).toEqual([expect.stringMatching(new RegExp(`^${texts['form.wrong.required']}[^]*order number`))]);
    expect(told(aSnapshot(decision))).toEqual({});
  });

  it.each([
    [AT_NUMBER, wrote('x'.repeat(41)), texts['form.wrong.long'].replace('{most}', '40')],
    [AT_NUMBER, wrote('   '), texts['form.wrong.empty']],
    [AT_PROBLEM, wrote('it fell'), texts['form.wrong.choice']],
    [AT_EMAIL, wrote('maria'), texts['form.wrong.email']],
    [AT_END, wrote('perhaps'), texts['form.wrong.choice']],
    [visiting({}), wrote('hello'), texts['form.wrong.name']],
    [visiting({ name: 'M' }), wrote('soon'), texts['form.wrong.date']],
    [visiting({ name: 'M', visit_date: '2026-12-24' }), wrote('9'), texts['form.wrong.high'].replace('{most}', '8')],
    [AT_NUMBER, tapped('form:problem:problem:damaged'), texts['form.stale']],
    [AT_EMAIL, tapped('form-send:problem'), texts['form.stale']],
    [AT_NUMBER, tapped('form:visit:name'), texts['form.stale']],
    [AT_NUMBER, tapped('end_chat', 'chat-0'), texts['form.stale']],
  ])('asks again with what was wrong, and forgets nothing (%#)', (snapshot, event, why) => {
    const decision = decided(snapshot, event);
    expect(saidBy(decision)).toEqual([expect.stringContaining(`${why}\n\n`)]);
    expect([decision.state, decision.context.form]).toEqual(['FORM', snapshot.context.form]);
  });

  it('offers the ways out to whoever is stuck', () => {
    const [again] = sendsOf(decided(AT_EMAIL, wrote('maria')));
    expect(again && idsOf(again.content)).toEqual(['form-skip:problem:email', 'support', 'main_menu']);
  });

  it.each(['image', 'audio', 'sticker', 'document', 'location', 'contacts', 'unsupported'] as const)(
    'keeps what is no written answer (%s), says so once and asks again',
    (type) => {
      const first = decided(AT_NUMBER, sent(type, type === 'image' ? 'JH-48213' : null));
      expect(saidBy(first)).toEqual([expect.stringContaining(texts['form.wrong.media'])]);
      const again = aSnapshot(first);
      expect(steps(decided(again, sent(type)))).toEqual([]);
      expect(told(aSnapshot(decided(again, wrote('JH-48213'))))).toEqual({ order_number: 'JH-48213' });
    },
  );

  it.each(['reaction', 'edit', 'revoke', 'system'] as const)('takes no notice of a %s', (type) => {
    expect(decided(AT_NUMBER, sent(type))).toEqual({ state: 'FORM', context: AT_NUMBER.context, effects: [] });
  });

  it.each([
    ['a start word', wrote('I want to talk to a human'), 'CHAT_SUPPORT_ACTIVE'],
    ['the word menu', wrote('menu'), 'MAIN_MENU'],
    ['an end word', wrote('exit'), 'MAIN_MENU'],
    ['Chat Support', tapped('support'), 'CHAT_SUPPORT_ACTIVE'],
    ['Main menu', tapped('main_menu'), 'MAIN_MENU'],
    ['an entry of a menu above', tapped('menu:faq'), 'SUBMENU'],
    ['a start word under a photo', sent('image', 'help me'), 'CHAT_SUPPORT_ACTIVE'],
  ] as const)('is left by %s, and nothing is kept', (_, event, state) => {
    for (const place of [AT_NUMBER, AT_PROBLEM, AT_EMAIL, AT_END]) {
      const decision = decided(place, event);
      expect(decision.state).toBe(state);
      expect(decision.context.form).toBeUndefined();
      expect(steps(decision)).not.toContain('set-attributes');
    }
  });

  it('begins anew when what it shows is not right', () => {
    for (const event of [tapped('form-change:problem'), wrote('2'), wrote('no')]) {
      const decision = decided(AT_END, event);
      expect(decision).toMatchObject({ state: 'FORM', context: { form: { id: 'menu:problem', answers: {} } } });
    }
    expect(decided(AT_END, wrote('3')).state).toBe('MAIN_MENU');
  });

  it('takes no text for an answer after half a day of silence; a tap still is one', () => {
    const later = new Date(NOON.getTime() + 12 * 3_600_000 + 1);
    const window = { windowExpiresAt: new Date(later.getTime() + 1_000), lastWroteAt: NOON };
    expect(decided({ ...AT_PROBLEM, ...window }, wrote('hello'), { now: later }).state).toBe('MAIN_MENU');
    expect(told(aSnapshot(decided({ ...AT_PROBLEM, ...window }, tapped('form:problem:problem:damaged'), { now: later })))).toMatchObject({
      problem: 'damaged',
    });
  });

  it('that is gone says so and shows the menu', () => {
    const gone = aSnapshot({ state: 'FORM', context: { form: { id: 'menu:gone', answers: {} } } });
    for (const event of [wrote('JH-1'), sent('image'), tapped('form:gone:order_number:x')])
      expect(saidBy(decided(gone, event))).toEqual([expect.stringContaining(texts['form.gone'])]);
    expect(decided(gone, wrote('support')).state).toBe('CHAT_SUPPORT_ACTIVE');
    expect(decided(gone, tapped('menu:faq')).state).toBe('SUBMENU');
  });

  it('that lost or gained a question goes on where it can', () => {
    const changed = filling({ order_number: 'JH-1', colour: 'red', problem: 'damaged' });
    const decision = decided(changed, wrote('skip'));
    expect(saidBy(decision)).toEqual(['Is this right?\n\nOrder number: JH-1\nWhat happened: Damaged']);
    expect(decided(aSnapshot(decision), wrote('yes')).effects[0]).toEqual({
      do: 'set-attributes',
      attributes: { order_number: 'JH-1', problem: 'damaged' },
    });
  });

  it.each([
    ['a day', { name: 'Maria', visit_date: 'soon' }, 'On which day'],
    ['a day there is not', { name: 'Maria', visit_date: '2026-02-30' }, 'On which day'],
    ['a name', { name: '12345', visit_date: '2026-12-24' }, 'What is your name'],
    ['a number', { name: 'Maria', visit_date: '2026-12-24', visitors: '2.5' }, 'How many of you'],
    ['a number so big', { name: 'Maria', visit_date: '2026-12-24', visitors: '9' }, 'How many of you'],
    ['a phone', { name: 'Maria', visit_date: '2026-12-24', visitors: '2', contact_phone: 'x' }, 'Under which number'],
    ['something needed now', { name: '', visit_date: '2026-12-24' }, 'What is your name'],
  ])('published with other questions asks those that what was told is no answer to: %s', (_, answers, asked) => {
    expect(saidBy(decided(visiting(answers), tapped('form-send:visit')))).toEqual([expect.stringContaining(asked)]);
  });

  it('published without a choice that was made asks for one of those there are', () => {
    const decision = decided(filling({ order_number: 'JH-1', problem: 'stolen', email: '' }), wrote('yes'));
    expect(saidBy(decision)).toEqual([expect.stringContaining('What happened?')]);
    const told = decided(aSnapshot(decision), wrote('2'));
    expect(saidBy(told)).toEqual(['Is this right?\n\nOrder number: JH-1\nWhat happened: Something is missing']);
  });

  it('is no reason to lose what stands above it: Continue chat, the stars, an article', () => {
    const chat = anEndedChat({ wasAnswered: true, notices: ['rating.ask'] });
    const resumed = decided({ ...AT_PROBLEM, lastChat: chat }, tapped('resume_chat', chat.id));
    expect([resumed.state, steps(resumed)]).toEqual(['CHAT_SUPPORT_ACTIVE', ['open-chat']]);
    expect(steps(decided({ ...AT_PROBLEM, lastChat: chat }, tapped('rate:5', chat.id)))).toContain('rate-chat');
    expect(saidBy(decided(AT_PROBLEM, tapped('article:gift')))).toEqual([expect.stringContaining('We wrap gifts')]);
    // Too late for it: that is said, and the question stays open.
    const late = decided(AT_PROBLEM, tapped('resume_chat', 'chat-0'));
    expect([saidBy(late), late.context.form]).toEqual([[texts['resume.closed']], AT_PROBLEM.context.form]);
  });

  it('that leads into a chat is not begun by an older message while chat support is off', () => {
    const decision = decided(aSnapshot(), tapped('menu:problem'), { supportChatEnabled: false });
    expect(decision.state).toBe('MAIN_MENU');
    expect(saidBy(decision)).toEqual([expect.stringContaining(texts['support.off'])]);
  });

  it('that leads into a chat is not offered while chat support is off, and keeps what was told when that comes in between', () => {
    const off = { supportChatEnabled: false };
    const menu = sendsOf(decided(aSnapshot(), wrote('menu'), off))[0];
    expect(menu && idsOf(menu.content)).not.toContain('menu:problem');
    const decision = decided(AT_END, tapped('form-send:problem'), off);
    expect(decision.state).toBe('MAIN_MENU');
    expect(steps(decision)).toEqual(['set-attributes', 'send:bot']);
    expect(saidBy(decision)).toEqual([expect.stringContaining(texts['support.off'])]);
  });
});
