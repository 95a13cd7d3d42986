export * from './builders.js';
export * from './eventually.js';
export * from './search-database.js';
export * from './stepped-database.js';
export * from './test-clock.js';
export * from './test-database.js';
