import { Injectable } from '@nestjs/common';
import { Database, Log } from '@parley/platform';
import {
  beginDueSyncs,
  beginSyncsNow,
  endSync,
  endSyncTooEarly,
  openTemplateSyncs,
  storeTemplates,
  type TemplateSyncRow,
} from '../../persistence/template.statements.js';
import { TemplateSource, type TemplateListing } from '../ports/template-source.js';

/** After a failure: soon enough that a mended token shows within minutes, seldom enough to be no burden on anybody. */
const AGAIN_AFTER_FAILURE_S = 120;

/**
 * Copies WhatsApp's list of templates. What fails leaves the old list as it is and says why; of several processes that would, one does
 * it (whoever moves the time on). A list is stored whole or not at all: half of one would hide templates that exist.
 */
@Injectable()
export class SyncTemplates {
  constructor(
    private readonly database: Database,
    private readonly source: TemplateSource,
    private readonly log: Log,
  ) {}

  /** Those that are due: at first, hourly, after a failure, and when WhatsApp has told us of a change. @returns how many were tried */
  async executeDue(signal: AbortSignal): Promise<number> {
    await this.database.run(openTemplateSyncs);
    return this.syncAll(await this.database.run(beginDueSyncs), signal);
  }

  /** All of them now, because somebody asks; one that was begun in the last seconds is not asked for again. @returns how many were tried */
  async executeNow(signal: AbortSignal): Promise<number> {
    await this.database.run(openTemplateSyncs);
    return this.syncAll(await this.database.run(beginSyncsNow), signal);
  }

  private async syncAll(channels: readonly TemplateSyncRow[], signal: AbortSignal): Promise<number> {
    for (const channel of channels) await this.sync(channel, signal);
    return channels.length;
  }

  private async sync(channel: TemplateSyncRow, signal: AbortSignal): Promise<void> {
    const { channel_id: channelId, phone_number_id: phoneNumberId, business_account_id: accountId, try: begun } = channel;
    const listing = await this.source.list({ phoneNumberId, accountId }, signal);
    if (listing.kind === 'too-early') {
      await this.database.run(endSyncTooEarly, [channelId, listing.reason, begun]);
      return;
    }
    if (listing.kind === 'failed') {
      // Once for each reason: a trouble may last.
      if (listing.reason !== channel.error) this.log.warn('outbound', 'templates not synchronised', { channelId, reason: listing.reason });
      await this.database.run(endSync, [channelId, null, listing.reason, AGAIN_AFTER_FAILURE_S, begun]);
      return;
    }
    const stored = await this.store(channel, listing);
    const { isWhole, templates } = listing;
    if (stored) this.log.info('outbound', 'templates synchronised', { channelId, templates: templates.length, whole: isWhole });
    else this.log.info('outbound', 'template list given up: a newer one is being read', { channelId });
  }

  /** @returns false when another try has begun meanwhile: its list is newer, and may be stored already */
  private store(
    { channel_id: channelId, try: begun }: TemplateSyncRow,
    listing: Extract<TemplateListing, { kind: 'listed' }>,
  ): Promise<boolean> {
    // WhatsApp knows a template by name and language; should a list hold one twice, the later line is the newer page.
    const byName = new Map(listing.templates.map((template) => [`${template.name}\n${template.language}`, template]));
    const rows = [...byName.values()].map(({ externalId, ...template }) => ({ ...template, external_id: externalId }));
    const error = listing.isWhole ? null : `There are more templates than we take; the first ${rows.length} are here`;
    return this.database.transaction(async (tx) => {
      // First, for it also keeps a try that begins now waiting until this list is stored.
      const ended = await tx.run(endSync, [channelId, listing.accountId, error, 3600, begun]);
      if (ended.length === 0) return false;
      await tx.run(storeTemplates, [channelId, JSON.stringify(rows), listing.isWhole]);
      return true;
    });
  }
}
