import { nodePreset } from '../../../jest.preset.mjs';

// The query plans are measured on thousands of rows, which take seconds to make on a busy machine.
export default { ...nodePreset, displayName: 'admin-chat', testTimeout: 30_000 };
