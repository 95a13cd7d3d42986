import { ApiHeader, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@parley/platform';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
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
      'commit order. `Last-Event-ID` resumes; `reset` means: fetch anew, it goes on from here. `bye`: the server restarts, come back.',
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string' } })
  async stream(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
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
    );
  }
}
