import { Inject, Injectable } from '@nestjs/common';
import { Database, type Sql, statement } from '@parley/platform';
import type { ContactExportDto } from '../http/contacts/contacts.dto.js';

type Json = Record<string, unknown>;

const readPerson = statement<{ contact: Json; chats: Json[] | null; files: Json[] | null }>(
  'admin-export-contact',
  `select json_build_object('id', k.id, 'name', k.name, 'language', k.language, 'attributes', k.attributes, 'optedOutAt', k.opted_out_at,
            'createdAt', k.created_at, 'parentId', k.parent_bsuid, 'formBegun', c.context -> 'form',
            'names', (select json_agg(json_build_object('kind', a.kind, 'value', a.value, 'since', a.since, 'until', a.until) order by a.id)
                        from contact_alias a where a.contact_id = k.id)) as contact,
          (select json_agg(json_build_object('number', h.number, 'startedAt', h.started_at, 'endedAt', h.ended_at, 'endedBy', h.ended_by,
                    'asked', h.about, 'reason', h.end_reason, 'agent', (select name from agent where agent.id = h.agent_id),
                    'rating', h.rating, 'comment', h.rating_comment, 'ratedAt', h.rated_at) order by h.number)
             from chat h where h.conversation_id = c.id) as chats,
          (select json_agg(json_build_object('id', f.id, 'message', f.message_id, 'kind', f.kind, 'name', f.filename, 'type', f.mime_type,
                    'size', f.size, 'state', f.state, 'at', f.created_at) order by f.created_at)
             from media f where f.conversation_id = c.id) as files
     from contact k join conversation c on c.contact_id = k.id where k.id = $1`,
);

const readMessages = statement<{ message: Json; seq: string }>(
  'admin-export-messages',
  `select m.seq, json_build_object('id', m.id, 'at', coalesce(m.whatsapp_at, m.sent_at, m.created_at), 'direction', m.direction, 'author', m.author,
            'agent', (select name from agent where agent.id = m.agent_id), 'type', m.type, 'text', m.text, 'content', m.content,
            'status', m.status, 'replyTo', m.reply_to, 'deliveredAt', m.delivered_at, 'readAt', m.read_at) as message
     from message m join conversation c on c.id = m.conversation_id
    where c.contact_id = $1 and m.seq > $2::bigint order by m.seq limit 1000`,
);

/** All that is stored of one person, for them to have (GDPR articles 15 and 20). */
@Injectable()
export class ContactExport {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** As of one moment: a thread that is joined with another meanwhile, or loses its oldest words, is told whole and once. */
  async read(contactId: string): Promise<ContactExportDto | null> {
    return this.database.transaction(async (tx) => {
      await tx.query('set transaction isolation level repeatable read, read only');
      const [person] = await tx.run(readPerson, [contactId]);
      if (!person) return null;
      return {
        exportedAt: new Date().toISOString(),
        contact: person.contact,
        chats: person.chats ?? [],
        messages: await readAll(tx, contactId),
        files: person.files ?? [],
      };
    });
  }
}

async function readAll(sql: Sql, contactId: string): Promise<Json[]> {
  const messages: Json[] = [];
  for (let after = '0'; ;) {
    const rows = await sql.run(readMessages, [contactId, after]);
    messages.push(...rows.map(({ message }) => message));
    const last = rows.at(-1);
    if (!last) return messages;
    after = last.seq;
  }
}
