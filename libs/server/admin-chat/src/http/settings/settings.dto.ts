import { DEFAULT_SETTINGS, SETTING_KEYS, type SupportSettings } from '@parley/conversation';
import { ApiProperty, ApiSchema } from '@parley/platform';

/** Every setting with its type and default, as OpenAPI says it. */
export const SETTINGS_SCHEMA = {
  type: 'object' as const,
  additionalProperties: false,
  properties: Object.fromEntries(SETTING_KEYS.map((key) => [key, describe(DEFAULT_SETTINGS[key])])),
};

@ApiSchema({ name: 'Settings', description: 'Settings of the installation; one that nobody has changed has its default' })
export class SettingsDto {
  @ApiProperty(SETTINGS_SCHEMA)
  settings!: SupportSettings;
}

function describe(value: unknown): { type: 'integer' | 'boolean' | 'string'; default: unknown; nullable?: true } {
  // What can be switched off by null is a number.
  if (value === null) return { type: 'integer', default: null, nullable: true };
  if (typeof value === 'number') return { type: 'integer', default: value };
  return { type: typeof value === 'boolean' ? 'boolean' : 'string', default: value };
}
