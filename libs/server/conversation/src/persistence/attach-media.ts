import { statement, type Transaction } from '@parley/platform';
import type { SentMedia } from '../domain/content.js';

/**
 * An agent's file gets its message, in the transaction that queues it: from then on it stays. Names the state it leaves, so a file that
 * was given up meanwhile is not sent.
 */
const attach = statement<{ id: string }>(
  'conversation-attach-media',
  `update media set message_id = $2, state = 'stored', channel_media_id = $3, filename = $4, uploaded_at = statement_timestamp()
    where id = $1 and conversation_id = $5 and state = 'receiving'
   returning id`,
);

/** @throws Error when the file is no longer there */
export async function attachMedia(tx: Transaction, media: SentMedia, message: { id: string; conversation_id: string }): Promise<void> {
  const { id, channelMediaId, filename } = media;
  const [attached] = await tx.run(attach, [id, message.id, channelMediaId, filename, message.conversation_id]);
  if (!attached) throw new Error('the file was given up before its message was written');
}
