// What an agent sends beside ordinary words, for the specs of this folder; no test itself.
import type { MediaContent, OutboundContent } from './content.js';
import type { AgentRef, ConversationEvent, FirstTry } from './model.js';
import { NOON } from './rehearsal.test.js';

/** Filled and fit to be sent. */
export const A_TEMPLATE = {
  type: 'template',
  text: 'Hi Maria, your order has left.',
  template: { id: 'template-1', name: 'order_update', language: 'en_US', category: 'utility' },
  values: [{ key: 'body.1', part: 'body', place: '1', named: false, text: 'Maria' }],
} as const satisfies OutboundContent;

export function agentSentTemplate(agent: AgentRef): ConversationEvent {
  return { type: 'agent-sent-template', agent, content: A_TEMPLATE };
}

/** A picture that WhatsApp has taken already. */
export const A_PICTURE = {
  type: 'image',
  media: {
    id: 'media-1',
    channelMediaId: '9001',
    state: 'stored',
    mimeType: 'image/png',
    size: 6_033,
    sha256: 'ab'.repeat(32),
    filename: 'hinge.png',
  },
} as const satisfies Omit<MediaContent, 'text'>;

/** A message of the agent's in `chat-1` that nobody has confirmed for a minute. */
export function anUnknownMessage(overrides: Partial<FirstTry> = {}): FirstTry {
  return {
    author: 'agent',
    chatId: 'chat-1',
    content: { type: 'text', text: 'It leaves today.' },
    replyTo: null,
    status: 'unknown',
    errorCode: null,
    sendAgainAt: NOON,
    failedAt: null,
    supersededBy: null,
    ...overrides,
  };
}

export function agentSentAgain(agent: AgentRef, message: Partial<FirstTry> = {}): ConversationEvent {
  return { type: 'agent-sent-again', agent, message: anUnknownMessage(message) };
}
