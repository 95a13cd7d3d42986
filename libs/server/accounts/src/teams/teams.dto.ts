import { ApiProperty, ApiSchema } from '@parley/platform';
import { IsWrittenText } from '../http/text-rules.js';

@ApiSchema({ name: 'TeamMember' })
export class TeamMemberDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;
}

@ApiSchema({ name: 'Team' })
export class TeamDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'Customers see it when a chat is passed on' })
  name!: string;

  @ApiProperty({ description: 'The team of chats and agents that belong to no other; it cannot be removed' })
  isDefault!: boolean;

  @ApiProperty({ type: TeamMemberDto, isArray: true, description: 'Empty: the queue is served with the default team’s' })
  members!: TeamMemberDto[];

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;
}

@ApiSchema({ name: 'TeamList' })
export class TeamListDto {
  @ApiProperty({ type: TeamDto, isArray: true, description: 'The default team first, the others by name' })
  items!: TeamDto[];
}

@ApiSchema({ name: 'NameTeam' })
export class NameTeamBody {
  @ApiProperty({ minLength: 1, maxLength: 60, description: 'Unique among teams, whatever its case' })
  @IsWrittenText(60)
  name!: string;
}
