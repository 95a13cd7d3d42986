import { ApiProperty, ApiSchema } from '@parley/platform';
import { IsIn, IsObject, IsOptional } from 'class-validator';
import { LANGUAGES } from '@parley/vocabulary';
import { ContactDto } from '../conversation.dto.js';

@ApiSchema({ name: 'ContactDetail' })
export class ContactDetailDto extends ContactDto {
  @ApiProperty({ format: 'uuid' })
  conversationId!: string;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, description: 'What forms have collected and agents have noted' })
  attributes!: Record<string, string>;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;
}

@ApiSchema({ name: 'ChangeContact' })
export class ChangeContactBody {
  @ApiProperty({ enum: LANGUAGES, nullable: true, required: false, description: 'null: not known' })
  @IsOptional()
  @IsIn(LANGUAGES)
  language?: string | null;

  @ApiProperty({
    selfRequired: false,
    type: 'object',
    additionalProperties: { type: 'string', nullable: true },
    description: 'Those given are set, those that are null taken away, all others stay',
  })
  @IsOptional()
  @IsObject()
  attributes?: Record<string, string | null>;
}

@ApiSchema({ name: 'Erasure' })
export class ErasureDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid', description: 'The id the contact had; nothing else is known of them' })
  contactId!: string;

  @ApiProperty({ format: 'date-time' })
  requestedAt!: string;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'Null: webhook deliveries as they came are still being looked through; everything else is gone',
  })
  finishedAt!: string | null;
}

@ApiSchema({ name: 'ContactExport', description: 'All that is stored of one person, for them to have' })
export class ContactExportDto {
  @ApiProperty({ format: 'date-time' })
  exportedAt!: string;

  @ApiProperty({ type: 'object', additionalProperties: true })
  contact!: Record<string, unknown>;

  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  chats!: Record<string, unknown>[];

  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  messages!: Record<string, unknown>[];

  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  files!: Record<string, unknown>[];
}
