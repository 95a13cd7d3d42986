import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spokenLanguages } from '../../application/languages.js';
import { schedule } from '../hours/hours.test.js';
import type { HoursBook } from '../hours/hours-book.js';
import { OpeningHours } from '../hours/opening-hours.js';
import type { Decision } from '../model.js';
import { compilePlaybook } from '../playbook/compile-playbook.js';
import type { PlaybookRule } from '../playbook/rule.js';
import { SHIPPED_PLAYBOOK } from '../playbook/shipped-playbook.js';
import { ANA, aSnapshot, aSituation, decided, inChat, sent, tapped, wrote } from '../rehearsal.test.js';
import type { Suggestion } from './suggestion.js';

const languages = spokenLanguages(['en'], () => compilePlaybook(SHIPPED_PLAYBOOK, 'en').catalogue);
const SHIPPED = { languages, ...languages.speech('en') };
const { words } = SHIPPED.catalogue;

function ruled(...rules: PlaybookRule[]) {
  return { ...SHIPPED, catalogue: compilePlaybook({ ...SHIPPED_PLAYBOOK, rules }, 'en').catalogue };
}

function said({ effects }: Decision): (string | undefined)[] {
  return effects.flatMap((effect) => (effect.do === 'send' ? [effect.said] : []));
}

function contentOf({ effects }: Decision) {
  const [effect] = effects.filter((one) => one.do === 'send');
  if (effect?.do !== 'send' || !('text' in effect.content)) throw new Error('nothing was said');
  return effect.content;
}

function buttonsOf(decision: Decision): string[] {
  const content = contentOf(decision);
  return content.type === 'buttons' ? content.buttons.map(({ id }) => id) : content.type === 'list' ? content.rows.map(({ id }) => id) : [];
}

describe('free text that nothing else understands', () => {
  it('gets the one answer that is clear, and is asked whether it helped', () => {
    const decision = decided(aSnapshot(), wrote('do you assemble furniture at home'), SHIPPED);
    expect(said(decision)).toEqual(['answers.ask']);
    expect(contentOf(decision).text).toMatch(/assembly for 49\.00[\s\S]*\n\nDid this help\?$/);
    expect(buttonsOf(decision)).toEqual(['answer:helped', 'support', 'main_menu']);
  });

  it('finds what the menu answers in spite of typing errors', () => {
    expect(contentOf(decided(aSnapshot(), wrote('delivry cost'), SHIPPED)).text).toContain('Standard delivery takes');
  });

  it('is offered several answers, with a person and the menu below, by tap and by number', () => {
    const several: Suggestion[] = [
      { id: 'article:gift', title: 'Gifts and vouchers', answer: 'We wrap.', isClear: false },
      { id: 'menu:returns', title: 'Returns and refunds', answer: 'Thirty days.', isClear: false },
    ];
    const situation = { ...SHIPPED, suggest: () => several };
    const offer = decided(aSnapshot(), wrote('about a present I got'), situation);
    expect(said(offer)).toEqual(['answers.found']);
    expect(buttonsOf(offer)).toEqual(['article:gift', 'menu:returns', 'support', 'main_menu']);
    expect(contentOf(offer).text).toContain('2. Returns and refunds\n3. Chat Support\n4. Main menu');
    const after = aSnapshot({ state: offer.state, context: offer.context });
    expect(contentOf(decided(after, wrote('1'), situation)).text).toContain('We wrap gifts');
    expect(contentOf(decided(after, tapped('article:gift', null), situation)).text).toContain('Did this help?');
    expect(contentOf(decided(after, wrote('2'), situation)).text).toContain('within 30 days');
    expect(decided(after, wrote('3'), situation).effects[0]).toMatchObject({ do: 'open-chat', about: 'about a present I got' });
    expect(decided(after, wrote('4'), situation).state).toBe('MAIN_MENU');
  });

  it('offers no person while chat support is off', () => {
    const offer = decided(aSnapshot(), wrote('delivry cost'), { ...SHIPPED, supportChatEnabled: false });
    expect(buttonsOf(offer)).toEqual(['answer:helped', 'main_menu']);
  });

  it('is a greeting in other words when it is the first message, unless the answer is clear', () => {
    const unsure: Suggestion[] = [{ id: 'article:gift', title: 'Gifts', answer: 'We wrap.', isClear: false }];
    const first = aSnapshot({ state: 'INITIAL', lastWroteAt: null });
    expect(said(decided(first, wrote('about a present'), { ...SHIPPED, suggest: () => unsure }))).toEqual(['menu.welcome']);
    expect(said(decided(first, wrote('do you assemble furniture'), SHIPPED))).toEqual(['answers.ask']);
  });

  it.each(['menu', 'Hello!', 'thanks', 'done'])(
    'is no search when it is a word of the bot: %j as the first message is welcomed',
    (text) => {
      const clear: Suggestion[] = [{ id: 'article:lunch', title: 'Lunch menu', answer: 'Soup.', isClear: true }];
      const first = aSnapshot({ state: 'INITIAL', lastWroteAt: null });
      expect(said(decided(first, wrote(text), { ...SHIPPED, suggest: () => clear }))).toEqual(['menu.welcome']);
    },
  );

  it('goes on to the apology when nothing answers it', () => {
    expect(said(decided(aSnapshot(), wrote('what is the meaning of life'), SHIPPED))).toEqual(['menu.unknown.1']);
  });

  it('is looked for in texts only: not in captions, taps or bare numbers', () => {
    const asked: string[] = [];
    const situation = { ...SHIPPED, suggest: (text: string) => (asked.push(text), []) };
    for (const event of [sent('image', 'a lampp'), tapped('gone:away', null), wrote('42'), wrote('👍')])
      decided(aSnapshot(), event, situation);
    expect(asked).toEqual([]);
  });

  it('says an answer of a thousand characters whole, and leaves out the question', () => {
    const long = 'x'.repeat(1_020);
    const situation = { ...SHIPPED, suggest: () => [{ id: 'article:gift', title: 'Gifts', answer: long, isClear: true }] };
    expect(contentOf(decided(aSnapshot(), wrote('gibberish'), situation)).text).toBe(long);
  });
});

describe('did this help?', () => {
  const asked = decided(aSnapshot(), wrote('do you assemble furniture at home'), SHIPPED);
  const after = aSnapshot({ state: asked.state, context: asked.context });

  it.each(['yes', 'Yes!', 'it helped', 'yep'])('%j: thanks and the menu', (text) => {
    expect(said(decided(after, wrote(text), SHIPPED))).toEqual(['answers.helped']);
  });

  it('the button says the same, also later', () => {
    expect(said(decided(after, tapped('answer:helped', null), SHIPPED))).toEqual(['answers.helped']);
    expect(said(decided(aSnapshot(), tapped('answer:helped', null), SHIPPED))).toEqual(['answers.helped']);
  });

  it.each([wrote('no'), wrote('Not really.'), tapped('support', null), wrote('let me talk to someone')])(
    'no, or the way to a person: a chat, and its agent sees what was asked (%#)',
    (event) => {
      const decision = decided(after, event, SHIPPED);
      expect(decision.state).toBe('CHAT_SUPPORT_ACTIVE');
      expect(decision.effects[0]).toMatchObject({ do: 'open-chat', about: 'do you assemble furniture at home' });
    },
  );

  it('anything else stands for itself, and the question is forgotten', () => {
    const next = decided(after, wrote('opening hours'), SHIPPED);
    expect(next.context.answering).toBeUndefined();
    expect(said(decided(aSnapshot({ state: next.state, context: next.context }), wrote('yes'), SHIPPED))).not.toContain('answers.helped');
  });

  it('a chat that is asked for later is not about it', () => {
    expect(decided(aSnapshot(), wrote('support'), SHIPPED).effects[0]).not.toHaveProperty('about');
  });
});

describe('rules', () => {
  const christmas: PlaybookRule = {
    id: 'rule:christmas',
    words: { en: ['christmas', 'xmas'] },
    match: 'part',
    does: { kind: 'answer', text: { en: 'At Christmas {business} is closed.' } },
  };

  it('ship none', () => {
    expect(SHIPPED_PLAYBOOK.rules).toEqual([]);
    expect(SHIPPED.catalogue.rules).toEqual([]);
  });

  it('answer words inside a text, with the ways on below', () => {
    const decision = decided(aSnapshot(), wrote('Are you there at X-mas or XMAS?'), ruled(christmas));
    expect(contentOf(decision).text).toBe('At Christmas Juniper Home is closed.');
    expect(buttonsOf(decision)).toEqual(['support', 'main_menu']);
  });

  it('answer whole messages only where they say so', () => {
    const situation = ruled({ ...christmas, match: 'whole' });
    expect(contentOf(decided(aSnapshot(), wrote('Christmas?'), situation)).text).toContain('closed');
    expect(contentOf(decided(aSnapshot(), wrote('qwertz christmas'), situation)).text).not.toContain('is closed');
  });

  it('open an entry of the menu', () => {
    const situation = ruled({ ...christmas, does: { kind: 'entry', id: 'menu:hours' } });
    expect(contentOf(decided(aSnapshot(), wrote('xmas'), situation)).text).toContain('Our shop is open');
  });

  it('go by the hours of the team they lead to, else by everybody’s', () => {
    const billing = { kind: 'support', id: 'menu:hours', title: { en: 'Billing' }, words: { en: [] }, team: 'Billing' } as const;
    const entries = SHIPPED_PLAYBOOK.menu.entries.map((node) => (node.id === billing.id ? billing : node));
    const menu = { ...SHIPPED_PLAYBOOK.menu, entries };
    const rules: PlaybookRule[] = [
      { ...christmas, hours: 'closed', does: { kind: 'entry', id: billing.id } },
      { ...christmas, id: 'rule:open', hours: 'open' },
    ];
    const { catalogue } = compilePlaybook({ ...SHIPPED_PLAYBOOK, menu, rules }, 'en');
    const closed = new OpeningHours(schedule('UTC', []));
    const isSent = (asked: HoursBook['of']) => decided(aSnapshot(), wrote('xmas'), { ...SHIPPED, catalogue, hours: { of: asked } }).state;
    expect(isSent((team) => (team === 'Billing' ? closed : null))).toBe('CHAT_SUPPORT_ACTIVE');
    expect(isSent((team) => (team === 'Billing' ? null : closed))).not.toBe('CHAT_SUPPORT_ACTIVE');
  });

  it('the first that fits wins, and before the words of the menu', () => {
    const other: PlaybookRule = { ...christmas, id: 'rule:other', does: { kind: 'answer', text: { en: 'Second.' } } };
    expect(contentOf(decided(aSnapshot(), wrote('order for xmas'), ruled(christmas, other))).text).toContain('closed');
    expect(contentOf(decided(aSnapshot(), wrote('order for xmas'), ruled(other, christmas))).text).toBe('Second.');
  });

  it('are for the languages they name, and for those they have words in', () => {
    for (const rule of [
      { ...christmas, languages: ['es' as const] },
      { ...christmas, words: { es: ['navidad'] } },
    ]) {
      expect(ruled(rule).catalogue.rules).toEqual([]);
    }
  });

  it('are looked for in the beginning of a text, like the choices of the menu', () => {
    const situation = ruled({ ...christmas, does: { kind: 'answer', text: { en: 'So it is.' } } });
    expect(contentOf(decided(aSnapshot(), wrote(`${'so '.repeat(300)}xmas`), situation)).text).toBe('So it is.');
    expect(contentOf(decided(aSnapshot(), wrote(`${'so '.repeat(400)}xmas`), situation)).text).not.toBe('So it is.');
  });

  it('never stand before a start word, an end word or the menu, and never in a chat', () => {
    const all = [...words.start, ...words.end, ...words.menu];
    const situation = ruled({ ...christmas, words: { en: [...all, 'done', 'christmas'] } });
    for (const text of words.start) expect(decided(aSnapshot(), wrote(text), situation).state).toBe('CHAT_SUPPORT_ACTIVE');
    for (const text of [...words.end, ...words.menu])
      expect(contentOf(decided(aSnapshot(), wrote(text), situation)).text).not.toContain('is closed');
    expect(decided(inChat({ agent: ANA }), wrote('christmas'), situation).effects).toEqual([]);
  });
});

describe('what is suggested', () => {
  it('never in a chat, never to a text with a start word, and never more than one message, for any text', () => {
    const piece = fc.constantFrom(...words.start, 'delivry', 'assemble', 'gift', 'refnd', 'my lamp', '12', '👍', 'voucher', '?');
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(piece, { minLength: 1, maxLength: 6 }).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(text, fc.boolean(), (written, open) => {
        const situation = aSituation(SHIPPED);
        const chat = decided(inChat(open ? { agent: ANA } : {}), wrote(written), situation);
        expect(said(chat)).not.toContain('answers.found');
        expect(said(chat)).not.toContain('answers.ask');
        const decision = decided(aSnapshot(), wrote(written), situation);
        expect(said(decision).length).toBeLessThanOrEqual(1);
        if (said(decision).some((key) => key?.startsWith('answers.'))) {
          expect(decision.state).toBe('MAIN_MENU');
          expect(buttonsOf(decision)).toContain('support');
        }
      }),
    );
  });
});
