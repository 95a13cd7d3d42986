import { describe, expect, it } from '@jest/globals';
import { answer, article, playbook, rule, texts, told } from './small-playbook.test.js';

describe('what a document makes the bot say and understand', () => {
  it.each([
    [
      'an answer that becomes too long with the name of the business',
      playbook([answer(1, { text: { en: '{business} '.repeat(90) } })]),
      '/menu/entries/0/text: In English the answer has a text of 1170 characters.',
    ],
    [
      'a rule that becomes too long',
      playbook([], { rules: [rule('{business} '.repeat(90))] }),
      '/rules/0/does/text: In English the answer has a text of 1170 characters.',
    ],
    [
      'an article that becomes too long',
      playbook([], { articles: [article('{business} '.repeat(90))] }),
      '/articles/0/answer: In English the answer has a text of 1170 characters.',
    ],
    [
      'an answer that names whom it cannot know',
      playbook([answer(1, { text: { en: 'Dear {name}, so it is.' } })]),
      '/menu/entries/0/text: In English the answer names {name}, which is not known there.',
    ],
    [
      'a rule with braces',
      playbook([], { rules: [rule('Your order {order}')] }),
      '/rules/0/does/text: In English the answer names something in braces that it cannot fill in.',
    ],
    [
      'an article with braces',
      playbook([], { articles: [article('Your order {order}')] }),
      '/articles/0/answer: In English the answer names something in braces that it cannot fill in.',
    ],
    [
      'a text that names what is not known there',
      playbook([], texts({ 'menu.courtesy': 'Thanks, says {agent}' })),
      '/overrides/en/texts/menu.courtesy: In English menu.courtesy names {agent}, which is not known there.',
    ],
    [
      'a question too long with the stars under it',
      playbook([], texts({ 'rating.ask': 'x'.repeat(1_000) })),
      '/overrides/en/texts/rating.ask: In English rating.ask, with its choices, has a text of 1044 characters.',
    ],
    [
      'suggestions too long with what is suggested',
      playbook([], texts({ 'answers.found': 'x'.repeat(950) })),
      '/overrides/en/texts/answers.found: In English answers.found, with its choices, has a text of 1098 characters.',
    ],
    [
      'a question too long in all languages together',
      playbook([], {
        languages: ['en', 'es'],
        overrides: { en: { texts: { 'language.ask': 'x'.repeat(600) } }, es: { texts: { 'language.ask': 'y'.repeat(600) } } },
      }),
      '/languages: The question which of the languages to speak, asked in each of them, has a text of 1201 characters.',
    ],
    [
      'a start word among the end words',
      playbook([], { overrides: { en: { words: { end: ['Support!'] } } } }),
      '/overrides/en/words/start: "support" is a word that ends a chat.',
    ],
    [
      'an end word that opts out',
      playbook([], { overrides: { en: { words: { optOut: ['stop', 'exit'] } } } }),
      '/overrides/en/words/optOut: "exit" is a word that ends a chat.',
    ],
    [
      'a word that opts out and in',
      playbook([], { overrides: { en: { words: { optIn: ['stop'] } } } }),
      '/overrides/en/words/optIn: "stop" is a word that opts out.',
    ],
  ])('is missed by %s', (_, document, fault) => {
    expect(told(document)).toContain(fault);
  });
});
