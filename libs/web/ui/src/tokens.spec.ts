import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const css = readFileSync(fileURLToPath(import.meta.url.replace(/[^/]+$/, 'tokens.css')), 'utf8');
const [light = '', dark = ''] = css.split("[data-theme='dark']");
const colours = (block: string): Record<string, string> =>
  Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1] ?? '', match[2] ?? '']));

const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one: string, other: string): number => {
  const [bright = 0, dim = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (bright + 0.05) / (dim + 0.05);
};

const grounds = ['canvas', 'surface', 'raised', 'sunken', 'hover', 'accent-soft'];
const bubbles = ['bubble-contact', 'bubble-agent', 'bubble-bot', 'bubble-note'];
const people = Array.from({ length: 8 }, (_, index) => `person-${index + 1}`);
const on = (texts: readonly string[], under: readonly string[]): [string, string][] =>
  texts.flatMap((text) => under.map((ground): [string, string] => [text, ground]));

const written: readonly [string, string][] = [
  ...on(['ink', 'ink-soft', 'ink-faint', 'accent', 'danger', 'status-waiting', 'status-bot'], [...grounds, ...bubbles]),
  ...on(['on-accent'], ['accent', 'accent-hover', 'status-bot']),
  ...on(['on-rail', 'on-rail-strong'], ['rail', 'rail-active']),
  ...on(['on-person'], people),
  ['status-waiting', 'status-waiting-soft'],
  ['status-active', 'status-active-soft'],
  ['status-bot', 'status-bot-soft'],
  ['danger', 'danger-soft'],
  ['canvas', 'ink'],
];
const drawn: readonly [string, string][] = [
  ...on(['edge', 'focus'], [...grounds, ...bubbles]),
  ...on(['tick', 'tick-read'], bubbles),
  ...on(['status-closed', 'status-waiting', 'status-active', 'status-bot', 'tick-read'], ['surface', 'accent-soft', 'hover']),
  ...on(['mark'], ['rail']),
];

describe.each([
  ['light', colours(light)],
  ['dark', { ...colours(light), ...colours(dark) }],
])('contrast of the %s tokens', (_theme, tokens) => {
  const ratio = ([front, ground]: [string, string]): number => contrast(tokens[front] ?? '#000000', tokens[ground] ?? '#000000');

  it.each(written.map((pair) => [...pair] as [string, string]))('writes %s on %s with at least 4.5 to 1', (front, ground) => {
    expect(ratio([front, ground])).toBeGreaterThanOrEqual(4.5);
  });
  it.each(drawn.map((pair) => [...pair] as [string, string]))('draws %s on %s with at least 3 to 1', (front, ground) => {
    expect(ratio([front, ground])).toBeGreaterThanOrEqual(3);
  });
});

it('gives every colour of the light theme a dark one, or shares it on purpose', () => {
  const shared = Object.keys(colours(light)).filter((name) => !(name in colours(dark)));
  expect(shared.filter((name) => !name.includes('person'))).toEqual([]);
});
