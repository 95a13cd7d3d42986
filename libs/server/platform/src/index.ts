export * from './clock/clock.js';
export * from './database/database.js';
export * from './database/postgres-errors.js';
export * from './errors.js';
export * from './ids/uuid-v7.js';
export * from './lanes/wake.js';
export * from './lanes/work-loop.js';
export * from './logging/log.js';
