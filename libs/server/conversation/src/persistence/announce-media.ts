import { statement, type Transaction } from '@parley/platform';
import type { DraftMessage } from '../application/draft-message.js';
import type { AnnouncedMedia } from '../domain/inbound-content.js';

/**
 * A file to be fetched, in the transaction that stores its message: from then on it is fetched, or seen not to be there. Its id is the
 * message's: one file a message.
 */
const announce = statement(
  'conversation-announce-media',
  `insert into media (id, message_id, conversation_id, channel_id, direction, kind, state, channel_media_id, announced_type,
                      announced_sha256, filename)
   select x.id, x.id, x.conversation_id, x.channel_id, x.direction, x.kind, 'pending', x.channel_media_id, x.mime_type, x.sha256, x.filename
     from json_to_recordset($1::json) as x(id uuid, conversation_id uuid, channel_id uuid, direction text, kind text, channel_media_id text,
                                           mime_type text, sha256 text, filename text)
   on conflict (id) do nothing`,
);

/** Whether one of them brings a file that is to be fetched. */
export function bringsMedia(messages: readonly DraftMessage[]): boolean {
  return messages.some((message) => announcedBy(message) !== null);
}

export async function announceMedia(tx: Transaction, messages: readonly DraftMessage[]): Promise<void> {
  const announced = messages.flatMap((message) => {
    const media = announcedBy(message);
    if (!media) return [];
    return [
      {
        id: message.id,
        conversation_id: message.conversation_id,
        channel_id: message.channel_id,
        direction: message.direction,
        kind: message.type,
        channel_media_id: media.channelMediaId,
        mime_type: media.mimeType,
        sha256: media.sha256,
        filename: media.filename,
      },
    ];
  });
  if (announced.length > 0) await tx.run(announce, [JSON.stringify(announced)]);
}

/** What we send ourselves we have already: only what comes in, or is echoed, is fetched. */
function announcedBy(message: DraftMessage): AnnouncedMedia | null {
  if (message.out_seq !== null) return null;
  const media = (message.content as { readonly media?: AnnouncedMedia } | null)?.media;
  return media?.channelMediaId ? media : null;
}
