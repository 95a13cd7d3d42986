export * from './drafting/http-reply-drafter.js';
export * from './drafting/reply-drafter.js';
export * from './admin-chat.module.js';
export { ConversationFinder } from './queries/conversation-finder.js';
export { EventBus } from './realtime/event-bus.js';
export { EventFeed } from './realtime/event-feed.js';
export { EventNumberer } from './realtime/event-numberer.js';
export { MessageTallier } from './stats/message-tallier.js';
export { LiveEventOptions } from './realtime/live-event-options.js';
