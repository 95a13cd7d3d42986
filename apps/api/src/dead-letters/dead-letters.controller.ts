import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import { type Actor, Audit, CurrentActor } from '@parley/accounts';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags, EmptyBodyGuard, Refusal } from '@parley/platform';
import { type DeadLetter, DeadLetters } from '@parley/whatsapp';
import type { FastifyRequest } from 'fastify';
import { type DeadLetterDto, DeadLetterPageDto, InspectedDeadLetterDto, ListDeadLettersQuery, ReplayedDto } from './dead-letters.dto.js';

/** Here and not in an adapter: it joins the channel's shelf with the accounts' audit trail, which do not know each other. */
@ApiTags('administration')
@Controller('api/admin/dead-letters')
export class DeadLettersController {
  constructor(
    @Inject(DeadLetters) private readonly deadLetters: DeadLetters,
    @Inject(Audit) private readonly audit: Audit,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What could not be applied, newest first (admins only)' })
  @ApiOkResponse({ type: DeadLetterPageDto })
  async list(@Query() query: ListDeadLettersQuery): Promise<DeadLetterPageDto> {
    const { items, nextCursor } = await this.deadLetters.page(Number(query.limit ?? 25), query.cursor ?? null);
    return { items: items.map(asDto), nextCursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One of them with the shape of its content (admins only)' })
  @ApiOkResponse({ type: InspectedDeadLetterDto })
  async get(@Param('id') id: string): Promise<InspectedDeadLetterDto> {
    const letter = await this.deadLetters.inspect(id);
    if (!letter) throw new Refusal('DEAD_LETTER_NOT_FOUND');
    return { ...asDto(letter), content: letter.content };
  }

  @Post('replay')
  @UseGuards(EmptyBodyGuard)
  @HttpCode(202)
  @ApiOperation({ summary: 'Try all of them again, each in the order of its contact (admins only)' })
  @ApiAcceptedResponse({ type: ReplayedDto })
  async replayAll(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<ReplayedDto> {
    const replayed = await this.deadLetters.replayAll();
    await this.record(actor, 'all', request);
    return { replayed };
  }

  @Post(':id/replay')
  @UseGuards(EmptyBodyGuard)
  @HttpCode(202)
  @ApiOperation({ summary: 'Try one of them again (admins only)' })
  @ApiAcceptedResponse({ type: ReplayedDto })
  async replay(@Param('id') id: string, @CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<ReplayedDto> {
    const isReplayed = await this.deadLetters.replay(id);
    if (isReplayed === null) throw new Refusal('DEAD_LETTER_NOT_FOUND');
    await this.record(actor, id, request);
    return { replayed: isReplayed ? 1 : 0 };
  }

  private record(actor: Actor, target: string, request: FastifyRequest): Promise<void> {
    return this.audit.record({ action: 'dead_letter.replay', actorId: actor.agent.id, target, outcome: 'ok', requestId: request.id });
  }
}

function asDto({ id, kind, reason, receivedAt, attempts, conversationId, bytes }: DeadLetter): DeadLetterDto {
  return { id, kind, reason, receivedAt: receivedAt.toISOString(), attempts, conversationId, bytes };
}
