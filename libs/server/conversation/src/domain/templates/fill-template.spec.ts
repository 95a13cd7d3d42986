import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fillTemplate } from './fill-template.js';
import { parametersOf, whyNotSendable, type MessageTemplate, type TemplateParts } from './message-template.js';
import { fileFault } from './template-file.js';

const PARTS: TemplateParts = {
  header: { kind: 'text', text: 'Order {{1}}' },
  body: 'Hi {{1}}, your parcel {{2}} leaves {{3}}. Bye, {{1}}',
  footer: 'Lamp & Co',
  buttons: [
    { kind: 'quick-reply', title: 'Thanks' },
    { kind: 'url', title: 'Track', url: 'https://lamp.example/t/{{1}}' },
    { kind: 'copy-code', title: 'Copy code' },
  ],
  examples: {},
  obstacle: null,
};

function template(parts: Partial<TemplateParts> = {}): MessageTemplate {
  return { id: 't1', name: 'order_update', language: 'en_US', category: 'utility', status: 'approved', parts: { ...PARTS, ...parts } };
}

const VALUES = { 'header.1': '1042', 'body.1': 'Maya', 'body.2': 'lamp', 'body.3': 'today', 'button.1': 'AB-7?x=1', 'button.2': 'SAVE10' };

function filled(values: Record<string, string>, parts: Partial<TemplateParts> = {}) {
  const result = fillTemplate(template(parts), values);
  if ('faults' in result) throw new Error(JSON.stringify(result.faults));
  return result.content;
}

function faults(values: Record<string, string>, parts: Partial<TemplateParts> = {}) {
  const result = fillTemplate(template(parts), values);
  return 'faults' in result ? result.faults : [];
}

describe('the gaps of a template', () => {
  it('stand in the order in which WhatsApp takes their values', () => {
    expect(parametersOf(PARTS).map(({ key }) => key)).toEqual(['header.1', 'body.1', 'body.2', 'body.3', 'button.1', 'button.2']);
    const twisted = { ...PARTS, header: null, buttons: [], body: '{{10}} {{2}} {{ 1 }}' };
    expect(parametersOf(twisted).map(({ key }) => key)).toEqual(['body.1', 'body.2', 'body.10']);
  });

  it('may have names, and then keep the order of the text', () => {
    const named = { ...PARTS, header: null, buttons: [], body: 'Hi {{name}}, order {{order_id}} for {{name}}' };
    expect(parametersOf(named)).toEqual([
      { key: 'body.name', part: 'body', place: 'name', named: true },
      { key: 'body.order_id', part: 'body', place: 'order_id', named: true },
    ]);
  });

  it('are not looked for in media headers, plain links and telephone buttons', () => {
    const parts: TemplateParts = {
      ...PARTS,
      header: { kind: 'image' },
      body: 'No gap',
      buttons: [
        { kind: 'url', title: 'Shop', url: 'https://lamp.example' },
        { kind: 'phone', title: 'Call {{1}}' },
      ],
    };
    expect(parametersOf(parts)).toEqual([]);
  });
});

describe('a place above the text', () => {
  const parts: Partial<TemplateParts> = { header: { kind: 'location' }, body: 'Your table is ready', buttons: [], footer: null };
  const place = {
    'header.latitude': '51.5072',
    'header.longitude': '-0.1276',
    'header.name': 'Lamp & Co',
    'header.address': 'Mill Lane 2',
  };

  it('is asked for in four values, and read by its name and address', () => {
    expect(parametersOf({ ...PARTS, ...parts }).map(({ key }) => key)).toEqual(Object.keys(place));
    expect(filled(place, parts).text).toBe('Lamp & Co\nMill Lane 2\n\nYour table is ready');
  });

  it.each(['91', '-90.1', 'north', '5,1', '1e1', '+5', ' 51', '.5', ''])('has no latitude %j', (latitude) => {
    expect(faults({ ...place, 'header.latitude': latitude }, parts).map(({ key }) => key)).toEqual(['header.latitude']);
  });

  it.each(['180', '-180', '0', '-179.999999'])('has a longitude %j', (longitude) => {
    expect(faults({ ...place, 'header.longitude': longitude }, parts)).toEqual([]);
  });

  it('has a name that is not endless', () => {
    expect(faults({ ...place, 'header.name': 'x'.repeat(257) }, parts).map(({ key }) => key)).toEqual(['header.name']);
    expect(faults({ ...place, 'header.name': 'x'.repeat(256) }, parts)).toEqual([]);
  });
});

describe('a one-time code', () => {
  const parts: Partial<TemplateParts> = {
    header: null,
    body: '*{{1}}* is your code.',
    footer: null,
    buttons: [{ kind: 'one-time-code', title: 'Copy code' }],
  };

  it('is asked for once, and stands in the text and behind the button', () => {
    expect(parametersOf({ ...PARTS, ...parts }).map(({ key }) => key)).toEqual(['body.1']);
    const content = filled({ 'body.1': 'J$FpnYnP' }, parts);
    expect(content.text).toBe('*J$FpnYnP* is your code.');
    expect(content.values.map(({ key, text }) => [key, text])).toEqual([
      ['body.1', 'J$FpnYnP'],
      ['button.0', 'J$FpnYnP'],
    ]);
    expect(content.buttons).toEqual([{ id: '0', title: 'Copy code' }]);
  });

  it.each(['1234567890123456', '48 29', '48\u00a029', ' ', ''])('is none when it is %j', (code) => {
    expect(faults({ 'body.1': code }, parts).map(({ key }) => key)).toEqual(['body.1']);
  });

  it('has no value of its own for the button', () => {
    expect(faults({ 'body.1': '4829', 'button.0': '4829' }, parts).map(({ key }) => key)).toEqual(['button.0']);
  });
});

describe('a file above the text', () => {
  const above = (kind: 'image' | 'video' | 'document'): TemplateParts => ({ ...PARTS, header: { kind } });

  it.each([
    ['image', 'image/png', null],
    ['image', 'image/webp', /JPEG or PNG/],
    ['image', 'video/mp4', /a picture/],
    ['video', 'video/3gpp', null],
    ['video', 'image/png', /a video/],
    ['document', 'application/pdf', null],
    ['document', 'application/msword', /PDF/],
    ['document', 'text/plain', /PDF/],
  ] as const)('of a template with %s may be %s: %s', (kind, mimeType, fault) => {
    const found = fileFault(above(kind), { mimeType });
    if (fault === null) expect(found).toBeNull();
    else expect(found).toMatch(fault);
  });

  it('has to be there where the template has a place for one, and nowhere else', () => {
    expect(fileFault(above('video'), null)).toMatch(/a video .* is missing/);
    expect(fileFault(PARTS, { mimeType: 'image/png' })).toMatch(/no place/);
    expect(fileFault(PARTS, null)).toBeNull();
    expect(fileFault({ ...PARTS, header: { kind: 'location' } }, null)).toBeNull();
  });
});

describe('filling a template', () => {
  it('gives a quick reply the id under which its tap comes back', () => {
    expect(filled(VALUES).buttons).toEqual([
      { id: 'Thanks', title: 'Thanks' },
      { id: '1', title: 'Track' },
      { id: '2', title: 'Copy code' },
    ]);
  });

  it('asks nothing for a link of which the address is not known', () => {
    expect(parametersOf({ ...PARTS, header: null, body: 'x', buttons: [{ kind: 'url', title: 'Open' }] })).toEqual([]);
  });

  it('gives the text the customer reads, its buttons and the values by place', () => {
    const content = filled(VALUES);
    expect(content.text).toBe('Order 1042\n\nHi Maya, your parcel lamp leaves today. Bye, Maya\n\nLamp & Co');
    expect(content.buttons?.map(({ title }) => title)).toEqual(['Thanks', 'Track', 'Copy code']);
    expect(content.values.map(({ key, text }) => [key, text])).toEqual(Object.entries(VALUES));
    expect(content.template).toEqual({ id: 't1', name: 'order_update', language: 'en_US', category: 'utility' });
  });

  it.each<[string, Record<string, string | undefined>, string]>([
    ['a missing value', { 'body.2': undefined }, 'body.2'],
    ['an empty value', { 'body.2': '' }, 'body.2'],
    ['blanks', { 'body.2': '   ' }, 'body.2'],
    ['a line break', { 'body.2': 'a\nb' }, 'body.2'],
    ['a carriage return', { 'body.2': 'a\rb' }, 'body.2'],
    ['a line separator', { 'body.2': 'a\u2028b' }, 'body.2'],
    ['a tab', { 'header.1': 'a\tb' }, 'header.1'],
    ['four blanks', { 'body.2': 'a    b' }, 'body.2'],
    ['NUL', { 'body.2': 'a\0b' }, 'body.2'],
    ['half a surrogate pair', { 'body.2': 'a\ud83d' }, 'body.2'],
    ['an unknown key', { 'body.4': 'x' }, 'body.4'],
    ['an inherited name as key', { constructor: 'x' }, 'constructor'],
    ['a blank in a link', { 'button.1': 'a b' }, 'button.1'],
    ['a quote in a link', { 'button.1': 'a"b' }, 'button.1'],
    ['a long code', { 'button.2': 'x'.repeat(16) }, 'button.2'],
    ['a header too long with its value', { 'header.1': 'x'.repeat(55) }, 'header.1'],
    ['a text too long with its values', { 'body.2': 'x'.repeat(1000) }, 'body.1'],
    ['a link too long with its value', { 'button.1': 'x'.repeat(2000) }, 'button.1'],
  ])('refuses %s and names it', (_, change, key) => {
    const values = Object.fromEntries(
      Object.entries({ ...VALUES, ...change }).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    expect(faults(values).map((fault) => fault.key)).toEqual([key]);
  });

  it('names everything that is wrong at once', () => {
    expect(faults({}).map(({ key }) => key)).toEqual(parametersOf(PARTS).map(({ key }) => key));
  });

  it('takes three blanks, emoji and right-to-left words as they are', () => {
    expect(filled({ ...VALUES, 'body.1': 'a   b 🙂 مرحبا' }).text).toContain('Hi a   b 🙂 مرحبا,');
  });

  it('puts a value that looks like a gap or a pattern in as it is', () => {
    fc.assert(
      fc.property(fc.constantFrom('{{2}}', '$&', '$1', '{{body.2}}', '\\', '%s'), (value) => {
        const content = filled({ 'body.1': value, 'body.2': 'two' }, { header: null, footer: null, buttons: [], body: '{{1}} and {{2}}' });
        expect(content.text).toBe(`${value} and two`);
      }),
    );
  });

  it('either says what is wrong or gives a text that WhatsApp takes, whatever the values', () => {
    fc.assert(
      fc.property(fc.record({ one: fc.string({ unit: 'binary', maxLength: 1200 }), two: fc.string({ maxLength: 40 }) }), ({ one, two }) => {
        const result = fillTemplate(template({ header: null, footer: null, buttons: [], body: 'Hi {{1}}: {{2}}' }), {
          'body.1': one,
          'body.2': two,
        });
        if ('faults' in result) return result.faults.length > 0;
        const { text } = result.content;
        return text.length <= 1024 && !/[\n\t]| {5,}/.test(one + '|' + two) && !/\p{Cs}/u.test(text) && one.trim() !== '';
      }),
    );
  });
});

describe('whether a template can be sent', () => {
  it('is what WhatsApp says, then what we can fill', () => {
    expect(whyNotSendable(template())).toBeNull();
    expect(whyNotSendable({ ...template(), status: 'paused' })).toMatch(/paused/);
    expect(whyNotSendable(template({ obstacle: 'It has a carousel' }))).toBe('It has a carousel');
    expect(whyNotSendable({ ...template({ obstacle: 'It has a carousel' }), status: 'disabled' })).toMatch(/disabled/);
  });
});
