import { UNSAID_BECAUSE, type UnsaidBecause } from '@parley/conversation';
import { ApiProperty, ApiSchema } from '@parley/platform';
import { MESSAGE_STATUSES, type MessageStatus } from '@parley/vocabulary';

@ApiSchema({ name: 'Notice', description: 'One thing the robot said, and why' })
export class NoticeDto {
  @ApiProperty({ format: 'uuid' })
  messageId!: string;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'The chat it was said in; null: outside a chat' })
  chatId!: string | null;

  @ApiProperty({ format: 'date-time' })
  at!: string;

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'Which of the texts it is, such as `queue.ack`; null: a menu, or what was chosen from it',
  })
  key!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  text!: string | null;

  @ApiProperty({ enum: MESSAGE_STATUSES, enumName: 'MessageStatus', description: 'Whether it reached the customer' })
  status!: MessageStatus;

  @ApiProperty({
    type: 'string',
    nullable: true,
    description:
      'Its line in the ledger, `kind` or `kind:detail`: it is said at most once for this in the chat. Null: as often as it is asked for',
  })
  onceFor!: string | null;

  @ApiProperty({ description: 'Why it was said, in a sentence' })
  why!: string;
}

@ApiSchema({ name: 'UnsaidNotice', description: 'What the robot was to say of its own accord when its time came, and did not' })
export class UnsaidNoticeDto {
  @ApiProperty({ format: 'uuid' })
  chatId!: string;

  @ApiProperty({ format: 'date-time', description: 'When it was left unsaid last' })
  at!: string;

  @ApiProperty({ description: 'Which of the texts it was to be, such as `nudge`' })
  key!: string;

  @ApiProperty({ enum: UNSAID_BECAUSE, enumName: 'UnsaidBecause' })
  because!: UnsaidBecause;

  @ApiProperty({ description: 'Why it was not said, in a sentence' })
  why!: string;
}

@ApiSchema({ name: 'NoticePage' })
export class NoticePageDto {
  @ApiProperty({ type: NoticeDto, isArray: true })
  items!: NoticeDto[];

  @ApiProperty({
    type: UnsaidNoticeDto,
    isArray: true,
    description: 'With the first page only: newest first, 50 at most, one for each text and chat',
  })
  unsaid!: UnsaidNoticeDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor!: string | null;
}
