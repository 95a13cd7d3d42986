import { nodePreset } from '../../jest.preset.mjs';

// Real processes and a real browser on two noisy cores: a step may take seconds, and one file at a time is faster than two.
export default { ...nodePreset, displayName: 'api-e2e', testTimeout: 60_000, maxWorkers: 1 };
