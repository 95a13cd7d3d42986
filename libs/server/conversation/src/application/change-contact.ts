import { Injectable } from '@nestjs/common';
import { Database, Refusal, Wake } from '@parley/platform';
import { changeContact, findContact } from '../persistence/contact.statements.js';
import { lockLanes } from '../persistence/lane.statements.js';

/** As many as a screen shows. What forms have collected counts, and is never refused. */
export const MOST_ATTRIBUTES = 50;

export interface ContactChanges {
  /** BCP 47; null: not known, the bot asks or guesses; missing: as it is. */
  readonly language?: string | null;
  /** Those given are set, those that are null taken away, all others stay. */
  readonly attributes?: Readonly<Record<string, string | null>>;
}

/**
 * What agents know about a contact: language and attributes. Under the lane, because a decision reads both. The name is the contact's own:
 * it comes with every message.
 * @throws Refusal CONTACT_NOT_FOUND; VALIDATION_FAILED when there would be more than {@link MOST_ATTRIBUTES}, and more than before
 */
@Injectable()
export class ChangeContact {
  constructor(
    private readonly database: Database,
    private readonly wake: Wake,
  ) {}

  async execute(contactId: string, { language, attributes = {} }: ContactChanges): Promise<void> {
    await this.database.transaction(async (tx) => {
      const [contact] = await tx.run(findContact, [contactId]);
      const [lane] = contact ? await lockLanes(tx, [contact.conversation_id]) : [];
      if (lane === undefined) throw new Refusal('CONTACT_NOT_FOUND');
      const [changed] = await tx.run(changeContact, [lane, language ?? null, language !== undefined, JSON.stringify(attributes)]);
      if (changed && changed.after > MOST_ATTRIBUTES && changed.after > changed.before) {
        const message = `a contact has at most ${String(MOST_ATTRIBUTES)}`;
        throw new Refusal('VALIDATION_FAILED', message, [{ field: 'attributes', message }]);
      }
      // Workers may have passed by while we held the lane.
      tx.afterCommit(() => {
        for (const topic of ['events', 'inbox', 'outbox'] as const) this.wake.wake(topic);
      });
    });
  }
}
