import { isUtf8 } from 'node:buffer';
import { isDeeperThan, MAX_JSON_DEPTH } from '@parley/whatsapp-protocol';
import { field, list } from './untrusted.js';
import { ECHOES } from './webhook-fields.js';

/** By whom things in a delivery are sent, told of or named. Nothing a customer writes stands in these. */
const MESSAGE_NAMES = ['from', 'from_user_id', 'from_parent_user_id', 'to', 'to_user_id', 'id'];
const SYSTEM_NAMES = ['wa_id', 'user_id', 'previous_user_id', 'parent_user_id', 'previous_parent_user_id'];
const STATUS_NAMES = ['recipient_id', 'recipient_user_id', 'recipient_parent_user_id', 'id'];
const CONTACT_NAMES = ['wa_id', 'user_id', 'parent_user_id'];

/** Where an item stands in a body. */
export interface Place {
  readonly entry_no: number;
  readonly change_no: number;
  readonly item_no: number;
}

/**
 * Takes one person out of a delivery as it came. Messages of theirs, statuses of messages to them, and their entry among the contacts become
 * null, so that everything else keeps its place: the inbox finds items by it. Of fields we only keep, whatever names them goes as a whole.
 * What other people wrote stays theirs, also where it speaks of this person.
 *
 * @param traces phone numbers (`+` and digits), business-scoped ids, usernames
 * @param waiting items that are still to be applied: the person has written again, as somebody new
 * @returns what is left: the same body when they are not in it, null when there is nothing worth keeping; and where their statuses stood
 */
export function eraseFromBody(
  body: Buffer,
  traces: readonly string[],
  waiting: readonly Place[] = [],
): { readonly left: Buffer | null; readonly statuses: readonly Place[] } {
  const envelope = parse(body);
  // What nobody could read is not worth the risk that they are in it.
  if (typeof envelope !== 'object' || envelope === null) return { left: null, statuses: [] };
  const eraser = new BodyEraser(traceFinder(traces), new Set(waiting.map((place) => placeKey(place))));
  list(field(envelope, 'entry')).forEach((entry, entryNo) => {
    list(field(entry, 'changes')).forEach((change, changeNo) => eraser.eraseChange(change, { entry_no: entryNo, change_no: changeNo }));
  });
  const { removed, kept, statuses } = eraser;
  const changed = kept === 0 ? null : Buffer.from(JSON.stringify(envelope));
  return { left: removed === 0 ? body : changed, statuses };
}

class BodyEraser {
  removed = 0;
  readonly statuses: Place[] = [];
  /** Of what is worth keeping: contacts are named beside what they wrote, alone they are nothing. */
  kept = 0;

  constructor(
    private readonly isTrace: (value: unknown) => boolean,
    private readonly waiting: ReadonlySet<string>,
  ) {}

  eraseChange(change: unknown, at: Omit<Place, 'item_no'>): void {
    const value = field(change, 'value');
    const { messages, statuses } = itemsOf(change);
    if (list(messages).length + list(statuses).length === 0) return this.eraseWhole(change, value);
    const isWaiting = (itemNo: number): boolean => this.waiting.has(placeKey({ ...at, item_no: itemNo }));
    this.kept += this.blank(messages, (item, no) => !isWaiting(no) && this.isMessageOfTheirs(item));
    this.kept += this.blank(statuses, (item, no) => {
      const isTheirs = this.names(item, STATUS_NAMES);
      if (isTheirs) this.statuses.push({ ...at, item_no: no });
      return isTheirs;
    });
    // Who wrote what is still to be applied is read from here.
    if (!list(messages).some((_item, no) => isWaiting(no))) this.blank(field(value, 'contacts'), (item) => this.names(item, CONTACT_NAMES));
  }

  private eraseWhole(change: unknown, value: unknown): void {
    if (typeof change !== 'object' || change === null || !this.isMentioned(value)) {
      this.kept += 1;
      return;
    }
    Object.assign(change, { value: null });
    this.removed += 1;
  }

  /** @returns how many are left */
  private blank(items: unknown, isTheirs: (item: unknown, no: number) => boolean): number {
    if (!Array.isArray(items)) return 0;
    const places: unknown[] = items;
    places.forEach((item, no) => {
      if (item === null || !isTheirs(item, no)) return;
      places[no] = null;
      this.removed += 1;
    });
    return places.filter((item) => item !== null).length;
  }

  private isMessageOfTheirs(message: unknown): boolean {
    return this.names(message, MESSAGE_NAMES) || this.names(field(message, 'system'), SYSTEM_NAMES);
  }

  private names(item: unknown, keys: readonly string[]): boolean {
    return keys.some((key) => this.isTrace(field(item, key)));
  }

  private isMentioned(value: unknown): boolean {
    if (typeof value !== 'object' || value === null) return this.isTrace(value);
    return Object.values(value).some((inner) => this.isMentioned(inner));
  }
}

/** What of a change is one person's each: the same lists the inbox has its items from. */
function itemsOf(change: unknown): { readonly messages?: unknown; readonly statuses?: unknown } {
  const value = field(change, 'value');
  switch (field(change, 'field')) {
    case 'messages':
      return { messages: field(value, 'messages'), statuses: field(value, 'statuses') };
    case ECHOES:
      return { messages: field(value, 'message_echoes') };
    default:
      return {};
  }
}

function isWorthKeeping(change: unknown): boolean {
  const { messages, statuses } = itemsOf(change);
  const items = [...list(messages), ...list(statuses)];
  return items.length === 0 ? (field(change, 'value') ?? null) !== null : items.some((item) => item !== null);
}

function placeKey({ entry_no: entryNo, change_no: changeNo, item_no: itemNo }: Place): string {
  return `${entryNo} ${changeNo} ${itemNo}`;
}

/** The body without one status, told of a message whose contact was erased since; null when nothing is left. */
export function dropStatus(body: Buffer, { entry_no: entryNo, change_no: changeNo, item_no: itemNo }: Place): Buffer | null {
  const envelope = parse(body);
  const change = list(field(list(field(envelope, 'entry'))[entryNo], 'changes'))[changeNo];
  const { statuses } = itemsOf(change);
  if (Array.isArray(statuses)) (statuses as unknown[])[itemNo] = null;
  const isLeft = list(field(envelope, 'entry')).some((entry) => list(field(entry, 'changes')).some(isWorthKeeping));
  return isLeft ? Buffer.from(JSON.stringify(envelope)) : null;
}

/** Bytes that stand in a delivery if the person does: for a first look that reads nothing. */
export function traceBytes(traces: readonly string[]): Buffer[] {
  return traces.flatMap((trace) => {
    const text = bareOf(trace);
    return [Buffer.from(text), ...inBase64(text)];
  });
}

function parse(body: Buffer): unknown {
  if (!isUtf8(body) || isDeeperThan(body, MAX_JSON_DEPTH)) return undefined;
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** WhatsApp's ids of messages hold the customer's digits or their business-scoped id, in base64. */
function traceFinder(traces: readonly string[]): (value: unknown) => boolean {
  const names = new Set(traces.map(bareOf));
  return (value) => {
    if (typeof value !== 'string') return false;
    if (names.has(bareOf(value))) return true;
    if (!value.startsWith('wamid.')) return false;
    const decoded = Buffer.from(value.slice('wamid.'.length), 'base64');
    return [...names].some((name) => isNamedIn(decoded, name));
  };
}

/** As a whole: with its length before it, or nothing beside it that could belong to it. A number within a longer one is somebody else's. */
function isNamedIn(decoded: Buffer, name: string): boolean {
  for (let at = decoded.indexOf(name); at !== -1; at = decoded.indexOf(name, at + 1)) {
    const before = decoded[at - 1];
    if (before === name.length || !(isOfAName(before) || isOfAName(decoded[at + name.length]))) return true;
  }
  return false;
}

function isOfAName(byte: number | undefined): boolean {
  return byte !== undefined && /[\w.]/.test(String.fromCharCode(byte));
}

/** Without what tells a number or a username apart; WhatsApp writes them without, as a rule. */
function bareOf(name: string): string {
  return name.replace(/^[+@]/, '');
}

/** However the bytes before it fall: what of the text is the same for certain. */
function inBase64(name: string): Buffer[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.from('\0'.repeat(before) + name).toString('base64');
    const whole = Math.floor((before + name.length) / 3) * 4;
    return Buffer.from(text.slice(before === 0 ? 0 : 4, whole));
  });
}
