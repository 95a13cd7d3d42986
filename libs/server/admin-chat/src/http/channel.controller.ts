import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@parley/platform';
import { ChannelNotices } from '../queries/channel-notices.js';
import { ChannelStatus } from '../queries/channel-status.js';
import { ChannelNoticePageDto, ChannelStatusDto } from './channel.dto.js';
import { ListNoticesQuery } from './requests.js';

@ApiTags('channel')
@Controller('api/admin/channel')
export class ChannelController {
  constructor(
    @Inject(ChannelStatus) private readonly status: ChannelStatus,
    @Inject(ChannelNotices) private readonly notices: ChannelNotices,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Whether WhatsApp takes our messages, and if not, since when and why' })
  @ApiOkResponse({ type: ChannelStatusDto })
  get(): Promise<ChannelStatusDto> {
    return this.status.read();
  }

  @Get('notices')
  @ApiOperation({ summary: 'What WhatsApp has said about the number, the account and its templates, newest first' })
  @ApiOkResponse({ type: ChannelNoticePageDto })
  list(@Query() query: ListNoticesQuery): Promise<ChannelNoticePageDto> {
    return this.notices.page(Number(query.limit ?? 25), query.cursor ?? null);
  }
}
