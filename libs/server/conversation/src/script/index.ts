export * from './parse-script.js';
export * from './run-script.js';
export * from './write-script.js';
