import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags, Refusal } from '@parley/platform';
import { SupportStats } from '../queries/support-stats.js';
import { StatsDto, StatsQuery } from './stats.dto.js';

const DEFAULT_PERIOD_MS = 30 * 24 * 60 * 60 * 1000;
/** A longer period is a report, not a page: it would read the whole message table. */
const MAX_PERIOD_MS = 366 * 24 * 60 * 60 * 1000;

@ApiTags('stats')
@Controller('api/admin/stats')
export class StatsController {
  constructor(@Inject(SupportStats) private readonly stats: SupportStats) {}

  @Get()
  @ApiOperation({ summary: 'Chats, waits, first responses and deliveries of a period (at most 366 days)' })
  @ApiOkResponse({ type: StatsDto })
  between(@Query() query: StatsQuery): Promise<StatsDto> {
    const to = query.to === undefined ? new Date() : new Date(query.to);
    const from = query.from === undefined ? new Date(to.getTime() - DEFAULT_PERIOD_MS) : new Date(query.from);
    const length = to.getTime() - from.getTime();
    if (!(length > 0 && length <= MAX_PERIOD_MS)) {
      const message = 'from must be before to, and the period at most 366 days';
      throw new Refusal('VALIDATION_FAILED', message, [{ field: 'from', message }]);
    }
    return this.stats.between(from, to);
  }
}
