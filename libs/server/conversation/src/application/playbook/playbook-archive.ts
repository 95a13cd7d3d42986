import { Injectable } from '@nestjs/common';
import { Database, Refusal, statement } from '@parley/platform';
import type { PlaybookDocument } from '../../domain/playbook/document.js';
import { SHIPPED_PLAYBOOK } from '../../domain/playbook/shipped-playbook.js';
import { SHIPPED_VERSION } from './published-playbook.js';

/** One line of the history. */
export interface PlaybookVersion {
  readonly number: number;
  /** Null for the shipped one: it came with the release. */
  readonly publishedAt: Date | null;
  readonly publishedBy: { readonly id: string; readonly name: string } | null;
  readonly note: string | null;
  readonly restoredFrom: number | null;
}

/** What is being edited; without changes it is what is published. */
export interface PlaybookDraft {
  /** What a save has to name; goes up with every change of the draft, and never back. */
  readonly revision: number;
  readonly isChanged: boolean;
  /** The version it was begun from. */
  readonly basedOn: number;
  readonly updatedAt: Date | null;
  readonly updatedBy: { readonly id: string; readonly name: string } | null;
  readonly document: PlaybookDocument;
}

interface VersionRow {
  readonly number: number;
  readonly published_at: Date;
  readonly agent_id: string | null;
  readonly agent_name: string | null;
  readonly note: string | null;
  readonly restored_from: number | null;
}

const listVersions = statement<VersionRow>(
  'conversation-list-playbook-versions',
  `select v.number, v.published_at, a.id as agent_id, a.name as agent_name, v.note, v.restored_from
     from playbook_version v left join agent a on a.id = v.published_by
    where v.number < $1 order by v.number desc limit $2`,
);

const readVersion = statement<{ document: PlaybookDocument }>(
  'conversation-read-playbook-version',
  'select document from playbook_version where number = $1',
);

const readDraft = statement<{
  revision: number;
  document: PlaybookDocument | null;
  based_on: number | null;
  updated_at: Date;
  agent_id: string | null;
  agent_name: string | null;
  published: number | null;
  published_document: PlaybookDocument | null;
}>(
  'conversation-read-playbook-draft',
  `select d.revision, d.document, d.based_on, d.updated_at, a.id as agent_id, a.name as agent_name,
          v.number as published, case when d.document is null then v.document end as published_document
     from playbook_draft d
     left join agent a on a.id = d.updated_by
     left join lateral (select number, document from playbook_version order by number desc limit 1) v on true`,
);

/** What was ever published, and what is being edited. */
@Injectable()
export class PlaybookArchive {
  constructor(private readonly database: Database) {}

  /** Newest first. @param before only versions with a lower number; null: from the newest on @param limit at least 1 */
  async versions(before: number | null, limit: number): Promise<readonly PlaybookVersion[]> {
    const rows = await this.database.run(listVersions, [before ?? 2_147_483_647, limit]);
    const versions = rows.map((row) => ({
      number: row.number,
      publishedAt: row.published_at,
      publishedBy: agentOf(row),
      note: row.note,
      restoredFrom: row.restored_from,
    }));
    const shipped = { number: SHIPPED_VERSION, publishedAt: null, publishedBy: null, note: null, restoredFrom: null };
    const endsWithShipped = rows.length < limit && (before === null || before > SHIPPED_VERSION);
    return endsWithShipped ? [...versions, shipped] : versions;
  }

  /** @throws Refusal PLAYBOOK_VERSION_NOT_FOUND */
  async document(number: number): Promise<PlaybookDocument> {
    if (number === SHIPPED_VERSION) return SHIPPED_PLAYBOOK;
    const [row] = await this.database.run(readVersion, [number]);
    if (!row) throw new Refusal('PLAYBOOK_VERSION_NOT_FOUND');
    return row.document;
  }

  async draft(): Promise<PlaybookDraft> {
    const [row] = await this.database.run(readDraft);
    if (!row) throw new Error('the draft of the playbook has no row');
    const isChanged = row.document !== null;
    return {
      revision: row.revision,
      isChanged,
      basedOn: (isChanged ? row.based_on : row.published) ?? SHIPPED_VERSION,
      updatedAt: isChanged ? row.updated_at : null,
      updatedBy: isChanged ? agentOf(row) : null,
      document: row.document ?? row.published_document ?? SHIPPED_PLAYBOOK,
    };
  }
}

function agentOf({
  agent_id: id,
  agent_name: name,
}: {
  agent_id: string | null;
  agent_name: string | null;
}): PlaybookVersion['publishedBy'] {
  return id === null ? null : { id, name: name ?? '' };
}
