import { Body, Controller, Inject, Param, Post, Res } from '@nestjs/common';
import { type Actor, CurrentActor } from '@parley/accounts';
import { SendTemplate } from '@parley/conversation';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags, Log } from '@parley/platform';
import type { FastifyReply } from 'fastify';
import { ConversationFinder } from '../../queries/conversation-finder.js';
import { MessageThread } from '../../queries/message-thread.js';
import { ConversationReferencePipe } from '../conversation-reference.pipe.js';
import { CONVERSATION_PARAM } from '../conversations.controller.js';
import { found } from '../found.js';
import { IdempotencyKey } from '../idempotency-key.decorator.js';
import { MessageDto } from '../message.dto.js';
import { SendTemplateBody } from './template-requests.js';

@ApiTags('chat support')
@Controller('api/admin/conversations/:conversation/chat-support/send-template')
export class SendTemplateController {
  constructor(
    @Inject(SendTemplate) private readonly sendTemplate: SendTemplate,
    @Inject(ConversationFinder) private readonly finder: ConversationFinder,
    @Inject(MessageThread) private readonly thread: MessageThread,
    @Inject(Log) private readonly log: Log,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Send a template, inside the service window or outside; without an open chat one is opened for the sender',
    description:
      "A waiting chat is taken first; a colleague's is CHAT_ALREADY_TAKEN. Whoever has opted out gets none: CONTACT_OPTED_OUT. One with a " +
      'picture, video or document above its text is sent with `send-template-file`.',
  })
  @ApiParam(CONVERSATION_PARAM)
  @ApiHeader({ name: 'Idempotency-Key', required: false, schema: { type: 'string', format: 'uuid' } })
  @ApiCreatedResponse({ type: MessageDto, description: 'Queued' })
  @ApiOkResponse({ type: MessageDto, description: 'The key is known: the same message as before' })
  async send(
    @Param('conversation', ConversationReferencePipe) conversationId: string,
    @Body() body: SendTemplateBody,
    @IdempotencyKey() idempotencyKey: string | null,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MessageDto> {
    const { messageId, created } = await this.finder.follow(conversationId, (id) =>
      this.sendTemplate.execute({
        conversationId: id,
        agent: { id: actor.agent.id, name: actor.agent.name },
        templateId: body.templateId,
        parameters: body.parameters ?? {},
        idempotencyKey,
        file: null,
      }),
    );
    this.log.debug('http', 'template stored', { requestId: reply.request.id, messageId, created });
    reply.status(created ? 201 : 200);
    return this.finder.follow(conversationId, async (id) => found(await this.thread.find(id, messageId), 'MESSAGE_NOT_FOUND'));
  }
}
