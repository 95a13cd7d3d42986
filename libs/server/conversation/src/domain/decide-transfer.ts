import { DEFAULT_TEAM_ID, type ErrorCode } from '@parley/vocabulary';
import { cleanText } from './clean-text.js';
import { isAssignedAtOnce } from './decide-queue.js';
import { alreadySaid, NOTICE, tell } from './effects.js';
import { waitsWhileClosed } from './hours/after-hours.js';
import type { AgentRef, ConversationEvent, ConversationSnapshot, DecisionOutcome, Effect, OpenChat, Situation } from './model.js';

type Of<T extends ConversationEvent['type']> = Extract<ConversationEvent, { type: T }>;

const inChat = (effects: readonly Effect[]): DecisionOutcome => ({ decided: { state: 'CHAT_SUPPORT_ACTIVE', context: {}, effects } });

/**
 * A chat is passed on to an agent, whose it is at once, or to a team, in whose queue it then waits at its old place; where that team is
 * closed, the customer is told when it is back. A waiting chat may be
 * passed on by anybody, one that somebody has by them and by admins. CHAT_SUPPORT_DISABLED, CHAT_NOT_ACTIVE, CHAT_ALREADY_TAKEN.
 */
export function decideTransfer(snapshot: ConversationSnapshot, event: Of<'chat-transferred'>, situation: Situation): DecisionOutcome {
  const chat = chatToPassOn(snapshot, event, situation);
  if (typeof chat === 'string') return { refused: chat };
  const note = event.note === null ? '' : cleanText(event.note);
  return inChat([
    ...(note.trim() === '' ? [] : [{ do: 'note', agent: event.agent, text: note } as const]),
    ...passOn(chat, event, situation),
  ]);
}

/** A chat goes back to the queue, at its old place; one that waits is there already. Refused like a transfer. */
export function decideRelease(snapshot: ConversationSnapshot, event: Of<'chat-released'>, situation: Situation): DecisionOutcome {
  const chat = chatToPassOn(snapshot, event, situation);
  if (typeof chat === 'string') return { refused: chat };
  return inChat(chat.agent ? [{ do: 'release-chat' }] : []);
}

function chatToPassOn(
  { chat }: ConversationSnapshot,
  by: { readonly agent: AgentRef; readonly isAdmin: boolean },
  { supportChatEnabled }: Situation,
): OpenChat | ErrorCode {
  if (!supportChatEnabled) return 'CHAT_SUPPORT_DISABLED';
  if (!chat) return 'CHAT_NOT_ACTIVE';
  if (chat.agent && chat.agent.id !== by.agent.id && !by.isAdmin) return 'CHAT_ALREADY_TAKEN';
  return chat;
}

function passOn(chat: OpenChat, { to, facts }: Of<'chat-transferred'>, situation: Situation): readonly Effect[] {
  if ('agent' in to) {
    if (chat.agent?.id === to.agent.id) return [];
    return [{ do: 'assign-chat', agent: to.agent }, ...told(chat, to.agent, situation)];
  }
  if (!chat.agent && (chat.teamId ?? DEFAULT_TEAM_ID) === to.team.id) return [];
  const waits = { ...chat, teamId: to.team.id };
  // Somebody of the team who is free is there, whatever its hours say.
  const closed = facts && isAssignedAtOnce(facts, situation) ? [] : waitsWhileClosed(waits, situation);
  return [{ do: 'release-chat', teamId: to.team.id }, ...told(chat, to.team, situation), ...closed];
}

/** Only a customer who was with an agent notices: who waits goes on waiting. Once for each they are passed to. */
function told(chat: OpenChat, to: { readonly id: string; readonly name: string }, situation: Situation): readonly Effect[] {
  const notice = NOTICE.transferred(to.id);
  if (!chat.agent || alreadySaid(chat, notice)) return [];
  return [tell(situation, 'agent.transfer', { names: { agent: chat.agent.name, team: to.name }, notice })];
}
