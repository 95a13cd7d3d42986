export * from './parse-script.js';
export * from './run-script.js';
