import { journeyPreset } from '../../jest.preset.mjs';

export default { ...journeyPreset, displayName: 'api-e2e' };
