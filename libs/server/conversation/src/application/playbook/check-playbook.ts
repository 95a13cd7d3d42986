import { Injectable } from '@nestjs/common';
import { Database, Refusal, statement, type Sql } from '@parley/platform';
import { readPlaybookDocument } from '../../domain/playbook/document-shape.js';
import type { MenuNode, PlaybookDocument } from '../../domain/playbook/document.js';
import { below, type PlaybookFault } from '../../domain/playbook/fault.js';
import { playbookFaults } from '../../domain/playbook/playbook-faults.js';

const findTeams = statement<{ id: string }>(
  'conversation-find-playbook-teams',
  'select id from team where id = any($1::uuid[]) and archived_at is null',
);

/** Judges documents that come from outside, before they are saved or tried. */
@Injectable()
export class CheckPlaybook {
  constructor(private readonly database: Database) {}

  /** Every fault, by path; empty when it could be published. @param sql the caller's transaction, when it is in one */
  async faults(value: unknown, sql: Sql = this.database): Promise<readonly PlaybookFault[]> {
    const read = readPlaybookDocument(value);
    if ('faults' in read) return read.faults;
    return [...playbookFaults(read.document), ...(await teamFaults(read.document, sql))];
  }

  /** @throws Refusal PLAYBOOK_UNSOUND naming every fault */
  async assertSound(value: unknown, sql: Sql = this.database): Promise<PlaybookDocument> {
    const faults = await this.faults(value, sql);
    if (faults.length === 0) return value as PlaybookDocument;
    const fields = faults.map(({ at, message }) => ({ field: at, message }));
    throw new Refusal(
      'PLAYBOOK_UNSOUND',
      `${String(faults.length)} faults; the first: ${fields[0]?.field ?? ''}: ${fields[0]?.message ?? ''}`,
      fields,
    );
  }
}

async function teamFaults(document: PlaybookDocument, sql: Sql): Promise<readonly PlaybookFault[]> {
  const named = [...teamsIn(document.menu.entries, '/menu/entries')];
  if (named.length === 0) return [];
  const known = new Set((await sql.run(findTeams, [named.map(({ team }) => team)])).map(({ id }) => id));
  return named.filter(({ team }) => !known.has(team)).map(({ at }) => ({ at, message: 'There is no such team.' }));
}

function* teamsIn(nodes: readonly MenuNode[], at: string): Generator<{ readonly team: string; readonly at: string }> {
  for (const [index, node] of nodes.entries()) {
    const path = below(at, index);
    if (node.kind === 'submenu') yield* teamsIn(node.entries, below(path, 'entries'));
    if (node.kind === 'support' && node.team !== undefined) yield { team: node.team, at: below(path, 'team') };
    if (node.kind === 'form' && node.then.kind === 'support' && node.then.team !== undefined)
      yield { team: node.then.team, at: below(below(path, 'then'), 'team') };
  }
}
