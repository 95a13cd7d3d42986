import { describe, expect, it } from '@jest/globals';
import { LANGUAGES, type Language } from '@parley/vocabulary';
import fc from 'fast-check';
import { languageDetector } from './detect-language.js';
import { profileOf } from './language-profiles.js';

const ALL = languageDetector(LANGUAGES.map((language) => profileOf(language, [])));

describe('the language of a first message', () => {
  it.each<[Language, string]>([
    ['en', 'Hello, where is my order?'],
    ['en', 'good morning'],
    ['en', 'I want to return the lamp I bought last week'],
    ['en', 'thank you'],
    ['en', 'can I talk to someone about my delivery'],
    ['es', 'Hola'],
    ['es', 'Buenos días, quiero saber dónde está mi pedido'],
    ['es', 'Quisiera hacer un cambio por favor'],
    ['es', 'necesito ayuda'],
    ['es', '¿Cuánto cuesta el envío?'],
    ['pt-BR', 'Oi, tudo bem?'],
    ['pt-BR', 'Bom dia! Meu pedido ainda não chegou'],
    ['pt-BR', 'queria trocar uma luminária que veio quebrada'],
    ['pt-BR', 'obrigada'],
    ['pt-BR', 'quero falar com um atendente'],
    ['fr', 'Bonjour'],
    ['fr', "Je voudrais savoir où est ma commande s'il vous plaît"],
    ['fr', "j'ai besoin d'aide"],
    ['fr', 'Quels sont vos horaires ?'],
    ['ar', 'السلام عليكم'],
    ['ar', 'أين طلبي؟'],
    ['ar', 'مرحبا، أريد موظف please'],
    ['hi', 'नमस्ते, मेरा ऑर्डर कहाँ है?'],
    ['hi', 'मदद चाहिए'],
    ['hi', 'mera order kab aayega'],
    ['hi', 'namaste'],
    ['id', 'Halo kak, pesanan saya belum sampai'],
    ['id', 'Selamat pagi'],
    ['id', 'berapa ongkos kirim ke Bandung?'],
    ['id', 'saya mau bicara dengan petugas'],
  ])('is surely %s: %j', (language, text) => {
    expect(ALL(text, null)).toEqual({ language, isSure: true });
  });

  it.each(['menu', 'chat', 'support', 'ok', 'OK!', '12', '👍', '???', '', 'JH-48213', 'Привет', '你好', 'juniper'])(
    'is not told by %j',
    (text) => {
      expect(ALL(text, null)?.isSure ?? false).toBe(false);
    },
  );

  it('is not surely Arabic when it is Persian or Urdu', () => {
    expect(ALL('سلام، سفارش من کجاست؟ می‌خواهم پیگیری کنم', null)).toEqual({ language: 'ar', isSure: false });
    expect(ALL('میرا آرڈر کہاں ہے', null)).toEqual({ language: 'ar', isSure: false });
  });

  it.each<[string, Language]>([
    ['+5511900000000', 'pt-BR'],
    ['+34600000000', 'es'],
    ['+525500000000', 'es'],
    ['+33600000000', 'fr'],
    ['+221700000000', 'fr'],
    ['+201000000000', 'ar'],
    ['+919000000000', 'hi'],
    ['+6281100000000', 'id'],
    ['+447700900123', 'en'],
  ])('is guessed from the number %s where the text says nothing, and never for sure', (phone, language) => {
    expect(ALL('12', phone)).toEqual({ language, isSure: false });
  });

  it.each([null, '', '+999', '+', '447700900123', '+12025550100'])('is not guessed from %j', (phone) => {
    expect(ALL('12', phone)).toBeNull();
  });

  it('is what the customer writes, not where the number is from', () => {
    expect(ALL('Hello, where is my order?', '+5511900000000')).toEqual({ language: 'en', isSure: true });
  });

  it('is sure of little where the number says the same', () => {
    // One small word that Spanish has and Portuguese has not.
    expect(ALL('quiero 2 sillas', null)).toEqual({ language: 'es', isSure: false });
    expect(ALL('quiero 2 sillas y mesa', '+34600000000')).toEqual({ language: 'es', isSure: true });
  });

  it('is only ever one on offer', () => {
    const two = languageDetector((['en', 'es'] as const).map((language) => profileOf(language, [])));
    expect(two('مرحبا', '+201000000000')).toBeNull();
    expect(two('bom dia', '+5511900000000')?.isSure ?? false).toBe(false);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.option(fc.string()), (text, phone) => {
        expect(['en', 'es', undefined]).toContain(two(text, phone)?.language);
      }),
    );
  });

  it('is told by what the choices of the menu are called', () => {
    const shops = languageDetector([profileOf('en', ['Opening hours']), profileOf('es', ['Horario de apertura'])]);
    expect(shops('horario de apertura', null)).toEqual({ language: 'es', isSure: true });
    expect(shops('opening hours', null)).toEqual({ language: 'en', isSure: true });
  });

  it('has an answer for any text and number', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), fc.option(fc.string()), (text, phone) => {
        const found = ALL(text, phone);
        if (found) expect(LANGUAGES).toContain(found.language);
      }),
    );
  });

  it('reads the beginning of a hostile text only', () => {
    expect(ALL(`${'x'.repeat(3_000_000)} hola quiero un envío`, null)).toBeNull();
  });
});
