import { webPreset } from '../../jest.preset.mjs';

export default {
  ...webPreset,
  displayName: 'admin',
  testEnvironment: new URL('../../libs/web/ui/testing/jsdom-with-fetch.mjs', import.meta.url).pathname,
};
