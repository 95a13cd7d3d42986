/**
 * What whoever runs the installation may change about conversations, beside the playbook. One flat object: a key is also its name in the
 * API and in the table `setting`. The defaults are those of a fresh production installation: nothing happens by itself.
 */
export interface SupportSettings {
  /** Whether the customer's messages get blue ticks when an agent has read them. */
  readonly 'receipts.blueTicks': boolean;
  /** `automatic`: chats that wait are given to whoever is on duty and has room. */
  readonly 'assignment.mode': 'manual' | 'automatic';
  /** Up to how many chats an agent is given, of whom nothing else is said. */
  readonly 'assignment.capacity': number;
  /** For how long an agent may be gone with a customer's message unanswered before their chat goes back to the queue. */
  readonly 'presence.lostAfterMinutes': number;
  /** Whether a chat in which a person answered is followed by the question how our help was. */
  readonly 'rating.enabled': boolean;
  /** More messages than this in a minute from one customer are kept, but answered once; 0: any number is answered. */
  readonly 'flood.messagesPerMinute': number;
  /** For how many minutes a customer whose turn it is may be silent before they are asked whether they are still there; null: for ever. */
  readonly 'inactivity.nudgeMinutes': number | null;
  /** How many minutes after that question the chat is closed. */
  readonly 'inactivity.closeMinutes': number;
  /** Whether a customer we owe an answer is asked to keep the service window open, an hour before it closes. */
  readonly 'window.reminder': boolean;
  /** How many minutes before closing whoever still waits is told so; 0: not at all. Without opening hours nothing ever closes. */
  readonly 'hours.endingMinutes': number;
  /** How many days after their chat has ended messages and their files are kept; null: for ever. */
  readonly 'retention.messagesDays': number | null;
  /** How many days webhook deliveries are kept as they came; WhatsApp repeats them for 7. */
  readonly 'retention.deliveriesDays': number;
  /** How many days what could not be applied is kept, with its delivery. */
  readonly 'retention.deadLettersDays': number;
  /** For how many days a console that comes back is told what it has missed. */
  readonly 'retention.eventsDays': number;
  /** How many days it is on record who did what. */
  readonly 'retention.auditDays': number;
}

export const DEFAULT_SETTINGS: SupportSettings = {
  'receipts.blueTicks': true,
  'assignment.mode': 'manual',
  'assignment.capacity': 5,
  'presence.lostAfterMinutes': 5,
  'rating.enabled': true,
  'flood.messagesPerMinute': 20,
  'inactivity.nudgeMinutes': null,
  'inactivity.closeMinutes': 15,
  'window.reminder': false,
  'hours.endingMinutes': 10,
  // Whoever runs the installation has to decide it: what is gone by default is gone for everybody who never looked at this page.
  'retention.messagesDays': null,
  'retention.deliveriesDays': 14,
  'retention.deadLettersDays': 30,
  'retention.eventsDays': 7,
  'retention.auditDays': 400,
};

export type SettingKey = keyof SupportSettings;

/** What may be written under a key; null: fine, else a sentence that says what is wrong. */
export const SETTING_RULES: { readonly [Key in SettingKey]: (value: unknown) => string | null } = {
  'receipts.blueTicks': isBoolean,
  'assignment.mode': isOneOf('manual', 'automatic'),
  'assignment.capacity': isWholeNumber(1, 100),
  'presence.lostAfterMinutes': isWholeNumber(1, 1_440),
  'rating.enabled': isBoolean,
  'flood.messagesPerMinute': isWholeNumber(0, 1_000),
  'inactivity.nudgeMinutes': orNull(isWholeNumber(1, 1_440)),
  'inactivity.closeMinutes': isWholeNumber(1, 1_440),
  'window.reminder': isBoolean,
  'hours.endingMinutes': isWholeNumber(0, 120),
  'retention.messagesDays': orNull(isWholeNumber(1, 3_650)),
  // Longer than WhatsApp repeats a delivery, and than one is still applied (8 days).
  'retention.deliveriesDays': isWholeNumber(9, 90),
  'retention.deadLettersDays': isWholeNumber(9, 365),
  'retention.eventsDays': isWholeNumber(1, 90),
  'retention.auditDays': isWholeNumber(30, 3_650),
};

export const SETTING_KEYS = Object.keys(SETTING_RULES) as readonly SettingKey[];

function isBoolean(value: unknown): string | null {
  return typeof value === 'boolean' ? null : 'must be true or false';
}

/** For settings that are whole numbers. */
export function isWholeNumber(min: number, max: number): (value: unknown) => string | null {
  return (value) =>
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max
      ? null
      : `must be a whole number from ${String(min)} to ${String(max)}`;
}

/** For settings that can be switched off. */
export function orNull(rule: (value: unknown) => string | null): (value: unknown) => string | null {
  return (value) => {
    const fault = value === null ? null : rule(value);
    return fault && `${fault}, or null`;
  };
}

/** For settings that are one of several words. */
export function isOneOf(...words: readonly string[]): (value: unknown) => string | null {
  return (value) => (typeof value === 'string' && words.includes(value) ? null : `must be one of ${words.join(', ')}`);
}

/** Stored values over the defaults. What is unknown or no longer allowed is left out: a release that goes back must start. */
export function settingsFrom(stored: ReadonlyMap<string, unknown>): SupportSettings {
  const kept = SETTING_KEYS.filter((key) => stored.has(key) && SETTING_RULES[key](stored.get(key)) === null);
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(kept.map((key) => [key, stored.get(key)])) };
}
