import { ApiHeader, ApiOkResponse, ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@parley/platform';
import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { type Actor, CurrentActor } from '@parley/accounts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EventFeed } from '../realtime/event-feed.js';

@ApiTags('live events')
@Controller('api/admin/events')
export class EventsController {
  constructor(@Inject(EventFeed) private readonly feed: EventFeed) {}

  @Get()
  @ApiOperation({
    summary: 'Live events as server-sent events',
    description:
      'Events `message.created`, `message.updated`, `conversation.updated`; data `{conversationId, messageId?}`. Ids are numbered in ' +
      'commit order. `Last-Event-ID` resumes; `reset` means: fetch anew, it goes on from here. `bye`: the server restarts, come back. With ' +
      '`presence=true` also `presence.updated`, data `{agentId}`, when somebody comes, goes or says so: without an id, for nothing of it is ' +
      'resumed; fetch `/api/admin/agents/presence` when the stream opens.',
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false })
  @ApiQuery({ name: 'presence', required: false, enum: ['true', 'false'], description: 'Whether to be told who comes and goes' })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string' } })
  async stream(
    @CurrentActor() actor: Actor,
    @Query('presence') presence: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (request.method === 'HEAD') {
      await reply.type('text/event-stream').send();
      return;
    }
    const lastEventId = request.headers['last-event-id'];
    await this.feed.open(
      actor,
      () => {
        reply.hijack();
        return { response: reply.raw, headers: reply.getHeaders() };
      },
      typeof lastEventId === 'string' ? lastEventId.trim() : undefined,
      presence === 'true',
    );
  }
}
