import { Controller, HttpCode, Inject, Param, Post, Res, UseGuards } from '@nestjs/common';
import { type Actor, CurrentActor } from '@parley/accounts';
import { SendAgain } from '@parley/conversation';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags, EmptyBodyGuard } from '@parley/platform';
import type { FastifyReply } from 'fastify';
import { ConversationFinder } from '../queries/conversation-finder.js';
import { MessageThread } from '../queries/message-thread.js';
import { ConversationReferencePipe } from './conversation-reference.pipe.js';
import { CONVERSATION_PARAM } from './conversations.controller.js';
import { found } from './found.js';
import { MessageReferencePipe } from './message-reference.pipe.js';
import { MessageDto } from './message.dto.js';

/** What an agent does about one message. */
@ApiTags('chat support')
@Controller('api/admin/conversations/:conversation/messages/:message')
export class MessagesController {
  constructor(
    @Inject(SendAgain) private readonly sendAgainOf: SendAgain,
    @Inject(ConversationFinder) private readonly finder: ConversationFinder,
    @Inject(MessageThread) private readonly thread: MessageThread,
  ) {}

  @Post('send-again')
  @UseGuards(EmptyBodyGuard)
  @HttpCode(201)
  @ApiOperation({
    summary: 'Send once more what may not have arrived, as a new message linked to it',
    description:
      'For an `unknown` message from `sendAgainAt` on, and for a `failed` one with the code `not_sent`. The customer may get it twice. ' +
      'Who presses second gets the message the first press has made.',
  })
  @ApiParam(CONVERSATION_PARAM)
  @ApiParam({ name: 'message', description: 'Id of the message to send again', schema: { type: 'string', format: 'uuid' } })
  @ApiCreatedResponse({ type: MessageDto, description: 'The new message, queued' })
  @ApiOkResponse({ type: MessageDto, description: 'It was sent again already: the message that stands in its place' })
  async sendAgain(
    @Param('conversation', ConversationReferencePipe) conversationId: string,
    @Param('message', MessageReferencePipe) messageId: string,
    @CurrentActor() { agent }: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MessageDto> {
    const order = { messageId, agent: { id: agent.id, name: agent.name } };
    const again = await this.finder.follow(conversationId, (id) => this.sendAgainOf.execute({ conversationId: id, ...order }));
    reply.status(again.created ? 201 : 200);
    return this.finder.follow(conversationId, async (id) => found(await this.thread.find(id, again.messageId), 'MESSAGE_NOT_FOUND'));
  }
}
