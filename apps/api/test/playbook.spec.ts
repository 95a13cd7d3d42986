import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SHIPPED_PLAYBOOK, type PlaybookDocument } from '@parley/conversation';
import { type Answer, type Caller, TestServer } from './test-server.js';

const PLAYBOOK = '/api/admin/playbook';

describe('the playbook over HTTP', () => {
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

  const revision = async (): Promise<number> => Number((await ada.call('GET', `${PLAYBOOK}/draft`)).body['revision']);
  const named = (business: string): PlaybookDocument => ({ ...SHIPPED_PLAYBOOK, business });
  const save = async (document: unknown, from?: number): Promise<Answer> =>
    ada.call('PUT', `${PLAYBOOK}/draft`, { body: { document, revision: from ?? (await revision()) } });

  it('is the shipped one until somebody publishes another', async () => {
    const { status, body } = await ada.call('GET', PLAYBOOK);
    expect([status, body]).toEqual([200, { version: 1, document: SHIPPED_PLAYBOOK, coverage: [{ language: 'en', missing: [] }] }]);
  });

  it('is edited, published, listed, brought back and put on record', async () => {
    const saved = await save(named('Lamp & Co'));
    expect(saved.body).toMatchObject({
      revision: 1,
      isChanged: true,
      basedOn: 1,
      updatedBy: { name: 'Ada' },
      document: { business: 'Lamp & Co' },
    });
    const published = await ada.call('POST', `${PLAYBOOK}/publish`, { body: { revision: 1, note: 'Our name' } });
    expect([published.status, published.body]).toEqual([201, { version: 2 }]);
    expect((await ada.call('GET', PLAYBOOK)).body).toMatchObject({ version: 2, document: { business: 'Lamp & Co' } });
    const restored = await ada.call('POST', `${PLAYBOOK}/versions/1/restore`, { body: {} });
    expect([restored.status, restored.body]).toEqual([201, { version: 3 }]);
    const first = await ada.call('GET', `${PLAYBOOK}/versions?limit=2`);
    expect(first.body).toMatchObject({
      items: [
        { number: 3, restoredFrom: 1, note: null },
        { number: 2, restoredFrom: null, note: 'Our name', publishedBy: { name: 'Ada' } },
      ],
      nextCursor: '2',
    });
    const second = await ada.call('GET', `${PLAYBOOK}/versions?limit=2&cursor=2`);
    expect(second.body).toEqual({ items: [expect.objectContaining({ number: 1, publishedAt: null })], nextCursor: null });
    expect((await ada.call('GET', `${PLAYBOOK}/versions/2`)).body).toMatchObject({ version: 2, document: { business: 'Lamp & Co' } });
    const sql = `select action, target from audit_entry where action like 'playbook.%' order by id`;
    expect(await server.database.database.query(sql)).toEqual([
      { action: 'playbook.save-draft', target: '1' },
      { action: 'playbook.publish', target: '2' },
      { action: 'playbook.restore', target: '1' },
    ]);
  });

  it('of somebody who has read an older draft is refused with a code of its own', async () => {
    const seen = await revision();
    expect((await save(named('First'), seen)).status).toBe(200);
    for (const late of [
      await save(named('Second'), seen),
      await ada.call('POST', `${PLAYBOOK}/publish`, { body: { revision: seen } }),
      await ada.call('POST', `${PLAYBOOK}/draft/discard`, { body: { revision: seen } }),
      await ada.call('POST', `${PLAYBOOK}/import?revision=${String(seen)}`, { body: named('Third') }),
    ]) {
      expect([late.status, late.body['code']]).toEqual([409, 'PLAYBOOK_CHANGED']);
    }
    expect((await ada.call('GET', `${PLAYBOOK}/draft`)).body).toMatchObject({ document: { business: 'First' } });
  });

  it('leaves as a file and comes back from it', async () => {
    await save(named('In a file'));
    const file = await ada.call('GET', `${PLAYBOOK}/export`);
    expect(file.headers['content-disposition']).toBe('attachment; filename="playbook-3-draft.json"');
    await ada.call('POST', `${PLAYBOOK}/draft/discard`, { body: { revision: await revision() } });
    const imported = await ada.call('POST', `${PLAYBOOK}/import?revision=${String(await revision())}`, { body: JSON.parse(file.text) });
    expect([imported.status, imported.body['document']]).toEqual([200, named('In a file')]);
  });

  it('is refused with every fault by its path, and nothing is saved', async () => {
    const before = (await ada.call('GET', `${PLAYBOOK}/draft`)).body;
    const [first, ...rest] = SHIPPED_PLAYBOOK.menu.entries;
    const entries = [{ ...first, title: { en: 'Where is my order now' }, colour: 'red' }, ...rest];
    const faulty = { ...SHIPPED_PLAYBOOK, business: '', menu: { ...SHIPPED_PLAYBOOK.menu, entries } };
    for (const answer of [
      await save(faulty),
      await ada.call('POST', `${PLAYBOOK}/import?revision=${String(await revision())}`, { body: faulty }),
    ]) {
      expect([answer.status, answer.body['code']]).toEqual([400, 'PLAYBOOK_UNSOUND']);
      expect(answer.body['errors']).toEqual([
        { field: '/business', message: 'This text is empty.' },
        { field: '/menu/entries/0/title/en', message: 'This text has 21 characters; at most 20 are possible.' },
        { field: '/menu/entries/0/colour', message: 'There is no such field.' },
      ]);
    }
    const judged = await ada.call('POST', `${PLAYBOOK}/validate`, { body: { document: faulty } });
    expect(judged.body).toMatchObject({ faults: [{ field: '/business' }, {}, {}], coverage: [] });
    expect((await ada.call('GET', `${PLAYBOOK}/draft`)).body).toEqual(before);
  });

  it('says what a language lacks', async () => {
    const [first, ...rest] = SHIPPED_PLAYBOOK.menu.entries;
    const entries = [{ ...first, title: { en: 'Track an order' } }, ...rest];
    const document = { ...SHIPPED_PLAYBOOK, languages: ['en', 'es'], menu: { ...SHIPPED_PLAYBOOK.menu, entries } };
    const { body } = await ada.call('POST', `${PLAYBOOK}/validate`, { body: { document } });
    expect(body).toMatchObject({ faults: [], coverage: [{ language: 'en', missing: [] }, { language: 'es' }] });
    expect((body as { coverage: { missing: string[] }[] }).coverage[1]?.missing).toContain('/menu/entries/0/title/es');
  });

  it('is tried on a phone that nobody has', async () => {
    const steps = [{ say: 'Hi' }, { tap: 'Report a problem' }, { say: 'JH-1' }, { say: '1' }, { send: 'image' }, { tap: 'nowhere' }];
    const { status, body } = await ada.call('POST', `${PLAYBOOK}/preview`, { body: { of: 'published', steps } });
    expect(status).toBe(200);
    const played = (body as { steps: { outcome: string; state: string; messages: { text: string; content: object | null }[] }[] }).steps;
    expect(played.map(({ outcome, state }) => `${outcome} ${state}`)).toEqual([
      'done MAIN_MENU',
      'done FORM',
      'done FORM',
      'done FORM',
      'done FORM',
      'choice-missing FORM',
    ]);
    expect(played[0]?.messages).toEqual([
      expect.objectContaining({ type: 'interactive', said: 'menu.welcome', content: expect.objectContaining({ button: 'Choose' }) }),
    ]);
    expect(played[4]?.messages[0]?.text).toContain('here I need an answer in words');
    const [counted] = await server.database.database.query<{ messages: string }>('select count(*) as messages from message');
    expect(counted?.messages).toBe('0');
  });

  it('may have a megabyte, and no more', async () => {
    const articles = Array.from({ length: 400 }, (_, index) => ({
      id: `article:a${String(index)}`,
      title: { en: `Article ${String(index)}` },
      question: { en: 'Why?'.padEnd(1_000, ' why?') },
      answer: { en: 'Because.'.padEnd(1_000, ' Because.') },
    }));
    const big = { ...SHIPPED_PLAYBOOK, articles };
    expect(JSON.stringify(big).length).toBeGreaterThan(800_000);
    expect((await save(big)).status).toBe(200);
    const tooBig = await ada.call('PUT', `${PLAYBOOK}/draft`, {
      body: { document: { ...big, business: 'x'.repeat(400_000) }, revision: 0 },
    });
    expect([tooBig.status, tooBig.body['code']]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    const elsewhere = await ada.call('POST', `${PLAYBOOK}/publish`, { body: { revision: 0, note: 'x'.repeat(70_000) } });
    expect([elsewhere.status, elsewhere.body['code']]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  it.each([
    ['PUT', 'draft', { document: SHIPPED_PLAYBOOK }, 'revision'],
    ['PUT', 'draft', { document: SHIPPED_PLAYBOOK, revision: '1' }, 'revision'],
    ['PUT', 'draft', { document: SHIPPED_PLAYBOOK, revision: 1, force: true }, 'force'],
    ['POST', 'import', SHIPPED_PLAYBOOK, 'revision'],
    ['POST', 'publish', { revision: 1, note: ' ' }, 'note'],
    ['POST', 'preview', { steps: [] }, 'steps'],
    ['POST', 'preview', { steps: [{ say: 'a', tap: 'b' }] }, 'steps.0'],
    ['POST', 'preview', { steps: [{ send: 'text' }] }, 'steps.0'],
    ['POST', 'preview', { steps: [{ say: 'Hi' }], language: 'tlh' }, 'language'],
    ['POST', 'preview', { steps: [{ say: 'Hi' }], of: 'yesterday' }, 'of'],
  ] as const)('%s %s refuses %j by name', async (method, route, body, field) => {
    const { status, body: problem } = await ada.call(method, `${PLAYBOOK}/${route}`, { body });
    expect([status, problem['code'], problem['errors']]).toEqual([400, 'VALIDATION_FAILED', [expect.objectContaining({ field })]]);
  });

  it.each(['0', '99', 'x', '1e9', '999999999999'])('knows no version %s', async (version) => {
    const { status, body } = await ada.call('GET', `${PLAYBOOK}/versions/${version}`);
    expect([status, body['code']]).toEqual([404, 'PLAYBOOK_VERSION_NOT_FOUND']);
  });

  it('is the admins’ alone', async () => {
    for (const [method, route] of [
      ['GET', ''],
      ['GET', '/draft'],
      ['PUT', '/draft'],
      ['POST', '/publish'],
      ['POST', '/preview'],
      ['GET', '/versions'],
    ] as const) {
      expect((await ben.call(method, `${PLAYBOOK}${route}`, method === 'GET' ? {} : { body: {} })).body['code']).toBe('FORBIDDEN');
    }
  });
});
