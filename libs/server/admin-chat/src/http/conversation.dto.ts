import { ApiProperty, ApiSchema } from '@parley/platform';
import { CHAT_ENDERS, CONVERSATION_STATES, MESSAGE_AUTHORS, MESSAGE_STATUSES } from '@parley/vocabulary';
import type { ChatEnder, ConversationState, MessageAuthor, MessageStatus } from '@parley/vocabulary';

@ApiSchema({ name: 'AgentReference' })
export class AgentReferenceDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;
}

@ApiSchema({ name: 'TeamReference' })
export class TeamReferenceDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;
}

@ApiSchema({ name: 'Contact' })
export class ContactDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'Profile name; username or phone number when there is none' })
  name!: string;

  @ApiProperty({ type: 'string', nullable: true, description: '`+` and digits; null for a contact known by username only' })
  phone!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  username!: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'The language the bot speaks with them, as BCP 47; null: not known yet' })
  language!: string | null;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'When they wrote STOP; nothing is sent until they write again',
  })
  optedOutAt!: string | null;
}

@ApiSchema({ name: 'Channel', description: 'The business number the customer writes to' })
export class ChannelDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'As WhatsApp displays it' })
  phoneNumber!: string | null;
}

@ApiSchema({ name: 'Chat', description: 'The open support session of a conversation' })
export class ChatDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'Running number, for people' })
  number!: number;

  @ApiProperty({ enum: ['waiting', 'active'] })
  status!: 'waiting' | 'active';

  @ApiProperty({ format: 'date-time' })
  startedAt!: string;

  @ApiProperty({ format: 'date-time', description: 'Since when it has its place in the queue' })
  waitingSince!: string;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    minimum: 1,
    description: 'In the queue of its team, while waiting; null also beyond the first 1,000',
  })
  queuePosition!: number | null;

  @ApiProperty({ type: TeamReferenceDto, description: 'Whose queue it stands or stood in' })
  team!: TeamReferenceDto;

  @ApiProperty({ type: AgentReferenceDto, nullable: true })
  agent!: AgentReferenceDto | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'What the customer had asked, when an automatic answer did not settle it' })
  about!: string | null;
}

@ApiSchema({ name: 'EndedChat', description: 'The chat that ended last, for as long as no other has' })
export class EndedChatDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: AgentReferenceDto, nullable: true, description: 'Who had it; null: nobody' })
  agent!: AgentReferenceDto | null;

  @ApiProperty({ format: 'date-time' })
  endedAt!: string;

  @ApiProperty({ enum: CHAT_ENDERS, enumName: 'ChatEnder' })
  endedBy!: ChatEnder;

  @ApiProperty({ type: 'integer', nullable: true, minimum: 1, maximum: 5, description: 'How the customer rated it; null: not (yet)' })
  rating!: number | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'What went wrong, in their words' })
  comment!: string | null;
}

@ApiSchema({ name: 'LastMessage' })
export class LastMessageDto {
  @ApiProperty()
  preview!: string;

  @ApiProperty({ enum: MESSAGE_AUTHORS, enumName: 'MessageAuthor' })
  author!: MessageAuthor;

  @ApiProperty({ format: 'date-time' })
  at!: string;

  @ApiProperty({ enum: MESSAGE_STATUSES, enumName: 'MessageStatus' })
  status!: MessageStatus;
}

@ApiSchema({ name: 'Conversation', description: 'One thread per contact and business number, for ever' })
export class ConversationDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: ChannelDto })
  channel!: ChannelDto;

  @ApiProperty({ type: ContactDto })
  contact!: ContactDto;

  @ApiProperty({ enum: CONVERSATION_STATES, enumName: 'ConversationState' })
  state!: ConversationState;

  @ApiProperty({ description: 'True while a chat is open' })
  isChatSupport!: boolean;

  @ApiProperty({ type: ChatDto, nullable: true })
  chat!: ChatDto | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, description: 'Until then the last end can be undone' })
  undoUntil!: string | null;

  @ApiProperty({ type: EndedChatDto, nullable: true })
  lastChat!: EndedChatDto | null;

  @ApiProperty({ description: 'More messages than one is answered in a minute came from this customer within the last ten' })
  isFlooding!: boolean;

  @ApiProperty({ type: LastMessageDto, nullable: true })
  lastMessage!: LastMessageDto | null;

  @ApiProperty({ type: 'integer', minimum: 0 })
  unreadCount!: number;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'Replies are allowed until then; null: the customer has never written',
  })
  serviceWindowExpiresAt!: string | null;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'How many chats of this conversation are over' })
  endedChats!: number;

  @ApiProperty({ format: 'date-time', description: 'What the lists are ordered by' })
  lastActivityAt!: string;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;
}

@ApiSchema({ name: 'ConversationCounts', description: 'Each stops at 1,000' })
export class ConversationCountsDto {
  @ApiProperty({ type: 'integer', maximum: 1000 })
  mine!: number;

  @ApiProperty({ type: 'integer', maximum: 1000 })
  waiting!: number;

  @ApiProperty({ type: 'integer', maximum: 1000 })
  active!: number;

  @ApiProperty({ type: 'integer', maximum: 1000 })
  all!: number;
}

@ApiSchema({ name: 'ConversationPage' })
export class ConversationPageDto {
  @ApiProperty({ type: [ConversationDto] })
  items!: ConversationDto[];

  @ApiProperty({ type: 'string', nullable: true, description: 'Pass as `cursor` for the next page; null on the last' })
  nextCursor!: string | null;

  @ApiProperty({ type: ConversationCountsDto, nullable: true, description: 'With the first page only' })
  counts!: ConversationCountsDto | null;
}
