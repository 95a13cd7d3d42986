import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@parley/platform';
import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { type Actor, CurrentActor } from '@parley/accounts';
import { MarkRead } from '@parley/conversation';
import { ConversationFinder } from '../queries/conversation-finder.js';
import { ConversationList } from '../queries/conversation-list.js';
import { ConversationScript } from '../queries/conversation-script.js';
import { MessageThread } from '../queries/message-thread.js';
import { ConversationDto, ConversationPageDto } from './conversation.dto.js';
import { ConversationReferencePipe } from './conversation-reference.pipe.js';
import { MessagePageDto } from './message.dto.js';
import { ListConversationsQuery, ListMessagesQuery, MarkReadBody } from './requests.js';
import { found } from './found.js';

export const CONVERSATION_PARAM = { name: 'conversation', description: 'Conversation id (UUID), or phone number such as `+447700900123`' };

@ApiTags('conversations')
@Controller('api/admin/conversations')
export class ConversationsController {
  constructor(
    @Inject(ConversationFinder) private readonly finder: ConversationFinder,
    @Inject(ConversationList) private readonly conversations: ConversationList,
    @Inject(MessageThread) private readonly thread: MessageThread,
    @Inject(MarkRead) private readonly markRead: MarkRead,
    @Inject(ConversationScript) private readonly scripts: ConversationScript,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'One tab of the inbox, newest activity first (`waiting`: longest wait first; agents see the queues of their teams)',
  })
  @ApiOkResponse({ type: ConversationPageDto })
  list(@Query() query: ListConversationsQuery, @CurrentActor() actor: Actor): Promise<ConversationPageDto> {
    return this.conversations.page({
      view: query.view ?? 'all',
      search: query.search ?? null,
      limit: Number(query.limit ?? 25),
      cursor: query.cursor ?? null,
      callerId: actor.agent.id,
      isAdmin: actor.agent.role === 'admin',
    });
  }

  @Get(':conversation')
  @ApiOperation({ summary: 'One conversation' })
  @ApiParam(CONVERSATION_PARAM)
  @ApiOkResponse({ type: ConversationDto })
  async get(@Param('conversation', ConversationReferencePipe) conversationId: string): Promise<ConversationDto> {
    return this.finder.follow(conversationId, async (id) => found(await this.conversations.find(id), 'CONVERSATION_NOT_FOUND'));
  }

  @Get(':conversation/messages')
  @ApiOperation({ summary: 'The thread, newest page first, oldest message of a page first' })
  @ApiParam(CONVERSATION_PARAM)
  @ApiOkResponse({ type: MessagePageDto })
  messages(
    @Param('conversation', ConversationReferencePipe) conversationId: string,
    @Query() query: ListMessagesQuery,
  ): Promise<MessagePageDto> {
    return this.thread.page(conversationId, Number(query.limit ?? 50), query.before ?? null);
  }

  @Get(':conversation/script')
  @Header('content-type', 'text/plain; charset=utf-8')
  @ApiOperation({
    summary: 'The conversation as a script that plays it again (`npm run chat-test`), with person, agents and numbers replaced',
    description: 'Its last 1,000 messages. What people have written about themselves is not recognised: read it before you share it.',
  })
  @ApiParam(CONVERSATION_PARAM)
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  script(@Param('conversation', ConversationReferencePipe) conversationId: string): Promise<string> {
    return this.scripts.write(conversationId);
  }

  @Post(':conversation/read')
  @HttpCode(204)
  @ApiOperation({ summary: 'Everything up to this message has been seen' })
  @ApiParam(CONVERSATION_PARAM)
  @ApiNoContentResponse()
  async read(
    @Param('conversation', ConversationReferencePipe) conversationId: string,
    @Body() body: MarkReadBody,
    @CurrentActor() { agent }: Actor,
  ): Promise<void> {
    const order = { agent: { id: agent.id, name: agent.name }, upToMessageId: body.upTo };
    await this.finder.follow(conversationId, (id) => this.markRead.execute({ conversationId: id, ...order }));
  }
}
