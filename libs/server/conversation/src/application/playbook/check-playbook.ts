import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Database, Refusal, statement, type Sql, type Transaction } from '@parley/platform';
import { shapeVerdicts } from '../../domain/playbook/document-shape.js';
import type { MenuNode, PlaybookDocument } from '../../domain/playbook/document.js';
import { below, isFault, type PlaybookFault, type Verdict } from '../../domain/playbook/fault.js';
import { playbookVerdicts } from '../../domain/playbook/playbook-faults.js';

const findTeams = statement<{ id: string }>(
  'conversation-find-playbook-teams',
  'select id from team where id = any($1::uuid[]) and archived_at is null',
);

/** Judges documents that come from outside, before they are saved or tried. */
@Injectable()
export class CheckPlaybook {
  constructor(private readonly database: Database) {}

  /** Every fault, by path; empty when it could be published. */
  async faults(value: unknown): Promise<readonly PlaybookFault[]> {
    const misshapen = await hear(shapeVerdicts(value));
    if (misshapen.length > 0) return misshapen;
    const document = value as PlaybookDocument;
    return [...(await hear(playbookVerdicts(document))), ...(await teamFaults(document, this.database))];
  }

  /** @throws Refusal PLAYBOOK_UNSOUND naming every fault */
  async assertSound(value: unknown): Promise<PlaybookDocument> {
    refuse(await this.faults(value));
    return value as PlaybookDocument;
  }

  /** Of a sound document: a team may have gone since. @throws Refusal PLAYBOOK_UNSOUND */
  async assertTeams(document: PlaybookDocument, tx: Transaction): Promise<void> {
    refuse(await teamFaults(document, tx));
  }
}

function refuse(faults: readonly PlaybookFault[]): void {
  if (faults.length === 0) return;
  const fields = faults.map(({ at, message }) => ({ field: at, message }));
  throw new Refusal(
    'PLAYBOOK_UNSOUND',
    `${String(faults.length)} faults; the first: ${fields[0]?.field ?? ''}: ${fields[0]?.message ?? ''}`,
    fields,
  );
}

/** Some milliseconds of judging; then whoever else waits has their turn: a playbook of a megabyte takes a second or two. */
const PIECES_A_TURN = 250;

async function hear(verdicts: Iterable<Verdict>): Promise<readonly PlaybookFault[]> {
  const faults: PlaybookFault[] = [];
  let pieces = 0;
  for (const verdict of verdicts) {
    if (isFault(verdict)) faults.push(verdict);
    else if ((pieces += 1) % PIECES_A_TURN === 0) await nextTurn();
  }
  return faults;
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
