import { ApiOkResponse, ApiOperation, ApiParam, ApiTags, EmptyBodyGuard, Refusal } from '@parley/platform';
import { Body, Controller, HttpCode, Inject, Param, Post, UseGuards } from '@nestjs/common';
import { type Actor, CurrentActor } from '@parley/accounts';
import { ReleaseChat, TransferChat } from '@parley/conversation';
import { ConversationFinder } from '../queries/conversation-finder.js';
import { ConversationList } from '../queries/conversation-list.js';
import { ConversationDto } from './conversation.dto.js';
import { ConversationReferencePipe } from './conversation-reference.pipe.js';
import { CONVERSATION_PARAM } from './conversations.controller.js';
import { found } from './found.js';
import { TransferChatBody } from './requests.js';

/** Chats that change hands: for the chat's agent and for admins. */
@ApiTags('chat support')
@Controller('api/admin/conversations/:conversation/chat-support')
export class TransferController {
  constructor(
    @Inject(TransferChat) private readonly transferChat: TransferChat,
    @Inject(ReleaseChat) private readonly releaseChat: ReleaseChat,
    @Inject(ConversationFinder) private readonly finder: ConversationFinder,
    @Inject(ConversationList) private readonly conversations: ConversationList,
  ) {}

  @Post('transfer')
  @HttpCode(200)
  @ApiOperation({ summary: 'Pass the chat on to an agent or a team, with a note for them' })
  @ApiParam(CONVERSATION_PARAM)
  @ApiOkResponse({ type: ConversationDto })
  async transfer(
    @Param('conversation', ConversationReferencePipe) conversationId: string,
    @Body() body: TransferChatBody,
    @CurrentActor() actor: Actor,
  ): Promise<ConversationDto> {
    const order = { ...by(actor), to: targetOf(body), note: body.note ?? null };
    await this.finder.follow(conversationId, (id) => this.transferChat.execute({ conversationId: id, ...order }));
    return this.conversation(conversationId);
  }

  @Post('release')
  @UseGuards(EmptyBodyGuard)
  @HttpCode(200)
  @ApiOperation({ summary: 'Return the chat to its queue, to the place it has by how long it has waited' })
  @ApiParam(CONVERSATION_PARAM)
  @ApiOkResponse({ type: ConversationDto })
  async release(
    @Param('conversation', ConversationReferencePipe) conversationId: string,
    @CurrentActor() actor: Actor,
  ): Promise<ConversationDto> {
    await this.finder.follow(conversationId, (id) => this.releaseChat.execute({ conversationId: id, ...by(actor) }));
    return this.conversation(conversationId);
  }

  private conversation(conversationId: string): Promise<ConversationDto> {
    return this.finder.follow(conversationId, async (id) => found(await this.conversations.find(id), 'CONVERSATION_NOT_FOUND'));
  }
}

function by({ agent }: Actor): { agent: { id: string; name: string }; isAdmin: boolean } {
  return { agent: { id: agent.id, name: agent.name }, isAdmin: agent.role === 'admin' };
}

/** @throws Refusal VALIDATION_FAILED unless exactly one of them is named */
function targetOf({ agentId, teamId }: TransferChatBody): { agentId: string } | { teamId: string } {
  if (agentId !== undefined && teamId === undefined) return { agentId: agentId.toLowerCase() };
  if (teamId !== undefined && agentId === undefined) return { teamId: teamId.toLowerCase() };
  const message = 'name either an agent or a team';
  throw new Refusal('VALIDATION_FAILED', message, [
    { field: 'agentId', message },
    { field: 'teamId', message },
  ]);
}
