import { letYoungGenerationGrow } from './runtime/young-generation.js';
import 'reflect-metadata';
import { run } from './runtime/run.js';

// The same server as `npm start` runs it: loopback, figures open, the simulator may show the console in a frame.
await run('demo');
letYoungGenerationGrow();
