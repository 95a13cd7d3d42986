import { IsStorableText } from '@parley/accounts';
import { ApiProperty, ApiSchema } from '@parley/platform';
import { Matches, ValidateIf } from 'class-validator';

const KINDS = ['message', 'status', 'other'] as const;

/** Absent is fine, `null` is not. */
const WhenPresent = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

export class ListDeadLettersQuery {
  @ApiProperty({ required: false, type: 'integer', minimum: 1, maximum: 100, default: 25 })
  @WhenPresent()
  @Matches(/^([1-9][0-9]?|100)$/, { message: 'limit must be a whole number from 1 to 100' })
  limit?: string;

  @ApiProperty({ required: false, description: '`nextCursor` of the page before' })
  @WhenPresent()
  @IsStorableText(18)
  @Matches(/^\d+$/, { message: 'cursor is not a cursor of this list' })
  cursor?: string;
}

@ApiSchema({ name: 'DeadLetter', description: 'An item of a webhook that could not be applied in eight tries; nothing of what it says' })
export class DeadLetterDto {
  @ApiProperty()
  id!: string;

  @ApiProperty({ enum: KINDS, enumName: 'DeadLetterKind' })
  kind!: (typeof KINDS)[number];

  @ApiProperty({ description: 'Class and place of the last failure, or why there was nothing to try' })
  reason!: string;

  @ApiProperty({ format: 'date-time' })
  receivedAt!: string;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'Tries since it arrived or was last replayed' })
  attempts!: number;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  conversationId!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Size of the delivery it came in; null when that is kept no longer' })
  bytes!: number | null;
}

@ApiSchema({ name: 'DeadLetterPage' })
export class DeadLetterPageDto {
  @ApiProperty({ type: DeadLetterDto, isArray: true })
  items!: DeadLetterDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor!: string | null;
}

@ApiSchema({ name: 'InspectedDeadLetter' })
export class InspectedDeadLetterDto extends DeadLetterDto {
  @ApiProperty({
    type: 'object',
    nullable: true,
    additionalProperties: true,
    description: 'Its JSON with type and length in place of every value, and of every key WhatsApp does not document; null when it is gone',
  })
  content!: unknown;
}

@ApiSchema({ name: 'Replayed' })
export class ReplayedDto {
  @ApiProperty({
    type: 'integer',
    minimum: 0,
    description: 'How many wait again; what is kept without its delivery stays where it is, and says so in `reason`',
  })
  replayed!: number;
}
