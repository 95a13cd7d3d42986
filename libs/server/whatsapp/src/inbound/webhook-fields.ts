/** What is written on the phone that shares our number (coexistence). */
export const ECHOES = 'smb_message_echoes';

/** Said of the number, the account or its templates, and told to operators. */
export const APPLIED_FIELDS: ReadonlySet<string> = new Set([
  'account_alerts',
  'account_review_update',
  'account_update',
  'business_capability_update',
  'business_username_update',
  'message_template_components_update',
  'message_template_quality_update',
  'message_template_status_update',
  'payment_configuration_update',
  'phone_number_name_update',
  'phone_number_quality_update',
  'security',
  'template_category_update',
  'user_preferences',
]);

/** Known, kept raw and counted; nothing is done with them. */
const KEPT_FIELDS: ReadonlySet<string> = new Set([
  'messages',
  ECHOES,
  'automatic_events',
  'calls',
  'flows',
  'group_lifecycle_update',
  'group_participant_update',
  'group_participants_update',
  'group_settings_update',
  'group_status_update',
  'history',
  'messaging_handovers',
  'partner_solutions',
  'smb_app_state_sync',
  'standby',
]);

/** The name of a webhook field for a label: one of a closed set, `unknown` for whatever comes next year. */
export function webhookField(name: unknown): string {
  return typeof name === 'string' && (APPLIED_FIELDS.has(name) || KEPT_FIELDS.has(name)) ? name : 'unknown';
}
