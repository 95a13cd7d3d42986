import { bsuidOf, phoneOf } from '../inbound/identify-sender.js';
import { field, finiteNumber, list, shortText, wireTime } from '../inbound/untrusted.js';

export type Severity = 'info' | 'warning' | 'critical';

/** What WhatsApp says about our number, account or templates, for operators. Holds nothing of a customer. */
export interface ChannelNotice {
  readonly field: string;
  readonly event: string | null;
  readonly severity: Severity;
  readonly title: string;
  readonly detail: Readonly<Record<string, string | number | readonly string[]>>;
  /** Null: it says no time. */
  readonly at: Date | null;
}

/** Which fields of a value are told, by webhook field: names and figures of ours, never free text about a person. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  account_alerts: ['entity_type', 'alert_severity', 'alert_status', 'alert_type', 'alert_description'],
  account_review_update: ['decision'],
  account_update: ['event', 'country', 'waba_info', 'ban_info', 'restriction_info', 'violation_info', 'disconnection_info'],
  business_capability_update: [
    'max_daily_conversation_per_phone',
    'max_daily_conversations_per_business',
    'max_phone_numbers_per_business',
  ],
  business_username_update: ['display_phone_number', 'username', 'status'],
  message_template_components_update: ['message_template_id', 'message_template_name', 'message_template_language'],
  message_template_quality_update: [
    'message_template_id',
    'message_template_name',
    'message_template_language',
    'previous_quality_score',
    'new_quality_score',
  ],
  message_template_status_update: [
    'event',
    'message_template_id',
    'message_template_name',
    'message_template_language',
    'reason',
    'disable_info',
  ],
  payment_configuration_update: ['configuration_name', 'provider_name', 'status'],
  phone_number_name_update: ['display_phone_number', 'decision', 'requested_verified_name', 'rejection_reason'],
  phone_number_quality_update: ['display_phone_number', 'event', 'current_limit', 'max_daily_conversations_per_business'],
  security: ['display_phone_number', 'event', 'requester'],
  template_category_update: [
    'message_template_id',
    'message_template_name',
    'message_template_language',
    'previous_category',
    'new_category',
  ],
};

const TITLES: Readonly<Record<string, string>> = {
  account_alerts: 'WhatsApp has an alert about the account',
  account_review_update: 'WhatsApp has reviewed the account',
  account_update: 'The WhatsApp account has changed',
  business_capability_update: 'The limits of the WhatsApp account have changed',
  business_username_update: 'The username of the business has changed',
  message_template_components_update: 'The text of a template has changed',
  message_template_quality_update: 'The quality of a template has changed',
  message_template_status_update: 'The status of a template has changed',
  payment_configuration_update: 'The payment configuration has changed',
  phone_number_name_update: 'WhatsApp has decided about the display name',
  phone_number_quality_update: 'The quality or limit of the number has changed',
  security: 'A security setting of the number has changed',
  template_category_update: 'The category of a template has changed',
};

/** Words in a change after which messages do not leave any more, or soon will not. */
const CRITICAL =
  /\b(DISABLED|BANNED|ACCOUNT_RESTRICTION|ACCOUNT_DELETED|ACCOUNT_VIOLATION|DISABLED_UPDATE|PARTNER_REMOVED|CRITICAL|RESTRICTED|LOCKED)\b/;
const WARNING =
  /\b(REJECTED|PAUSED|FLAGGED|DOWNGRADE|RED|YELLOW|LOW|WARNING|DECLINED|PENDING_DELETION|PIN_CHANGED|PIN_RESET_REQUEST|LIMITED)\b/;

/**
 * A change of one of the account's fields, or null for a field that says nothing to operators. Never throws: what cannot be read is told
 * as far as it can.
 * @param name one of the known webhook fields
 * @param time `entry.time`: whole seconds, or milliseconds
 */
export function decodeAccountChange(name: string, value: unknown, time: unknown): ChannelNotice | null {
  const told = TOLD[name];
  const title = TITLES[name];
  if (told === undefined || title === undefined) return null;
  const detail: Record<string, string | number | readonly string[]> = {};
  for (const key of told) {
    const shown = show(field(value, key));
    if (shown !== null) detail[key] = shown;
  }
  const event = shortText(field(value, 'event'), 64) ?? shortText(field(value, 'decision'), 64);
  const words = JSON.stringify(detail).toUpperCase();
  const severity = CRITICAL.test(words) ? 'critical' : WARNING.test(words) ? 'warning' : 'info';
  return { field: name, event, severity, title, detail, at: timeOf(time) };
}

function timeOf(time: unknown): Date | null {
  const number = finiteNumber(time);
  if (number === null) return null;
  // Some fields come with milliseconds.
  return wireTime(number > 1e11 ? Math.floor(number / 1_000) : number);
}

/** A word, a number, or what stands one level below as `key: value`. */
function show(value: unknown): string | number | readonly string[] | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'string') return shortText(value, 512);
  if (Array.isArray(value)) return value.slice(0, 20).flatMap((entry) => pairs(entry));
  const shown = pairs(value);
  return shown.length === 0 ? null : shown;
}

function pairs(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return shortText(value, 256) === null ? [] : [shortText(value, 256) ?? ''];
  return Object.keys(value)
    .slice(0, 20)
    .flatMap((key) => {
      const inner = field(value, key);
      const text = typeof inner === 'number' ? String(inner) : shortText(inner, 256);
      return text === null ? [] : [`${shortText(key, 64) ?? ''}: ${text}`];
    });
}

export interface ContactPreference {
  readonly phone: string | null;
  readonly bsuid: string | null;
  readonly optedOut: boolean;
  readonly at: Date | null;
}

/** What customers have told WhatsApp about messages of ours they want; what is no such wish is left out. */
export function decodePreferences(value: unknown): readonly ContactPreference[] {
  return list(field(value, 'user_preferences')).flatMap((preference) => {
    const wish = field(preference, 'value');
    if (field(preference, 'category') !== 'marketing_messages') return [];
    if (wish !== 'stop' && wish !== 'resume' && wish !== 'signup') return [];
    const who = { phone: phoneOf(field(preference, 'wa_id')), bsuid: bsuidOf(field(preference, 'user_id')) };
    return [{ ...who, optedOut: wish === 'stop', at: wireTime(field(preference, 'timestamp')) }];
  });
}
