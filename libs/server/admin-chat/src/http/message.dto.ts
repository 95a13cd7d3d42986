import { ApiProperty, ApiSchema } from '@parley/platform';
import { MESSAGE_AUTHORS, MESSAGE_DIRECTIONS, MESSAGE_STATUSES, MESSAGE_TYPES, TEMPLATE_CATEGORIES } from '@parley/vocabulary';
import type { MessageAuthor, MessageDirection, MessageStatus, MessageType, TemplateCategory } from '@parley/vocabulary';
import { AgentReferenceDto } from './conversation.dto.js';
import {
  CallPermissionDto,
  FilledFormDto,
  MessageContactCardDto,
  MessageDeletedDto,
  MessageEditedDto,
  MessageLocationDto,
  MessageMediaDto,
  MessageOrderDto,
  MessageReactionDto,
  MessageReferralDto,
  ProductReferenceDto,
  UnsupportedMessageDto,
} from './message-facts.dto.js';

@ApiSchema({ name: 'MessageButton' })
export class MessageButtonDto {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  title!: string;
}

@ApiSchema({ name: 'MessageListRow' })
export class MessageListRowDto {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty({ required: false })
  description?: string;
}

@ApiSchema({ name: 'MessageTemplate' })
export class MessageTemplateDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty()
  language!: string;

  @ApiProperty({ enum: TEMPLATE_CATEGORIES, enumName: 'TemplateCategory' })
  category!: TemplateCategory;
}

@ApiSchema({ name: 'MessageContent', description: 'What the text alone does not hold. Which parts are there depends on `type`.' })
export class MessageContentDto {
  @ApiProperty({ type: [MessageButtonDto], required: false, description: 'Reply buttons under the message' })
  buttons?: MessageButtonDto[];

  @ApiProperty({ required: false, description: 'Caption of the button that opens the list or the page' })
  button?: string;

  @ApiProperty({ required: false, description: 'The page its button opens' })
  url?: string;

  @ApiProperty({ type: [MessageListRowDto], required: false, description: 'Rows of the list' })
  rows?: MessageListRowDto[];

  @ApiProperty({ type: MessageTemplateDto, required: false, description: 'Which template it is' })
  template?: MessageTemplateDto;

  @ApiProperty({ type: MessageButtonDto, required: false, description: 'The button or row the customer tapped' })
  tapped?: MessageButtonDto;
}

@ApiSchema({ name: 'MessageError' })
export class MessageErrorDto {
  @ApiProperty({ description: "The channel's own code, or ours" })
  code!: string;

  @ApiProperty({ description: 'In plain words' })
  title!: string;
}

@ApiSchema({ name: 'Message' })
export class MessageDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  conversationId!: string;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'The chat it belongs to; null for the menu bot' })
  chatId!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Running number of that chat, for people' })
  chatNumber!: number | null;

  @ApiProperty({ type: 'integer', description: 'Place in the thread: acceptance number within the conversation, without gaps' })
  seq!: number;

  @ApiProperty({ enum: MESSAGE_DIRECTIONS, enumName: 'MessageDirection' })
  direction!: MessageDirection;

  @ApiProperty({ enum: MESSAGE_AUTHORS, enumName: 'MessageAuthor' })
  author!: MessageAuthor;

  @ApiProperty({ type: AgentReferenceDto, nullable: true })
  agent!: AgentReferenceDto | null;

  @ApiProperty({ enum: MESSAGE_TYPES, enumName: 'MessageType' })
  type!: MessageType;

  @ApiProperty({ type: 'string', nullable: true })
  text!: string | null;

  @ApiProperty({ type: MessageContentDto, nullable: true })
  content!: MessageContentDto | null;

  @ApiProperty({ enum: MESSAGE_STATUSES, enumName: 'MessageStatus' })
  status!: MessageStatus;

  @ApiProperty({ type: MessageErrorDto, nullable: true })
  error!: MessageErrorDto | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'The message it quotes, reacts to, edits or takes back' })
  replyTo!: string | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'The message a person sent again with this one' })
  retryOf!: string | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'The message that was sent again in its place' })
  supersededBy!: string | null;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'From when on a person may send it again; null: it is not one to send again',
  })
  sendAgainAt!: string | null;

  @ApiProperty({
    description: 'Unknown for a minute, while a message sent later from the same number has arrived: most likely this one was never sent',
  })
  likelyNotSent!: boolean;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'When it became certain that WhatsApp has taken it twice: itself, or itself and the one sent again in its place',
  })
  duplicateConfirmedAt!: string | null;

  @ApiProperty({ description: 'It arrived more than 60 s after the time WhatsApp gave it' })
  late!: boolean;

  @ApiProperty({
    format: 'date-time',
    description: "Inbound: WhatsApp's own time. Outbound: when WhatsApp accepted it. Where that is not known (yet): `createdAt`",
  })
  sentAt!: string;

  @ApiProperty({ format: 'date-time', description: 'When we stored it' })
  createdAt!: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  deliveredAt!: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  readAt!: string | null;

  @ApiProperty({
    type: MessageMediaDto,
    required: false,
    description: 'Of images, videos, audio, documents and stickers, and above a template',
  })
  media?: MessageMediaDto;

  @ApiProperty({ type: MessageLocationDto, required: false })
  location?: MessageLocationDto;

  @ApiProperty({ type: [MessageContactCardDto], required: false, description: 'The first 20' })
  contacts?: readonly MessageContactCardDto[];

  @ApiProperty({ type: 'integer', required: false })
  contactCount?: number;

  @ApiProperty({ type: MessageOrderDto, required: false })
  order?: MessageOrderDto;

  @ApiProperty({ type: FilledFormDto, required: false })
  form?: FilledFormDto;

  @ApiProperty({ type: CallPermissionDto, required: false })
  callPermission?: CallPermissionDto;

  @ApiProperty({ type: ProductReferenceDto, required: false, description: 'The product this message is' })
  product?: ProductReferenceDto;

  @ApiProperty({ type: [MessageReactionDto], required: false, description: 'The latest of each side; one taken back is not there' })
  reactions?: readonly MessageReactionDto[];

  @ApiProperty({ type: MessageEditedDto, required: false, description: '`text` is what it reads now' })
  edited?: MessageEditedDto;

  @ApiProperty({ type: MessageDeletedDto, required: false, description: 'Taken back by who wrote it; nothing of it is kept' })
  deleted?: MessageDeletedDto;

  @ApiProperty({ enum: ['once', 'often'], required: false, description: '`often`: through more than five hands' })
  forwarded?: 'once' | 'often';

  @ApiProperty({ type: MessageReferralDto, required: false })
  referral?: MessageReferralDto;

  @ApiProperty({ type: ProductReferenceDto, required: false, description: 'The product a question is about' })
  referredProduct?: ProductReferenceDto;

  @ApiProperty({ required: false, description: "Of WhatsApp's own notices: which, as WhatsApp names it" })
  notice?: string;

  @ApiProperty({ type: UnsupportedMessageDto, required: false, description: 'Of kinds we cannot show' })
  unsupported?: UnsupportedMessageDto;

  @ApiProperty({ enum: ['phone-app'], required: false, description: 'Written on the phone that shares our number, not here' })
  via?: 'phone-app';
}

@ApiSchema({ name: 'MessagePage' })
export class MessagePageDto {
  @ApiProperty({ type: [MessageDto], description: 'Oldest first' })
  items!: MessageDto[];

  @ApiProperty({ type: 'string', nullable: true, description: 'Pass as `before` for what came earlier; null at the beginning' })
  nextCursor!: string | null;
}
