import { describe, expect, it } from '@jest/globals';
import { MAX_CAPTION, type MediaType } from '@parley/vocabulary';
import type { AgentRef, ConversationEvent } from './model.js';
import { A_PICTURE, agentSentAgain } from './rehearsed-sends.test.js';
import { ANA, aSnapshot, BEN, decided, inChat, inUndo, NOON, refusal, saidBy, sendsOf, steps } from './rehearsal.test.js';

const sent = (agent: AgentRef = ANA, text = '', type: MediaType = 'image'): ConversationEvent => ({
  type: 'agent-wrote',
  agent,
  text,
  replyTo: null,
  file: { ...A_PICTURE, type },
});
const off = { supportChatEnabled: false };
const closed = { windowExpiresAt: NOON };

describe('a file of an agent', () => {
  it.each([
    ['with a caption that is too long', inChat({ agent: ANA }), sent(ANA, 'x'.repeat(MAX_CAPTION + 1)), off, 'VALIDATION_FAILED'],
    ['that is sound, with words', inChat({ agent: ANA }), sent(ANA, 'listen', 'audio'), {}, 'VALIDATION_FAILED'],
    ['that is a sticker, with words', inChat({ agent: ANA }), sent(ANA, 'look', 'sticker'), {}, 'VALIDATION_FAILED'],
    ['while chat support is off', aSnapshot(), sent(), off, 'CHAT_SUPPORT_DISABLED'],
    ['where no chat is open, though the window is closed', aSnapshot(closed), sent(), {}, 'CHAT_NOT_ACTIVE'],
    ['into a chat that was ended, though it can be undone', inUndo(), sent(), {}, 'CHAT_NOT_ACTIVE'],
    ["in a colleague's chat, though the window is closed", inChat({ agent: BEN }, closed), sent(), {}, 'CHAT_ALREADY_TAKEN'],
    ['outside the window', inChat({ agent: ANA }, closed), sent(), {}, 'SERVICE_WINDOW_CLOSED'],
    ['that would take a chat, but cannot leave', inChat({}, closed), sent(), {}, 'SERVICE_WINDOW_CLOSED'],
  ] as const)('%s is refused', (_, snapshot, event, situation, code) => {
    expect(refusal(snapshot, event, situation)).toBe(code);
  });

  it('takes a waiting chat, and as its first reply comes behind a line that carries the End Chat button', () => {
    const decision = decided(inChat(), sent(ANA, 'This hinge?'));
    expect(steps(decision)).toEqual(['assign-chat', 'send:bot', 'send:agent']);
    const [line, file] = sendsOf(decision);
    expect(line).toMatchObject({ notice: 'agent.joined:agent-ana', content: { type: 'buttons', buttons: [{ id: 'end_chat' }] } });
    expect(saidBy(decision)[0]).toBe('Ana from Juniper Home is here and reading your messages.');
    expect(file).toMatchObject({ agent: ANA, notice: 'agent.replied', content: { ...A_PICTURE, text: 'This hinge?' } });
  });

  it('goes alone when the agent has replied before', () => {
    const notices = new Set(['handover.start', 'agent.joined:agent-ana', 'agent.replied']);
    const decision = decided(inChat({ agent: ANA, notices }), sent());
    expect(sendsOf(decision)).toEqual([{ do: 'send', author: 'agent', agent: ANA, replyTo: null, content: { ...A_PICTURE, text: '' } }]);
  });

  it.each(['image', 'video', 'document'] as const)('of kind %s may carry the longest caption', (kind) => {
    expect(sendsOf(decided(inChat({ agent: ANA }), sent(ANA, 'x'.repeat(MAX_CAPTION), kind))).at(-1)?.content.type).toBe(kind);
  });

  it('loses of its caption only what no database and no channel can hold', () => {
    expect(sendsOf(decided(inChat({ agent: ANA }), sent(ANA, 'a\u0000b\uD83D'))).at(-1)?.content.text).toBe('ab\uFFFD');
  });

  it('can be sent again by a person, as the same file', () => {
    const content = { ...A_PICTURE, text: 'This hinge?' };
    const [again] = sendsOf(decided(inChat({ agent: ANA }), agentSentAgain(ANA, { content })));
    expect(again?.content).toEqual(content);
  });
});
