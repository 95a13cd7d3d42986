import { ApiProperty, ApiSchema } from '@parley/platform';
import { MEDIA_STATES, type MediaState } from '@parley/vocabulary';

@ApiSchema({
  name: 'MessageMedia',
  description: 'The file of a message; its bytes are at `GET /api/admin/media/{id}` while `state` is `stored`',
})
export class MessageMediaDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: MEDIA_STATES, enumName: 'MediaState' })
  state!: MediaState;

  @ApiProperty({ type: 'string', nullable: true, description: 'What the bytes say once we have them; before that what was announced' })
  mimeType!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Bytes; null until we have them' })
  size!: number | null;

  @ApiProperty({ type: 'string', nullable: true })
  filename!: string | null;

  @ApiProperty({ description: 'Recorded as a voice message' })
  voice!: boolean;

  @ApiProperty({ type: 'string', nullable: true, description: 'Why there is no file (yet), in plain words' })
  reason!: string | null;
}

@ApiSchema({ name: 'MessageLocation' })
export class MessageLocationDto {
  @ApiProperty()
  latitude!: number;

  @ApiProperty()
  longitude!: number;

  @ApiProperty({ required: false })
  name?: string;

  @ApiProperty({ required: false })
  address?: string;

  @ApiProperty({ required: false })
  url?: string;
}

@ApiSchema({ name: 'MessageContactCard' })
export class MessageContactCardDto {
  @ApiProperty({ type: 'string', nullable: true })
  name!: string | null;

  @ApiProperty({ required: false })
  organisation?: string;

  @ApiProperty({ type: [String] })
  phones!: readonly string[];

  @ApiProperty({ type: [String] })
  emails!: readonly string[];

  @ApiProperty({ type: [String], required: false })
  addresses?: readonly string[];

  @ApiProperty({ type: [String], required: false })
  urls?: readonly string[];

  @ApiProperty({ required: false })
  birthday?: string;
}

@ApiSchema({ name: 'OrderedProduct' })
export class OrderedProductDto {
  @ApiProperty({ type: 'string', nullable: true })
  product!: string | null;

  @ApiProperty({ type: 'number', nullable: true })
  quantity!: number | null;

  @ApiProperty({ type: 'number', nullable: true, description: 'Of one piece' })
  price!: number | null;

  @ApiProperty({ type: 'string', nullable: true })
  currency!: string | null;
}

@ApiSchema({ name: 'OrderTotal' })
export class OrderTotalDto {
  @ApiProperty({ type: 'string', nullable: true })
  currency!: string | null;

  @ApiProperty()
  amount!: number;
}

@ApiSchema({ name: 'MessageOrder' })
export class MessageOrderDto {
  @ApiProperty({ required: false })
  catalogId?: string;

  @ApiProperty({ type: [OrderedProductDto], description: 'The first 100' })
  products!: readonly OrderedProductDto[];

  @ApiProperty({ type: 'integer' })
  productCount!: number;

  @ApiProperty({ type: [OrderTotalDto], description: 'A sum for each currency' })
  totals!: readonly OrderTotalDto[];
}

@ApiSchema({ name: 'MessageReaction' })
export class MessageReactionDto {
  @ApiProperty({ enum: ['contact', 'business'] })
  by!: 'contact' | 'business';

  @ApiProperty()
  emoji!: string;

  @ApiProperty({ format: 'date-time' })
  at!: string;
}

@ApiSchema({ name: 'MessageEdited' })
export class MessageEditedDto {
  @ApiProperty({ format: 'date-time' })
  at!: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'The words it had first' })
  first!: string | null;
}

@ApiSchema({ name: 'MessageDeleted' })
export class MessageDeletedDto {
  @ApiProperty({ format: 'date-time' })
  at!: string;
}

@ApiSchema({ name: 'MessageReferral', description: 'The advertisement or post the customer came by' })
export class MessageReferralDto {
  @ApiProperty({ required: false })
  headline?: string;

  @ApiProperty({ required: false })
  body?: string;

  @ApiProperty({ required: false })
  sourceUrl?: string;

  @ApiProperty({ required: false })
  sourceId?: string;

  @ApiProperty({ required: false })
  sourceType?: string;
}

@ApiSchema({ name: 'ProductReference' })
export class ProductReferenceDto {
  @ApiProperty({ required: false })
  catalogId?: string;

  @ApiProperty()
  productId!: string;
}

@ApiSchema({ name: 'FilledForm' })
export class FilledFormDto {
  @ApiProperty({ type: 'string', nullable: true })
  name!: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'JSON as WhatsApp passed it on' })
  response!: string | null;
}

@ApiSchema({ name: 'CallPermission' })
export class CallPermissionDto {
  @ApiProperty({ description: '`accept` or `reject`' })
  response!: string;

  @ApiProperty({ required: false, format: 'date-time' })
  expiresAt?: string;
}

@ApiSchema({ name: 'UnsupportedMessage' })
export class UnsupportedMessageDto {
  @ApiProperty({ type: 'string', nullable: true, description: 'The kind of message, as WhatsApp names it' })
  originalType!: string | null;

  @ApiProperty({ type: 'integer', nullable: true })
  errorCode!: number | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'In plain words, where more is known than that we cannot show it' })
  reason!: string | null;
}
