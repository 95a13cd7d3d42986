import { describe, expect, it } from '@jest/globals';
import { LANGUAGES, type Language } from '@parley/vocabulary';
import fc from 'fast-check';
import { spokenLanguages } from '../../application/languages.js';
import type { ConversationSnapshot, Decision, Effect } from '../model.js';
import { compilePlaybook } from '../playbook/compile-playbook.js';
import { SHIPPED_PLAYBOOK } from '../playbook/shipped-playbook.js';
import { aContact, aSnapshot, decided, inChat, inUndo, remembered, sent, tapped, wrote } from '../rehearsal.test.js';

function offering(...offered: Language[]) {
  const languages = spokenLanguages(offered, (language) => compilePlaybook(SHIPPED_PLAYBOOK, language).catalogue);
  return { languages, ...languages.speech(offered[0] ?? 'en') };
}

const ONE = offering('en');
const THREE = offering('en', 'es', 'pt-BR');
const ALL = offering(...LANGUAGES);
const NEW: ConversationSnapshot = aSnapshot({ state: 'INITIAL', lastWroteAt: null, contact: aContact({ phone: null }) });

function said({ effects }: Decision): string[] {
  return effects.flatMap((effect) => (effect.do === 'send' ? [effect.said ?? 'menu'] : []));
}

function textOf({ effects }: Decision): string {
  return effects.map((effect) => (effect.do === 'send' && 'text' in effect.content ? effect.content.text : '')).join('\n');
}

function set({ effects }: Decision): string[] {
  return effects.flatMap((effect: Effect) => (effect.do === 'set-language' ? [effect.language] : []));
}

describe('the language of a contact', () => {
  it('is never asked for, nor found out, where one is spoken', () => {
    for (const text of ['👍', '12', 'hola, quiero un pedido', 'language', 'Español']) {
      const decision = decided(NEW, wrote(text), ONE);
      expect(set(decision)).toEqual([]);
      expect(said(decision)).not.toContain('language.ask');
    }
  });

  it.each<[string, Language, string]>([
    ['hola, buenos días', 'es', 'somos'],
    ['oi, bom dia, tudo bem?', 'pt-BR', 'aqui é'],
    ['bonjour, je voudrais un renseignement', 'fr', 'ici'],
    ['مرحبا', 'ar', 'معك'],
    ['नमस्ते', 'hi', 'नमस्ते'],
    ['halo, selamat pagi', 'id', 'Halo'],
    ['hello there', 'en', 'this is'],
  ])('is found in the first text %j: %s, and answered in it at once', (text, language, words) => {
    const decision = decided(NEW, wrote(text), ALL);
    expect(set(decision)).toEqual([language]);
    expect(said(decision)).toEqual(['menu.welcome']);
    expect(textOf(decision)).toContain(words);
  });

  it('is asked for once when the first text does not tell', () => {
    const asked = decided(NEW, wrote('👍'), THREE);
    expect(said(asked)).toEqual(['language.ask']);
    expect(asked.state).toBe('MAIN_MENU');
    expect(asked.effects).toMatchObject([
      { content: { type: 'buttons', buttons: [{ id: 'language:en' }, { id: 'language:es', title: 'Español' }, { id: 'language:pt-BR' }] } },
    ]);
    // Whatever they write instead of an answer: it is not asked again.
    for (const text of ['👍', '12', 'zzz', '…'])
      expect(said(decided({ ...NEW, state: asked.state, context: asked.context }, wrote(text), THREE))).not.toContain('language.ask');
  });

  it('is asked for in a list of names when there are more than three', () => {
    const asked = decided(NEW, wrote('12'), ALL);
    expect(asked.effects[0]).toMatchObject({ content: { type: 'list', rows: { length: 7 } } });
    expect(textOf(asked)).toContain('5. العربية');
    expect(textOf(asked)).toContain('¿En qué idioma');
  });

  it('puts the language of the number first, and asks nevertheless', () => {
    const asked = decided({ ...NEW, contact: aContact({ phone: '+5511900000000' }) }, wrote('12'), ALL);
    expect(textOf(asked)).toContain('1. Português');
    const [first] = asked.context.numbers?.choices ?? [];
    expect(first).toBe('language:pt-BR');
  });

  it.each(['support', 'CHAT', 'human please', 'soporte', 'quero um atendente', 'موظف', 'किसी से बात करनी है', 'butuh bantuan'])(
    'never stands between a customer and a person: %j',
    (text) => {
      const decision = decided(NEW, wrote(text), ALL);
      expect(decision.state).toBe('CHAT_SUPPORT_ACTIVE');
      expect(said(decision)).not.toContain('language.ask');
    },
  );

  it('is chosen by tap, by its name in any language, and by its number right after the question', () => {
    const asked = decided(NEW, wrote('👍'), THREE);
    const after = { ...NEW, state: asked.state, context: asked.context };
    for (const answer of [tapped('language:es', null), wrote('Español'), wrote('espanhol'), wrote('Spanish!'), wrote('2')]) {
      const decision = decided(after, answer, THREE);
      expect(set(decision)).toEqual(['es']);
      expect(said(decision)).toEqual(['language.set']);
      expect(textOf(decision)).toContain('te escribo en Español');
      expect(remembered(decision)).toEqual({});
    }
    expect(set(decided(after, wrote('4'), THREE))).toEqual([]);
  });

  it('is not chosen by a language that is not offered', () => {
    for (const answer of [tapped('language:fr', null), tapped('language:xx', null), wrote('French')]) {
      expect(set(decided(aSnapshot({ contact: aContact({ language: 'en' }) }), answer, THREE))).toEqual([]);
    }
  });

  it.each(['language', 'Idioma?', 'LANGUE', 'لغة', 'भाषा', 'bahasa', 'cambiar idioma'])(
    'is asked for again by %j, whatever is spoken',
    (text) => {
      const known = aSnapshot({ contact: aContact({ language: 'en' }) });
      expect(said(decided(known, wrote(text), ALL))).toEqual(['language.ask']);
    },
  );

  it('is remembered: a contact whose language is known is neither asked nor judged by what they write', () => {
    const known = aSnapshot({ contact: aContact({ language: 'es' }) });
    const spanish = { ...ALL, ...ALL.languages.speech('es') };
    const decision = decided(known, wrote('hello, good morning my friend'), spanish);
    expect(set(decision)).toEqual([]);
    expect(textOf(decision)).toContain('Perdona');
  });

  it('is found out again when the one remembered is no longer offered', () => {
    expect(set(decided(aSnapshot({ contact: aContact({ language: 'fr' }) }), wrote('hola, buenas tardes'), THREE))).toEqual(['es']);
  });

  it('is not asked for inside a chat: there the word is a message for the agent', () => {
    for (const snapshot of [inChat(), inUndo()]) {
      for (const text of ['language', 'idioma', 'Español']) {
        const decision = decided(snapshot, wrote(text), ALL);
        expect(said(decision)).not.toContain('language.ask');
        expect(set(decision)).toEqual([]);
      }
    }
  });

  it('can still be chosen inside a chat by the buttons of the question, and nothing is said', () => {
    for (const snapshot of [inChat(), inUndo()]) {
      const decision = decided(snapshot, tapped('language:es', null), ALL);
      expect(decision.effects).toEqual([{ do: 'set-language', language: 'es' }]);
      expect(decision.state).toBe(snapshot.state);
    }
  });

  it('is not read from what is typed into a form', () => {
    const form = aSnapshot({ state: 'FORM', context: { form: { id: 'menu:visit', answers: {} } } });
    for (const text of ['Maria da Silva', 'Español', '2']) expect(set(decided(form, wrote(text), ALL))).toEqual([]);
  });

  it('is not asked for by a reaction, and nothing is kept of it', () => {
    expect(decided(NEW, sent('reaction'), ALL)).toMatchObject({ state: 'INITIAL', effects: [] });
  });

  it('is one of those on offer, and asked for in a first message at most, for any text of anybody', () => {
    const state = fc.constantFrom('INITIAL' as const, 'MAIN_MENU' as const, 'SUBMENU' as const);
    const phone = fc.constantFrom(null, '+447700900123', '+5511900000000', '+919000000000');
    fc.assert(
      fc.property(state, phone, fc.string({ unit: 'binary', maxLength: 200 }), (from, number, text) => {
        const snapshot = aSnapshot({ state: from, contact: aContact({ phone: number }) });
        const decision = decided(snapshot, wrote(text), THREE);
        for (const language of set(decision)) expect(['en', 'es', 'pt-BR']).toContain(language);
        expect(said(decision).length).toBeLessThanOrEqual(1);
        if (from !== 'INITIAL') expect(said(decision)).not.toContain('language.ask');
      }),
    );
  });
});
