import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '@parley/vocabulary';
import fc from 'fast-check';
import { sayDay, sayMinutes, sayNumber, sayTime, sayWhen } from './say-when.js';

/** A Friday evening. */
const NOW = new Date('2026-11-20T17:00:00Z');
const LISBON = 'Europe/Lisbon';

describe('when something is, as a customer reads it', () => {
  it.each([
    ['en', '2026-11-20T18:00Z', 'today at 18:00'],
    ['en', '2026-11-21T13:05Z', 'tomorrow at 13:05'],
    ['en', '2026-11-22T09:00Z', 'on Sunday at 9:00'],
    ['en', '2026-11-26T09:00Z', 'on Thursday at 9:00'],
    ['en', '2026-11-27T09:00Z', 'on 27 November at 9:00'],
    ['es', '2026-11-21T09:00Z', 'mañana a las 9:00'],
    ['es', '2026-11-23T01:30Z', 'el lunes a la 1:30'],
    ['es', '2026-12-24T09:00Z', 'el 24 de diciembre a las 9:00'],
    ['pt-BR', '2026-11-21T09:00Z', 'amanhã às 9:00'],
    ['pt-BR', '2026-11-22T09:00Z', 'no domingo às 9:00'],
    ['pt-BR', '2026-11-23T01:00Z', 'na segunda-feira à 1:00'],
    ['fr', '2026-11-21T13:05Z', 'demain à 13 h 05'],
    ['fr', '2026-11-23T09:00Z', 'lundi à 9 h'],
    ['fr', '2026-12-24T09:00Z', 'le 24 décembre à 9 h'],
    ['ar', '2026-11-21T13:05Z', 'غدًا الساعة 13:05'],
    ['ar', '2026-11-23T09:00Z', 'يوم الاثنين الساعة 9:00'],
    ['hi', '2026-11-23T09:00Z', 'सोमवार को 9:00 बजे'],
    ['id', '2026-11-21T09:00Z', 'besok pukul 9.00'],
    ['id', '2026-11-23T09:00Z', 'hari Senin pukul 9.00'],
  ])('in %s: %s is "%s"', (language, at, said) => {
    expect(sayWhen(new Date(at), NOW, LISBON, language)).toBe(said);
  });

  it('goes by the calendar of the zone, not by hours', () => {
    const late = new Date('2026-11-20T23:30:00Z');
    expect(sayDay(new Date('2026-11-21T00:30:00Z'), late, 'UTC', 'en')).toBe('tomorrow');
    expect(sayDay(new Date('2026-11-21T00:30:00Z'), late, 'Asia/Kolkata', 'en')).toBe('today');
    expect(sayDay(new Date('2026-11-21T00:30:00Z'), late, 'America/Sao_Paulo', 'en')).toBe('today');
  });

  it('knows the short and the long day of summer time', () => {
    // 25 October 2026 has 25 hours in Berlin, 29 March 2026 has 23.
    expect(sayWhen(new Date('2026-10-26T08:00Z'), new Date('2026-10-24T22:30Z'), 'Europe/Berlin', 'en')).toBe('tomorrow at 9:00');
    expect(sayWhen(new Date('2026-03-30T07:00Z'), new Date('2026-03-28T23:30Z'), 'Europe/Berlin', 'en')).toBe('tomorrow at 9:00');
  });

  it('falls back to English for a language nobody has phrased', () => {
    expect(sayTime(NOW, LISBON, 'tlh')).toBe('at 17:00');
  });

  it('has an answer in every language for every instant', () => {
    const instant = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(
        fc.constantFrom(...LANGUAGES),
        instant,
        instant,
        fc.constantFrom('UTC', 'Asia/Kathmandu', LISBON),
        (language, at, now, zone) => {
          expect(sayWhen(at, now, zone, language)).toMatch(/^\P{C}{6,60}$/u);
          expect(sayWhen(at, now, zone, language)).toMatch(/[0-9]/);
        },
      ),
    );
  });
});

describe('waits and numbers', () => {
  it.each([
    ['en', 1, '1 minute'],
    ['en', 5, '5 minutes'],
    ['es', 5, '5 minutos'],
    ['pt-BR', 1, '1 minuto'],
    ['fr', 10, '10 minutes'],
    ['ar', 1, 'دقيقة'],
    ['ar', 2, 'دقيقتان'],
    ['ar', 5, '5 دقائق'],
    ['ar', 15, '15 دقيقة'],
    ['hi', 5, '5 मिनट'],
    ['id', 5, '5 menit'],
  ])('in %s: %d is "%s"', (language, minutes, said) => {
    expect(sayMinutes(minutes, language)).toBe(said);
  });

  it.each([
    ['en', '1,200'],
    ['pt-BR', '1.200'],
    ['hi', '1,200'],
    ['ar', '1,200'],
  ])('in %s: 1200 is %s', (language, said) => {
    expect(sayNumber(1_200, language)).toBe(said);
  });
});
