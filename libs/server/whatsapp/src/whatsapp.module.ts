import { Global, Module } from '@nestjs/common';
import { ConversationModule, DeliveryArchive, OutboundChannel, TemplateSource } from '@parley/conversation';
import { MediaModule, MediaSource, MediaUploads } from '@parley/media';
import { ApplyAccountChanges } from './account/apply-account-changes.js';
import { SignatureWatch } from './http/signature-watch.js';
import { WebhookReceiver } from './http/webhook-route.js';
import { WhatsAppWebhookController } from './http/whatsapp-webhook.controller.js';
import { ApplyInboxMessages } from './inbound/apply-inbox-messages.js';
import { ApplyInboxStatuses } from './inbound/apply-inbox-statuses.js';
import { DeadLetters } from './inbound/dead-letters.js';
import { FreshLanes } from './inbound/fresh-lanes.js';
import { InboxWorker } from './inbound/inbox-worker.js';
import { RawDeliveryArchive } from './inbound/raw-delivery-archive.js';
import { RerouteMessages } from './inbound/reroute-messages.js';
import { StoreDeliveries } from './inbound/store-deliveries.js';
import { WhatsAppChannel } from './outbound/whatsapp.channel.js';
import { InstallationKeys } from './persistence/installation-keys.js';
import { WhatsAppMediaSource } from './media/whatsapp.media-source.js';
import { WhatsAppMediaUploads } from './media/whatsapp.media-uploads.js';
import { BusinessAccount } from './templates/business-account.js';
import { WhatsAppTemplateSource } from './templates/whatsapp.template-source.js';

/**
 * The way out, apart from the way in: the conversation needs it, and the way in needs the conversation. Global, because the
 * conversation knows the port and not who fills it. Needs from global modules: `Database`, `Clock`, `Log`, `Metrics`, `WhatsAppOptions`.
 */
@Global()
@Module({
  providers: [
    InstallationKeys,
    WhatsAppChannel,
    { provide: OutboundChannel, useExisting: WhatsAppChannel },
    RawDeliveryArchive,
    { provide: DeliveryArchive, useExisting: RawDeliveryArchive },
    BusinessAccount,
    WhatsAppTemplateSource,
    { provide: TemplateSource, useExisting: WhatsAppTemplateSource },
    WhatsAppMediaSource,
    { provide: MediaSource, useExisting: WhatsAppMediaSource },
    WhatsAppMediaUploads,
    { provide: MediaUploads, useExisting: WhatsAppMediaUploads },
  ],
  exports: [
    InstallationKeys,
    WhatsAppChannel,
    OutboundChannel,
    DeliveryArchive,
    RawDeliveryArchive,
    TemplateSource,
    MediaSource,
    MediaUploads,
  ],
})
export class WhatsAppOutboundModule {}

/**
 * The channel: webhook, inbox and sending. Needs `WhatsAppOptions`, `Database`, `Wake`, `Clock`, `Log` and `Metrics` from global modules, and
 * `registerWebhook` called before it is initialised.
 */
@Module({
  imports: [WhatsAppOutboundModule, ConversationModule, MediaModule],
  controllers: [WhatsAppWebhookController],
  providers: [
    SignatureWatch,
    WebhookReceiver,
    FreshLanes,
    StoreDeliveries,
    RerouteMessages,
    ApplyInboxMessages,
    ApplyInboxStatuses,
    ApplyAccountChanges,
    InboxWorker,
    DeadLetters,
  ],
  exports: [DeadLetters, InboxWorker, SignatureWatch],
})
export class WhatsAppModule {}
