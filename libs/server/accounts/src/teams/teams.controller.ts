import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Put, Req, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags, EmptyBodyGuard, Refusal } from '@parley/platform';
import { DEFAULT_TEAM_ID, type ErrorCode } from '@parley/vocabulary';
import { isUUID } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../actor.js';
import { Audit, type AuditedAction } from '../audit.js';
import { CurrentActor } from '../http/current-actor.decorator.js';
import { type Team, TeamDirectory } from './team-directory.js';
import { NameTeamBody, TeamDto, TeamListDto } from './teams.dto.js';

@ApiTags('teams')
@Controller('api/admin/teams')
export class TeamsController {
  constructor(
    @Inject(TeamDirectory) private readonly teams: TeamDirectory,
    @Inject(Audit) private readonly audit: Audit,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Teams and who is in them' })
  @ApiOkResponse({ type: TeamListDto })
  async list(): Promise<TeamListDto> {
    return { items: (await this.teams.list()).map(asDto) };
  }

  @Post()
  @ApiOperation({ summary: 'Add a team with a queue of its own (admins only)' })
  @ApiCreatedResponse({ type: TeamDto })
  async create(@Body() body: NameTeamBody, @CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<TeamDto> {
    const team = await this.teams.create(body.name.trim());
    await this.record('team.create', actor, team.id, request);
    return asDto(team);
  }

  @Get(':team')
  @ApiOperation({ summary: 'One team' })
  @ApiOkResponse({ type: TeamDto })
  async get(@Param('team') team: string): Promise<TeamDto> {
    return asDto(await this.teams.find(idOr('TEAM_NOT_FOUND', team)));
  }

  @Patch(':team')
  @ApiOperation({ summary: 'Rename a team (admins only)' })
  @ApiOkResponse({ type: TeamDto })
  async rename(
    @Param('team') team: string,
    @Body() body: NameTeamBody,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ): Promise<TeamDto> {
    const renamed = await this.teams.rename(idOr('TEAM_NOT_FOUND', team), body.name.trim());
    await this.record('team.rename', actor, renamed.id, request);
    return asDto(renamed);
  }

  @Delete(':team')
  @UseGuards(EmptyBodyGuard)
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a team; what waits in its queue is served with the default team’s (admins only)' })
  @ApiNoContentResponse()
  async remove(@Param('team') team: string, @CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<void> {
    const id = idOr('TEAM_NOT_FOUND', team);
    await this.teams.remove(id);
    await this.record('team.remove', actor, id, request);
  }

  @Put(':team/members/:agent')
  @UseGuards(EmptyBodyGuard)
  @HttpCode(204)
  @ApiOperation({ summary: 'Put an agent into a team; fine when they are in it (admins only)' })
  @ApiNoContentResponse()
  async addMember(
    @Param('team') team: string,
    @Param('agent') agent: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const [teamId, agentId] = [idOr('TEAM_NOT_FOUND', team), idOr('AGENT_NOT_FOUND', agent)];
    await this.teams.addMember(teamId, agentId);
    await this.record('team.add-member', actor, `${teamId} ${agentId}`, request);
  }

  @Delete(':team/members/:agent')
  @UseGuards(EmptyBodyGuard)
  @HttpCode(204)
  @ApiOperation({ summary: 'Take an agent out of a team; fine when they are not in it (admins only)' })
  @ApiNoContentResponse()
  async removeMember(
    @Param('team') team: string,
    @Param('agent') agent: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const [teamId, agentId] = [idOr('TEAM_NOT_FOUND', team), idOr('AGENT_NOT_FOUND', agent)];
    await this.teams.removeMember(teamId, agentId);
    await this.record('team.remove-member', actor, `${teamId} ${agentId}`, request);
  }

  private record(action: AuditedAction, actor: Actor, target: string, request: FastifyRequest): Promise<void> {
    return this.audit.record({ action, actorId: actor.agent.id, target, outcome: 'ok', requestId: request.id });
  }
}

/** What is no id is the id of nothing. */
function idOr(code: ErrorCode, id: string): string {
  if (!isUUID(id)) throw new Refusal(code);
  return id.toLowerCase();
}

function asDto({ id, name, members, createdAt }: Team): TeamDto {
  return { id, name, isDefault: id === DEFAULT_TEAM_ID, members: [...members], createdAt: createdAt.toISOString() };
}
