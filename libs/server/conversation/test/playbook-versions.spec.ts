import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NotificationListener, NotificationListenerOptions, SilentLog, WakeListener } from '@parley/platform';
import { aConversation, anAgent, eventually } from '@parley/testing';
import { EditPlaybook, PlaybookArchive, PublishedPlaybook, SHIPPED_PLAYBOOK, type PlaybookDocument } from '../src/index.js';
import { anInboundText, createTestDatabase, customerWrites, startCore, thread, type Core, type TestDatabase } from './support/core.js';

let test: TestDatabase;
let ana: string;
let ben: string;
let one: Core;
let two: Core;
const listeners: NotificationListener[] = [];

/** As two servers have it: each with its own copy, told of the other's doings by PostgreSQL. */
async function aProcess(): Promise<Core> {
  const core = await startCore(test.database);
  const listener = new NotificationListener(new NotificationListenerOptions({ url: test.url }), new SilentLog());
  new WakeListener(listener, test.database, core.wake, new SilentLog()).attach();
  listeners.push(listener);
  await listener.start();
  await core.get(PublishedPlaybook).start();
  return core;
}

beforeAll(async () => {
  test = await createTestDatabase();
  ana = (await anAgent(test.database)).id;
  ben = (await anAgent(test.database, { name: 'Ben' })).id;
  [one, two] = [await aProcess(), await aProcess()];
});

afterAll(async () => {
  for (const core of [one, two]) await core.get(PublishedPlaybook).stop();
  await Promise.all(listeners.map((listener) => listener.stop()));
  await test.drop();
});

const named = (business: string): PlaybookDocument => ({ ...SHIPPED_PLAYBOOK, business });
const refusal = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? error,
  );

async function publish(core: Core, document: PlaybookDocument, note: string | null = null): Promise<number> {
  const { revision } = await core.get(PlaybookArchive).draft();
  const saved = await core.get(EditPlaybook).save(document, revision, ana);
  return core.get(EditPlaybook).publish(saved.revision, ana, note);
}

describe('versions of the playbook', () => {
  it('begin with the shipped one, which has no row', async () => {
    expect(await one.get(PlaybookArchive).versions(null, 10)).toEqual([
      { number: 1, publishedAt: null, publishedBy: null, note: null, restoredFrom: null },
    ]);
    expect(await one.get(PlaybookArchive).document(1)).toBe(SHIPPED_PLAYBOOK);
    expect(await one.get(PlaybookArchive).draft()).toMatchObject({ revision: 0, isChanged: false, basedOn: 1, document: SHIPPED_PLAYBOOK });
    expect(one.get(PublishedPlaybook).current).toEqual({ number: 1, document: SHIPPED_PLAYBOOK });
  });

  it('are taken by every process at once, and said by the next decision', async () => {
    const conversation = await aConversation(test.database, { state: 'INITIAL' });
    expect(await publish(one, named('Lamp & Co'), 'Our own name')).toBe(2);
    expect(one.get(PublishedPlaybook).current.number).toBe(2);
    await eventually(() => expect(two.get(PublishedPlaybook).current.document.business).toBe('Lamp & Co'));
    await customerWrites(two, conversation.id, anInboundText('Hi'));
    expect((await thread(test.database, conversation.id)).map(({ text }) => text)).toEqual([
      'Hi',
      expect.stringContaining('this is Lamp & Co.'),
    ]);
  });

  it('are read anew when a wake-up was lost, and by a process that starts', async () => {
    const late = await startCore(test.database);
    expect(late.get(PublishedPlaybook).current.number).toBe(1);
    await late.get(PublishedPlaybook).start();
    expect(late.get(PublishedPlaybook).current.number).toBe(2);
    await late.get(PublishedPlaybook).stop();
    await test.database.query(
      `insert into playbook_version (number, document) select 3, jsonb_set(document, '{business}', '"By hand"') from playbook_version where number = 2`,
    );
    await late.get(PublishedPlaybook).refresh();
    expect(late.get(PublishedPlaybook).current.document.business).toBe('By hand');
  });

  it('can be brought back, as a new one', async () => {
    const archive = one.get(PlaybookArchive);
    expect(await one.get(EditPlaybook).restore(2, ben, 'Back to our name')).toBe(4);
    expect(one.get(PublishedPlaybook).current.document.business).toBe('Lamp & Co');
    const [newest, , third] = await archive.versions(null, 10);
    expect(newest).toMatchObject({
      number: 4,
      publishedBy: { id: ben },
      note: 'Back to our name',
      restoredFrom: 2,
      publishedAt: expect.any(Date),
    });
    expect(third).toMatchObject({ number: 2, publishedBy: { id: ana }, note: 'Our own name', restoredFrom: null });
    expect((await archive.versions(3, 1)).map(({ number }) => number)).toEqual([2]);
    expect((await archive.versions(2, 5)).map(({ number }) => number)).toEqual([1]);
    expect(await one.get(EditPlaybook).restore(1, ben, null)).toBe(5);
    expect(one.get(PublishedPlaybook).current.document).toEqual(SHIPPED_PLAYBOOK);
    expect(await refusal(one.get(EditPlaybook).restore(99, ben, null))).toBe('PLAYBOOK_VERSION_NOT_FOUND');
  });
});

describe('two editors', () => {
  it('never overwrite each other: of any number that save from the same revision one wins', async () => {
    const archive = one.get(PlaybookArchive);
    const { revision } = await archive.draft();
    const tries = [one, two, one, two].map((core, index) =>
      refusal(core.get(EditPlaybook).save(named(`Shop ${String(index)}`), revision, ana)),
    );
    const outcomes = await Promise.all(tries);
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'PLAYBOOK_CHANGED')).toHaveLength(3);
    const draft = await archive.draft();
    expect(draft).toMatchObject({ revision: revision + 1, isChanged: true, updatedBy: { id: ana } });
    expect(draft.document.business).toBe(`Shop ${String(outcomes.indexOf('done'))}`);
  });

  it('do not publish what they have not seen, nor save over what was published meanwhile', async () => {
    const edit = one.get(EditPlaybook);
    const before = await one.get(PlaybookArchive).draft();
    const saved = await edit.save(named('Theirs'), before.revision, ben);
    expect(await refusal(edit.publish(before.revision, ana, null))).toBe('PLAYBOOK_CHANGED');
    const number = await edit.publish(saved.revision, ben, null);
    for (const seen of [before.revision, saved.revision]) {
      expect(await refusal(edit.save(named('Mine'), seen, ana))).toBe('PLAYBOOK_CHANGED');
      expect(await refusal(edit.discard(seen, ana))).toBe('PLAYBOOK_CHANGED');
    }
    expect(await one.get(PlaybookArchive).draft()).toMatchObject({ revision: saved.revision + 1, isChanged: false, basedOn: number });
    expect(one.get(PublishedPlaybook).current.document.business).toBe('Theirs');
  });

  it('publish one after the other: every version has its own number', async () => {
    const restores = [one, two, one, two, one, two].map((core) => core.get(EditPlaybook).restore(2, ana, null));
    const numbers = await Promise.all(restores);
    expect(new Set(numbers).size).toBe(6);
    await eventually(() => expect(one.get(PublishedPlaybook).current.number).toBe(Math.max(...numbers)));
  });

  it('who change nothing make no version, and who discard are back at what is said', async () => {
    const archive = one.get(PlaybookArchive);
    const { revision } = await archive.draft();
    const published = (await one.get(PublishedPlaybook).refresh()).number;
    expect(await one.get(EditPlaybook).publish(revision, ana, null)).toBe(published);
    const saved = await one.get(EditPlaybook).save(named('Not yet'), revision, ana);
    const discarded = await one.get(EditPlaybook).discard(saved.revision, ana);
    expect(discarded).toMatchObject({ revision: revision + 2, isChanged: false, updatedBy: null });
    expect(discarded.document.business).toBe('Lamp & Co');
  });
});

describe('a playbook with faults', () => {
  it('is refused when it is saved, a team that is not there as well', async () => {
    const team = '0b5d6f0e-6d5c-4b9e-9b53-1f7f2f6c8a11';
    const entries = SHIPPED_PLAYBOOK.menu.entries.map((node) => (node.kind === 'support' ? { ...node, team } : node));
    const document = { ...SHIPPED_PLAYBOOK, menu: { ...SHIPPED_PLAYBOOK.menu, entries } };
    const { revision } = await one.get(PlaybookArchive).draft();
    await expect(one.get(EditPlaybook).save(document, revision, ana)).rejects.toMatchObject({
      code: 'PLAYBOOK_UNSOUND',
      fields: [{ field: '/menu/entries/6/team', message: 'There is no such team.' }],
    });
    await test.database.query('insert into team (id, name) values ($1, $2)', [team, 'Returns']);
    const saved = await one.get(EditPlaybook).save(document, revision, ana);
    await test.database.query('update team set archived_at = now() where id = $1', [team]);
    expect(await refusal(one.get(EditPlaybook).publish(saved.revision, ana, null))).toBe('PLAYBOOK_UNSOUND');
  });
});

describe('versions of a later release', () => {
  it('are left alone by this one, and do not keep it from the next it understands', async () => {
    const { number } = await two.get(PublishedPlaybook).refresh();
    const insert = (later: number, document: string): Promise<unknown> =>
      test.database.query('insert into playbook_version (number, document) values ($1, $2)', [number + later, document]);
    await insert(1, '{"format": 2}');
    await insert(2, '{"format": 1, "languages": ["en"]}');
    expect((await two.get(PublishedPlaybook).refresh()).number).toBe(number);
    // A process that starts now has no version of its own to go on with.
    const late = await startCore(test.database);
    await late.get(PublishedPlaybook).refresh();
    expect(late.get(PublishedPlaybook).current.number).toBe(number);
    expect((await late.get(PublishedPlaybook).refresh()).number).toBe(number);
    await insert(3, JSON.stringify(named('Understood')));
    expect(await two.get(PublishedPlaybook).refresh()).toMatchObject({ number: number + 3, document: { business: 'Understood' } });
  });
});
