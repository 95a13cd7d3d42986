import { Injectable } from '@nestjs/common';
import { Database, Log, statement, Wake } from '@parley/platform';
import { lockLanes } from '../persistence/lane.statements.js';

const findContacts = statement<{ conversation_id: string }>(
  'conversation-find-by-current-names',
  `select distinct c.id as conversation_id
     from contact_alias a join conversation c on c.contact_id = a.contact_id
    where a.channel_id = $1 and a.until is null and ((a.kind = 'bsuid' and a.value = $2) or (a.kind = 'phone' and a.value = $3))`,
);

/** The first wish of its kind stands: a repeated one moves nothing. */
const savePreference = statement(
  'conversation-save-preference',
  `with changed as (
     update contact k set opted_out_at = case when $2::boolean then coalesce(k.opted_out_at, $3::timestamptz) end, updated_at = now()
       from conversation c
      where c.id = any($1::uuid[]) and k.id = c.contact_id and (k.opted_out_at is not null) <> $2::boolean
     returning c.id
   )
   insert into event (size, items)
   select count(*), json_agg(json_build_array('conversation.updated', id, null)) from changed having count(*) > 0`,
);

/**
 * A customer has told WhatsApp, and not us, whether they want messages from us: the same as if they had written the word. It says nothing
 * to them, since WhatsApp has. Somebody who never wrote to us stays unknown.
 */
@Injectable()
export class RecordPreference {
  constructor(
    private readonly database: Database,
    private readonly wake: Wake,
    private readonly log: Log,
  ) {}

  /** @param at WhatsApp's time, not later than now; null: now */
  async execute(
    channelId: string,
    preference: { readonly phone: string | null; readonly bsuid: string | null; readonly optedOut: boolean; readonly at: Date | null },
  ): Promise<void> {
    const { phone, bsuid, optedOut, at } = preference;
    await this.database.transaction(async (tx) => {
      const found = (await tx.run(findContacts, [channelId, bsuid, phone])).map((row) => row.conversation_id);
      if (found.length === 0) return;
      const lanes = await lockLanes(tx, found);
      await tx.run(savePreference, [lanes, optedOut, at ?? new Date()]);
      tx.afterCommit(() => {
        this.log.info('conversation', 'contact has told WhatsApp which messages they want', { optedOut });
        this.wake.wake('events');
      });
    });
  }
}
