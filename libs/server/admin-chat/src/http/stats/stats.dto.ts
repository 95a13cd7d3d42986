import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiSchema } from '@parley/platform';
import { MESSAGE_STATUSES } from '@parley/vocabulary';
import { IsIn, IsISO8601, IsString, Matches, MaxLength, ValidateIf } from 'class-validator';
import { MAX_PERIOD_DAYS, STATS_GROUPS, type StatsGroup } from '../../stats/stats-period.js';

const WhenPresent = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** A moment names its offset: without one it would be a time of whatever zone the server stands in. There is no year 0. */
const DAY_OR_MOMENT = /^(?!0000)\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;

const IsDayOrMoment = (): PropertyDecorator =>
  applyDecorators(
    IsISO8601({ strict: true }),
    Matches(DAY_OR_MOMENT, { message: '$property must be a day (2026-11-01) or a moment with its offset (2026-11-01T09:30:00Z)' }),
  );

export class StatsQuery {
  @ApiProperty({
    required: false,
    description:
      'Start, inclusive: a moment with its offset (`2026-11-01T09:30:00Z`), or a day of `timeZone` (`2026-11-01`); default: 30 days before `to`',
  })
  @WhenPresent()
  @IsDayOrMoment()
  from?: string;

  @ApiProperty({
    required: false,
    description: `End, exclusive: a moment or a day; default: now. At most ${MAX_PERIOD_DAYS} days after \`from\``,
  })
  @WhenPresent()
  @IsDayOrMoment()
  to?: string;

  @ApiProperty({ required: false, enum: STATS_GROUPS, enumName: 'StatsGrouping' })
  @WhenPresent()
  @IsIn(STATS_GROUPS)
  groupBy?: StatsGroup;

  @ApiProperty({ required: false, default: 'UTC', example: 'Europe/Lisbon', description: 'Whose days are meant: the name of a zone' })
  @WhenPresent()
  @IsString()
  @MaxLength(64)
  timeZone?: string;
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

@ApiSchema({ name: 'ChatCounts' })
export class ChatCountsDto {
  @ApiProperty({ type: 'integer', description: 'Started in the period' })
  started!: number;

  @ApiProperty({ type: EndedChatsDto, description: 'Ended in the period, by whom' })
  ended!: EndedChatsDto;
}

@ApiSchema({ name: 'ChatStats' })
export class ChatStatsDto extends ChatCountsDto {
  @ApiProperty({ type: 'integer', description: 'Waiting at this moment' })
  waitingNow!: number;

  @ApiProperty({ type: 'integer', description: 'With an agent at this moment' })
  activeNow!: number;
}

@ApiSchema({ name: 'FailureCount' })
export class FailureCountDto {
  @ApiProperty({ description: "WhatsApp's code, or ours" })
  code!: string;

  @ApiProperty({ description: 'In plain words' })
  title!: string;

  @ApiProperty({ type: 'integer' })
  count!: number;
}

@ApiSchema({ name: 'Figures' })
export class FiguresDto {
  @ApiProperty({ type: ChatCountsDto })
  chats!: ChatCountsDto;

  @ApiProperty({ type: PercentilesDto, description: 'From asking for a person to an agent taking the chat' })
  wait!: PercentilesDto;

  @ApiProperty({ type: PercentilesDto, description: "From asking for a person to an agent's first own message" })
  firstResponse!: PercentilesDto;

  @ApiProperty({ type: PercentilesDto, description: 'Of chats an agent took that ended in the period: from start to end' })
  resolution!: PercentilesDto;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    nullable: true,
    description: 'Given in the period: `count`, `average`, and how many of each, `1` to `5`. Null when there are none',
  })
  ratings!: Record<string, number> | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: `Outbound messages of the period by status now: ${MESSAGE_STATUSES.join(', ')}`,
  })
  deliveries!: Record<string, number>;

  @ApiProperty({ type: [FailureCountDto], description: 'Why messages failed, most frequent first' })
  failures!: FailureCountDto[];

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'How often the robot said what: outbound messages by the key of the text, such as `queue.ack`',
  })
  notices!: Record<string, number>;
}

@ApiSchema({ name: 'StatsGroup' })
export class StatsGroupDto extends FiguresDto {
  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'The day (`2026-11-23`), or the id of the agent or team; null: nobody (chats not taken, messages of the robot)',
  })
  key!: string | null;

  @ApiProperty({ description: 'The day, or the name of the agent or team' })
  name!: string;
}

@ApiSchema({ name: 'Stats' })
export class StatsDto extends FiguresDto {
  @ApiProperty({ format: 'date-time' })
  from!: string;

  @ApiProperty({ format: 'date-time' })
  to!: string;

  @ApiProperty()
  timeZone!: string;

  @ApiProperty({ type: 'string', enum: STATS_GROUPS, enumName: 'StatsGrouping', nullable: true })
  groupBy!: StatsGroup | null;

  @ApiProperty({ type: ChatStatsDto })
  declare chats: ChatStatsDto;

  @ApiProperty({ type: [StatsGroupDto], nullable: true, description: 'Null without `groupBy`. Days are all there are in the period' })
  groups!: StatsGroupDto[] | null;

  @ApiProperty({ description: 'False while older messages of the period have not been counted yet (for minutes after an upgrade)' })
  complete!: boolean;
}
