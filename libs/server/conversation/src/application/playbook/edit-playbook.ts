import { Injectable } from '@nestjs/common';
import { Database, Refusal, statement, Wake, type Transaction } from '@parley/platform';
import type { PlaybookDocument } from '../../domain/playbook/document.js';
import { CheckPlaybook } from './check-playbook.js';
import { PlaybookArchive, type PlaybookDraft } from './playbook-archive.js';
import { PublishedPlaybook, SHIPPED_VERSION } from './published-playbook.js';

/** Locked by whoever edits or publishes: one after the other, so that each sees what the one before has done. */
const lockDraft = statement<{ revision: number; document: PlaybookDocument | null }>(
  'conversation-lock-playbook-draft',
  'select revision, document from playbook_draft for update',
);

const saveDraft = statement(
  'conversation-save-playbook-draft',
  `update playbook_draft
      set revision = revision + 1, document = $1, updated_at = clock_timestamp(), updated_by = $2,
          based_on = case when document is null then coalesce((select max(number) from playbook_version), ${SHIPPED_VERSION}) else based_on end`,
);

const forgetDraft = statement(
  'conversation-forget-playbook-draft',
  `update playbook_draft set revision = revision + 1, document = null, based_on = null, updated_at = clock_timestamp(), updated_by = $1`,
);

const insertVersion = statement<{ number: number }>(
  'conversation-insert-playbook-version',
  `insert into playbook_version (number, document, published_by, note, restored_from)
   select coalesce(max(number), ${SHIPPED_VERSION}) + 1, $1, $2, $3, $4 from playbook_version
   returning number`,
);

/**
 * Changing what the bot says. Whoever edits names the revision they have read; somebody else's change in between is refused, never
 * overwritten. A version is published by one insert, and every process that decides is told at its commit.
 */
@Injectable()
export class EditPlaybook {
  constructor(
    private readonly database: Database,
    private readonly archive: PlaybookArchive,
    private readonly check: CheckPlaybook,
    private readonly published: PublishedPlaybook,
    private readonly wake: Wake,
  ) {}

  /**
   * The draft as a whole.
   * @throws Refusal PLAYBOOK_UNSOUND, PLAYBOOK_CHANGED
   */
  async save(value: unknown, revision: number, agentId: string): Promise<PlaybookDraft> {
    const document = await this.check.assertSound(value);
    await this.database.transaction(async (tx) => {
      await this.lock(tx, revision);
      await tx.run(saveDraft, [JSON.stringify(document), agentId]);
    });
    return this.archive.draft();
  }

  /** Back to what is published. @throws Refusal PLAYBOOK_CHANGED */
  async discard(revision: number, agentId: string): Promise<PlaybookDraft> {
    await this.database.transaction(async (tx) => {
      await this.lock(tx, revision);
      await tx.run(forgetDraft, [agentId]);
    });
    return this.archive.draft();
  }

  /**
   * What the draft says is said from now on. A draft nobody has changed makes no new version.
   * @returns the number of the version that is published now
   * @throws Refusal PLAYBOOK_CHANGED, PLAYBOOK_UNSOUND (a team may have gone since it was saved)
   */
  async publish(revision: number, agentId: string, note: string | null): Promise<number> {
    // Judged before anything is locked, for that takes its time: what stands under this revision later is the same.
    const seen = await this.archive.draft();
    assertRevision(seen.revision, revision);
    if (seen.isChanged) await this.check.assertSound(seen.document);
    const number = await this.database.transaction(async (tx) => {
      const draft = await this.lock(tx, revision);
      if (!draft) return null;
      await this.check.assertTeams(draft, tx);
      await tx.run(forgetDraft, [agentId]);
      return insert(tx, [JSON.stringify(draft), agentId, note, null]);
    });
    return this.announce(number);
  }

  /**
   * An earlier version is said again, as a new one; the draft stays.
   * @returns the number of the new version
   * @throws Refusal PLAYBOOK_VERSION_NOT_FOUND, PLAYBOOK_UNSOUND (what was sound then may not be now)
   */
  async restore(number: number, agentId: string, note: string | null): Promise<number> {
    const document = await this.check.assertSound(await this.archive.document(number));
    const restored = await this.database.transaction(async (tx) => {
      // One publication after the other, or two would take the same number.
      await tx.run(lockDraft);
      return insert(tx, [JSON.stringify(document), agentId, note, number]);
    });
    return this.announce(restored);
  }

  /** Every process reads it now; this one before it answers. */
  private async announce(number: number | null): Promise<number> {
    if (number !== null) this.wake.wakeAll('playbook');
    const { number: current } = await this.published.refresh();
    return number ?? current;
  }

  /** @returns the draft's document, null when nobody has changed anything @throws Refusal PLAYBOOK_CHANGED */
  private async lock(tx: Transaction, revision: number): Promise<PlaybookDocument | null> {
    const [row] = await tx.run(lockDraft);
    if (!row) throw new Error('the draft of the playbook has no row');
    assertRevision(row.revision, revision);
    return row.document;
  }
}

/** @throws Refusal PLAYBOOK_CHANGED */
function assertRevision(current: number, read: number): void {
  if (current !== read) throw new Refusal('PLAYBOOK_CHANGED', `The draft is at revision ${String(current)}`);
}

async function insert(tx: Transaction, values: readonly unknown[]): Promise<number> {
  const [row] = await tx.run(insertVersion, values);
  if (!row) throw new Error('the version was not returned');
  return row.number;
}
