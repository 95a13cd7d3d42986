import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@parley/platform';
import { ChannelStatus } from '../queries/channel-status.js';
import { ChannelStatusDto } from './channel.dto.js';

@ApiTags('channel')
@Controller('api/admin/channel')
export class ChannelController {
  constructor(@Inject(ChannelStatus) private readonly status: ChannelStatus) {}

  @Get()
  @ApiOperation({ summary: 'Whether WhatsApp takes our messages, and if not, since when and why' })
  @ApiOkResponse({ type: ChannelStatusDto })
  get(): Promise<ChannelStatusDto> {
    return this.status.read();
  }
}
