import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Put, Query, Req, UseGuards } from '@nestjs/common';
import { type Actor, Audit, CurrentActor } from '@parley/accounts';
import { Hours } from '@parley/conversation';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags, EmptyBodyGuard } from '@parley/platform';
import type { FastifyRequest } from 'fastify';
import { OpeningHoursDto, OpeningHoursPageDto, OpeningHoursStatusDto, OpeningHoursStatusQuery } from './hours.dto.js';
import { momentOf, presentHours, presentStatus, scheduleOf } from './present-hours.js';
import { TeamReferencePipe } from './team-reference.pipe.js';

const TEAM_PARAM = { name: 'team', description: 'Id of a team (UUID)' };

/** When somebody is there: the installation's hours, and those of teams that have their own. */
@ApiTags('hours')
@Controller('api/admin')
export class HoursController {
  constructor(
    @Inject(Hours) private readonly hours: Hours,
    @Inject(Audit) private readonly audit: Audit,
  ) {}

  @Get('hours')
  @ApiOperation({ summary: 'Opening hours of the installation; they hold for every team that has none of its own' })
  @ApiOkResponse({ type: OpeningHoursPageDto })
  async read(): Promise<OpeningHoursPageDto> {
    await this.hours.refresh();
    return presentHours(this.hours, null);
  }

  @Put('hours')
  @ApiOperation({ summary: 'Set the opening hours of the installation, whole (admins only)' })
  @ApiOkResponse({ type: OpeningHoursPageDto })
  async set(@Body() body: OpeningHoursDto, @CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<OpeningHoursPageDto> {
    await this.hours.set(null, scheduleOf(body), actor.agent.id);
    await this.record('hours.set', null, actor, request);
    return presentHours(this.hours, null);
  }

  @Delete('hours')
  @UseGuards(EmptyBodyGuard)
  @HttpCode(204)
  @ApiOperation({ summary: 'Open all the time again; fine when it was (admins only)' })
  @ApiNoContentResponse()
  async remove(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<void> {
    await this.hours.remove(null);
    await this.record('hours.remove', null, actor, request);
  }

  @Get('hours/status')
  @ApiOperation({ summary: 'Whether the installation is open now, or at a moment, and what comes next' })
  @ApiOkResponse({ type: OpeningHoursStatusDto })
  async status(@Query() query: OpeningHoursStatusQuery): Promise<OpeningHoursStatusDto> {
    await this.hours.refresh();
    return presentStatus(this.hours.own(null), momentOf(query.at));
  }

  @Get('teams/:team/hours')
  @ApiOperation({ summary: 'Opening hours of a team, and whose hold for it' })
  @ApiParam(TEAM_PARAM)
  @ApiOkResponse({ type: OpeningHoursPageDto })
  async readOfTeam(@Param('team', TeamReferencePipe) team: string): Promise<OpeningHoursPageDto> {
    await this.hours.refreshFor(team);
    return presentHours(this.hours, team);
  }

  @Put('teams/:team/hours')
  @ApiOperation({ summary: 'Give a team opening hours of its own, whole (admins only)' })
  @ApiParam(TEAM_PARAM)
  @ApiOkResponse({ type: OpeningHoursPageDto })
  async setOfTeam(
    @Param('team', TeamReferencePipe) team: string,
    @Body() body: OpeningHoursDto,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ): Promise<OpeningHoursPageDto> {
    await this.hours.set(team, scheduleOf(body), actor.agent.id);
    await this.record('hours.set', team, actor, request);
    return presentHours(this.hours, team);
  }

  @Delete('teams/:team/hours')
  @UseGuards(EmptyBodyGuard)
  @HttpCode(204)
  @ApiOperation({ summary: 'The installation’s hours hold for the team again; fine when they did (admins only)' })
  @ApiParam(TEAM_PARAM)
  @ApiNoContentResponse()
  async removeOfTeam(
    @Param('team', TeamReferencePipe) team: string,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.hours.remove(team);
    await this.record('hours.remove', team, actor, request);
  }

  @Get('teams/:team/hours/status')
  @ApiOperation({ summary: 'Whether a team is open now, or at a moment, and what comes next' })
  @ApiParam(TEAM_PARAM)
  @ApiOkResponse({ type: OpeningHoursStatusDto })
  async statusOfTeam(
    @Param('team', TeamReferencePipe) team: string,
    @Query() query: OpeningHoursStatusQuery,
  ): Promise<OpeningHoursStatusDto> {
    await this.hours.refreshFor(team);
    return presentStatus(this.hours.of(team), momentOf(query.at));
  }

  private record(action: 'hours.set' | 'hours.remove', team: string | null, actor: Actor, request: FastifyRequest): Promise<void> {
    return this.audit.record({ action, actorId: actor.agent.id, target: team ?? 'installation', outcome: 'ok', requestId: request.id });
  }
}
