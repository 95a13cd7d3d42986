import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SilentLog, type LogArea } from '@parley/platform';
import { aChannel } from '@parley/testing';
import { RecordTemplateChange, SyncTemplates } from '../src/index.js';
import { createTestDatabase, startCore, type Core, type TestDatabase } from './support/core.js';
import { aListedTemplate, FakeTemplateSource } from './support/fake-template-source.js';

const NEVER = new AbortController().signal;

/** What an operator is to look at. */
class Warnings extends SilentLog {
  readonly lines: string[] = [];

  override warn(_area?: LogArea, event?: string): void {
    this.lines.push(event ?? '');
  }
}

describe('the copy of the template list', () => {
  let db: TestDatabase;
  let core: Core;
  let source: FakeTemplateSource;
  let channelId: string;

  beforeAll(async () => {
    db = await createTestDatabase();
  });
  afterAll(() => db.drop());
  beforeEach(async () => {
    await db.database.query('truncate message_template, template_sync, channel cascade');
    source = new FakeTemplateSource();
    core = await startCore(db.database, { templates: source });
    channelId = (await aChannel(db.database)).id;
  });

  const sync = () => core.get(SyncTemplates).executeNow(NEVER);
  const stored = () =>
    db.database.query<{ id: string; name: string; language: string; status: string; quality: string; category: string }>(
      'select id, name, language, status, quality, category from message_template order by name, language',
    );
  const state = async () =>
    (
      await db.database.query<{ business_account_id: string; error: string | null; synced: boolean; due_s: number }>(
        `select business_account_id, error, synced_at is not null as synced, extract(epoch from due_at - now())::float8 as due_s from template_sync`,
      )
    )[0];
  /** As if the last try had been an hour ago. */
  const later = () => db.database.query("update template_sync set tried_at = now() - interval '1 hour'");

  it('is what WhatsApp lists: new ones come, changed ones change and keep their id, missing ones go', async () => {
    source.holds(aListedTemplate(), aListedTemplate({ language: 'pt_BR' }), aListedTemplate({ name: 'offer', category: 'marketing' }));
    expect(await sync()).toBe(1);
    const before = await stored();
    expect(before.map(({ name, language }) => `${name}/${language}`)).toEqual(['offer/en_US', 'order_update/en_US', 'order_update/pt_BR']);
    await later();
    source.holds(aListedTemplate({ status: 'paused', quality: 'low' }), aListedTemplate({ name: 'offer', category: 'utility' }));
    await sync();
    const after = await stored();
    expect(after).toEqual([
      { ...before[0], category: 'utility' },
      { ...before[1], status: 'paused', quality: 'low' },
    ]);
    expect(await state()).toMatchObject({ business_account_id: '104996122399160', error: null, synced: true });
  });

  it('stays as it is when WhatsApp cannot be asked, says why, and is tried again soon', async () => {
    source.holds(aListedTemplate());
    await sync();
    await later();
    source.answer = { kind: 'failed', reason: 'WhatsApp could not be reached' };
    await sync();
    expect(await stored()).toHaveLength(1);
    const { error, due_s: dueS, ...rest } = (await state()) ?? { error: null, due_s: 0 };
    expect([error, rest]).toEqual(['WhatsApp could not be reached', { business_account_id: '104996122399160', synced: true }]);
    expect(dueS).toBeLessThan(200);
  });

  it('warns once while the same trouble lasts, and not at all before WhatsApp has named our account', async () => {
    const log = new Warnings();
    core = await startCore(db.database, { templates: source, log });
    source.answer = { kind: 'too-early', reason: 'WhatsApp has not named our account yet' };
    await sync();
    expect(await state()).toMatchObject({ error: 'WhatsApp has not named our account yet', synced: false });
    expect(log.lines).toEqual([]);
    for (const reason of ['WhatsApp could not be reached', 'WhatsApp could not be reached']) {
      await later();
      source.answer = { kind: 'failed', reason };
      await sync();
    }
    expect(log.lines).toEqual(['templates not synchronised']);
  });

  it('is read at the first press or look after WhatsApp has named our account, however soon that is', async () => {
    const begin = [sync, () => core.get(SyncTemplates).executeDue(NEVER)];
    for (const next of begin) {
      await db.database.query('truncate message_template, template_sync');
      source.answer = { kind: 'too-early', reason: 'WhatsApp has not named our account yet' };
      expect(await sync()).toBe(1);
      source.holds(aListedTemplate());
      expect(await next()).toBe(1);
      expect(await stored()).toHaveLength(1);
      expect(await state()).toMatchObject({ error: null, synced: true });
    }
  });

  it('loses nothing to a list that is not whole', async () => {
    source.holds(aListedTemplate(), aListedTemplate({ name: 'offer' }));
    await sync();
    await later();
    source.answer = { kind: 'listed', accountId: '104996122399160', templates: [aListedTemplate({ status: 'paused' })], isWhole: false };
    await sync();
    expect((await stored()).map(({ name, status }) => [name, status])).toEqual([
      ['offer', 'approved'],
      ['order_update', 'paused'],
    ]);
    expect((await state())?.error).toMatch(/more templates than we take/);
  });

  it('takes the later of two lines with one name and language', async () => {
    source.holds(aListedTemplate({ status: 'pending' }), aListedTemplate({ status: 'approved' }));
    await sync();
    expect((await stored()).map(({ status }) => status)).toEqual(['approved']);
  });

  it('is read by one process at a time, and not again within seconds', async () => {
    source.holds(aListedTemplate());
    const tried = await Promise.all([sync(), sync(), core.get(SyncTemplates).executeDue(NEVER)]);
    expect(tried.reduce((sum, one) => sum + one)).toBe(1);
    expect(source.asked).toHaveLength(1);
    expect(await core.get(SyncTemplates).executeDue(NEVER)).toBe(0);
  });

  it('is asked for under the account we knew last', async () => {
    source.holds(aListedTemplate());
    await sync();
    await later();
    await sync();
    expect(source.asked.map(({ accountId }) => accountId)).toEqual([null, '104996122399160']);
  });

  it('is never put in the place of a newer one by a try that took longer', async () => {
    source.holds(aListedTemplate());
    await sync();
    await later();
    const slow = source.holdBack();
    const older = sync();
    await slow.asked;
    await later();
    source.holds(aListedTemplate({ status: 'paused' }), aListedTemplate({ name: 'fresh' }));
    await sync();
    slow.answer({ kind: 'listed', accountId: '104996122399160', templates: [aListedTemplate()], isWhole: true });
    await older;
    expect((await stored()).map(({ name, status }) => [name, status])).toEqual([
      ['fresh', 'approved'],
      ['order_update', 'paused'],
    ]);
    expect((await state())?.error).toBeNull();
  });

  it('is told of a change at once, and is due again', async () => {
    source.holds(aListedTemplate());
    await sync();
    const news = { name: 'order_update', language: 'en_US', status: 'paused', quality: null, category: null } as const;
    expect(await core.get(RecordTemplateChange).execute(news)).toBe(true);
    expect((await stored())[0]).toMatchObject({ status: 'paused', quality: 'high', category: 'utility' });
    expect(await core.get(SyncTemplates).executeDue(NEVER)).toBe(1);
    expect((await stored())[0]?.status).toBe('approved');
  });

  it('takes news of an unknown template as a reason to read the list', async () => {
    await db.database.query("insert into template_sync (channel_id, due_at) values ($1, now() + interval '1 hour')", [channelId]);
    const news = { name: 'fresh', language: 'en_US', status: 'approved', quality: null, category: null } as const;
    expect(await core.get(RecordTemplateChange).execute(news)).toBe(false);
    source.holds(aListedTemplate({ name: 'fresh' }));
    expect(await core.get(SyncTemplates).executeDue(NEVER)).toBe(1);
    expect((await stored()).map(({ name }) => name)).toEqual(['fresh']);
  });
});
