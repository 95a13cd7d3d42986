import { webPreset } from '../../../jest.preset.mjs';

export default {
  ...webPreset,
  displayName: 'ui',
  testEnvironment: new URL('../ui/testing/jsdom-with-fetch.mjs', import.meta.url).pathname,
};
