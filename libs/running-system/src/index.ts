export * from './agent-client.js';
export * from './browser.js';
export * from './database.js';
export * from './eventually.js';
export * from './phone.js';
export * from './server-process.js';
export * from './system.js';
