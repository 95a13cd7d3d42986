import { ApiProperty, ApiSchema } from '@parley/platform';

export const CHANNEL_STATES = ['ok', 'paused'] as const;

@ApiSchema({ name: 'ChannelStatus', description: 'Whether WhatsApp takes our messages' })
export class ChannelStatusDto {
  @ApiProperty({
    enum: CHANNEL_STATES,
    enumName: 'ChannelState',
    description: '`paused`: token, permission or account; all is kept and tried again',
  })
  status!: (typeof CHANNEL_STATES)[number];

  @ApiProperty({ type: 'string', nullable: true, description: "In plain words, with WhatsApp's code; null while all is well" })
  reason!: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  since!: string | null;

  @ApiProperty({
    type: 'integer',
    minimum: 0,
    maximum: 1000,
    description: 'Messages that wait for it; stops at 1,000; 0 while all is well',
  })
  waiting!: number;
}

@ApiSchema({
  name: 'ChannelNotice',
  description: 'What WhatsApp has said about the number, the account or a template; nothing of a customer',
})
export class ChannelNoticeDto {
  @ApiProperty()
  id!: string;

  @ApiProperty({ description: 'The webhook field it came by, such as `message_template_status_update`' })
  field!: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'As WhatsApp names it' })
  event!: string | null;

  @ApiProperty({ enum: ['info', 'warning', 'critical'], enumName: 'ChannelNoticeSeverity' })
  severity!: 'info' | 'warning' | 'critical';

  @ApiProperty({ description: 'In plain words' })
  title!: string;

  @ApiProperty({ type: 'object', additionalProperties: true })
  detail!: Record<string, unknown>;

  @ApiProperty({ format: 'date-time' })
  happenedAt!: string;

  @ApiProperty({ format: 'date-time' })
  receivedAt!: string;
}

@ApiSchema({ name: 'ChannelNoticePage' })
export class ChannelNoticePageDto {
  @ApiProperty({ type: [ChannelNoticeDto], description: 'Newest first' })
  items!: ChannelNoticeDto[];

  @ApiProperty({ type: 'string', nullable: true })
  nextCursor!: string | null;
}
