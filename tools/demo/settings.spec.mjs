import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoSettings } from './settings.mjs';

const data = mkdtempSync(join(tmpdir(), 'parley-settings-spec-'));
afterAll(() => rmSync(data, { recursive: true }));
const settings = (env = {}) => demoSettings({ PARLEY_DATA_DIR: data, ...env });

describe('the demo’s settings', () => {
  it('offer the shipped login on the sign-in page of a demo that only this machine reaches', () => {
    for (const env of [
      {},
      { HOST: '127.0.0.1' },
      { HOST: '::1' },
      { PUBLIC_URL: 'http://127.0.0.1:3000' },
      { ADMIN_EMAIL: 'b@parley.example' },
    ]) {
      const { offersLogin, apiEnv } = settings(env);
      expect([env, offersLogin, apiEnv.PARLEY_DEMO_SIGN_IN]).toEqual([env, true, 'true']);
    }
  });

  it('show no password that somebody chose or that was made, and none beside real customers or on an address of the world', () => {
    for (const env of [
      { ADMIN_PASSWORD: 'my own and nobody else’s' },
      { HOST: '0.0.0.0' },
      { HOST: '127.0.0.1.example' },
      { PUBLIC_URL: 'https://demo.example' },
      { PUBLIC_URL: 'http://127.0.0.1.example' },
      { PUBLIC_URL: 'no address' },
      { WHATSAPP_ACCESS_TOKEN: 'of a real number' },
      { PARLEY_DEMO_SIGN_IN: 'true', HOST: '0.0.0.0' },
    ]) {
      const { offersLogin, apiEnv } = settings(env);
      expect([env, offersLogin, apiEnv.PARLEY_DEMO_SIGN_IN]).toEqual([env, false, 'false']);
    }
  });
});
