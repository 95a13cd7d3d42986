import { describe, expect, it } from '@jest/globals';
import { aSnapshot, CATALOGUE, decided, saidBy, sent, steps, wrote } from '../rehearsal.test.js';
import type { ConversationEvent, ConversationSnapshot } from '../model.js';

const { mainMenu } = CATALOGUE;
const after = (...events: readonly ConversationEvent[]): ConversationSnapshot =>
  events.reduce((snapshot, event) => {
    const { state, context } = decided(snapshot, event);
    return { ...snapshot, state, context };
  }, aSnapshot());

describe.each<[string, ConversationSnapshot]>([
  ['what was not understood twice', after(wrote('xyzzy'), wrote('plugh'))],
  ['a voice message', after(sent('audio'))],
  ['a photo', after(sent('image'))],
  ['a message of an unknown kind', after(sent('unsupported'))],
])('a person offered after %s', (_, snapshot) => {
  it.each(['yes', 'Yes please!', 'Yes'])('is taken by %j', (text) => {
    expect(decided(snapshot, wrote(text)).effects).toEqual([expect.objectContaining({ do: 'open-chat', origin: 'word' })]);
  });

  it('is declined by no, which shows the menu', () => {
    expect(saidBy(decided(snapshot, wrote('no')))).toEqual([expect.stringContaining(mainMenu.lead)]);
  });

  it('is offered by nobody while chat support is off', () => {
    expect(steps(decided(snapshot, wrote('yes'), { supportChatEnabled: false }))).toEqual(['send:bot']);
  });
});

it('nobody was offered after one misunderstanding, or after an answer', () => {
  for (const snapshot of [aSnapshot(), after(wrote('xyzzy')), after(wrote('xyzzy'), wrote('plugh'), wrote('menu'))]) {
    expect(steps(decided(snapshot, wrote('yes')))).toEqual(['send:bot']);
  }
});
