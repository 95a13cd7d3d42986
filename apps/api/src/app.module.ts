import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AccountsModule, AccountsOptions } from '@parley/accounts';
import { AdminChatModule, HttpReplyDrafter, LiveEventOptions, NoReplyDrafter, ReplyDrafter } from '@parley/admin-chat';
import { ConversationModule, ConversationOptions } from '@parley/conversation';
import { MediaModule, MediaOptions } from '@parley/media';
import { PlatformModule, type PlatformSettings } from '@parley/platform';
import { WhatsAppModule, WhatsAppOptions } from '@parley/whatsapp';
import type { Configuration } from './config/configuration.js';
import { DeadLettersController } from './dead-letters/dead-letters.controller.js';
import { ApiDescription } from './docs/api-description.js';
import { DocsController } from './docs/docs.controller.js';
import { HealthController } from './health/health.controller.js';
import { Readiness } from './health/readiness.js';
import { Backlog } from './metrics/backlog.js';
import { MetricsAccess, MetricsController } from './metrics/metrics.controller.js';
import { ProcessFigures } from './metrics/process-figures.js';
import { RetentionRunner } from './retention/retention-runner.js';

/** What the configuration means to each part, each in its own words. */
@Global()
@Module({})
class SettingsModule {
  static register(configuration: Configuration): DynamicModule {
    const { whatsapp, supportChatEnabled, messagesPerSecond, pairLimit, metricsToken, mode, redisUrl, media, drafting } = configuration;
    const conversation = new ConversationOptions({ supportChatEnabled, messagesPerSecond, pairLimit });
    const metrics = new MetricsAccess(metricsToken !== null ? { token: metricsToken } : mode === 'demo' ? 'open' : 'closed');
    return {
      module: SettingsModule,
      providers: [
        { provide: ConversationOptions, useValue: conversation },
        { provide: WhatsAppOptions, useValue: new WhatsAppOptions(whatsapp) },
        { provide: LiveEventOptions, useValue: new LiveEventOptions({ redisUrl }) },
        { provide: MediaOptions, useValue: new MediaOptions({ storage: media, trustedOrigin: trustedOriginOf(whatsapp.graphUrl) }) },
        { provide: MetricsAccess, useValue: metrics },
        { provide: ReplyDrafter, useValue: drafting === null ? new NoReplyDrafter() : new HttpReplyDrafter(drafting) },
      ],
      exports: [ConversationOptions, WhatsAppOptions, LiveEventOptions, MediaOptions, MetricsAccess, ReplyDrafter],
    };
  }
}

/** A Graph that is not Meta's is the operator's own: the simulator, or a stand-in beside us. Its files may be fetched from it. */
function trustedOriginOf(graphUrl: string): string | null {
  const { origin, hostname } = new URL(graphUrl);
  return hostname === 'graph.facebook.com' ? null : origin;
}

/** The whole server, put together. */
@Module({})
export class AppModule {
  static register(configuration: Configuration, platform: PlatformSettings): DynamicModule {
    const accounts = AccountsModule.register(new AccountsOptions({ publicUrl: configuration.publicUrl }));
    return {
      module: AppModule,
      imports: [
        PlatformModule.register(platform),
        SettingsModule.register(configuration),
        accounts,
        ConversationModule,
        WhatsAppModule,
        MediaModule,
        AdminChatModule.register([accounts, ConversationModule, MediaModule]),
      ],
      controllers: [DeadLettersController, HealthController, MetricsController, DocsController],
      providers: [Readiness, ApiDescription, Backlog, ProcessFigures, RetentionRunner],
      exports: [Readiness, ApiDescription],
    };
  }
}
