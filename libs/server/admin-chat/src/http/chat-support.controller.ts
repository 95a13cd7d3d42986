import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags, EmptyBodyGuard, Log } from '@parley/platform';
import { Body, Controller, HttpCode, Inject, Param, Post, Res, UseGuards } from '@nestjs/common';
import { type Actor, CurrentActor } from '@parley/accounts';
import { AcceptChat, EndChat, SendAgentMessage, StartChat, UndoEnd } from '@parley/conversation';
import type { FastifyReply } from 'fastify';
import { ConversationFinder } from '../queries/conversation-finder.js';
import { ConversationList } from '../queries/conversation-list.js';
import { MessageThread } from '../queries/message-thread.js';
import { ConversationDto } from './conversation.dto.js';
import { ConversationReferencePipe } from './conversation-reference.pipe.js';
import { CONVERSATION_PARAM } from './conversations.controller.js';
import { found } from './found.js';
import { IdempotencyKey } from './idempotency-key.decorator.js';
import { MessageDto } from './message.dto.js';
import { EndChatBody, SendMessageBody, StartChatBody } from './requests.js';

/** What an agent does in a chat. Every rule is the conversation's; here is only who, what and the answer. */
@ApiTags('chat support')
@Controller('api/admin/conversations/:conversation/chat-support')
export class ChatSupportController {
  constructor(
    @Inject(StartChat) private readonly startChat: StartChat,
    @Inject(SendAgentMessage) private readonly sendMessage: SendAgentMessage,
    @Inject(EndChat) private readonly endChat: EndChat,
    @Inject(UndoEnd) private readonly undoEndOfChat: UndoEnd,
    @Inject(AcceptChat) private readonly acceptChat: AcceptChat,
    @Inject(ConversationFinder) private readonly finder: ConversationFinder,
    @Inject(ConversationList) private readonly conversations: ConversationList,
    @Inject(MessageThread) private readonly thread: MessageThread,
    @Inject(Log) private readonly log: Log,
  ) {}

  @Post('start')
  @ApiOperation({ summary: 'Open a chat as its agent; the customer gets `message` or the default greeting' })
  @ApiParam(CONVERSATION_PARAM)
  @ApiCreatedResponse({ type: ConversationDto })
  async start(
    @Param('conversation', ConversationReferencePipe) conversationId: string,
    @Body() body: StartChatBody,
    @CurrentActor() actor: Actor,
  ): Promise<ConversationDto> {
    await this.finder.follow(conversationId, (id) =>
      this.startChat.execute({ conversationId: id, agent: reference(actor), message: body.message ?? null }),
    );
    return this.conversation(conversationId);
  }

  @Post('send')
  @ApiOperation({ summary: 'Send a message; a waiting chat is taken for the sender first' })
  @ApiParam(CONVERSATION_PARAM)
  @ApiHeader({ name: 'Idempotency-Key', required: false, schema: { type: 'string', format: 'uuid' } })
  @ApiCreatedResponse({ type: MessageDto, description: 'Queued' })
  @ApiOkResponse({ type: MessageDto, description: 'The key is known: the same message as before' })
  async send(
    @Param('conversation', ConversationReferencePipe) conversationId: string,
    @Body() body: SendMessageBody,
    @IdempotencyKey() idempotencyKey: string | null,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MessageDto> {
    const { messageId, created } = await this.finder.follow(conversationId, (id) =>
      this.sendMessage.execute({
        conversationId: id,
        agent: reference(actor),
        text: body.message,
        replyTo: body.replyTo ?? null,
        idempotencyKey,
      }),
    );
    // From here on the message is followed by its own id.
    this.log.debug('http', 'agent message stored', { requestId: reply.request.id, messageId, created });
    reply.status(created ? 201 : 200);
    return this.finder.follow(conversationId, async (id) => found(await this.thread.find(id, messageId), 'MESSAGE_NOT_FOUND'));
  }

  @Post('end')
  @HttpCode(200)
  @ApiOperation({
    summary: 'End the chat, waiting or active; `message` replaces the closing text',
    description:
      'Name the chat by `chatId` to be safe when you ask again: one that is over already stays as it is, and the next one is not touched.',
  })
  @ApiParam(CONVERSATION_PARAM)
  @ApiOkResponse({ type: ConversationDto })
  async end(
    @Param('conversation', ConversationReferencePipe) conversationId: string,
    @Body() body: EndChatBody,
    @CurrentActor() actor: Actor,
  ): Promise<ConversationDto> {
    await this.finder.follow(conversationId, (id) =>
      this.endChat.execute({
        conversationId: id,
        agent: reference(actor),
        message: body.message ?? null,
        reason: body.reason ?? null,
        undoSeconds: body.undoSeconds ?? 0,
        chatId: body.chatId?.toLowerCase() ?? null,
      }),
    );
    return this.conversation(conversationId);
  }

  @Post('undo-end')
  @UseGuards(EmptyBodyGuard)
  @HttpCode(200)
  @ApiOperation({ summary: 'Take an end back while `undoUntil` has not passed' })
  @ApiParam(CONVERSATION_PARAM)
  @ApiOkResponse({ type: ConversationDto })
  async undoEnd(
    @Param('conversation', ConversationReferencePipe) conversationId: string,
    @CurrentActor() actor: Actor,
  ): Promise<ConversationDto> {
    await this.finder.follow(conversationId, (id) => this.undoEndOfChat.execute({ conversationId: id, agent: reference(actor) }));
    return this.conversation(conversationId);
  }

  @Post('accept')
  @UseGuards(EmptyBodyGuard)
  @HttpCode(200)
  @ApiOperation({ summary: 'Take a waiting chat; its owner gets the same answer again' })
  @ApiParam(CONVERSATION_PARAM)
  @ApiOkResponse({ type: ConversationDto })
  async accept(
    @Param('conversation', ConversationReferencePipe) conversationId: string,
    @CurrentActor() actor: Actor,
  ): Promise<ConversationDto> {
    await this.finder.follow(conversationId, (id) => this.acceptChat.execute({ conversationId: id, agent: reference(actor) }));
    return this.conversation(conversationId);
  }

  private conversation(conversationId: string): Promise<ConversationDto> {
    return this.finder.follow(conversationId, async (id) => found(await this.conversations.find(id), 'CONVERSATION_NOT_FOUND'));
  }
}

function reference({ agent }: Actor): { id: string; name: string } {
  return { id: agent.id, name: agent.name };
}
