import { journeyPreset } from '../../jest.preset.mjs';

export default { ...journeyPreset, displayName: 'admin-e2e' };
