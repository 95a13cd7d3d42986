export * from './buttons.js';
export * from './conversation.js';
export * from './errors.js';
export * from './events.js';
export * from './languages.js';
export * from './limits.js';
export * from './message.js';
export * from './permissions.js';
