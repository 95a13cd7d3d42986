import { ApiProperty, ApiSchema } from '@parley/platform';
import { TEMPLATE_CATEGORIES, TEMPLATE_QUALITIES, TEMPLATE_STATUSES } from '@parley/vocabulary';
import type { TemplateCategory, TemplateQuality, TemplateStatus } from '@parley/vocabulary';
import { MessageButtonDto } from '../message.dto.js';

export const HEADER_KINDS = ['text', 'image', 'video', 'document', 'location', 'other'] as const;
export const BUTTON_KINDS = ['quick-reply', 'url', 'phone', 'copy-code', 'one-time-code', 'other'] as const;
export const PARAMETER_PARTS = ['header', 'body', 'button'] as const;

@ApiSchema({ name: 'TemplateHeader' })
export class TemplateHeaderDto {
  @ApiProperty({ enum: HEADER_KINDS, enumName: 'TemplateHeaderKind' })
  kind!: (typeof HEADER_KINDS)[number];

  @ApiProperty({ required: false, description: 'Of a text header, with its gap' })
  text?: string;

  @ApiProperty({
    type: [String],
    required: false,
    description: 'Of a picture, video or document, which every send brings along: the types it may have',
    example: ['image/jpeg', 'image/png'],
  })
  fileTypes?: string[];

  @ApiProperty({ type: 'integer', required: false, description: 'Of a picture, video or document: how many bytes it may have' })
  maxFileBytes?: number;
}

@ApiSchema({ name: 'TemplateButton' })
export class TemplateButtonDto {
  @ApiProperty({ enum: BUTTON_KINDS, enumName: 'TemplateButtonKind' })
  kind!: (typeof BUTTON_KINDS)[number];

  @ApiProperty()
  title!: string;

  @ApiProperty({ required: false, description: 'The page it opens, with its gap if it has one' })
  url?: string;
}

@ApiSchema({ name: 'TemplateParameter', description: 'A gap to fill' })
export class TemplateParameterDto {
  @ApiProperty({ description: 'Pass the value under this key', example: 'body.1' })
  key!: string;

  @ApiProperty({ enum: PARAMETER_PARTS, enumName: 'TemplateParameterPart' })
  part!: (typeof PARAMETER_PARTS)[number];

  @ApiProperty({
    description: 'Its number or name in that part; for a button its title; of a place `latitude`, `longitude`, `name` or `address`',
  })
  name!: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'A sample that was shown to WhatsApp' })
  example!: string | null;

  @ApiProperty({ type: 'integer', description: 'Longest value that can fit; the part as a whole may allow less' })
  maxLength!: number;
}

@ApiSchema({ name: 'Template', description: 'A message WhatsApp has approved beforehand; it may be sent outside the service window' })
export class TemplateDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ example: 'en_US', description: 'As WhatsApp writes it' })
  language!: string;

  @ApiProperty({
    enum: TEMPLATE_CATEGORIES,
    enumName: 'TemplateCategory',
    description: 'What WhatsApp charges it as; marketing may be held back by WhatsApp or turned off by the customer',
  })
  category!: TemplateCategory;

  @ApiProperty({ enum: TEMPLATE_STATUSES, enumName: 'TemplateStatus' })
  status!: TemplateStatus;

  @ApiProperty({
    enum: TEMPLATE_QUALITIES,
    enumName: 'TemplateQuality',
    description: 'What customers think of it, by their blocks and reports',
  })
  quality!: TemplateQuality;

  @ApiProperty({ description: 'Whether it can be sent now' })
  sendable!: boolean;

  @ApiProperty({ type: 'string', nullable: true, description: 'Why it cannot be sent, in plain words' })
  reason!: string | null;

  @ApiProperty({ type: TemplateHeaderDto, nullable: true })
  header!: TemplateHeaderDto | null;

  @ApiProperty()
  body!: string;

  @ApiProperty({ type: 'string', nullable: true })
  footer!: string | null;

  @ApiProperty({ type: [TemplateButtonDto] })
  buttons!: TemplateButtonDto[];

  @ApiProperty({ type: [TemplateParameterDto], description: 'All of them are needed' })
  parameters!: TemplateParameterDto[];
}

@ApiSchema({ name: 'TemplateSync', description: "How our copy of WhatsApp's list stands" })
export class TemplateSyncDto {
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, description: 'When the list was last read whole; null: never yet' })
  syncedAt!: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  triedAt!: string | null;

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'Why the last try failed, in plain words; the older list is shown meanwhile',
  })
  error!: string | null;
}

@ApiSchema({ name: 'TemplatePage' })
export class TemplatePageDto {
  @ApiProperty({ type: [TemplateDto], description: 'Approved ones first, then by name and language' })
  items!: TemplateDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor!: string | null;

  @ApiProperty({ type: TemplateSyncDto })
  sync!: TemplateSyncDto;
}

@ApiSchema({ name: 'TemplatePreview' })
export class TemplatePreviewDto {
  @ApiProperty({ description: 'What the customer reads' })
  text!: string;

  @ApiProperty({ type: [MessageButtonDto] })
  buttons!: MessageButtonDto[];
}
