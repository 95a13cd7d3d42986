import { describe, expect, it } from '@jest/globals';
import type { ConversationEvent } from '../model.js';
import { anEndedChat, aSnapshot, CATALOGUE, decided, saidBy, steps, tapped } from '../rehearsal.test.js';

const { texts } = CATALOGUE;
const ASKED = aSnapshot({ state: 'AWAITING_RATING', lastChat: anEndedChat({ notices: ['rating.ask'] }) });
const ASKED_WHAT_WENT_WRONG = aSnapshot({
  state: 'AWAITING_RATING',
  context: { commentAsked: true },
  lastChat: anEndedChat({ notices: ['rating.ask'], rating: 1 }),
});

describe('a button of a chat that is over, while we ask how our help was', () => {
  it.each<[string, ConversationEvent]>([
    ['End Chat, tapped twice', tapped('end_chat', 'chat-1')],
    ['End Chat of an earlier chat', tapped('end_chat', 'chat-0')],
    ['End Chat under a message nobody knows', tapped('end_chat')],
    ['Stay', tapped('stay', 'chat-1')],
    ['My place', tapped('queue:place', 'chat-1')],
    ['a choice that is no longer offered', tapped('menu:gone')],
  ])('explains itself and changes nothing: %s', (_, event) => {
    for (const snapshot of [ASKED, ASKED_WHAT_WENT_WRONG]) {
      const decision = decided(snapshot, event);
      expect(decision).toMatchObject({ state: 'AWAITING_RATING', context: snapshot.context });
      expect(steps(decision)).toEqual(['send:bot']);
      expect(saidBy(decision)).toEqual([texts['ended.button']]);
    }
  });

  it('Continue chat of an earlier chat changes nothing either', () => {
    for (const snapshot of [ASKED, ASKED_WHAT_WENT_WRONG]) {
      const decision = decided(snapshot, tapped('resume_chat', 'chat-0'));
      expect(decision).toMatchObject({ state: 'AWAITING_RATING', context: snapshot.context });
      expect(saidBy(decision)).toEqual([texts['resume.closed']]);
    }
  });
});
