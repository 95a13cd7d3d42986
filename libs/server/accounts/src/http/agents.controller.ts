import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags, EmptyBodyGuard, Refusal } from '@parley/platform';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, UseGuards } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../actor.js';
import { type AgentAccount, AgentAccounts } from '../agent-accounts.js';
import { ApiTokens } from '../api-tokens.js';
import { Audit } from '../audit.js';
import { CreateAgent } from '../create-agent.js';
import { AgentAccountDto, AgentAccountListDto, AgentDto, ApiTokenDto, CreateAgentBody, CreateTokenBody } from './accounts.dto.js';
import { CurrentActor } from './current-actor.decorator.js';

@ApiTags('administration')
@Controller('api/admin')
export class AgentsController {
  constructor(
    @Inject(AgentAccounts) private readonly accounts: AgentAccounts,
    @Inject(CreateAgent) private readonly createAgent: CreateAgent,
    @Inject(ApiTokens) private readonly tokens: ApiTokens,
    @Inject(Audit) private readonly audit: Audit,
  ) {}

  @Get('agents')
  @ApiOperation({ summary: 'Everybody who is or was an agent, who may sign in first (admins only)' })
  @ApiOkResponse({ type: AgentAccountListDto })
  async list(): Promise<AgentAccountListDto> {
    return { items: (await this.accounts.list()).map(asDto) };
  }

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

  @Post('agents/:agent/disable')
  @UseGuards(EmptyBodyGuard)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Shut an agent out, for one who leaves (admins only)',
    description:
      'Their sessions and live streams end, their API tokens are revoked for good, and their chats wait again at the front of the queue, ' +
      'within seconds. What they wrote keeps their name. 409 `AGENT_IS_LAST_ADMIN` when nobody else could administer the installation.',
  })
  @ApiOkResponse({ type: AgentAccountDto })
  async disable(@Param('agent') agent: string, @CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<AgentAccountDto> {
    const account = await this.accounts.disable(agentId(agent));
    await this.audit.record({ action: 'agent.disable', actorId: actor.agent.id, target: account.id, outcome: 'ok', requestId: request.id });
    return asDto(account);
  }

  @Post('agents/:agent/enable')
  @UseGuards(EmptyBodyGuard)
  @HttpCode(200)
  @ApiOperation({ summary: 'Let a disabled agent sign in again, with the password they had; tokens stay revoked (admins only)' })
  @ApiOkResponse({ type: AgentAccountDto })
  async enable(@Param('agent') agent: string, @CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<AgentAccountDto> {
    const account = await this.accounts.enable(agentId(agent));
    await this.audit.record({ action: 'agent.enable', actorId: actor.agent.id, target: account.id, outcome: 'ok', requestId: request.id });
    return asDto(account);
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

/** What is no id is nobody's. */
function agentId(id: string): string {
  if (!isUUID(id)) throw new Refusal('AGENT_NOT_FOUND');
  return id.toLowerCase();
}

function asDto({ id, name, email, role, created_at: createdAt, disabled_at: disabledAt }: AgentAccount): AgentAccountDto {
  return { id, name, email, role, createdAt: createdAt.toISOString(), disabledAt: disabledAt?.toISOString() ?? null };
}
