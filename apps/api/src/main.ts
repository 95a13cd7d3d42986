import { start } from './runtime/start.js';

// The production server, whatever NODE_ENV says.
await start('production');
