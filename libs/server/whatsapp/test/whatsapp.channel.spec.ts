import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SendOutcome, StartedMessage } from '@parley/conversation';
import { Metrics, SilentLog, SystemClock } from '@parley/platform';
import { createTestDatabase, type TestDatabase } from '@parley/testing';
import type { WireSendRequest } from '@parley/whatsapp-protocol';
import { decodeCallbackId } from '../src/outbound/callback-id.js';
import { WhatsAppChannel } from '../src/outbound/whatsapp.channel.js';
import { InstallationKeys } from '../src/persistence/installation-keys.js';
import { WhatsAppOptions } from '../src/whatsapp-options.js';
import { accept, answer, graphError, ScriptedGraph } from './scripted-graph.js';

const MESSAGE_ID = '01939f3e-7c1a-7b3a-9d54-3f1e8a0c2b11';

// real: HTTP, PostgreSQL (our keys); fake: Graph
describe('the WhatsApp channel', () => {
  let db: TestDatabase;
  let keys: InstallationKeys;
  let graph: ScriptedGraph;
  let channel: WhatsAppChannel;

  beforeAll(async () => {
    db = await createTestDatabase();
    keys = new InstallationKeys(db.database);
  });

  afterAll(() => db.drop());

  beforeEach(async () => {
    graph = new ScriptedGraph();
    const options = new WhatsAppOptions({
      phoneNumberId: '330145778120964',
      accessToken: 'test-token',
      appSecret: 'x',
      appSecretPrevious: null,
      verifyToken: 'x',
      graphUrl: await graph.start(),
      graphVersion: 'v26.0',
    });
    channel = new WhatsAppChannel(options, keys, new SystemClock(), new SilentLog(), new Metrics());
  });

  afterEach(async () => {
    await channel.onModuleDestroy();
    await graph.stop();
  });

  const send = (message: Partial<StartedMessage> = {}): Promise<SendOutcome> =>
    channel.send({
      messageId: MESSAGE_ID,
      attempt: 1,
      channel: { id: 'c', phoneNumberId: '330145778120964' },
      to: { phone: '+447700900321', bsuid: null },
      content: { type: 'text', text: 'Hi' },
      replyToWamid: null,
      mayStillWrite: () => true,
      ...message,
    });
  const sent = (): WireSendRequest => JSON.parse(graph.received[0]?.body ?? '{}') as WireSendRequest;

  it('sends to the messages path of the number and version, and returns the id', async () => {
    graph.script = accept('wamid.NEW');
    expect(await send()).toEqual({ kind: 'accepted', wamid: 'wamid.NEW' });
    expect(graph.received[0]?.path).toBe('/v26.0/330145778120964/messages');
    expect(graph.received[0]?.headers.authorization).toBe('Bearer test-token');
    expect(sent()).toMatchObject({ to: '+447700900321', type: 'text', text: { body: 'Hi' } });
  });

  it('puts our signed id on every message', async () => {
    await send({ attempt: 3 });
    const value = sent().biz_opaque_callback_data ?? '';
    expect(value.length).toBeLessThan(100);
    expect(decodeCallbackId((await keys.get()).callbackKey, value)).toEqual({ messageId: MESSAGE_ID, attempt: 3 });
  });

  it.each([
    ['a message id', accept('wamid.1'), { kind: 'accepted', wamid: 'wamid.1' }],
    [
      'a template that is held',
      answer(200, { messages: [{ id: 'wamid.2', message_status: 'held_for_quality_assessment' }] }),
      {
        kind: 'accepted',
        wamid: 'wamid.2',
        note: { code: 'held_for_quality_assessment', title: expect.stringContaining('holds it back') },
      },
    ],
    [
      'a template that is not',
      answer(200, { messages: [{ id: 'wamid.3', message_status: 'accepted' }] }),
      { kind: 'accepted', wamid: 'wamid.3' },
    ],
    ['a 200 without one', answer(200, { messages: [] }), { kind: 'unknown' }],
    ['a 500 of Graph', graphError(500, 131_000), { kind: 'unknown' }],
    ['a 502 in HTML', answer(502, '<html></html>'), { kind: 'unknown' }],
    ['a 429 of Graph', graphError(429, 130_429, { 'retry-after': '3' }), { kind: 'not-sent', retryAfterMs: 3_000, scope: 'channel' }],
    ['a 429 of somebody else', answer(429, 'slow'), { kind: 'unknown' }],
    ['an expired token', graphError(401, 190), { kind: 'channel-broken', code: '190' }],
    ['a closed window', graphError(400, 131_047), { kind: 'refused', code: '131047' }],
    ['the pair limit', graphError(400, 131_056), { kind: 'not-sent', scope: 'contact' }],
    ['a redirect', answer(307, '', { location: 'http://127.0.0.1:1/' }), { kind: 'unknown' }],
  ])('says what became of it: %s', async (_name, script, outcome) => {
    graph.script = script;
    expect(await send()).toMatchObject(outcome);
    expect(graph.received).toHaveLength(1);
  });

  it('writes nothing when the fence is closed', async () => {
    expect(await send({ mayStillWrite: () => false })).toMatchObject({ kind: 'not-sent', reason: 'fence-closed' });
    expect(graph.received).toHaveLength(0);
  });

  it('says "not sent" when nobody is there', async () => {
    await graph.stop();
    expect(await send()).toMatchObject({ kind: 'not-sent', reason: 'no-connection' });
  });

  it('refuses by itself to write to nobody', async () => {
    expect(await send({ to: { phone: null, bsuid: null } })).toMatchObject({ kind: 'refused', code: 'no-recipient' });
  });

  it('gives the blue ticks', async () => {
    graph.script = answer(200, { success: true });
    await channel.markRead('330145778120964', 'wamid.IN');
    expect(JSON.parse(graph.received[0]?.body ?? '')).toEqual({ messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.IN' });
  });

  it('does not mind when the blue ticks are refused', async () => {
    graph.script = graphError(400, 131_009);
    await expect(channel.markRead('330145778120964', 'wamid.IN')).resolves.toBeUndefined();
  });
});
