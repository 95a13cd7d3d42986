export { SignatureWatch } from './http/signature-watch.js';
export { registerWebhook, WEBHOOK_PATH } from './http/webhook-route.js';
export { WhatsAppWebhookController } from './http/whatsapp-webhook.controller.js';
export { type DeadLetter, type DeadLetterPage, DeadLetters, type InspectedDeadLetter } from './inbound/dead-letters.js';
export { InboxWorker } from './inbound/inbox-worker.js';
export { WhatsAppChannel } from './outbound/whatsapp.channel.js';
export { WhatsAppModule, WhatsAppOutboundModule } from './whatsapp.module.js';
export { WhatsAppOptions } from './whatsapp-options.js';
export * from './inbound/forget-deliveries.js';
