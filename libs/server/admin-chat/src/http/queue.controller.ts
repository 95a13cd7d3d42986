import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags, EmptyBodyGuard } from '@parley/platform';
import { Controller, HttpCode, Inject, Post, Res, UseGuards } from '@nestjs/common';
import { type Actor, CurrentActor } from '@parley/accounts';
import { TakeNextChat } from '@parley/conversation';
import type { FastifyReply } from 'fastify';
import { ConversationFinder } from '../queries/conversation-finder.js';
import { ConversationList } from '../queries/conversation-list.js';
import { ConversationDto } from './conversation.dto.js';
import { found } from './found.js';

@ApiTags('chat support')
@Controller('api/admin/queue')
export class QueueController {
  constructor(
    @Inject(TakeNextChat) private readonly takeNext: TakeNextChat,
    @Inject(ConversationFinder) private readonly finder: ConversationFinder,
    @Inject(ConversationList) private readonly conversations: ConversationList,
  ) {}

  @Post('next')
  @UseGuards(EmptyBodyGuard)
  @HttpCode(200)
  @ApiOperation({ summary: 'Take the chat that has waited longest in the queues of your teams' })
  @ApiOkResponse({ type: ConversationDto })
  @ApiNoContentResponse({ description: 'Nobody waits' })
  async next(@CurrentActor() { agent }: Actor, @Res({ passthrough: true }) reply: FastifyReply): Promise<ConversationDto | undefined> {
    const id = await this.takeNext.execute({ agent: { id: agent.id, name: agent.name } });
    if (id === null) {
      reply.status(204);
      return undefined;
    }
    return this.finder.follow(id, async (current) => found(await this.conversations.find(current), 'CONVERSATION_NOT_FOUND'));
  }
}
