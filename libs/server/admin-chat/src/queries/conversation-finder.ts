import { Inject, Injectable } from '@nestjs/common';
import { Database, statement } from '@parley/platform';

const findById = statement<{ id: string }>('admin-find-conversation', 'select id from conversation where id = $1');

// Who has the number now, else who had it last.
const findByPhone = statement<{ id: string }>(
  'admin-find-conversation-by-phone',
  `select c.id from contact_alias a join conversation c on c.contact_id = a.contact_id
   where a.kind = 'phone' and a.value = $1
   order by (a.until is null) desc, a.since desc, a.id desc limit 1`,
);

/** From what a caller has in hand to the id of a conversation, or null. */
@Injectable()
export class ConversationFinder {
  constructor(@Inject(Database) private readonly database: Database) {}

  async findById(id: string): Promise<string | null> {
    return (await this.database.run(findById, [id]))[0]?.id ?? null;
  }

  async findByPhone(phone: string): Promise<string | null> {
    return (await this.database.run(findByPhone, [phone]))[0]?.id ?? null;
  }
}
