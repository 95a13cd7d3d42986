import { below, count, type PlaybookFault, type Verdict } from './fault.js';

/** Says what is wrong with a value that came from outside; nothing when it is as declared. */
export type Check = (value: unknown, at: string) => Iterable<Verdict>;

type Fields = Readonly<Record<string, Check>>;

const fault = (at: string, message: string): PlaybookFault => ({ at: at.slice(0, 200), message });

/** As many items of a list are one piece of work: to be told of each phrase would take longer than to judge it. */
const ITEMS_A_PIECE = 16;

/** Neither can be stored (`jsonb`) nor sent. */
const UNSTORABLE = /[\u0000\p{Cs}]/u;

/** @param max in UTF-16 units, never fewer than WhatsApp counts */
export function text(max: number, must?: { readonly match: RegExp; readonly sentence: string }): Check {
  return function* (value, at) {
    if (typeof value !== 'string') return void (yield fault(at, 'This must be a text.'));
    if (value.trim() === '') return void (yield fault(at, 'This text is empty.'));
    if (UNSTORABLE.test(value)) yield fault(at, 'This text contains a character that cannot be stored (NUL or half a surrogate pair).');
    if (value.length > max) yield fault(at, `This text has ${count(value.length)} characters; at most ${count(max)} are possible.`);
    else if (must && !must.match.test(value)) yield fault(at, must.sentence);
  };
}

/** What stands beside or under something else. A text of its own may have as many lines as it likes. */
export function line(max: number): Check {
  return text(max, { match: /^[^\p{Cc}\u2028\u2029]*$/u, sentence: 'This must be one line.' });
}

export function wholeNumber(min: number, max: number): Check {
  return function* (value, at) {
    if (!Number.isInteger(value) || Number(value) < min || Number(value) > max)
      yield fault(at, `This must be a whole number from ${count(min)} to ${count(max)}.`);
  };
}

export const finiteNumber: Check = function* (value, at) {
  if (typeof value !== 'number' || !Number.isFinite(value)) yield fault(at, 'This must be a number.');
};

export const yesOrNo: Check = function* (value, at) {
  if (typeof value !== 'boolean') yield fault(at, 'This must be true or false.');
};

export function oneOf(values: readonly unknown[]): Check {
  return function* (value, at) {
    if (!values.includes(value)) yield fault(at, `This must be one of: ${values.map(String).join(', ')}.`);
  };
}

export function list(each: Check, min: number, max: number): Check {
  return function* (value, at) {
    if (!Array.isArray(value)) return void (yield fault(at, 'This must be a list.'));
    if (value.length < min) yield fault(at, `This list has ${count(value.length)} items; at least ${count(min)} are needed.`);
    // What is beyond is not looked at: it may be anything, any number of times.
    if (value.length > max)
      return void (yield fault(at, `This list has ${count(value.length)} items; at most ${count(max)} are possible.`));
    for (const [index, item] of value.entries()) {
      yield* each(item, below(at, index));
      if (index % ITEMS_A_PIECE === 0) yield null;
    }
  };
}

/** An object whose fields are all declared. */
export function object(required: Fields, optional: Fields = {}): Check {
  return function* (value, at) {
    if (!isObject(value)) return void (yield fault(at, 'This must be an object.'));
    for (const [name, check] of Object.entries(required)) {
      if (Object.hasOwn(value, name)) yield* check(value[name], below(at, name));
      else yield fault(below(at, name), 'This is missing.');
    }
    for (const [name, check] of Object.entries(optional)) {
      if (Object.hasOwn(value, name)) yield* check(value[name], below(at, name));
    }
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(required, name) && !Object.hasOwn(optional, name)) yield fault(below(at, name), 'There is no such field.');
    }
  };
}

/** An object that says by one of its fields which of several it is. */
export function variant(tag: string, shapes: Readonly<Record<string, Check>>): Check {
  return function* (value, at) {
    if (!isObject(value)) return void (yield fault(at, 'This must be an object.'));
    const kind = Object.hasOwn(value, tag) ? value[tag] : undefined;
    const shape = typeof kind === 'string' && Object.hasOwn(shapes, kind) ? shapes[kind] : undefined;
    if (shape) yield* shape(value, at);
    else yield fault(below(at, tag), `This must be one of: ${Object.keys(shapes).join(', ')}.`);
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
