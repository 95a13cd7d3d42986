import { Injectable } from '@nestjs/common';
import { ChannelDirectory, RecordPreference, RecordTemplateChange } from '@parley/conversation';
import { Database, isDatabaseTrouble, Log, type Transaction } from '@parley/platform';
import { describeFailure, MAX_ATTEMPTS, retryDelayMs } from '../inbound/failed-attempt.js';
import { RawBodies } from '../inbound/raw-bodies.js';
import { field, wireId } from '../inbound/untrusted.js';
import { webhookField } from '../inbound/webhook-fields.js';
import { countStatusAttempt, markDead, tryLater } from '../persistence/inbox-statements.js';
import { decodeTemplateChange } from '../templates/decode-template-change.js';
import { WhatsAppOptions } from '../whatsapp-options.js';
import { type ChangeItem, claimChange, insertNotice, settleChange } from './account-statements.js';
import { decodeAccountChange, decodePreferences } from './decode-account-change.js';

/**
 * What WhatsApp says about the number, the account and its templates becomes a line that operators read; what customers have told
 * WhatsApp about the messages they want becomes theirs. One at a time: there are a few of them a day.
 */
@Injectable()
export class ApplyAccountChanges {
  private channelId: string | undefined;

  constructor(
    private readonly options: WhatsAppOptions,
    private readonly database: Database,
    private readonly channels: ChannelDirectory,
    private readonly preferences: RecordPreference,
    private readonly templates: RecordTemplateChange,
    private readonly log: Log,
  ) {}

  /** One turn. @returns whether there may be more to do at once. Throws when the database is not there. */
  async runBatch(): Promise<boolean> {
    let taken: ChangeItem | undefined;
    try {
      return await this.database.transaction(async (tx) => {
        [taken] = await tx.run(claimChange);
        if (!taken) return false;
        await this.apply(tx, taken);
        return true;
      });
    } catch (error) {
      if (isDatabaseTrouble(error) || !taken) throw error;
      await this.countFailure(taken.id, error);
      return true;
    }
  }

  private async apply(tx: Transaction, item: ChangeItem): Promise<void> {
    const bodies = new RawBodies();
    const change = bodies.changeOf(item);
    if (change === undefined) {
      await tx.run(markDead, [item.id, 'the raw delivery is gone']);
      return;
    }
    const name = webhookField(field(change, 'field'));
    const value = field(change, 'value');
    if (name === 'user_preferences') await this.applyPreferences(value, item.received_at);
    // Like preferences: a transaction of its own, and applied twice it changes nothing.
    const news = decodeTemplateChange(name, value);
    if (news) await this.templates.execute(news);
    const notice = decodeAccountChange(name, value, field(bodies.entryOf(item), 'time'));
    if (notice) {
      const { event, severity, title, detail, at } = notice;
      const happenedAt = at && at.getTime() < item.received_at.getTime() ? at : item.received_at;
      await tx.run(insertNotice, [notice.field, event, severity, title, JSON.stringify(detail), happenedAt, item.id]);
      tx.afterCommit(() => this.tell(notice.field, event, severity, title));
    }
    await tx.run(settleChange, [item.id, 'done']);
  }

  /** In a transaction of its own: applied twice it changes nothing, and no lane is locked while an item is. */
  private async applyPreferences(value: unknown, receivedAt: Date): Promise<void> {
    const phoneNumberId = wireId(field(field(value, 'metadata'), 'phone_number_id'));
    if (phoneNumberId !== null && phoneNumberId !== this.options.phoneNumberId) return;
    this.channelId ??= await this.channels.ensure(this.options.phoneNumberId);
    for (const preference of decodePreferences(value)) {
      const at = preference.at && preference.at.getTime() < receivedAt.getTime() ? preference.at : receivedAt;
      await this.preferences.execute(this.channelId, { ...preference, at });
    }
  }

  private tell(name: string, event: string | null, severity: string, title: string): void {
    if (severity === 'info') this.log.info('inbound', title, { field: name, event });
    else this.log.warn('inbound', title, { field: name, event, severity });
  }

  private async countFailure(id: string, error: unknown): Promise<void> {
    this.log.error('inbound', 'change of the account failed', error, { inboxId: id });
    const reason = describeFailure(error);
    const [counted] = await this.database.run(countStatusAttempt, [id]);
    if (!counted) return;
    if (counted.attempts >= MAX_ATTEMPTS) await this.database.run(markDead, [id, reason]);
    else await this.database.run(tryLater, [id, retryDelayMs(counted.attempts), reason]);
  }
}
