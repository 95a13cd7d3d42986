import { Inject, Injectable } from '@nestjs/common';
import { type RecordedChat, type RecordedMessage, writeScript } from '@parley/conversation/script';
import { Database, statement } from '@parley/platform';

/** The last so many messages: a script is read by people, and what went wrong is near its end. */
const LONGEST_SCRIPT = 1_000;

const readMessages = statement<RecordedMessage>(
  'admin-script-messages',
  `select * from (
     select m.created_at as at, m.chat_id as "chatId", m.direction, m.author, a.name as agent, m.type, m.text,
            m.content -> 'tapped' ->> 'id' as tapped, m.said, m.seq
       from message m left join agent a on a.id = m.agent_id
      where m.conversation_id = $1 order by m.seq desc limit ${LONGEST_SCRIPT}) newest
    order by seq`,
);

const readChats = statement<RecordedChat>(
  'admin-script-chats',
  `select c.id, c.origin, c.accepted_at as "acceptedAt", a.name as agent, c.ended_at as "endedAt", c.ended_by as "endedBy"
     from chat c left join agent a on a.id = c.agent_id
    where c.conversation_id = $1 and (c.ended_at is null or c.ended_at >= $2) and c.started_at >= $2 order by c.number`,
);

/** With what they called themselves in forms. */
const readNames = statement<{ names: readonly (string | null)[] }>(
  'admin-script-names',
  `select array[k.name, k.username] || array(select value from jsonb_each_text(k.attributes) where key ilike '%name%') as names
     from conversation c join contact k on k.id = c.contact_id where c.id = $1`,
);

/** A real conversation, written as a script that plays it again, with its people replaced. */
@Injectable()
export class ConversationScript {
  constructor(@Inject(Database) private readonly database: Database) {}

  async write(conversationId: string): Promise<string> {
    const messages = await this.database.run(readMessages, [conversationId]);
    const since = messages[0]?.at ?? new Date(0);
    const chats = await this.database.run(readChats, [conversationId, since]);
    const [contact] = await this.database.run(readNames, [conversationId]);
    const names = (contact?.names ?? []).flatMap((name) => name ?? []);
    return writeScript('A conversation that happened', messages, chats, { names });
  }
}
