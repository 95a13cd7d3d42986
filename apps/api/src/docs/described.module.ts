import { Module, type Type } from '@nestjs/common';
import { accountControllers } from '@parley/accounts';
import { adminChatControllers, ConversationFinder } from '@parley/admin-chat';
import { DeadLettersController } from '../dead-letters/dead-letters.controller.js';
import { HealthController } from '../health/health.controller.js';
import { MetricsController } from '../metrics/metrics.controller.js';

const controllers: Type[] = [...accountControllers, ...adminChatControllers, DeadLettersController, HealthController, MetricsController];

/** What the controllers ask for in their constructors. They get null: describing a route calls nothing. */
const collaborators = new Set(
  controllers.flatMap((controller) => (Reflect.getMetadata('design:paramtypes', controller) as Type[] | undefined) ?? []),
);

/** The routes without what is behind them: enough to describe the API (`node tools/openapi.mjs`), and never started. */
@Module({
  controllers,
  providers: [...collaborators, ConversationFinder].map((token) => ({ provide: token, useValue: null })),
})
export class DescribedModule {}
