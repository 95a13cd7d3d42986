import { Refusal, statement, type Transaction } from '@parley/platform';

const findQuoted = statement<{ id: string }>(
  'conversation-find-quoted-message',
  `select id from message where conversation_id = $1 and id = $2 and wamid is not null`,
);

/** @throws Refusal MESSAGE_NOT_FOUND when it is no message of this conversation that the channel knows */
export async function checkQuoted(tx: Transaction, conversationId: string, replyTo: string | null): Promise<void> {
  if (replyTo === null) return;
  const [quoted] = await tx.run(findQuoted, [conversationId, replyTo]);
  if (!quoted) throw new Refusal('MESSAGE_NOT_FOUND', 'replyTo');
}
