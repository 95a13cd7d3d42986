import { ApiProperty, ApiSchema } from '@parley/platform';
import { PRESENCE_STATUSES, type PresenceStatus } from '@parley/vocabulary';
import { IsIn, IsInt, Max, Min, ValidateIf } from 'class-validator';
import { AgentReferenceDto } from './conversation.dto.js';

/** More chats at once than anybody can answer; the column holds to it too. */
const MAX_CAPACITY = 100;

@ApiSchema({ name: 'AgentPresence' })
export class AgentPresenceDto {
  @ApiProperty({ type: AgentReferenceDto })
  agent!: AgentReferenceDto;

  @ApiProperty({
    enum: PRESENCE_STATUSES,
    enumName: 'PresenceStatus',
    description: 'What they chose, while they give signs of life (an open console, a request); `offline` 45 s after the last one',
  })
  status!: PresenceStatus;

  @ApiProperty({ enum: PRESENCE_STATUSES, enumName: 'PresenceStatus' })
  chosenStatus!: PresenceStatus;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  seenAt!: string | null;

  @ApiProperty({ type: 'integer' })
  activeChats!: number;

  @ApiProperty({ type: 'integer', description: 'Up to so many chats they are given; what they take themselves may go beyond' })
  capacity!: number;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Null: what the setting `assignment.capacity` says' })
  ownCapacity!: number | null;

  @ApiProperty({ type: 'string', format: 'uuid', isArray: true, description: 'The teams whose queues they serve' })
  teamIds!: string[];
}

@ApiSchema({ name: 'AgentPresenceList' })
export class AgentPresenceListDto {
  @ApiProperty({ type: AgentPresenceDto, isArray: true })
  items!: AgentPresenceDto[];
}

@ApiSchema({ name: 'ChoosePresence' })
export class ChoosePresenceBody {
  @ApiProperty({ enum: PRESENCE_STATUSES, enumName: 'PresenceStatus' })
  @IsIn(PRESENCE_STATUSES)
  status!: PresenceStatus;
}

@ApiSchema({ name: 'SetCapacity' })
export class SetCapacityBody {
  @ApiProperty({ type: 'integer', minimum: 0, maximum: MAX_CAPACITY, nullable: true, description: 'Null: what the setting says' })
  @ValidateIf((_, value) => value !== null)
  @IsInt()
  @Min(0)
  @Max(MAX_CAPACITY)
  capacity!: number | null;
}
