import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@parley/platform';
import { NoticeLedger } from '../../queries/notice-ledger.js';
import { ConversationReferencePipe } from '../conversation-reference.pipe.js';
import { CONVERSATION_PARAM } from '../conversations.controller.js';
import { ListMessagesQuery } from '../requests.js';
import { NoticePageDto } from './notices.dto.js';

@ApiTags('conversations')
@Controller('api/admin/conversations')
export class NoticesController {
  constructor(@Inject(NoticeLedger) private readonly ledger: NoticeLedger) {}

  @Get(':conversation/notices')
  @ApiOperation({ summary: 'What the robot said in a conversation and why, newest first; and what it left unsaid' })
  @ApiParam(CONVERSATION_PARAM)
  @ApiOkResponse({ type: NoticePageDto })
  notices(
    @Param('conversation', ConversationReferencePipe) conversationId: string,
    @Query() query: ListMessagesQuery,
  ): Promise<NoticePageDto> {
    return this.ledger.page(conversationId, Number(query.limit ?? 50), query.before ?? null);
  }
}
