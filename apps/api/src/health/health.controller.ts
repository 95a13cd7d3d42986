import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiSchema, ApiServiceUnavailableResponse, ApiTags, Public } from '@parley/platform';
import type { FastifyReply } from 'fastify';
import { Readiness } from './readiness.js';

@ApiSchema({ name: 'Health' })
export class HealthDto {
  @ApiProperty({ enum: ['ok', 'unavailable'] })
  status!: 'ok' | 'unavailable';

  @ApiProperty({
    type: [String],
    description:
      'What works with loss, taking part of the load is still right: `channel-paused` (nothing can be sent), `signature` (every webhook is refused: is the app secret right?)',
  })
  degraded!: string[];
}

@ApiTags('operations')
@Controller('health')
export class HealthController {
  constructor(@Inject(Readiness) private readonly readiness: Readiness) {}

  @Get('live')
  @Public()
  @ApiOperation({ summary: 'The process answers. Asks no database' })
  @ApiOkResponse({ type: HealthDto })
  live(): HealthDto {
    return { status: 'ok', degraded: [] };
  }

  @Get('ready')
  @Public()
  @ApiOperation({ summary: 'Send it traffic: database reachable, schema current, not shutting down' })
  @ApiOkResponse({ type: HealthDto })
  @ApiServiceUnavailableResponse({ type: HealthDto })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthDto> {
    const { ready, degraded } = await this.readiness.check();
    if (!ready) reply.status(503);
    return { status: ready ? 'ok' : 'unavailable', degraded };
  }
}
