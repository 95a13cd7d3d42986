import { ApiCreatedResponse, ApiOperation, ApiTags } from '@parley/platform';
import { Body, Controller, Inject, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../actor.js';
import { ApiTokens } from '../api-tokens.js';
import { Audit } from '../audit.js';
import { CreateAgent } from '../create-agent.js';
import { AgentDto, ApiTokenDto, CreateAgentBody, CreateTokenBody } from './accounts.dto.js';
import { CurrentActor } from './current-actor.decorator.js';

@ApiTags('administration')
@Controller('api/admin')
export class AgentsController {
  constructor(
    @Inject(CreateAgent) private readonly createAgent: CreateAgent,
    @Inject(ApiTokens) private readonly tokens: ApiTokens,
    @Inject(Audit) private readonly audit: Audit,
  ) {}

  @Post('agents')
  @ApiOperation({ summary: 'Add an agent (admins only)' })
  @ApiCreatedResponse({ type: AgentDto })
  async addAgent(@Body() body: CreateAgentBody, @CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<AgentDto> {
    const { id, name, email, role } = await this.createAgent.execute({
      email: body.email,
      name: body.name,
      role: body.role,
      password: body.password,
    });
    await this.audit.record({ action: 'agent.create', actorId: actor.agent.id, target: id, outcome: 'ok', requestId: request.id });
    return { id, name, email, role };
  }

  @Post('tokens')
  @ApiOperation({ summary: 'Make an API token that acts as you (admins only); its secret is shown once' })
  @ApiCreatedResponse({ type: ApiTokenDto })
  async addToken(@Body() body: CreateTokenBody, @CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<ApiTokenDto> {
    const expiresAt = new Date(body.expiresAt);
    const { id, token } = await this.tokens.create(actor.agent.id, body.name, body.scopes, expiresAt);
    await this.audit.record({ action: 'token.create', actorId: actor.agent.id, target: id, outcome: 'ok', requestId: request.id });
    return { id, name: body.name, scopes: body.scopes, expiresAt: expiresAt.toISOString(), token };
  }
}
