import { ApiProperty, ApiSchema } from '@parley/platform';
import { IsWrittenText } from '@parley/accounts';
import { CONVERSATION_VIEWS, MAX_OUTBOUND_TEXT, MAX_UNDO_SECONDS } from '@parley/vocabulary';
import type { ConversationView } from '@parley/vocabulary';
import { IsIn, IsInt, IsOptional, IsUUID, Matches, Max, Min, ValidateIf } from 'class-validator';
import { IsStorableText } from '@parley/accounts';

/** Absent is fine, `null` is not: `@IsOptional` would let null through as if it were absent. */
const WhenPresent = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

const LIMIT = /^([1-9][0-9]?|100)$/;
const LIMIT_MESSAGE = 'limit must be a whole number from 1 to 100';

export class ListConversationsQuery {
  @ApiProperty({ enum: CONVERSATION_VIEWS, enumName: 'ConversationView', required: false, default: 'all' })
  @WhenPresent()
  @IsIn(CONVERSATION_VIEWS)
  view?: ConversationView;

  @ApiProperty({ required: false, maxLength: 100, description: 'Part of a name, username or phone number' })
  @WhenPresent()
  @IsStorableText(100)
  search?: string;

  @ApiProperty({ required: false, type: 'integer', minimum: 1, maximum: 100, default: 25 })
  @WhenPresent()
  @Matches(LIMIT, { message: LIMIT_MESSAGE })
  limit?: string;

  @ApiProperty({ required: false, description: '`nextCursor` of the page before' })
  @WhenPresent()
  @IsStorableText(200)
  cursor?: string;
}

export class ListMessagesQuery {
  @ApiProperty({ required: false, type: 'integer', minimum: 1, maximum: 100, default: 50 })
  @WhenPresent()
  @Matches(LIMIT, { message: LIMIT_MESSAGE })
  limit?: string;

  @ApiProperty({ required: false, description: '`nextCursor` of the page before' })
  @WhenPresent()
  @IsStorableText(200)
  before?: string;
}

export class ListNoticesQuery {
  @ApiProperty({ required: false, type: 'integer', minimum: 1, maximum: 100, default: 25 })
  @WhenPresent()
  @Matches(LIMIT, { message: LIMIT_MESSAGE })
  limit?: string;

  @ApiProperty({ required: false, description: '`nextCursor` of the page before' })
  @WhenPresent()
  @IsStorableText(200)
  cursor?: string;
}

@ApiSchema({ name: 'StartChat' })
export class StartChatBody {
  @ApiProperty({
    required: false,
    minLength: 1,
    maxLength: MAX_OUTBOUND_TEXT,
    description: 'Greets the customer instead of the default text',
  })
  @WhenPresent()
  @IsWrittenText(MAX_OUTBOUND_TEXT)
  message?: string;
}

@ApiSchema({ name: 'SendMessage' })
export class SendMessageBody {
  @ApiProperty({ minLength: 1, maxLength: MAX_OUTBOUND_TEXT })
  @IsWrittenText(MAX_OUTBOUND_TEXT)
  message!: string;

  @ApiProperty({ required: false, type: 'string', format: 'uuid', nullable: true, description: 'Id of the message to quote' })
  @IsOptional()
  @IsUUID()
  replyTo?: string | null;
}

@ApiSchema({ name: 'EndChat' })
export class EndChatBody {
  @ApiProperty({ required: false, minLength: 1, maxLength: MAX_OUTBOUND_TEXT, description: 'Replaces the closing text' })
  @WhenPresent()
  @IsWrittenText(MAX_OUTBOUND_TEXT)
  message?: string;

  @ApiProperty({ required: false, minLength: 1, maxLength: 200, description: 'For the record; the customer never sees it' })
  @WhenPresent()
  @IsWrittenText(200)
  reason?: string;

  @ApiProperty({ required: false, type: 'integer', minimum: 0, maximum: MAX_UNDO_SECONDS, default: 0 })
  @WhenPresent()
  @IsInt()
  @Min(0)
  @Max(MAX_UNDO_SECONDS)
  undoSeconds?: number;

  @ApiProperty({
    required: false,
    format: 'uuid',
    description:
      'The chat that is meant (`chat.id`). When it is over already, nothing happens and the answer is 200; without it, whichever is open ends',
  })
  @WhenPresent()
  @IsUUID()
  chatId?: string;
}

@ApiSchema({ name: 'TransferChat' })
export class TransferChatBody {
  @ApiProperty({ required: false, format: 'uuid', description: 'Whose the chat is at once. Either this or `teamId`' })
  @WhenPresent()
  @IsUUID()
  agentId?: string;

  @ApiProperty({ required: false, format: 'uuid', description: 'In whose queue the chat then waits. Either this or `agentId`' })
  @WhenPresent()
  @IsUUID()
  teamId?: string;

  @ApiProperty({ required: false, minLength: 1, maxLength: MAX_OUTBOUND_TEXT, description: 'For colleagues; the customer never sees it' })
  @WhenPresent()
  @IsWrittenText(MAX_OUTBOUND_TEXT)
  note?: string;
}

@ApiSchema({ name: 'MarkRead' })
export class MarkReadBody {
  @ApiProperty({ format: 'uuid', description: 'Id of the newest message the agent has seen' })
  @IsUUID()
  upTo!: string;
}
