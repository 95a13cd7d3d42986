import type { PackWords } from '../pack-words.js';

/** Start, end and menu words are the contract's (§3), to the letter. */
export const words: PackWords = {
  start: ['support', 'chat support', 'chat', 'help me', 'agent', 'human', 'talk to someone'],
  end: ['end chat', 'end_chat', 'close', 'done', 'quit chat', 'exit'],
  menu: ['menu', 'main menu'],
  greeting: ['hi', 'hi there', 'hello', 'hello there', 'hey', 'good morning', 'good afternoon', 'good evening', 'start', 'help'],
  courtesy: ['thanks', 'thank you', 'thank you very much', 'many thanks', 'thx', 'ok', 'okay', 'ok thanks', 'great', 'bye', 'goodbye'],
  optOut: ['stop', 'unsubscribe', 'opt out'],
  optIn: ['start', 'unstop', 'opt in'],
  excellent: ['excellent', 'perfect', 'outstanding', 'amazing', 'fantastic', 'great', 'very well', 'five', 'five stars', '5 stars'],
  good: ['good', 'very good', 'well', 'four', 'four stars', '4 stars'],
  fair: ['ok', 'okay', 'average', 'fair', 'so so', 'not bad', 'three', 'three stars', '3 stars'],
  poor: ['poor', 'bad', 'not good', 'two', 'two stars', '2 stars'],
  veryPoor: ['very poor', 'very bad', 'terrible', 'awful', 'horrible', 'one', 'one star', '1 star'],
  language: ['language', 'languages', 'change language'],
  skip: ['skip', 'skip this', 'leave it out', 'pass'],
  yes: ['yes', 'yes please', 'yes thanks', 'yes thank you', 'yep', 'yeah', 'it did', 'it helped'],
  no: ['no', 'nope', 'not really', 'not yet', 'it did not', 'it did not help', 'no it did not'],
};

/** The small words of which every sentence is full: they tell the language, and nothing of what is asked. */
export const common: readonly string[] =
  `the and is are was my your you i we it to of for with where when how what why want need have can does not please would
    like about this that thanks thank still been has did do get there any me from on in
    or but if will be an at by could should just very much many which who some also them they he she its am`.split(/\s+/);

/** Words that mean something and are said so only in this language: they tell it too. */
export const typical: readonly string[] = ['order', 'help', 'talk', 'someone', 'human', 'morning', 'afternoon', 'evening', 'hello', 'good'];
