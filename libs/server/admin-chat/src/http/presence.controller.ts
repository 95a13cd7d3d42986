import { ApiOkResponse, ApiOperation, ApiTags, Refusal } from '@parley/platform';
import { Body, Controller, Get, Inject, Param, Put, Req } from '@nestjs/common';
import { type Actor, AgentPresence, Audit, CurrentActor } from '@parley/accounts';
import { SetAgentCapacity, Settings } from '@parley/conversation';
import { isUUID } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { AgentsPresent } from '../queries/agents-present.js';
import { found } from './found.js';
import { AgentPresenceDto, AgentPresenceListDto, ChoosePresenceBody, SetCapacityBody } from './presence.dto.js';

/** Who is there, and how much they take on. */
@ApiTags('presence')
@Controller('api/admin')
export class PresenceController {
  constructor(
    @Inject(AgentPresence) private readonly presence: AgentPresence,
    @Inject(AgentsPresent) private readonly agents: AgentsPresent,
    @Inject(SetAgentCapacity) private readonly setAgentCapacity: SetAgentCapacity,
    @Inject(Settings) private readonly settings: Settings,
    @Inject(Audit) private readonly audit: Audit,
  ) {}

  @Get('me/presence')
  @ApiOperation({ summary: 'Whether you are there for chats' })
  @ApiOkResponse({ type: AgentPresenceDto })
  mine(@CurrentActor() { agent }: Actor): Promise<AgentPresenceDto> {
    return this.find(agent.id);
  }

  @Put('me/presence')
  @ApiOperation({ summary: 'Say whether you are there for chats; it holds until you say something else, and is a sign of life' })
  @ApiOkResponse({ type: AgentPresenceDto })
  async choose(@Body() body: ChoosePresenceBody, @CurrentActor() { agent }: Actor): Promise<AgentPresenceDto> {
    await this.presence.choose(agent.id, body.status);
    return this.find(agent.id);
  }

  @Get('agents/presence')
  @ApiOperation({ summary: 'Every agent: whether they are there, what they have, and which queues they serve' })
  @ApiOkResponse({ type: AgentPresenceListDto })
  async list(): Promise<AgentPresenceListDto> {
    return { items: await this.agents.list(this.capacity) };
  }

  @Put('agents/:agent/capacity')
  @ApiOperation({ summary: 'Say up to how many chats an agent is given; null = what the setting says (admins only)' })
  @ApiOkResponse({ type: AgentPresenceDto })
  async limit(
    @Param('agent') agent: string,
    @Body() body: SetCapacityBody,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
  ): Promise<AgentPresenceDto> {
    if (!isUUID(agent)) throw new Refusal('AGENT_NOT_FOUND');
    await this.setAgentCapacity.execute(agent, body.capacity);
    const target = agent.toLowerCase();
    await this.audit.record({ action: 'agent.set-capacity', actorId: actor.agent.id, target, outcome: 'ok', requestId: request.id });
    return this.find(target);
  }

  private async find(agentId: string): Promise<AgentPresenceDto> {
    return found(await this.agents.find(agentId, this.capacity), 'AGENT_NOT_FOUND');
  }

  private get capacity(): number {
    return this.settings.current['assignment.capacity'];
  }
}
