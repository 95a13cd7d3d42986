import { statement, type Transaction } from '@parley/platform';
import { tellUpdated } from './event.statements.js';

/** What a message does to an earlier one of the same conversation. */
export interface DraftAmendment {
  readonly conversation_id: string;
  readonly message_id: string;
  readonly kind: 'edit' | 'revoke' | 'reaction';
  /** Whose reaction it is. */
  readonly by: 'contact' | 'business';
  /** WhatsApp's time of it, capped at arrival. */
  readonly at: Date;
  /** Of an edit: the words it is to have now. */
  readonly text: string | null;
  /** Of a reaction; null: taken back. */
  readonly emoji: string | null;
}

/**
 * Shows on messages what was done to them later. An edit keeps the first words beside the new ones, a deletion keeps nothing but the
 * fact (who takes words back expects them to be gone, and we have no use for them), of reactions the latest of each side stands.
 *
 * Webhooks come in any order: an edit or a reaction older than the one that is shown changes nothing, and nothing changes what is
 * deleted. A reaction taken back is kept as one without emoji, or a late webhook would bring it back.
 */
const amend = statement(
  'conversation-amend-messages',
  `with amendment as (
     select * from json_to_recordset($1::json) as x(
       conversation_id uuid, message_id uuid, kind text, by text, at timestamptz, text text, emoji text)
   ), amended as (
     update message m
        set text = case a.kind when 'edit' then a.text when 'revoke' then null else m.text end,
            content = case a.kind
              when 'edit' then coalesce(m.content, '{}') || jsonb_build_object('edited', jsonb_build_object(
                'at', a.at, 'first', coalesce(m.content #> '{edited,first}', to_jsonb(m.text), 'null')))
              when 'revoke' then jsonb_build_object('deleted', jsonb_build_object('at', a.at))
              else coalesce(m.content, '{}') || jsonb_build_object('reactions',
                coalesce(m.content -> 'reactions', '{}') || jsonb_build_object(a.by, jsonb_build_object('emoji', a.emoji, 'at', a.at)))
            end
       from amendment a
      where m.id = a.message_id and m.conversation_id = a.conversation_id
        and not coalesce(m.content ? 'deleted', false)
        and (a.kind <> 'edit' or coalesce((m.content #>> '{edited,at}')::timestamptz <= a.at, true))
        and (a.kind <> 'reaction' or coalesce((m.content #>> array['reactions', a.by, 'at'])::timestamptz <= a.at, true))
     returning m.id, m.conversation_id, a.kind
   ), withdrawn as (
     -- the file goes with its message; whoever keeps it removes it (see the media library)
     update media f set state = 'deleting', filename = null, next_try_at = statement_timestamp()
       from amended a where a.kind = 'revoke' and f.message_id = a.id and f.state <> 'deleted'
   )
   ${tellUpdated('amended')}`,
);

/** One statement, and one more for each further amendment of a message that has one already: one UPDATE changes a row once. */
export async function amendMessages(tx: Transaction, amendments: readonly DraftAmendment[]): Promise<void> {
  let rest = amendments;
  while (rest.length > 0) {
    const now = new Map<string, DraftAmendment>();
    const later: DraftAmendment[] = [];
    for (const amendment of rest) {
      if (now.has(amendment.message_id)) later.push(amendment);
      else now.set(amendment.message_id, amendment);
    }
    await tx.run(amend, [JSON.stringify([...now.values()])]);
    rest = later;
  }
}
