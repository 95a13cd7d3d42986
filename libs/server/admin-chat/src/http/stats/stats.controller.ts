import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@parley/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { writeCsv } from '../../csv/write-csv.js';
import { SupportStats } from '../../queries/support-stats.js';
import { statsTable } from '../../stats/stats-table.js';
import { StatsDto, StatsQuery } from './stats.dto.js';

const SUMMARY = 'Chats, waits, first responses, resolution, ratings, deliveries by outcome and reason, notices; by day, agent or team';

@ApiTags('stats')
@Controller('api/admin')
export class StatsController {
  constructor(@Inject(SupportStats) private readonly stats: SupportStats) {}

  @Get('stats')
  @ApiOperation({ summary: SUMMARY, description: 'With `Accept: text/csv` as a table, like `stats.csv`.' })
  @ApiProduces('application/json', 'text/csv')
  @ApiOkResponse({ type: StatsDto })
  async read(
    @Query() query: StatsQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StatsDto | string> {
    reply.header('vary', 'accept');
    const stats = await this.stats.between(periodOf(query), query.groupBy ?? null);
    return prefersCsv(request.headers.accept) ? asCsv(stats, reply) : stats;
  }

  @Get('stats.csv')
  @ApiOperation({
    summary: 'The same figures as a table: one line in all and one for each group',
    description: 'UTF-8 with a byte order mark; cells that a spreadsheet would run as formulas begin with an apostrophe.',
  })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async table(@Query() query: StatsQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return asCsv(await this.stats.between(periodOf(query), query.groupBy ?? null), reply);
  }
}

function periodOf({ from, to, timeZone }: StatsQuery): { from: string | undefined; to: string | undefined; timeZone: string | undefined } {
  return { from, to, timeZone };
}

/** Named, and before JSON if that is named too: a browser that takes anything gets JSON. */
function prefersCsv(accept: string | undefined): boolean {
  const names = (accept ?? '').split(',').map((range) => range.split(';')[0]?.trim().toLowerCase());
  const csv = names.indexOf('text/csv');
  const json = names.indexOf('application/json');
  return csv >= 0 && (json < 0 || csv < json);
}

function asCsv(stats: StatsDto, reply: FastifyReply): string {
  const name = `stats-${stats.from.slice(0, 10)}-${stats.to.slice(0, 10)}${stats.groupBy === null ? '' : `-by-${stats.groupBy}`}.csv`;
  reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}"`);
  return writeCsv(statsTable(stats));
}
