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
