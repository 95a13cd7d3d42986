import { ApiProperty, ApiSchema } from '@parley/platform';
import { MESSAGE_STATUSES } from '@parley/vocabulary';
import { IsISO8601, ValidateIf } from 'class-validator';

const WhenPresent = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

export class StatsQuery {
  @ApiProperty({ required: false, format: 'date-time', description: 'Start, inclusive; default: 30 days before `to`' })
  @WhenPresent()
  @IsISO8601({ strict: true })
  from?: string;

  @ApiProperty({ required: false, format: 'date-time', description: 'End, exclusive; default: now' })
  @WhenPresent()
  @IsISO8601({ strict: true })
  to?: string;
}

@ApiSchema({ name: 'Percentiles', description: 'Seconds; null when nothing was measured' })
export class PercentilesDto {
  @ApiProperty({ type: 'integer' })
  count!: number;

  @ApiProperty({ type: 'number', nullable: true })
  p50!: number | null;

  @ApiProperty({ type: 'number', nullable: true })
  p95!: number | null;
}

@ApiSchema({ name: 'EndedChats' })
export class EndedChatsDto {
  @ApiProperty({ type: 'integer' })
  contact!: number;

  @ApiProperty({ type: 'integer' })
  agent!: number;

  @ApiProperty({ type: 'integer' })
  system!: number;
}

@ApiSchema({ name: 'ChatStats' })
export class ChatStatsDto {
  @ApiProperty({ type: 'integer', description: 'Started in the period' })
  started!: number;

  @ApiProperty({ type: EndedChatsDto, description: 'Ended in the period, by whom' })
  ended!: EndedChatsDto;

  @ApiProperty({ type: 'integer', description: 'Waiting at this moment' })
  waitingNow!: number;

  @ApiProperty({ type: 'integer', description: 'With an agent at this moment' })
  activeNow!: number;
}

@ApiSchema({ name: 'Stats' })
export class StatsDto {
  @ApiProperty({ format: 'date-time' })
  from!: string;

  @ApiProperty({ format: 'date-time' })
  to!: string;

  @ApiProperty({ type: ChatStatsDto })
  chats!: ChatStatsDto;

  @ApiProperty({ type: PercentilesDto, description: 'From asking for a person to an agent taking the chat' })
  wait!: PercentilesDto;

  @ApiProperty({ type: PercentilesDto, description: "From asking for a person to an agent's first own message" })
  firstResponse!: PercentilesDto;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'number' }, nullable: true, description: 'Null until there are ratings' })
  ratings!: Record<string, number> | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: `Outbound messages of the period by status now: ${MESSAGE_STATUSES.join(', ')}`,
  })
  deliveries!: Record<string, number>;
}
