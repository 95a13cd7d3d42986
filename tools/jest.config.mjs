import { nodePreset } from '../jest.preset.mjs';

export default { ...nodePreset, displayName: 'tools', testMatch: ['<rootDir>/**/*.spec.mjs'], transform: {} };
