import { Controller, Get, HttpCode, Inject, Param, Post, UseGuards } from '@nestjs/common';
import { SuggestAnswers } from '@parley/conversation';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags, EmptyBodyGuard } from '@parley/platform';
import { DraftReply } from '../drafting/draft-reply.js';
import { DraftedReplyDto, SuggestionsDto } from './answers.dto.js';
import { ConversationReferencePipe } from './conversation-reference.pipe.js';
import { CONVERSATION_PARAM } from './conversations.controller.js';

/** What may help an agent to answer. Nothing here reaches the customer. */
@ApiTags('conversations')
@Controller('api/admin/conversations/:conversation')
export class AnswersController {
  constructor(
    @Inject(SuggestAnswers) private readonly answers: SuggestAnswers,
    @Inject(DraftReply) private readonly draftReply: DraftReply,
  ) {}

  @Get('suggestions')
  @ApiOperation({ summary: 'Answers of ours to what the customer wrote last, at most three; nothing is sent' })
  @ApiParam(CONVERSATION_PARAM)
  @ApiOkResponse({ type: SuggestionsDto })
  async suggestions(@Param('conversation', ConversationReferencePipe) conversationId: string): Promise<SuggestionsDto> {
    const { language, suggestions } = await this.answers.execute(conversationId);
    return { language, items: suggestions.map(({ id, title, answer }) => ({ id, title, answer })) };
  }

  @Post('draft-reply')
  @UseGuards(EmptyBodyGuard)
  @HttpCode(200)
  @ApiOperation({
    summary: 'A draft of the next reply by a language model, when one is configured; for the agent to change, never sent by itself',
  })
  @ApiParam(CONVERSATION_PARAM)
  @ApiOkResponse({ type: DraftedReplyDto })
  async draft(@Param('conversation', ConversationReferencePipe) conversationId: string): Promise<DraftedReplyDto> {
    return { text: await this.draftReply.execute(conversationId) };
  }
}
