import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TemplateListing } from '@parley/conversation';
import { SilentLog } from '@parley/platform';
import { createTestDatabase, type TestDatabase } from '@parley/testing';
import { BusinessAccount } from '../src/templates/business-account.js';
import { WhatsAppTemplateSource } from '../src/templates/whatsapp.template-source.js';
import { WhatsAppOptions } from '../src/whatsapp-options.js';
import { answer, graphError, ScriptedGraph } from './scripted-graph.js';

const NUMBER = '330145778120964';
const ACCOUNT = '104996122399160';

// real: HTTP, PostgreSQL (raw bodies); fake: Graph
describe('the list of templates', () => {
  let db: TestDatabase;
  let graph: ScriptedGraph;
  let source: WhatsAppTemplateSource;

  beforeAll(async () => {
    db = await createTestDatabase();
  });
  afterAll(() => db.drop());
  beforeEach(async () => {
    await db.database.query('delete from webhook_raw');
    graph = new ScriptedGraph();
    const options = new WhatsAppOptions({
      phoneNumberId: NUMBER,
      accessToken: 'test-token',
      appSecret: 'x',
      appSecretPrevious: null,
      verifyToken: 'x',
      graphUrl: await graph.start(),
      graphVersion: 'v26.0',
    });
    source = new WhatsAppTemplateSource(options, new BusinessAccount(db.database), new SilentLog());
  });
  afterEach(async () => {
    await source.onModuleDestroy();
    await graph.stop();
  });

  const list = (accountId: string | null = ACCOUNT, signal = new AbortController().signal): Promise<TemplateListing> =>
    source.list({ phoneNumberId: NUMBER, accountId }, signal);
  const template = (name: string) => ({
    id: '1',
    name,
    language: 'en_US',
    status: 'APPROVED',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Hi' }],
  });
  const names = (listing: TemplateListing) => (listing.kind === 'listed' ? listing.templates.map(({ name }) => name) : listing.reason);
  const page = (templates: readonly unknown[], after: string | null = null) =>
    answer(200, {
      data: templates,
      paging: { cursors: { before: 'b', after: after ?? 'last' }, ...(after === null ? {} : { next: 'http://127.0.0.1:1/stolen' }) },
    });
  const keep = (entryId: string, phoneNumberId = NUMBER, outcome = 'stored') =>
    db.database.query('insert into webhook_raw (body, outcome, item_count) values ($1, $2, 1)', [
      Buffer.from(
        JSON.stringify({
          object: 'whatsapp_business_account',
          entry: [{ id: entryId, changes: [{ field: 'messages', value: { metadata: { phone_number_id: phoneNumberId } } }] }],
        }),
      ),
      outcome,
    ]);

  it('is read to its end by cursor, with our token, and never from the address Graph offers', async () => {
    const pages = [page([template('a'), template('b')], 'one'), page([template('c')], 'two'), page([template('d')])];
    graph.script = (...call) => pages.shift()?.(...call);
    const listing = await list();
    expect(listing).toMatchObject({ kind: 'listed', accountId: ACCOUNT, isWhole: true });
    expect(names(listing)).toEqual(['a', 'b', 'c', 'd']);
    const asked = graph.received.map(({ path }) => new URL(path, 'http://graph'));
    expect(asked.map(({ pathname, searchParams }) => [pathname, searchParams.get('after')])).toEqual([
      [`/v26.0/${ACCOUNT}/message_templates`, null],
      [`/v26.0/${ACCOUNT}/message_templates`, 'one'],
      [`/v26.0/${ACCOUNT}/message_templates`, 'two'],
    ]);
    expect(graph.received.every(({ headers }) => headers.authorization === 'Bearer test-token')).toBe(true);
  });

  it('leaves out what is no template and keeps the rest', async () => {
    graph.script = page([null, {}, template('a'), { name: 7 }]);
    expect(names(await list())).toEqual(['a']);
  });

  it('is empty where there is none', async () => {
    graph.script = answer(200, { data: [] });
    expect(await list()).toEqual({ kind: 'listed', accountId: ACCOUNT, templates: [], isWhole: true });
  });

  it.each([
    ['a missing permission', graphError(403, 200), /whatsapp_business_management/],
    ['an old token', graphError(401, 190), /access token has expired/],
    ['another account', graphError(400, 100), /does not show us the templates/],
    ['a page of a proxy', answer(502, '<html>'), /none we understand \(HTTP 502\)/],
    ['a list that is none', answer(200, { data: 'x' }), /none we understand/],
    ['an answer larger than we take', answer(200, `{"data":"${'x'.repeat(4_100_000)}"}`), /larger than we take/],
    ['a broken connection', (request: { socket: { destroy(): void } }) => request.socket.destroy(), /could not be reached/],
  ])('says in plain words why there is none: %s', async (_, script, reason) => {
    graph.script = script;
    expect(names(await list())).toMatch(reason);
  });

  it('is given up as a whole when a later page fails', async () => {
    const pages = [page([template('a')], 'one'), graphError(500, 2)];
    graph.script = (...call) => pages.shift()?.(...call);
    expect((await list()).kind).toBe('failed');
  });

  it('does not turn in a circle', async () => {
    graph.script = page([template('a')], 'same');
    expect(names(await list())).toMatch(/same page twice/);
    expect(graph.received).toHaveLength(2);
  });

  it('ends at 60 pages and says that it is not whole', async () => {
    let count = 0;
    graph.script = (...call) => page([template(`t${count}`)], `c${(count += 1)}`)(...call);
    const listing = await list();
    expect(listing).toMatchObject({ kind: 'listed', isWhole: false });
    expect(graph.received).toHaveLength(60);
  });

  it('is not asked for any further once the server stops', async () => {
    const stopping = new AbortController();
    let count = 0;
    graph.script = (...call) => {
      if ((count += 1) === 2) stopping.abort();
      page([template('a')], `c${count}`)(...call);
    };
    expect((await list(ACCOUNT, stopping.signal)).kind).toBe('failed');
    expect(graph.received).toHaveLength(2);
  });

  describe('the account it belongs to', () => {
    beforeEach(() => {
      graph.script = page([]);
    });

    it('is the one the newest webhook for our number names', async () => {
      await keep('111');
      await keep('222');
      await keep('999', '1');
      await db.database.query("insert into webhook_raw (body, outcome, item_count) values ('no json', 'unparseable', 0)");
      expect(await list(null)).toMatchObject({ kind: 'listed', accountId: '222' });
      expect(graph.received[0]?.path).toMatch(/^\/v26\.0\/222\//);
    });

    it('is what we knew when no webhook is kept', async () => {
      expect(await list('333')).toMatchObject({ accountId: '333' });
    });

    it('is not known before the first webhook, and then WhatsApp is not asked', async () => {
      await keep('999', '1');
      expect(await list(null)).toEqual({ kind: 'too-early', reason: expect.stringMatching(/has not named our account yet/) });
      expect(graph.received).toEqual([]);
    });

    it('is nothing but digits', async () => {
      await keep('../../me');
      expect(names(await list(null))).toMatch(/has not named our account yet/);
    });
  });
});
