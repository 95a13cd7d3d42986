export { SignatureWatch } from './http/signature-watch.js';
export { registerWebhookBody, WEBHOOK_PATH } from './http/webhook-body.js';
export { WhatsAppWebhookController } from './http/whatsapp-webhook.controller.js';
export { InboxWorker } from './inbound/inbox-worker.js';
export { WhatsAppChannel } from './outbound/whatsapp.channel.js';
export { WhatsAppModule, WhatsAppOutboundModule } from './whatsapp.module.js';
export { WhatsAppOptions } from './whatsapp-options.js';
