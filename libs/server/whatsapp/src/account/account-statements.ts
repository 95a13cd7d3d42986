import { statement } from '@parley/platform';

export interface ChangeItem {
  readonly id: string;
  readonly raw_id: string;
  readonly entry_no: number;
  readonly change_no: number;
  readonly item_no: number;
  readonly received_at: Date;
  readonly attempts: number;
  readonly body: Buffer | null;
}

/** The oldest change that waits, for the length of the transaction; other processes take others. */
export const claimChange = statement<ChangeItem>(
  'whatsapp-claim-change',
  `with claimed as materialized (
     select id, raw_id, entry_no, change_no, item_no, received_at, attempts
       from inbox
      where state = 'pending' and kind = 'other' and next_try_at <= now()
      order by id
      limit 1
        for no key update skip locked
   )
   select c.*, r.body from claimed c left join webhook_raw r on r.id = c.raw_id`,
);

export const settleChange = statement<{ id: string }>(
  'whatsapp-settle-change',
  `update inbox set state = $2, applied_at = now() where id = $1 and state = 'pending' returning id`,
);

/** Once for each item, whatever is repeated. */
export const insertNotice = statement(
  'whatsapp-insert-channel-notice',
  `insert into channel_notice (field, event, severity, title, detail, happened_at, inbox_id)
   values ($1, $2, $3, $4, $5, $6, $7)
   on conflict (inbox_id) do nothing`,
);
