export * from './application/ports/outbound-channel.js';
export type * from './domain/content.js';
export type * from './domain/delivery-report.js';
export type * from './domain/inbound-message.js';
export type * from './domain/model.js';
