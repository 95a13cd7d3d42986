import { describe, expect, it } from '@jest/globals';
import { TEXT_KEYS, type TextKey } from '../domain/texts.js';
import { readdirSync, readFileSync } from 'node:fs';
import { parseScript, runScript, ScriptFault } from './index.js';

const FOLDER = new URL('../../../../../docs/conversations/', import.meta.url);
const scripts = readdirSync(FOLDER).filter((name) => name.endsWith('.chat'));

describe('docs/conversations', () => {
  it.each(scripts)('%s is what the engine does', (name) => {
    runScript(parseScript(readFileSync(new URL(name, FOLDER), 'utf8')));
  });

  /** What needs another playbook than the shipped one: `decide-form.spec.ts`, `read-answer.spec.ts`. */
  const ELSEWHERE: readonly TextKey[] = ['form.gone', 'form.wrong.late'];
  /** Parts of other texts: what stands in the message, and in which. */
  const PARTS: Partial<Record<TextKey, readonly [key: TextKey, words: string]>> = {
    'menu.hint': ['menu.welcome', ''],
    'wait.about': ['handover.start', 'about 25 minutes'],
    'wait.few': ['handover.start', ''],
  };
  const rows = [...readFileSync(new URL('README.md', FOLDER), 'utf8').matchAll(/^\| `([a-z.\d-]+)` \| (\[.*?) \| .+ \|$/gm)].map(
    ([, key = '', shownIn = '']) => ({ key, names: [...shownIn.matchAll(/\]\(([\w-]+\.chat)\)/g)].map(([, name = '']) => name) }),
  );

  it('are listed in their README by every text the bot can say', () => {
    expect(rows.map(({ key }) => key).sort()).toEqual(TEXT_KEYS.filter((key) => !ELSEWHERE.includes(key)).sort());
  });

  it.each(rows)('show $key where the README says so', ({ key, names }) => {
    const [shown, words] = PARTS[key as TextKey] ?? [key, ''];
    expect(names).not.toEqual([]);
    for (const name of names) {
      const said = readFileSync(new URL(name, FOLDER), 'utf8')
        .split('\n')
        .filter((line) => line.startsWith(`bot [${shown}]`));
      expect([name, said.some((line) => line.includes(words))]).toEqual([name, true]);
    }
  });

  it('show their words and buttons, not their key alone', () => {
    const written = scripts.flatMap((name) => readFileSync(new URL(name, FOLDER), 'utf8').split('\n'));
    const worded = rows.map(({ key }) => key as TextKey).filter((key) => !(key in PARTS));
    expect(worded.filter((key) => !written.some((line) => line.startsWith(`bot [${key}]: `)))).toEqual([]);
  });
});

describe('a script', () => {
  const play = (...lines: string[]): void => runScript(parseScript(['# A test', ...lines].join('\n')));
  const fault = (...lines: string[]): string => {
    try {
      play(...lines);
    } catch (error) {
      if (error instanceof ScriptFault) return error.message;
      throw error;
    }
    return 'none';
  };

  it('may leave out what does not matter', () => {
    expect(fault('customer: Hi', 'bot')).toBe('none');
    expect(fault('customer: Hi', 'bot [menu.welcome]: Hi Maria, …')).toBe('none');
    expect(
      fault(
        'customer: Hi',
        'bot: … [Track an order] [Opening hours] [Common questions] [Report a problem] [Plan a visit] [Our shop online] [Chat Support]',
      ),
    ).toBe('none');
  });

  it.each([
    [
      'a message nobody expected',
      ['customer: Hi', 'customer: Hi'],
      /^line 3: before this, the bot also says bot \[menu\.welcome\]: Hi Maria/,
    ],
    ['a message at its end', ['customer: Hi'], /^line 2: before this, the bot also says/],
    ['other words', ['customer: Hi', 'bot: Good morning'], /^line 3: the bot says bot \[menu\.welcome\]/],
    ['another text', ['customer: Hi', 'bot [menu.stale]'], /^line 3: the bot says/],
    ['other choices', ['customer: Hi', 'bot: … [Chat Support]'], /^line 3: the bot says/],
    ['silence', ['customer: support', 'bot', 'agent Ana takes', 'customer: Hello', 'bot'], /^line 6: the bot says nothing more/],
    ['another state', ['customer: Hi', 'bot', 'state: SUBMENU'], /^line 4: state is MAIN_MENU/],
    [
      'an act that was not refused',
      ['customer: support', 'bot', 'agent Ana takes', 'refused: CHAT_NOT_ACTIVE'],
      /^line 5: nothing was refused/,
    ],
    ['an act that was refused', ['agent Ana takes', 'customer: Hi'], /^line 3: before this, an agent was refused with CHAT_NOT_ACTIVE/],
    ['a choice that is not there', ['customer: Hi', 'bot', 'customer taps: Nothing'], /^line 4: nothing to tap is called Nothing/],
    ['a setting that is not there', ['set colour = "red"'], /^line 2: no setting is called colour/],
    ['a value that is not allowed', ['set receipts.blueTicks = 1'], /^line 2: receipts.blueTicks must be true or false/],
    ['a line that is no step', ['the customer is angry'], /^line 2: no step of a conversation/],
  ])('names the line of %s', (_, lines, message) => {
    expect(fault(...lines)).toMatch(message);
  });

  it('has a heading', () => {
    expect(() => parseScript('customer: Hi')).toThrow('a script begins with a heading');
  });

  it('moves time only by itself', () => {
    play(
      'customer: support',
      'bot',
      'agent Ana: Hello',
      'bot',
      'agent Ana ends with 8s to undo',
      '+7s',
      'chat: none',
      '+1s',
      'bot [ended.agent]',
      'bot',
    );
  });
});
