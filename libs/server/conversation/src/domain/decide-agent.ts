import { MAX_CAPTION, MAX_INTERACTIVE_BODY, MAX_OUTBOUND_TEXT, MAX_UNDO_SECONDS, type ErrorCode, type MediaType } from '@parley/vocabulary';
import { cleanText } from './clean-text.js';
import { type MediaContent, takesCaption } from './content.js';
import { alreadySaid, NOTICE, tell, withEndChat } from './effects.js';
import { closingByAgent, settleEnd } from './ending/closing.js';
import { endAfterUndo, endChat } from './ending/end-chat.js';
import { endChatButton } from './menu-content.js';
import type { AgentRef, ConversationEvent, ConversationSnapshot, Decision, DecisionOutcome, Effect, OpenChat, Situation } from './model.js';
import { isWindowOpen } from './reply-window.js';
import { sendAgainFrom } from './send-again.js';

type Of<T extends ConversationEvent['type']> = Extract<ConversationEvent, { type: T }>;

const refused = (code: ErrorCode): DecisionOutcome => ({ refused: code });
const inChat = (effects: readonly Effect[]): DecisionOutcome => ({ decided: { state: 'CHAT_SUPPORT_ACTIVE', context: {}, effects } });

/** An agent opens a chat. VALIDATION_FAILED, CHAT_SUPPORT_DISABLED, CHAT_ALREADY_ACTIVE, SERVICE_WINDOW_CLOSED, in this order. */
export function decideStart(snapshot: ConversationSnapshot, event: Of<'agent-started'>, situation: Situation): DecisionOutcome {
  if (event.message !== null && !isSendable(event.message)) return refused('VALIDATION_FAILED');
  if (!situation.supportChatEnabled) return refused('CHAT_SUPPORT_DISABLED');
  if (snapshot.chat) return refused('CHAT_ALREADY_ACTIVE');
  if (!isWindowOpen(snapshot.windowExpiresAt, situation.now)) return refused('SERVICE_WINDOW_CLOSED');
  const { agent } = event;
  return inChat([
    // The words an agent closed the chat before with were accepted by the API, so they are said; the menu would only be in the way.
    ...(snapshot.undo ? settleEnd(snapshot.undo, snapshot.contact.name, situation) : []),
    { do: 'open-chat', origin: 'agent', agent },
    ...(event.message === null
      ? [greeting(snapshot, agent, situation)]
      : reply(null, agent, { text: event.message, replyTo: null }, situation)),
  ]);
}

/** An agent takes a waiting chat. CHAT_SUPPORT_DISABLED, CHAT_NOT_ACTIVE, CHAT_ALREADY_TAKEN; fine for whoever has it already. */
export function decideAccept(snapshot: ConversationSnapshot, event: Of<'agent-accepted'>, situation: Situation): DecisionOutcome {
  if (!situation.supportChatEnabled) return refused('CHAT_SUPPORT_DISABLED');
  if (!snapshot.chat) return refused('CHAT_NOT_ACTIVE');
  if (snapshot.chat.status === 'waiting') return inChat([{ do: 'assign-chat', agent: event.agent }]);
  return belongsTo(snapshot.chat, event.agent) ? inChat([]) : refused('CHAT_ALREADY_TAKEN');
}

/**
 * An agent writes. VALIDATION_FAILED, CHAT_SUPPORT_DISABLED, CHAT_NOT_ACTIVE, CHAT_ALREADY_TAKEN, SERVICE_WINDOW_CLOSED, in this order. A waiting chat is
 * taken by writing into it, but not by a message that cannot leave.
 */
export function decideReply(snapshot: ConversationSnapshot, event: Of<'agent-wrote'>, situation: Situation): DecisionOutcome {
  if (event.file ? !isCaption(event.text, event.file.type) : !isSendable(event.text)) return refused('VALIDATION_FAILED');
  const chat = chatToWriteIn(snapshot, event.agent, situation);
  if (typeof chat === 'string') return refused(chat);
  return inChat([...taking(chat, event.agent), ...reply(chat, event.agent, event, situation)]);
}

/**
 * An agent sends once more what may not have arrived: the same words as a new message, nothing said around it. Refused like a reply, and
 * with CHAT_NOT_ACTIVE when the message is of another chat than the open one: what was meant for then is not meant for this one. Then
 * MESSAGE_NOT_RESENDABLE, SEND_AGAIN_TOO_EARLY. A template may go outside the window, but never to whoever has opted out (CONTACT_OPTED_OUT).
 */
export function decideSendAgain(snapshot: ConversationSnapshot, event: Of<'agent-sent-again'>, situation: Situation): DecisionOutcome {
  const { agent, message } = event;
  const isTemplate = message.content.type === 'template';
  const chat = chatToWriteIn(snapshot, agent, situation, { chatId: message.chatId, isTemplate });
  if (typeof chat === 'string') return refused(chat);
  const { author, content, replyTo } = message;
  const from = sendAgainFrom(message);
  if (author === 'contact' || from === null) return refused('MESSAGE_NOT_RESENDABLE');
  if (from.getTime() > situation.now.getTime()) return refused('SEND_AGAIN_TOO_EARLY');
  return inChat([...taking(chat, agent), { do: 'send', author, content, replyTo, ...(author === 'agent' ? { agent } : {}) }]);
}

/**
 * An agent ends a chat, a waiting one or anybody's. VALIDATION_FAILED, CHAT_NOT_ACTIVE. With an undo nothing is said yet; without, what agents wrote before
 * stands in the lane already and leaves first.
 */
export function decideEnd(snapshot: ConversationSnapshot, event: Of<'agent-ended'>, situation: Situation): DecisionOutcome {
  if (event.message !== null && !isSendable(event.message)) return refused('VALIDATION_FAILED');
  if (!snapshot.chat) return refused('CHAT_NOT_ACTIVE');
  const closingText = event.message === null ? null : cleanText(event.message);
  const undoSeconds = Math.min(event.undoSeconds, MAX_UNDO_SECONDS);
  const end = { do: 'end-chat', by: 'agent', reason: event.reason === null ? null : cleanText(event.reason) } as const;
  if (undoSeconds > 0) {
    const until = new Date(situation.now.getTime() + undoSeconds * 1_000);
    return { decided: { state: 'MAIN_MENU', context: {}, effects: [{ ...end, undo: { until, closingText } }] } };
  }
  const ending = {
    wasAnswered: snapshot.chat.firstReplyAt !== null,
    closing: closingByAgent(closingText, snapshot.contact.name, situation),
    end: { ...end, undo: null },
    callOff: false,
  };
  return { decided: endChat(snapshot, ending, situation) };
}

/** An agent takes an end back. UNDO_EXPIRED also when there was none; CHAT_SUPPORT_DISABLED when nobody could answer in the chat. */
export function decideUndo(snapshot: ConversationSnapshot, situation: Situation): DecisionOutcome {
  if (!snapshot.undo || snapshot.undo.until.getTime() <= situation.now.getTime()) return refused('UNDO_EXPIRED');
  if (!situation.supportChatEnabled) return refused('CHAT_SUPPORT_DISABLED');
  return inChat([{ do: 'reopen-chat' }]);
}

/** The time to take an end back is over: the closing message, and what follows it. A timer for an end that is settled does nothing. */
export function decideUndoExpired(snapshot: ConversationSnapshot, chatId: string, situation: Situation): Decision {
  if (snapshot.undo?.chatId !== chatId) return { state: snapshot.state, context: snapshot.context, effects: [] };
  return endAfterUndo(snapshot, snapshot.undo, situation);
}

/** The open chat, when this agent may write in it now, else why not, in the order of the contract. `chatId`: only in this chat. */
function chatToWriteIn(
  snapshot: ConversationSnapshot,
  agent: AgentRef,
  situation: Situation,
  { chatId = snapshot.chat?.id, isTemplate = false }: { readonly chatId?: string | null; readonly isTemplate?: boolean } = {},
): OpenChat | ErrorCode {
  const { chat } = snapshot;
  if (!situation.supportChatEnabled) return 'CHAT_SUPPORT_DISABLED';
  if (!chat || chat.id !== chatId) return 'CHAT_NOT_ACTIVE';
  if (chat.status === 'active' && !belongsTo(chat, agent)) return 'CHAT_ALREADY_TAKEN';
  if (isTemplate && snapshot.contact.optedOutAt !== null) return 'CONTACT_OPTED_OUT';
  if (!isTemplate && !isWindowOpen(snapshot.windowExpiresAt, situation.now)) return 'SERVICE_WINDOW_CLOSED';
  return chat;
}

/** Whoever writes into a waiting chat has it. */
function taking(chat: OpenChat, agent: AgentRef): readonly Effect[] {
  return chat.status === 'waiting' ? [{ do: 'assign-chat', agent }] : [];
}

/** Whether WhatsApp would take these words, once they are clean: a text of nothing but NUL is no text. */
function isSendable(words: string): boolean {
  return words.length <= MAX_OUTBOUND_TEXT && cleanText(words).trim() !== '';
}

/** Whether a file of this kind may carry these words. */
function isCaption(words: string, kind: MediaType): boolean {
  return words === '' || (takesCaption(kind) && words.length <= MAX_CAPTION);
}

function belongsTo(chat: OpenChat, agent: AgentRef): boolean {
  return chat.agent?.id === agent.id;
}

/** Said when an agent opens a chat without words of their own. It introduces them, so no second "… is here" follows. */
function greeting(snapshot: ConversationSnapshot, agent: AgentRef, situation: Situation): Effect {
  const names = { name: snapshot.contact.name, agent: agent.name };
  return tell(situation, 'agent.greeting', { names, buttons: [endChatButton(situation.catalogue)], notice: NOTICE.joined(agent) });
}

/**
 * An agent's words, as written. Before an agent's first in a chat stands one "… is here" line; the first of the chat carries the End Chat
 * button, and when it is too long for a message with buttons, that line carries it. Length in UTF-16 units: never more than WhatsApp
 * counts. A file takes no buttons either. `chat` null: it opens with these words.
 */
function reply(
  chat: OpenChat | null,
  agent: AgentRef,
  words: { readonly text: string; readonly replyTo: string | null; readonly file?: Omit<MediaContent, 'text'> },
  situation: Situation,
): readonly Effect[] {
  const text = cleanText(words.text);
  const isFirst = !chat || !alreadySaid(chat, NOTICE.replied);
  const fits = !words.file && text.length <= MAX_INTERACTIVE_BODY;
  const effects: Effect[] = [];
  if (!chat || !alreadySaid(chat, NOTICE.joined(agent))) {
    const buttons = isFirst && !fits ? [endChatButton(situation.catalogue)] : [];
    effects.push(tell(situation, 'agent.joined', { names: { agent: agent.name }, buttons, notice: NOTICE.joined(agent) }));
  }
  effects.push({
    do: 'send',
    author: 'agent',
    agent,
    replyTo: words.replyTo,
    content: words.file ? { ...words.file, text } : isFirst && fits ? withEndChat(text, situation) : { type: 'text', text },
    ...(isFirst ? { notice: NOTICE.replied } : {}),
  });
  return effects;
}
