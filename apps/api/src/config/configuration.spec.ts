import { describe, expect, it } from '@jest/globals';
import { ConfigurationError, readConfiguration } from './configuration.js';

const complete = {
  DATABASE_URL: 'postgres://parley@db/parley',
  WHATSAPP_PHONE_NUMBER_ID: '100',
  WHATSAPP_ACCESS_TOKEN: 'a',
  WHATSAPP_APP_SECRET: 'b',
  WHATSAPP_VERIFY_TOKEN: 'c',
};

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfiguration(env, 'production');
    return [];
  } catch (error) {
    return (error as ConfigurationError).problems;
  }
}

describe('the configuration', () => {
  it('needs nothing but the database and the four credentials, and has the defaults of the contract', () => {
    expect(readConfiguration(complete, 'production')).toMatchObject({
      port: 3000,
      host: '::',
      migrateOnStart: true,
      role: 'all',
      admin: null,
      messagesPerSecond: 80,
      pairLimit: true,
      supportChatEnabled: true,
      drainSeconds: 3,
      logLevel: 'info',
      metricsToken: null,
      whatsapp: { graphUrl: 'https://graph.facebook.com', graphVersion: 'v26.0', appSecretPrevious: null },
    });
    expect(readConfiguration({ ...complete, PORT: '8080' }, 'production').publicUrl.origin).toBe('http://localhost:8080');
  });

  it.each(Object.keys(complete))('names %s when it is missing or empty', (name) => {
    expect(problemsOf({ ...complete, [name]: '' })).toEqual([`${name} is required`]);
    expect(problemsOf({ ...complete, [name]: '  ' })).toEqual([`${name} is required`]);
  });

  it('reports every problem together', () => {
    const problems = problemsOf({ PORT: 'x', ROLE: 'both', WHATSAPP_PAIR_LIMIT: 'maybe', ADMIN_EMAIL: 'nobody' });
    for (const name of [...Object.keys(complete), 'PORT', 'ROLE', 'WHATSAPP_PAIR_LIMIT', 'ADMIN_EMAIL']) {
      expect(problems.join('\n')).toContain(name);
    }
  });

  it('understands the switches', () => {
    const off = readConfiguration({ ...complete, WHATSAPP_PAIR_LIMIT: 'off', SUPPORT_CHAT_ENABLED: 'false' }, 'production');
    expect(off).toMatchObject({ pairLimit: false, supportChatEnabled: false });
  });

  it('leaves a router time to notice an end, unless told that there is none; a demo has none', () => {
    expect(readConfiguration({ ...complete, DRAIN_SECONDS: '0' }, 'production').drainSeconds).toBe(0);
    expect(readConfiguration({ ...complete, DRAIN_SECONDS: '10' }, 'production').drainSeconds).toBe(10);
    expect(readConfiguration(complete, 'demo').drainSeconds).toBe(0);
    for (const wrong of ['-1', '11', '2.5', 'soon']) expect(problemsOf({ ...complete, DRAIN_SECONDS: wrong })).toHaveLength(1);
  });

  it('wants both halves of the first admin', () => {
    expect(problemsOf({ ...complete, ADMIN_EMAIL: 'ada@parley.test' })).toHaveLength(1);
    const both = { ...complete, ADMIN_EMAIL: 'ada@parley.test', ADMIN_PASSWORD: 'x' };
    expect(readConfiguration(both, 'production').admin).toEqual({ email: 'ada@parley.test', password: 'x', name: 'Support' });
  });

  it('asks no language model unless one is named whole', () => {
    expect(readConfiguration(complete, 'production').drafting).toBeNull();
    expect(problemsOf({ ...complete, DRAFTING_URL: 'http://localhost:11434/v1' })).toHaveLength(1);
    expect(problemsOf({ ...complete, DRAFTING_URL: 'localhost', DRAFTING_MODEL: 'small' })).toHaveLength(1);
    for (const url of [
      'http://models.example/v1',
      'http://8.8.8.8/v1',
      'https://me:secret@models.example/v1',
      'https://models.example/v1?version=2',
      'ftp://models.example/v1',
    ])
      expect(problemsOf({ ...complete, DRAFTING_URL: url, DRAFTING_MODEL: 'small' })).toEqual([expect.stringContaining('DRAFTING_URL')]);
    for (const url of ['https://models.example/v1', 'http://ollama:11434/v1', 'http://10.1.2.3/v1', 'http://[::1]:8000/v1'])
      expect(readConfiguration({ ...complete, DRAFTING_URL: url, DRAFTING_MODEL: 'small' }, 'production').drafting?.url).toBe(url);
    const named = { ...complete, DRAFTING_URL: 'http://localhost:11434/v1', DRAFTING_MODEL: 'small' };
    expect(readConfiguration(named, 'production').drafting).toEqual({ url: 'http://localhost:11434/v1', model: 'small', key: null });
  });

  it('lets the simulator frame the console in the demo only', () => {
    const env = { ...complete, PARLEY_SIMULATOR_ORIGIN: 'http://localhost:4000/demo' };
    expect(readConfiguration(env, 'demo').simulatorOrigin).toBe('http://localhost:4000');
    expect(readConfiguration(env, 'production').simulatorOrigin).toBeNull();
  });

  it('offers the demo’s login on the sign-in page of a demo on this machine, and refuses to start with it anywhere else', () => {
    const demo = {
      ...complete,
      PARLEY_DEMO_SIGN_IN: 'true',
      ADMIN_EMAIL: 'ana@parley.test',
      ADMIN_PASSWORD: 'known to all',
      ADMIN_NAME: 'Ana',
    };
    const login = { email: 'ana@parley.test', password: 'known to all', name: 'Ana' };
    expect(readConfiguration(demo, 'demo').demoSignIn).toEqual(login);
    for (const here of [{ HOST: '127.0.0.1' }, { HOST: '::1', PUBLIC_URL: 'http://[::1]:3000' }, { PUBLIC_URL: 'http://localhost:3000' }])
      expect(readConfiguration({ ...demo, ...here }, 'demo').demoSignIn).toEqual(login);
    expect(readConfiguration({ ...demo, PARLEY_DEMO_SIGN_IN: 'false' }, 'demo').demoSignIn).toBeNull();
    expect(readConfiguration({ ...demo, PARLEY_DEMO_SIGN_IN: '' }, 'production').demoSignIn).toBeNull();
    const refused = (env: Record<string, string | undefined>, mode: 'demo' | 'production') => {
      expect(() => readConfiguration(env, mode)).toThrow(/PARLEY_DEMO_SIGN_IN/);
    };
    refused(demo, 'production');
    for (const more of [
      { NODE_ENV: 'production' },
      { HOST: '0.0.0.0' },
      { HOST: '::' },
      { HOST: '192.168.1.4' },
      { HOST: 'localhost.example' },
      { HOST: '127.0.0.1.example' },
      { PUBLIC_URL: 'https://support.example' },
      { PUBLIC_URL: 'https://localhost.example' },
      { PUBLIC_URL: 'http://localhost@support.example' },
      { ADMIN_PASSWORD: '' },
    ])
      refused({ ...demo, ...more }, 'demo');
  });
});
