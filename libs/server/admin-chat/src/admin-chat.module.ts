import { type DynamicModule, Module } from '@nestjs/common';
import { DraftReply } from './drafting/draft-reply.js';
import { OutgoingFiles } from './sending/outgoing-files.js';
import { SendFile } from './sending/send-file.js';
import { SendTemplateFile } from './sending/send-template-file.js';
import { AnswersController } from './http/answers.controller.js';
import { ChannelController } from './http/channel.controller.js';
import { ChatSupportController } from './http/chat-support.controller.js';
import { ContactsController } from './http/contacts/contacts.controller.js';
import { ErasuresController } from './http/contacts/erasures.controller.js';
import { ConversationsController } from './http/conversations.controller.js';
import { EventsController } from './http/events.controller.js';
import { HoursController } from './http/hours/hours.controller.js';
import { MediaController } from './http/media.controller.js';
import { MessagesController } from './http/messages.controller.js';
import { PresenceController } from './http/presence.controller.js';
import { PlaybookLanguagesController } from './http/playbook/playbook-languages.controller.js';
import { PlaybookVersionsController } from './http/playbook/playbook-versions.controller.js';
import { PlaybookController } from './http/playbook/playbook.controller.js';
import { NoticesController } from './http/notices/notices.controller.js';
import { QueueController } from './http/queue.controller.js';
import { SendMediaController } from './http/media/send-media.controller.js';
import { SettingsController } from './http/settings/settings.controller.js';
import { StatsController } from './http/stats/stats.controller.js';
import { SendTemplateFileController } from './http/templates/send-template-file.controller.js';
import { SendTemplateController } from './http/templates/send-template.controller.js';
import { TemplatesController } from './http/templates/templates.controller.js';
import { TransferController } from './http/transfer.controller.js';
import { AgentsPresent } from './queries/agents-present.js';
import { ChannelNotices } from './queries/channel-notices.js';
import { ChannelStatus } from './queries/channel-status.js';
import { ContactExport } from './queries/contact-export.js';
import { ContactReader } from './queries/contact-reader.js';
import { ConversationFinder } from './queries/conversation-finder.js';
import { ConversationList } from './queries/conversation-list.js';
import { MessageThread } from './queries/message-thread.js';
import { ConversationScript } from './queries/conversation-script.js';
import { NoticeLedger } from './queries/notice-ledger.js';
import { SupportStats } from './queries/support-stats.js';
import { TemplateList } from './queries/template-list.js';
import { Database, Log, Metrics, NotificationListener } from '@parley/platform';
import { MessageTallier } from './stats/message-tallier.js';
import { TallyMessages } from './stats/tally-messages.js';
import { EventBus, PostgresEventBus } from './realtime/event-bus.js';
import { EventFeed } from './realtime/event-feed.js';
import { EventLog } from './realtime/event-log.js';
import { EventNumberer } from './realtime/event-numberer.js';
import { LiveEventOptions } from './realtime/live-event-options.js';
import { PresenceFeed } from './realtime/presence-feed.js';
import { RedisEventBus } from './realtime/redis-event-bus.js';

/** Every route of this library. */
export const adminChatControllers = [
  ConversationsController,
  ContactsController,
  ErasuresController,
  AnswersController,
  MessagesController,
  MediaController,
  ChatSupportController,
  SendMediaController,
  TransferController,
  QueueController,
  PresenceController,
  ChannelController,
  EventsController,
  StatsController,
  TemplatesController,
  SendTemplateController,
  SendTemplateFileController,
  SettingsController,
  HoursController,
  PlaybookController,
  PlaybookLanguagesController,
  PlaybookVersionsController,
  NoticesController,
];

/** What agents may see and do. Needs the use cases of `ConversationModule`, `Sessions` and `ApiTokens` of `AccountsModule`, `LiveEventOptions` and a `ReplyDrafter`. */
@Module({})
export class AdminChatModule {
  /** @param imports the modules that provide the use cases and the accounts, as the application has composed them */
  static register(imports: NonNullable<DynamicModule['imports']>): DynamicModule {
    return {
      module: AdminChatModule,
      imports,
      controllers: adminChatControllers,
      providers: [
        ConversationFinder,
        ContactReader,
        ContactExport,
        ConversationList,
        DraftReply,
        OutgoingFiles,
        SendFile,
        SendTemplateFile,
        MessageThread,
        ConversationScript,
        ChannelStatus,
        AgentsPresent,
        ChannelNotices,
        NoticeLedger,
        SupportStats,
        TallyMessages,
        MessageTallier,
        TemplateList,
        EventFeed,
        EventLog,
        PresenceFeed,
        EventNumberer,
        {
          provide: EventBus,
          inject: [LiveEventOptions, NotificationListener, Database, Log, Metrics],
          useFactory: (
            options: LiveEventOptions,
            listener: NotificationListener,
            database: Database,
            log: Log,
            metrics: Metrics,
          ): EventBus =>
            options.redisUrl === null
              ? new PostgresEventBus(listener, metrics)
              : new RedisEventBus(options.redisUrl, database, log, metrics),
        },
      ],
      exports: [MessageTallier, EventBus, EventFeed, EventNumberer, PresenceFeed],
    };
  }
}
