import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import {
  ApiBody,
  ApiCookieAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  EmptyBodyGuard,
  Public,
} from '@parley/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../actor.js';
import { Audit } from '../audit.js';
import { LogIn } from '../login/log-in.js';
import { AgentPresence } from '../presence/agent-presence.js';
import { Sessions } from '../sessions.js';
import { LoginBody, SignedInDto } from './accounts.dto.js';
import { Cookies } from './cookies.js';
import { CurrentActor } from './current-actor.decorator.js';

@ApiTags('auth')
@Controller('api/auth')
export class AuthController {
  constructor(
    @Inject(LogIn) private readonly logIn: LogIn,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(AgentPresence) private readonly presence: AgentPresence,
    @Inject(Cookies) private readonly cookies: Cookies,
    @Inject(Audit) private readonly audit: Audit,
  ) {}

  @Post('login')
  @Public()
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign in; the session travels in an HttpOnly cookie' })
  @ApiBody({ type: LoginBody })
  @ApiOkResponse({ type: SignedInDto })
  async login(
    @Body() body: LoginBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInDto> {
    const { agent, session, device } = await this.logIn.execute({
      email: body.email,
      password: body.password,
      ip: request.ip,
      userAgent: request.headers['user-agent'],
      device: this.cookies.device(request.headers.cookie),
      requestId: request.id,
    });
    reply.header('set-cookie', [this.cookies.setSession(session), ...(device ? [this.cookies.setDevice(device)] : [])]);
    return { agent: { id: agent.id, name: agent.name, email: agent.email, role: agent.role } };
  }

  @Post('logout')
  @UseGuards(EmptyBodyGuard)
  @HttpCode(204)
  @ApiCookieAuth()
  @ApiOperation({ summary: 'End this session, and the live streams opened by it' })
  @ApiNoContentResponse()
  async logout(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (actor.kind !== 'session') return;
    await this.sessions.close(actor.sessionId);
    await this.audit.record({ action: 'logout', actorId: actor.agent.id, outcome: 'ok', requestId: request.id });
    await this.presence.left(actor.agent.id);
    reply.header('set-cookie', this.cookies.clearSession());
  }

  @Get('me')
  @ApiOperation({ summary: 'Who is signed in' })
  @ApiOkResponse({ type: SignedInDto })
  me(@CurrentActor() { agent }: Actor): SignedInDto {
    return { agent: { id: agent.id, name: agent.name, email: agent.email, role: agent.role } };
  }
}
