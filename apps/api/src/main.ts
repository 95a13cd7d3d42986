import { letYoungGenerationGrow } from './runtime/young-generation.js';
import 'reflect-metadata';
import { run } from './runtime/run.js';

// The production server, whatever NODE_ENV says.
await run('production');
letYoungGenerationGrow();
