import { describe, expect, it } from '@jest/globals';
import { existsSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { ROOT } from '../workspace.mjs';
import { isBinary, isGenerated, isSource, linesMatching, read, trackedFiles } from './files.mjs';

const files = trackedFiles();
const sources = files.filter(isSource);
const texts = files.filter((path) => !isBinary(path) && path !== 'package-lock.json');
const handWritten = texts.filter((path) => !isGenerated(path) && path !== 'docs/openapi.json');
/** These hold the patterns they look for. */
const notThisFile = (path) => path !== 'tools/checks/tree.spec.mjs';

describe('the tree', () => {
  it('has no file of more than 300 lines, data and generated files aside', () => {
    const halls = sources
      .filter((path) => !/(^|\/)(tools\/bench\/limit)\//.test(path))
      .map((path) => ({ path, lines: read(path).split('\n').length - 1 }))
      .filter(({ lines }) => lines > 300);
    expect(halls).toEqual([]);
  });

  it('has no test that is switched off or runs alone', () => {
    const tests = sources.filter((path) => /\.(spec|test)\.|(^|\/)test\//.test(path) && notThisFile(path));
    // What a machine may lack is skipped by name: a browser, redis-server, the right to mount a disk. Nothing else chooses at run time.
    const choosesByMachine = /\b(executable|redisServer|disk) \? (describe : describe|it : it)\.skip\b/;
    const switched = linesMatching(tests, /\b(it|test|describe)\.(only|skip|todo)\b|\b(xit|fit|xdescribe|fdescribe)\(/);
    expect(switched.filter((line) => !choosesByMachine.test(line))).toEqual([]);
  });

  it('has no unfinished words', () => {
    expect(linesMatching(sources.filter(notThisFile), /\b(TODO|FIXME|XXX)\b|not implemented|\bfor now\b/)).toEqual([]);
  });

  it('does not step out of the type system', () => {
    const typed = sources.filter((path) => /\.tsx?$/.test(path));
    const isComment = (line) => /^\S+: (\*|\/\*|\/\/)/.test(line);
    expect(linesMatching(typed, /\bas any\b|:\s*any\b|<any>/).filter((line) => !isComment(line))).toEqual([]);
    // A rule may be set aside for one line, with the reason beside it.
    expect(linesMatching(typed, /@ts-(ignore|nocheck)|eslint-disable(?!-next-line \S+ -- \S)/)).toEqual([]);
  });

  it('names no machine, no home and no registry', () => {
    expect(
      linesMatching(texts.filter(notThisFile), /(^|[^\w.])(\/home\/\w|\/Users\/\w|\/root\/|\/work\/\w)|registry\.npmjs|npmrc.*_authToken/),
    ).toEqual([]);
  });

  it('has phone numbers only from the ranges kept free for examples', () => {
    // International numbers in any writing. Free for films and examples: +44 7700 900xxx, +44 20 7946 0xxx, and +1 xxx 555 01xx.
    const number = /\+[1-9][0-9 ().-]{8,17}[0-9]/g;
    // A text may hold the beginning of one and append the rest, or be too long to be one. No country has the code 999. Countries that keep
    // no range free give nobody a number of noughts.
    const isFree = (text) => /^\+(447700900\d*|442079460\d{0,3}|1\d{3}55501\d{2}|999\d+|\d{2,8}0{6,})$/.test(text);
    const found = handWritten.filter(notThisFile).flatMap((path) =>
      read(path)
        .split('\n')
        .flatMap((line, index) =>
          [...line.matchAll(number)]
            .map(([text]) => text.replace(/[^+0-9]/g, ''))
            .filter((digits) => digits.length >= 11 && digits.length <= 16 && !isFree(digits))
            .map((digits) => `${path}:${index + 1}: ${digits}`),
        ),
    );
    expect(found).toEqual([]);
  });

  it('has a lock file without download addresses', () => {
    expect(linesMatching(['package-lock.json'], /"resolved": "http/)).toEqual([]);
  });

  it('has no live link to a file that is not there', () => {
    const broken = files
      .filter((path) => path.endsWith('.md'))
      .flatMap((path) =>
        [
          ...read(path)
            .replace(/```[\s\S]*?```/g, '')
            .matchAll(/\]\(([^)\s]+)\)/g),
        ]
          .map(([, target]) => decodeURI(target.split('#')[0]))
          .filter((target) => target && !/^[a-z]+:/.test(target))
          .filter((target) => !existsSync(join(ROOT, target.startsWith('/') ? target : join(dirname(path), target))))
          .map((target) => `${path} -> ${normalize(target)}`),
      );
    expect(broken).toEqual([]);
  });

  it('keeps what must be executable executable', () => {
    expect(statSync(join(ROOT, '.ci/run')).mode & 0o111).not.toBe(0);
  });
});
