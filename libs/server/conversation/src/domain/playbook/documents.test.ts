// Playbooks of every shape for the specs of this folder; no test itself (see `rehearsal.test.ts`).
import fc from 'fast-check';
import type { FormField, Localised, MenuBranch, MenuNode, PlaybookDocument } from './document.js';

/** Two languages, the second with gaps: what is missing is borrowed. */
const LANGUAGES = ['en', 'es'] as const;

const letters = (min: number, max: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'bdgjklmpqvwxzéñ 🙂'), minLength: min, maxLength: max }).map((text) => `q${text.trim()}`);
/** No word of the bot, so that choices can be made by it: made of syllables nobody says. */
const title = (max = 18): fc.Arbitrary<string> => letters(1, max - 1);

const localised = (text: fc.Arbitrary<string>): fc.Arbitrary<Localised> =>
  fc.tuple(text, fc.option(text, { nil: undefined })).map(([en, es]) => (es === undefined ? { en } : { en, es }));
const body = localised(letters(1, 200));
const words = fc.record({ en: fc.array(title(30), { maxLength: 3 }) });

const question = {
  label: localised(title(20)),
  ask: localised(letters(1, 120)),
  optional: fc.boolean(),
};
const field: fc.Arbitrary<FormField> = fc.oneof(
  fc.record({ ...question, key: fc.constant(''), type: fc.constantFrom('text', 'email', 'phone', 'number', 'date') }),
  fc.record({
    ...question,
    key: fc.constant(''),
    type: fc.constant('choice' as const),
    choices: fc.array(fc.record({ value: fc.constant(''), title: localised(title()), words }), { minLength: 1, maxLength: 9 }),
  }),
);

const leaf: fc.Arbitrary<MenuNode> = fc.oneof(
  fc.record({ kind: fc.constant('answer' as const), id: fc.constant(''), title: localised(title()), words, text: body }),
  fc.record({
    kind: fc.constant('link' as const),
    id: fc.constant(''),
    title: localised(title()),
    text: body,
    button: localised(title()),
    url: fc.constant({ en: 'https://shop.example/' }),
  }),
  fc.record({
    kind: fc.constant('form' as const),
    id: fc.constant(''),
    title: localised(title()),
    fields: fc.array(field, { minLength: 1, maxLength: 4 }),
    then: fc.oneof(fc.record({ kind: fc.constant('answer' as const), text: body }), fc.constant({ kind: 'support' as const })),
  }),
);

const branch = (depth: number): fc.Arbitrary<MenuBranch> =>
  fc.record({
    lead: body,
    entries: fc.array(depth >= 5 ? leaf : fc.oneof({ arbitrary: leaf, weight: 4 }, { arbitrary: submenu(depth + 1), weight: 1 }), {
      minLength: 1,
      maxLength: 6,
    }),
  });

function submenu(depth: number): fc.Arbitrary<MenuNode> {
  return fc.tuple(localised(title()), branch(depth)).map(([name, own]) => ({ kind: 'submenu' as const, id: '', title: name, ...own }));
}

/** Ids, keys and values one after the other: nothing is there twice. */
function numbered(menu: MenuBranch): MenuBranch {
  let count = 0;
  const next = (): string => String((count += 1));
  const ofField = (given: FormField): FormField => {
    const named = { ...given, key: `k${next()}` };
    if (named.type !== 'choice') return named;
    return { ...named, choices: named.choices.map((choice) => ({ ...choice, value: `v${next()}` })) };
  };
  const ofNode = (node: MenuNode): MenuNode => {
    const named = { ...node, id: `menu:n${next()}` };
    if (named.kind === 'submenu') return { ...named, entries: named.entries.map(ofNode) };
    return named.kind === 'form' ? { ...named, fields: named.fields.map(ofField) } : named;
  };
  return { ...menu, entries: menu.entries.map(ofNode) };
}

/** Of the right shape; most are sound, some are not (two equal titles, a menu too long). */
export const aDocument: fc.Arbitrary<PlaybookDocument> = branch(1).map((menu) => {
  const own = numbered(menu);
  return {
    format: 1,
    business: 'Juniper Home',
    defaultLanguage: 'en',
    languages: [...LANGUAGES],
    menu: { ...own, entries: [...own.entries, { kind: 'support', id: 'support', title: { en: 'Chat Support' } }] },
    overrides: {},
    rules: [],
    articles: [],
  };
});
