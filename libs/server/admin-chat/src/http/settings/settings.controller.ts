import { Body, Controller, Get, Inject, Patch, Req } from '@nestjs/common';
import { type Actor, Audit, CurrentActor } from '@parley/accounts';
import { SETTING_KEYS, settingFault, Settings, type SettingKey, type SupportSettings } from '@parley/conversation';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags, Refusal, requestObject } from '@parley/platform';
import type { FastifyRequest } from 'fastify';
import { SettingsDto, SETTINGS_SCHEMA } from './settings.dto.js';

@ApiTags('settings')
@Controller('api/admin/settings')
export class SettingsController {
  constructor(
    @Inject(Settings) private readonly settings: Settings,
    @Inject(Audit) private readonly audit: Audit,
  ) {}

  @Get()
  @ApiOperation({ summary: 'How conversations go, beside the playbook' })
  @ApiOkResponse({ type: SettingsDto })
  async read(): Promise<SettingsDto> {
    return { settings: await this.settings.refresh() };
  }

  @Patch()
  @ApiOperation({
    summary: 'Change some of the settings (admins only); all of the given ones or none',
    description:
      'What is not named stays as it is. Every process follows within seconds. What was there before, and what is now, is put on record.',
  })
  @ApiBody({ schema: SETTINGS_SCHEMA })
  @ApiOkResponse({ type: SettingsDto, description: 'All settings as they are now' })
  async change(@Body() body: unknown, @CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<SettingsDto> {
    const changes = checked(requestObject(body));
    const { settings, changed } = await this.settings.change(changes, actor.agent.id);
    const target = changed.map(({ key, from, to }) => `${key}: ${String(from)} -> ${String(to)}`).join(', ');
    if (target !== '') {
      await this.audit.record({ action: 'settings.change', actorId: actor.agent.id, target, outcome: 'ok', requestId: request.id });
    }
    return { settings };
  }
}

/** @throws Refusal VALIDATION_FAILED, naming every field */
function checked(body: object): Partial<SupportSettings> {
  const problems = Object.entries(body).flatMap(([field, value]) => {
    const message = isKey(field) ? settingFault(field, value) : `property ${field.slice(0, 100)} should not exist`;
    return message === null ? [] : [{ field: field.slice(0, 100), message }];
  });
  if (problems.length === 0) return body;
  throw new Refusal('VALIDATION_FAILED', problems.map(({ field, message }) => `${field}: ${message}`).join('; '), problems);
}

function isKey(name: string): name is SettingKey {
  return (SETTING_KEYS as readonly string[]).includes(name);
}
