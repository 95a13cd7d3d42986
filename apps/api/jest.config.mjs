import { nodePreset } from '../../jest.preset.mjs';

// A file of these boots the whole server on a database of its own; on a busy machine that takes seconds.
export default { ...nodePreset, displayName: 'api', testTimeout: 30_000 };
