export { start as default } from './database-for-jest.mjs';
