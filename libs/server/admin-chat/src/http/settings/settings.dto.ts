import { DEFAULT_SETTINGS, SETTING_KEYS, SETTING_RULES, type SettingKey, type SupportSettings } from '@parley/conversation';
import { ApiProperty, ApiSchema } from '@parley/platform';

/** Every setting with what it may be and its default, as OpenAPI says it. */
export const SETTINGS_SCHEMA = {
  type: 'object' as const,
  additionalProperties: false,
  properties: Object.fromEntries(SETTING_KEYS.map((key) => [key, describe(key)])),
};

@ApiSchema({ name: 'Settings', description: 'Settings of the installation; one that nobody has changed has its default' })
export class SettingsDto {
  @ApiProperty(SETTINGS_SCHEMA)
  settings!: SupportSettings;
}

function describe(key: SettingKey): object {
  const { about: description, ...rule } = SETTING_RULES[key];
  const base = { description, default: DEFAULT_SETTINGS[key] };
  if (rule.kind === 'switch') return { ...base, type: 'boolean' };
  if (rule.kind === 'word') return { ...base, type: 'string', enum: rule.words };
  return { ...base, type: 'integer', minimum: rule.min, maximum: rule.max, ...(rule.orNull ? { nullable: true } : {}) };
}
