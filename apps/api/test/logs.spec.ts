import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PinoLog } from '@parley/platform';
import { aConversation } from '@parley/testing';
import { Writable } from 'node:stream';
import { PASSWORD, TestServer } from './test-server.js';

const PHONE = '+447700900246';
const TEXT = 'canary-text-of-a-customer';

describe('the log, at its most talkative', () => {
  let server: TestServer;
  let written = '';

  beforeAll(async () => {
    const destination = new Writable({
      write(chunk: Buffer, _encoding, done) {
        written += chunk.toString();
        done();
      },
    });
    server = await TestServer.start({}, new PinoLog('trace', destination));
    await server.addAgent('Ada', 'admin');
  });
  afterAll(() => server.stop());

  it('holds no phone number, no text, no password and no secret of anybody, and names routes by their patterns', async () => {
    const ada = await server.signIn('ada@parley.example');
    await aConversation(server.database.database, { channelId: server.channelId, phone: PHONE, chat: {} });
    const machine = await server.withToken(ada, ['conversations:read']);
    await machine.call('GET', `/api/admin/conversations/${PHONE}`);
    await ada.call('GET', `/api/admin/conversations?search=${encodeURIComponent(PHONE)}`);
    const sent = await ada.call('POST', `/api/admin/conversations/${PHONE}/chat-support/send`, { body: { message: TEXT } });
    const stored = written.split('\n').find((line) => line.includes('agent message stored'));
    expect(JSON.parse(stored ?? '{}')).toMatchObject({ requestId: sent.headers['x-request-id'], messageId: sent.body['id'] });
    await ada.call('POST', `/api/admin/conversations/${PHONE}/chat-support/send`, { body: { message: TEXT, surprise: TEXT } });
    await ada.call('GET', `/nothing/${PHONE}`);
    await server.database.database.query('alter table message rename to message_away');
    await ada.call('GET', `/api/admin/conversations/${PHONE}/messages?before=`);
    await ada.call('GET', `/api/admin/conversations/${PHONE}/messages`);
    await server.database.database.query('alter table message_away rename to message');

    expect(written).toContain('/api/admin/conversations/:conversation/chat-support/send');
    expect(written).toContain('request failed');
    const session = /parley_session=([\w-]+)/.exec(ada.cookie)?.[1] ?? '';
    for (const secret of [PHONE, PHONE.slice(1), TEXT, PASSWORD, session, machine.token, 'ada@parley.example', 'app-secret']) {
      expect(secret.length).toBeGreaterThan(5);
      expect(written).not.toContain(secret);
    }
  });
});
