import { IsStorableText } from '@parley/accounts';
import { ApiProperty, ApiSchema } from '@parley/platform';
import { buildMessage, IsUUID, Matches, ValidateBy, ValidateIf } from 'class-validator';

const WhenPresent = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** WhatsApp allows some 30 gaps in the longest template; what is more is no template's. */
const MAX_PARAMETERS = 100;

export const PARAMETER_MAP_RULE = `must be an object of at most ${MAX_PARAMETERS} texts by parameter key`;

/** An object of texts. What is right for each key is the template's to say. */
export function isParameterMap(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length <= MAX_PARAMETERS &&
    Object.values(value).every((text) => typeof text === 'string')
  );
}

function IsParameterMap(): PropertyDecorator {
  return ValidateBy({
    name: 'isParameterMap',
    validator: { validate: isParameterMap, defaultMessage: buildMessage((prefix) => `${prefix}${PARAMETER_MAP_RULE}`) },
  });
}

const PARAMETERS = {
  type: 'object',
  additionalProperties: { type: 'string' },
  selfRequired: false,
  default: {},
  description: 'A value for each parameter, by its key',
  example: { 'body.1': 'Maya' },
} as const;

export class ListTemplatesQuery {
  @ApiProperty({ required: false, maxLength: 20, description: 'Exactly this language', example: 'en_US' })
  @WhenPresent()
  @IsStorableText(20)
  language?: string;

  @ApiProperty({
    required: false,
    maxLength: 20,
    description: "Those of this language before all others, such as the contact's (BCP 47 or as WhatsApp writes it)",
    example: 'pt-BR',
  })
  @WhenPresent()
  @IsStorableText(20)
  preferredLanguage?: string;

  @ApiProperty({ required: false, maxLength: 100, description: 'Part of the name or the text' })
  @WhenPresent()
  @IsStorableText(100)
  search?: string;

  @ApiProperty({ required: false, type: 'integer', minimum: 1, maximum: 100, default: 50 })
  @WhenPresent()
  @Matches(/^([1-9][0-9]?|100)$/, { message: 'limit must be a whole number from 1 to 100' })
  limit?: string;

  @ApiProperty({ required: false, description: '`nextCursor` of the page before' })
  @WhenPresent()
  @IsStorableText(2000)
  cursor?: string;
}

@ApiSchema({ name: 'PreviewTemplate' })
export class PreviewTemplateBody {
  @ApiProperty(PARAMETERS)
  @WhenPresent()
  @IsParameterMap()
  parameters?: Record<string, string>;
}

@ApiSchema({ name: 'SendTemplate' })
export class SendTemplateBody {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  templateId!: string;

  @ApiProperty(PARAMETERS)
  @WhenPresent()
  @IsParameterMap()
  parameters?: Record<string, string>;
}
