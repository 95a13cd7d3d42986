import { Inject, Injectable } from '@nestjs/common';
import { ConversationDirectory } from '@parley/conversation';
import { Database, statement } from '@parley/platform';
import type { ContactDetailDto } from '../http/contacts/contacts.dto.js';

interface ContactRow {
  id: string;
  conversation_id: string;
  name: string | null;
  phone: string | null;
  username: string | null;
  language: string | null;
  opted_out_at: Date | null;
  attributes: Record<string, string>;
  created_at: Date;
}

const COLUMNS = 'k.id, c.id as conversation_id, k.name, k.phone, k.username, k.language, k.opted_out_at, k.attributes, k.created_at';

// By its id, or by the one it had before it was joined with another.
const readContact = statement<ContactRow>(
  'admin-read-contact',
  `select ${COLUMNS} from contact k join conversation c on c.contact_id = k.id where k.id = $1
   union all
   select ${COLUMNS} from former_conversation f join conversation c on c.id = f.conversation_id join contact k on k.id = c.contact_id
    where f.contact_id = $1
   limit 1`,
);

const readByConversation = statement<{ contact_id: string }>(
  'admin-contact-of-conversation',
  'select contact_id from conversation where id = $1',
);

/** One contact, as agents see them. */
@Injectable()
export class ContactReader {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ConversationDirectory) private readonly directory: ConversationDirectory,
  ) {}

  async idById(id: string): Promise<string | null> {
    return (await this.database.run(readContact, [id]))[0]?.id ?? null;
  }

  /** Who has the number now, else who had it last. */
  async idByPhone(phone: string): Promise<string | null> {
    const conversationId = await this.directory.findConversationByPhone(phone);
    if (conversationId === null) return null;
    return (await this.database.run(readByConversation, [conversationId]))[0]?.contact_id ?? null;
  }

  async find(id: string): Promise<ContactDetailDto | null> {
    const [row] = await this.database.run(readContact, [id]);
    if (!row) return null;
    return {
      id: row.id,
      conversationId: row.conversation_id,
      name: row.name ?? row.username ?? row.phone ?? 'Unknown contact',
      phone: row.phone,
      username: row.username,
      language: row.language,
      optedOutAt: row.opted_out_at?.toISOString() ?? null,
      attributes: row.attributes,
      createdAt: row.created_at.toISOString(),
    };
  }
}
