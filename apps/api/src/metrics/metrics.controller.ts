import { Controller, Get, Headers, Inject, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags, Metrics, Public, Refusal } from '@parley/platform';
import type { FastifyReply } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import { Backlog } from './backlog.js';

/** Who may read the figures: a token, everybody (demo), or nobody. */
export class MetricsAccess {
  constructor(readonly rule: { readonly token: string } | 'open' | 'closed') {}
}

@ApiTags('operations')
@Controller('metrics')
export class MetricsController {
  constructor(
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(MetricsAccess) private readonly access: MetricsAccess,
    @Inject(Backlog) private readonly backlog: Backlog,
  ) {}

  /** Public to the guards, because its key is not an agent's: it has a rule of its own. */
  @Get()
  @Public()
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Figures for Prometheus; needs METRICS_TOKEN as bearer. Without one: not there in production' })
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  async read(@Headers('authorization') authorization: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    const { rule } = this.access;
    if (rule === 'closed') throw new Refusal('NOT_FOUND');
    if (rule !== 'open' && !isBearer(authorization, rule.token)) throw new Refusal('UNAUTHENTICATED');
    await this.backlog.refresh();
    await reply.type(this.metrics.registry.contentType).send(await this.metrics.read());
  }
}

function isBearer(authorization: string | undefined, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${token}`));
}
