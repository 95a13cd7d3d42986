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

/** What a setting may be, and in a sentence what it is for whoever sets it. `orNull`: it can be switched off. */
export type SettingRule = { readonly about: string } & (
  | { readonly kind: 'switch' }
  | { readonly kind: 'word'; readonly words: readonly string[] }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly orNull?: true }
);

export const SETTING_RULES: Readonly<Record<SettingKey, SettingRule>> = {
  'receipts.blueTicks': { kind: 'switch', about: 'Customers see blue ticks when an agent has read what they wrote' },
  'assignment.mode': {
    kind: 'word',
    words: ['manual', 'automatic'],
    about: 'Automatic: waiting chats are given to who is on duty and has room',
  },
  'assignment.capacity': {
    kind: 'number',
    min: 1,
    max: 100,
    about: 'Chats an agent is given at most, unless something else is set for them',
  },
  'presence.lostAfterMinutes': {
    kind: 'number',
    min: 1,
    max: 1_440,
    about: 'A chat goes back to the queue when its agent is gone for so long',
  },
  'rating.enabled': { kind: 'switch', about: 'Customers are asked how the help was, after a person answered' },
  'flood.messagesPerMinute': {
    kind: 'number',
    min: 0,
    max: 1_000,
    about: 'More from one customer is kept, but answered once; 0: no limit',
  },
  'inactivity.nudgeMinutes': {
    kind: 'number',
    min: 1,
    max: 1_440,
    orNull: true,
    about: 'A customer silent for so long is asked; null: never',
  },
  'inactivity.closeMinutes': { kind: 'number', min: 1, max: 1_440, about: 'So long after that question the chat is closed' },
  'window.reminder': { kind: 'switch', about: 'A customer we owe an answer is reminded an hour before the window closes' },
  'hours.endingMinutes': { kind: 'number', min: 0, max: 120, about: 'Who waits is told so long before closing time; 0: not at all' },
  'retention.messagesDays': {
    kind: 'number',
    min: 1,
    max: 3_650,
    orNull: true,
    about: 'Messages and files are kept so long; null: for ever',
  },
  // Longer than WhatsApp repeats a delivery, and than one is still applied (8 days).
  'retention.deliveriesDays': { kind: 'number', min: 9, max: 90, about: 'Webhook deliveries are kept so long as they came' },
  'retention.deadLettersDays': { kind: 'number', min: 9, max: 365, about: 'What could not be applied is kept so long' },
  'retention.eventsDays': { kind: 'number', min: 1, max: 90, about: 'A console that was away so long is still told what it missed' },
  'retention.auditDays': { kind: 'number', min: 30, max: 3_650, about: 'It is on record so long who did what' },
};

export const SETTING_KEYS = Object.keys(SETTING_RULES) as readonly SettingKey[];

/** Why a value may not stand under a key, in a sentence; null: it may. */
export function settingFault(key: SettingKey, value: unknown): string | null {
  const rule = SETTING_RULES[key];
  if (rule.kind === 'switch') return typeof value === 'boolean' ? null : 'must be true or false';
  if (rule.kind === 'word') return rule.words.some((word) => word === value) ? null : `must be one of ${rule.words.join(', ')}`;
  const { min, max, orNull } = rule;
  const isRight = Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
  return isRight || (orNull === true && value === null) ? null : `must be a whole number from ${min} to ${max}${orNull ? ', or null' : ''}`;
}

/** Stored values over the defaults. What is unknown or no longer allowed is left out: a release that goes back must start. */
export function settingsFrom(stored: ReadonlyMap<string, unknown>): SupportSettings {
  const kept = SETTING_KEYS.filter((key) => stored.has(key) && settingFault(key, stored.get(key)) === null);
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(kept.map((key) => [key, stored.get(key)])) };
}
