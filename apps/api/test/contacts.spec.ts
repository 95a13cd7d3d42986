import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aConversation, aPhone, type BuiltConversation, searchDatabase } from '@parley/testing';
import { type Caller, TestServer } from './test-server.js';

describe('contacts over HTTP', () => {
  let server: TestServer;
  let ada: Caller;
  let ben: Caller;

  beforeAll(async () => {
    server = await TestServer.start();
    await server.addAgent('Ada', 'admin');
    await server.addAgent('Ben');
    ada = await server.signIn('ada@parley.example');
    ben = await server.signIn('ben@parley.example');
  });
  afterAll(() => server.stop());

  const sql = <Row = unknown>(text: string, values: unknown[] = []) => server.database.database.query<Row>(text, values);
  const aPerson = (name = 'Jo'): Promise<BuiltConversation> =>
    aConversation(server.database.database, { channelId: server.channelId, name, phone: aPhone() });
  const at = (path: string): string => `/api/admin/contacts/${path}`;

  it('are shown by id and by number', async () => {
    const { contact, id } = await aPerson();
    for (const reference of [contact.id, contact.id.toUpperCase(), contact.phone ?? '', encodeURIComponent(contact.phone ?? '')]) {
      const answer = await ben.call('GET', at(reference));
      expect([answer.status, answer.body]).toMatchObject([
        200,
        { id: contact.id, conversationId: id, name: 'Jo', phone: contact.phone, language: null, attributes: {}, optedOutAt: null },
      ]);
    }
  });

  it.each([
    ['nobody', '00000000-0000-4000-8000-000000000000', 404, 'CONTACT_NOT_FOUND'],
    ['a number nobody had', '+447700900999000', 404, 'CONTACT_NOT_FOUND'],
    ['no reference', 'jo', 400, 'INVALID_PHONE_NUMBER'],
  ])('refuse %s', async (_what, reference, status, code) => {
    for (const answer of [await ada.call('GET', at(reference)), await ada.call('POST', at(`${reference}/erase`))]) {
      expect([answer.status, answer.body['code']]).toEqual([status, code]);
    }
  });

  it('are corrected: what is given is set, null takes away, the rest stays', async () => {
    const { contact } = await aPerson();
    const change = (body: unknown) => ben.call('PATCH', at(contact.id), { body });
    expect((await change({ language: 'es', attributes: { email: 'jo@example.org', city: 'Leeds' } })).status).toBe(200);
    const answer = await change({ attributes: { city: null } });
    expect([answer.status, answer.body]).toMatchObject([200, { language: 'es', attributes: { email: 'jo@example.org' } }]);
    expect((await change({ language: null })).body).toMatchObject({ language: null, attributes: { email: 'jo@example.org' } });
    const audit = await sql(`select target from audit_entry where action = 'contact.change'`);
    expect(audit).toEqual(Array(3).fill({ target: contact.id }));
  });

  it.each([
    [{ language: 'tlh' }],
    [{ name: 'Maya' }],
    [{ phone: '+447700900123' }],
    [{ attributes: ['x'] }],
    [{ attributes: { '': 'x' } }],
    [{ attributes: { email: 7 } }],
    [{ attributes: { email: ' ' } }],
    [{ attributes: { email: 'x'.repeat(1_001) } }],
    [{ attributes: { email: 'a\u0000b' } }],
    [{ attributes: { email: 'half \ud83d a pair' } }],
    [{ attributes: { email: '\u200b\u2060' } }],
    [{ attributes: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`a${n}`, 'x'])) }],
  ])('are left as they are by %j', async (body) => {
    const { contact } = await aPerson();
    const answer = await ben.call('PATCH', at(contact.id), { body });
    expect([answer.status, answer.body['code']]).toEqual([400, 'VALIDATION_FAILED']);
    expect(await sql('select language, attributes, name from contact where id = $1', [contact.id])).toEqual([
      { language: null, attributes: {}, name: 'Jo' },
    ]);
  });

  it('hold fifty attributes, however they were given; what forms have collected beyond that is corrected and taken away', async () => {
    const { contact } = await aPerson();
    const change = (attributes: Record<string, string | null>) => ben.call('PATCH', at(contact.id), { body: { attributes } });
    const several = (from: number, to: number): Record<string, string> =>
      Object.fromEntries(Array.from({ length: to - from }, (_, n) => [`a${from + n}`, 'x']));
    expect((await change(several(0, 30))).status).toBe(200);
    const answer = await change(several(30, 51));
    expect([answer.status, answer.body['code'], answer.body['errors']]).toEqual([
      400,
      'VALIDATION_FAILED',
      [{ field: 'attributes', message: expect.stringContaining('50') }],
    ]);
    expect((await change(several(10, 50))).status).toBe(200);
    await sql(`update contact set attributes = attributes || '{"b": "x", "c": "x"}' where id = $1`, [contact.id]);
    expect((await change({ b: 'corrected' })).status).toBe(200);
    expect((await change({ d: 'one more' })).body['code']).toBe('VALIDATION_FAILED');
    expect((await change({ c: null, d: 'instead' })).status).toBe(200);
  });

  it('are exported and erased by admins in a browser only', async () => {
    const { contact } = await aPerson();
    const machine = await server.withToken(ada, ['conversations:read', 'conversations:write']);
    for (const [method, path] of [
      ['GET', `${contact.id}/export`],
      ['POST', `${contact.id}/erase`],
    ] as const) {
      expect((await server.call(method, at(path))).status).toBe(401);
      expect((await ben.call(method, at(path))).body['code']).toBe('FORBIDDEN');
      expect((await machine.call(method, at(path))).body['code']).toBe('FORBIDDEN');
    }
    expect((await ben.call('GET', '/api/admin/erasures/00000000-0000-4000-8000-000000000000')).status).toBe(403);
    expect(await sql('select 1 from contact where id = $1', [contact.id])).toHaveLength(1);
  });

  it('are exported with all that is theirs', async () => {
    const { contact, id } = await aPerson('Export Jo');
    await ben.call('POST', `/api/admin/conversations/${id}/chat-support/start`, { body: { message: 'Hello Export' } });
    const answer = await ada.call('GET', at(`${contact.id}/export`));
    expect([answer.status, answer.headers['cache-control'], answer.headers['content-disposition']]).toEqual([
      200,
      'no-store',
      `attachment; filename="contact-${contact.id}.json"`,
    ]);
    expect(answer.body).toMatchObject({
      contact: { name: 'Export Jo', names: [expect.objectContaining({ kind: 'phone', value: contact.phone })] },
      chats: [expect.objectContaining({ endedAt: null, agent: 'Ben' })],
    });
    expect(JSON.stringify(answer.body['messages'])).toContain('Hello Export');
  });

  it('are exported with what was asked, what a form has so far, and every message once, although the thread changes meanwhile', async () => {
    const { contact, id } = await aPerson('Long Jo');
    await sql(`update conversation set context = '{"form": {"id": "f", "answers": {"city": "Leeds"}}}' where id = $1`, [id]);
    await sql(
      `insert into chat (conversation_id, status, origin, ended_at, ended_by, about) values ($1, 'ended', 'word', now(), 'agent', 'Where is it?')`,
      [id],
    );
    await sql(
      `insert into message (id, conversation_id, seq, direction, author, type, text, status)
       select gen_random_uuid(), $1, n, 'inbound', 'contact', 'text', 'm' || n, 'received' from generate_series(1, 2500) n`,
      [id],
    );
    const read = server.database.database;
    const [answer] = await Promise.all([
      ada.call('GET', at(`${contact.id}/export`)),
      // As joining with another thread does it: every number is another one.
      read.query('update message set seq = seq + 5000 where conversation_id = $1', [id]),
    ]);
    const texts = (answer.body['messages'] as { text: string }[]).map(({ text }) => text);
    expect(texts).toEqual(Array.from({ length: 2500 }, (_, n) => `m${n + 1}`));
    expect(answer.body).toMatchObject({
      contact: { formBegun: { answers: { city: 'Leeds' } } },
      chats: [expect.objectContaining({ asked: 'Where is it?' })],
    });
  });

  it('are erased: nothing of them is left, and the audit trail knows the ids', async () => {
    const { contact, id } = await aPerson('Erase Quillfeather');
    await ben.call('POST', `/api/admin/conversations/${id}/chat-support/start`, { body: { message: 'Hello erased one' } });
    const answer = await ada.call('POST', at(`${encodeURIComponent(contact.phone ?? '')}/erase`));
    expect([answer.status, answer.body]).toMatchObject([200, { contactId: contact.id, finishedAt: expect.any(String) }]);
    expect(await searchDatabase(server.database.database, ['Quillfeather', contact.phone?.slice(1) ?? '', 'Hello erased one'])).toEqual([]);
    const read = await ada.call('GET', `/api/admin/erasures/${String(answer.body['id'])}`);
    expect([read.status, read.body]).toEqual([200, answer.body]);
    expect((await ben.call('GET', `/api/admin/conversations/${id}`)).status).toBe(404);
    expect((await ada.call('POST', at(`${contact.id}/erase`))).body['code']).toBe('CONTACT_NOT_FOUND');
    expect(await sql(`select target, outcome from audit_entry where action = 'contact.erase'`)).toEqual([
      { target: contact.id, outcome: 'ok' },
    ]);
    for (const other of ['nonsense', '00000000-0000-4000-8000-000000000000']) {
      expect((await ada.call('GET', `/api/admin/erasures/${other}`)).body['code']).toBe('ERASURE_NOT_FOUND');
    }
  });
});
