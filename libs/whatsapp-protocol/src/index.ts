export * from './graph-errors.js';
export * from './json-depth.js';
export * from './limits.js';
export * from './messages-api.js';
export * from './signature.js';
export * from './webhook.js';
