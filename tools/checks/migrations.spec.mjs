import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../workspace.mjs';
import { read } from './files.mjs';

const FOLDER = 'libs/server/schema/src';
/** The first release; what came after must leave room for it: release N runs on schema N+1 (FT-61). */
const FIRST_RELEASE = 1795305600003;

/** What takes something away from a server of the release before that is still running, or refuses what it writes. */
const CONTRACTIONS = [
  /\bdrop\s+(table|column|view|function|type|extension)\b/i,
  // An index is named by no query.
  /\balter\s+(?!index\b)\w+\s+(?:if\s+exists\s+)?[\w.]+\s+rename\b/i,
  /\balter\s+column\s+\w+\s+(set\s+not\s+null|type\b|drop\s+default)/i,
  /\btruncate\b/i,
];
/** Nullable, or with a default: the release before inserts without it. */
const ADDED_COLUMN = /\badd\s+column\s+(?:if\s+not\s+exists\s+)?(\w+)([^;]*?)(?=,\s*(?:--[^\n]*\n\s*)*(?:add|alter|drop)\b|;|$)/gis;

describe('migrations after the first release', () => {
  const later = readdirSync(join(ROOT, FOLDER)).filter((name) => Number(/^(\d+)-.*\.ts$/.exec(name)?.[1] ?? 0) > FIRST_RELEASE);
  const upOf = (name) => {
    const text = read(`${FOLDER}/${name}`);
    const up = text.slice(text.indexOf('async up('), text.indexOf('async down('));
    return up.replace(/--[^\n]*/g, '');
  };

  it.each(later)('%s takes nothing away that the release before uses (FT-61)', (name) => {
    expect(CONTRACTIONS.filter((pattern) => pattern.test(upOf(name))).map(String)).toEqual([]);
  });

  it.each(later)('%s adds only columns that the release before need not know (FT-61)', (name) => {
    const demanding = [...upOf(name).matchAll(ADDED_COLUMN)]
      .filter(([, , rest]) => /\bnot\s+null\b/i.test(rest) && !/\b(default|generated)\b/i.test(rest))
      .map(([, column]) => column);
    expect(demanding).toEqual([]);
  });

  it('would find what it looks for', () => {
    const contracting = 'alter table message drop column wamid; alter table a rename to b; alter table a alter column b set not null';
    expect(CONTRACTIONS.filter((pattern) => pattern.test(contracting))).toHaveLength(3);
    const demanding = [...'alter table a add column b integer not null, add column c text;'.matchAll(ADDED_COLUMN)];
    expect(demanding.map(([, column, rest]) => [column, rest.trim()])).toEqual([
      ['b', 'integer not null'],
      ['c', 'text'],
    ]);
  });
});
