export { stop as default } from './database-for-jest.mjs';
