import { Injectable } from '@nestjs/common';
import { Database, statement } from '@parley/platform';
import { field, list } from '../inbound/untrusted.js';

/** A webhook of one message has a kilobyte or two; a body full of history need not be read for a number that stands in all of them. */
const SMALL_BODY_BYTES = 65_536;

/** The newest first: should the number move to another account, its next webhooks say so. */
const findBodies = statement<{ body: Buffer }>(
  'whatsapp-find-newest-bodies',
  `select body from (select id, body, outcome from webhook_raw order by id desc limit 100) newest
    where outcome = 'stored' and octet_length(body) <= ${SMALL_BODY_BYTES} order by id desc limit 20`,
);

/**
 * The WhatsApp Business account our number belongs to. It is in no setting, and Graph documents no way from a number to its account; but
 * every webhook names it beside the number (`entry[].id`), signed, and nobody can be written to before the first webhook has come.
 * Read from the raw bodies that are kept anyway, so the webhook's own way pays nothing for it.
 */
@Injectable()
export class BusinessAccount {
  constructor(private readonly database: Database) {}

  /** @returns its id, or null while no webhook for the number has come (or they have been purged) */
  async idOf(phoneNumberId: string): Promise<string | null> {
    for (const { body } of await this.database.run(findBodies)) {
      const id = accountIn(body, phoneNumberId);
      if (id !== null) return id;
    }
    return null;
  }
}

function accountIn(body: Buffer, phoneNumberId: string): string | null {
  // Stored bodies are JSON: what is not was stored as unparseable.
  const envelope: unknown = JSON.parse(body.toString('utf8'));
  for (const entry of list(field(envelope, 'entry'))) {
    const id = field(entry, 'id');
    const isOurs = list(field(entry, 'changes')).some(
      (change) => field(field(field(change, 'value'), 'metadata'), 'phone_number_id') === phoneNumberId,
    );
    if (isOurs && typeof id === 'string' && /^\d{1,32}$/.test(id)) return id;
  }
  return null;
}
