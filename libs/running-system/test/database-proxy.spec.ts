import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createEmptyDatabase, DatabaseProxy, type EmptyDatabase, eventually } from '../src/index.js';

// real: PostgreSQL and the client that the server uses
describe('DatabaseProxy', () => {
  let database: EmptyDatabase;
  let proxy: DatabaseProxy;
  let clients: pg.Client[];

  beforeAll(async () => {
    database = await createEmptyDatabase();
    await database.query('create table note (text text)');
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    clients = [];
    proxy = await DatabaseProxy.before(database.url);
    await database.query('truncate note');
  });
  afterEach(async () => {
    await proxy.close();
    await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
  });

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: proxy.urlOf(database.url), connectionTimeoutMillis: 1_000 });
    client.on('error', () => undefined);
    clients.push(client);
    await client.connect();
    return client;
  }
  const insert = (text: string) => ({ name: 'insert-note', text: 'insert into note values ($1)', values: [text] });
  const notes = async (): Promise<string[]> => (await database.query<{ text: string }>('select text from note')).map(({ text }) => text);
  const isPending = async (work: Promise<unknown>): Promise<boolean> =>
    (await Promise.race([work.then(() => 'over'), new Promise((resolve) => setTimeout(() => resolve('pending'), 150))])) === 'pending';

  it('carries what it is given, also large answers', async () => {
    const client = await connect();
    await client.query(insert('x'.repeat(200_000)));
    expect((await client.query<{ text: string }>('select text from note')).rows[0]?.text).toHaveLength(200_000);
  });

  it('holds the commit of a transaction before PostgreSQL hears of it; cut there, nothing stands', async () => {
    const client = await connect();
    const held = proxy.holdCommit(/insert into note/, 'before');
    await client.query('begin');
    await client.query(insert('lost'));
    const commit = client.query('commit');
    commit.catch(() => undefined);
    await held.reached;
    expect(await notes()).toEqual([]);
    held.cut();
    await expect(commit).rejects.toThrow();
    expect(await notes()).toEqual([]);
  });

  it('holds the answer of a commit that is done; cut there, it stands and the client cannot know', async () => {
    const client = await connect();
    const held = proxy.holdCommit(/insert into note/, 'answer');
    await client.query('begin');
    await client.query(insert('kept'));
    const commit = client.query('commit');
    commit.catch(() => undefined);
    await held.reached;
    expect(await isPending(commit.catch(() => undefined))).toBe(true);
    expect(await notes()).toEqual(['kept']);
    held.cut();
    await expect(commit).rejects.toThrow();
  });

  it('takes a prepared statement outside a transaction for the commit it is, from its second use on too', async () => {
    const client = await connect();
    await client.query(insert('first'));
    const before = proxy.holdCommit(/insert into note/, 'before');
    const second = client.query(insert('second'));
    await before.reached;
    expect(await notes()).toEqual(['first']);
    before.release();
    await second;
    const answer = proxy.holdCommit(/insert into note/, 'answer');
    const third = client.query(insert('third'));
    await answer.reached;
    expect(await notes()).toEqual(['first', 'second', 'third']);
    expect(await isPending(third)).toBe(true);
    answer.release();
    await third;
    await client.query('select 1');
  });

  it('cuts every connection and still takes new ones', async () => {
    const client = await connect();
    proxy.cutAll();
    await expect(client.query('select 1')).rejects.toThrow();
    await (await connect()).query('select 1');
  });

  it('refuses new connections, and takes them again on the same port', async () => {
    await proxy.refuse();
    await expect(connect()).rejects.toThrow(/ECONNREFUSED/);
    await proxy.accept();
    await connect();
  });

  it('goes silent without a word, for new connections too, and then goes on where it was', async () => {
    const client = await connect();
    proxy.stall();
    const asked = client.query<{ one: number }>('select 1 as one');
    expect(await isPending(asked)).toBe(true);
    await expect(connect()).rejects.toThrow(/timeout/);
    proxy.flow();
    expect((await asked).rows).toEqual([{ one: 1 }]);
  });

  it('is late in both directions', async () => {
    const client = await connect();
    proxy.delay(60);
    const from = performance.now();
    await client.query('select 1');
    expect(performance.now() - from).toBeGreaterThan(115);
  });

  it('follows a database to another place, and counts who is connected', async () => {
    const elsewhere = await createEmptyDatabase();
    const client = await connect();
    expect(proxy.connections).toBe(1);
    await client.end();
    await eventually(() => expect(proxy.connections).toBe(0));
    proxy.retarget(elsewhere.url);
    const moved = new pg.Client({ connectionString: proxy.urlOf(elsewhere.url) });
    clients.push(moved);
    await moved.connect();
    await expect(moved.query('select * from note')).rejects.toThrow(/does not exist/);
    await moved.end();
    await elsewhere.drop();
  });
});
