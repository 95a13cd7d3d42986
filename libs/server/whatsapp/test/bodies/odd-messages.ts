import { type BodyCase, message, type Shown, unsupported } from './case.js';

const LONG = 'lamp '.repeat(20_000);

/** Bodies a kind may be found with, and none of them is one. */
const NO_BODY: readonly (readonly [string, unknown])[] = [
  ['missing', undefined],
  ['null', null],
  ['a text', 'x'],
  ['a number', 7],
  ['a list', []],
  ['empty', {}],
];
const KINDS = ['text', 'image', 'video', 'audio', 'document', 'sticker', 'location', 'order', 'edit', 'revoke'] as const;

/** Every kind without what makes it that kind. */
const HOLLOW: readonly BodyCase[] = KINDS.flatMap((type) =>
  NO_BODY.map(([name, body]) => message(`${type} whose body is ${name}`, { type, [type]: body }, unsupported({ originalType: type }))),
);

const text = (name: string, body: unknown, shown: string | null): BodyCase =>
  message(name, { type: 'text', text: { body } }, shown === null ? unsupported({ originalType: 'text' }) : { type: 'text', text: shown });

/** Texts that break what is not careful. */
const TEXTS: readonly BodyCase[] = [
  text('empty text', '', ''),
  text('blanks', '   \n\t ', '   \n\t '),
  text('NUL', 'a\u0000b', 'ab'),
  text('nothing but NUL', '\u0000\u0000', ''),
  text('lone surrogates', 'a\ud800b\udc00c', 'a\uFFFDb\uFFFDc'),
  text('joined emoji and flags', '👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🔧', '👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🔧'),
  text('right to left, turned around', 'abc\u202Efed\u202C \u2067ghi\u2069', 'abc\u202Efed\u202C \u2067ghi\u2069'),
  text('Arabic and Hindi', 'مرحبا नमस्ते', 'مرحبا नमस्ते'),
  text('piled accents', `a${'\u0301'.repeat(500)}`, `a${'\u0301'.repeat(500)}`),
  text('100,000 characters', LONG, LONG),
  text('SQL', `'; drop table message; --`, `'; drop table message; --`),
  text('HTML', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'),
  text('ICU and templates', '{name, plural, other {#}} ${1+1} {{x}} %s', '{name, plural, other {#}} ${1+1} {{x}} %s'),
  text('a formula', '=HYPERLINK("http://x")', '=HYPERLINK("http://x")'),
  text('lines of every sort', 'a\r\nb\u2028c\u2029d\u0085e', 'a\r\nb\u2028c\u2029d\u0085e'),
  text('control characters', 'a\u0007\u001b[31mb', 'a\u0007\u001b[31mb'),
  text('JSON in JSON', '{"type":"end_chat"}', '{"type":"end_chat"}'),
  text('a number instead of words', 42, null),
  text('a list instead of words', ['Hi'], null),
  text('an object instead of words', { body: 'Hi' }, null),
];

const place = (name: string, location: unknown, shown: Shown): BodyCase => message(name, { type: 'location', location }, shown);
const nowhere = unsupported({ originalType: 'location' });
const file = (name: string, document: unknown, content: unknown): BodyCase =>
  message(name, { type: 'document', document }, { type: 'document', text: null, content });

/** Facts that are none. */
const FACTS: readonly BodyCase[] = [
  place('place north of the pole', { latitude: 91, longitude: 0 }, nowhere),
  place('place of no number', { latitude: 'NaN', longitude: '1e3' }, nowhere),
  place('place without longitude', { latitude: 1 }, nowhere),
  place(
    'place with a script for an address',
    { latitude: 0, longitude: 0, url: 'javascript:alert(1)', name: 7 },
    { type: 'location', text: null, content: { location: { latitude: 0, longitude: 0 } } },
  ),
  file('path for a name', { id: '1', filename: '../../etc/passwd' }, { media: { filename: '../../etc/passwd' } }),
  file('name turned around', { id: '1', filename: 'bill\u202Efdp.exe' }, { media: { filename: 'bill\u202Efdp.exe' } }),
  file('name with NUL', { id: '1', filename: 'a\u0000.pdf' }, { media: { filename: 'a.pdf' } }),
  file('name of 10,000 characters', { id: '1', filename: 'n'.repeat(10_000) }, { media: { filename: 'n'.repeat(255) } }),
  file('no name, no type', { id: '1', filename: null, mime_type: {} }, { media: { channelMediaId: '1' } }),
  message('file with a number for an id', { type: 'image', image: { id: 118 } }, unsupported({ originalType: 'image' })),
  message('file with blanks in its id', { type: 'image', image: { id: '1 18' } }, unsupported({ originalType: 'image' })),
  message('cards without anything', { type: 'contacts', contacts: [null, {}, 7, { name: 'Ada' }] }, { type: 'contacts', text: null }),
  message('no cards', { type: 'contacts', contacts: [] }, { type: 'contacts', text: null, content: { contactCount: 0 } }),
  message('cards that are no list', { type: 'contacts', contacts: {} }, unsupported({ originalType: 'contacts' })),
  message(
    '257 cards',
    { type: 'contacts', contacts: Array.from({ length: 257 }, () => ({ name: { formatted_name: 'Ada' } })) },
    { type: 'contacts', text: Array.from({ length: 20 }, () => 'Ada').join(', '), content: { contactCount: 257 } },
  ),
  message(
    'order of nonsense',
    { type: 'order', order: { product_items: [{ quantity: -1, item_price: 'much', currency: 7 }, null] } },
    { type: 'order', text: null, content: { order: { productCount: 2, totals: [], products: [{ quantity: null, price: null }, {}] } } },
  ),
  message(
    'order beyond all money',
    { type: 'order', order: { product_items: [{ quantity: 1e308, item_price: 1e308, currency: 'GBP' }] } },
    { type: 'order', text: null, content: { order: { totals: [] } } },
  ),
  message(
    'tap on nothing',
    { type: 'interactive', interactive: { type: 'button_reply', button_reply: {} } },
    unsupported({ originalType: 'interactive' }),
  ),
  message('interactive of no sort', { type: 'interactive', interactive: 'x' }, unsupported({ originalType: 'interactive' })),
  message(
    'interactive of a new sort',
    { type: 'interactive', interactive: { type: 'wink' } },
    unsupported({ originalType: 'interactive/wink' }),
  ),
  message(
    'product of no shape',
    { type: 'interactive', interactive: { type: 'product', product: 1 } },
    unsupported({ originalType: 'interactive/product' }),
  ),
  message(
    'id of a button of 100,000 characters',
    { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: LONG, title: 'x' } } },
    { type: 'interactive', text: 'x' },
  ),
  message('button without anything', { type: 'button', button: {} }, unsupported({ originalType: 'button' })),
  message('reaction of nothing', { type: 'reaction', reaction: null }, { type: 'reaction', text: null }),
  message(
    'reaction of words',
    { type: 'reaction', reaction: { message_id: 'wamid.Z', emoji: 'x'.repeat(900) } },
    { type: 'reaction', text: 'x'.repeat(64) },
  ),
  message('notice of nothing', { type: 'system', system: null }, { type: 'system', text: null }),
  message('errors that are none', { type: 'unsupported', errors: 'x', unsupported: 7 }, unsupported()),
  message(
    'an edit inside an edit',
    { type: 'edit', edit: { original_message_id: 'wamid.Z', message: { type: 'edit', edit: {} } } },
    unsupported({ originalType: 'edit' }),
  ),
  message(
    'an edit that makes it a place',
    { type: 'edit', edit: { original_message_id: 'wamid.Z', message: { type: 'location', location: { latitude: 1, longitude: 1 } } } },
    unsupported({ originalType: 'edit' }),
  ),
  message('no type', { text: { body: 'Hi' } }, unsupported()),
  message('a type that is a list', { type: ['text'], text: { body: 'Hi' } }, unsupported()),
  message('a type named like a method', { type: 'constructor', constructor: {} }, unsupported({ originalType: 'constructor' })),
  message('a type named __proto__', { type: '__proto__' }, unsupported({ originalType: '__proto__' })),
  message('two kinds at once', { type: 'text', text: { body: 'Hi' }, image: { id: '1' } }, { type: 'text', text: 'Hi' }),
  message('context that is none', { type: 'text', text: { body: 'Hi' }, context: 'wamid.Z', referral: [] }, { type: 'text', text: 'Hi' }),
  message(
    'advertisement with a script for an address',
    { type: 'text', text: { body: 'Hi' }, referral: { source_url: 'javascript:alert(1)', headline: 'Sale' } },
    { type: 'text', text: 'Hi', content: { referral: { headline: 'Sale' } } },
  ),
  message('a time that is none', { type: 'text', text: { body: 'Hi' }, timestamp: 'soon' }, { type: 'text', text: 'Hi' }),
  message('a time of the year 3000', { type: 'text', text: { body: 'Hi' }, timestamp: '32503680000' }, { type: 'text', text: 'Hi' }),
  message('no time', { type: 'text', text: { body: 'Hi' }, timestamp: undefined }, { type: 'text', text: 'Hi' }),
];

export const ODD_MESSAGES: readonly BodyCase[] = [...TEXTS, ...FACTS, ...HOLLOW];
