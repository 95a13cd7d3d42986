import { start } from './runtime/start.js';

// The same server as `npm start` runs it: loopback, figures open, the simulator may show the console in a frame.
await start('demo');
