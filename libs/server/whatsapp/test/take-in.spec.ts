import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ChannelDirectory, ConversationDirectory, EraseContact } from '@parley/conversation';
import { Database, Metrics, Refusal, SilentLog, type Statement, SystemClock, type Transaction, Wake } from '@parley/platform';
import { createTestDatabase, SteppedDatabase, type TestDatabase } from '@parley/testing';
import { DataSource } from 'typeorm';
import { FreshLanes } from '../src/inbound/fresh-lanes.js';
import { StoreDeliveries } from '../src/inbound/store-deliveries.js';
import { InstallationKeys } from '../src/persistence/installation-keys.js';
import { WhatsAppOptions } from '../src/whatsapp-options.js';
import { aChange, aContact, aDelivery, aTextMessage, aWamid } from './deliveries.js';
import { PHONE_NUMBER_ID, startWhatsAppApp, type WhatsAppApp } from './whatsapp-app.js';

/** Counts its round trips: statements of their own, transactions. */
class CountingDatabase extends Database {
  roundTrips: string[] = [];

  override run<Row>(statement: Statement<Row>, values?: readonly unknown[]): Promise<Row[]> {
    this.roundTrips.push(statement.name);
    return super.run(statement, values);
  }

  override transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    this.roundTrips.push('transaction');
    return super.transaction(work);
  }
}

/** What takes webhooks in, in one process. */
function aProcess(database: Database): { store: StoreDeliveries; fresh: FreshLanes; directory: ConversationDirectory } {
  const [clock, wake, log] = [new SystemClock(), new Wake(), new SilentLog()];
  const options = new WhatsAppOptions({
    phoneNumberId: PHONE_NUMBER_ID,
    accessToken: 'test-token',
    appSecret: 'test-app-secret',
    appSecretPrevious: null,
    verifyToken: 'test-verify-token',
    graphUrl: 'http://127.0.0.1:1',
    graphVersion: 'v26.0',
  });
  const directory = new ConversationDirectory(database, clock, wake);
  const [keys, channels, fresh] = [new InstallationKeys(database), new ChannelDirectory(database, wake, log), new FreshLanes()];
  fresh.open();
  return {
    directory,
    fresh,
    store: new StoreDeliveries(options, database, keys, channels, directory, fresh, wake, clock, log, new Metrics()),
  };
}

/** As WhatsApp does: told again until it is taken. On a slow machine one of two who meet may have waited for longer than it may. */
async function untilTaken(store: StoreDeliveries, body: Buffer): Promise<void> {
  for (;;) {
    try {
      return await store.store(body, 'request');
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
}

interface Shown {
  readonly phone?: string;
  readonly bsuid?: string;
}

let made = 0;
const aNumber = (): string => `4477009${String(20_000 + (made += 1)).slice(-5)}`;
const aBsuid = (): string => `GB.TAKEIN${(made += 1)}`;

function aBody({ phone, bsuid }: Shown, id = aWamid()): Buffer {
  const contact = aContact({ wa_id: phone, user_id: bsuid });
  return Buffer.from(aDelivery(aChange({ contacts: [contact], messages: [aTextMessage({ id, from: phone, from_user_id: bsuid })] })));
}

// real: PostgreSQL, group commit, directory
describe('taking in what strangers write', () => {
  let test: TestDatabase;
  let source: DataSource;
  let database: CountingDatabase;
  let here: ReturnType<typeof aProcess>;
  const say = (who: Shown, id?: string): Promise<void> => here.store.store(aBody(who, id), 'request');
  const lanesOf = (names: readonly (string | undefined)[]): Promise<{ conversation: string; messages: number }[]> =>
    test.database.query(
      `select c.id as conversation, (select count(*)::int from inbox i where i.conversation_id = c.id and i.state = 'pending') as messages
       from conversation c
       where c.contact_id in (select contact_id from contact_alias where value = any($1) and until is null) order by c.id`,
      [names.flatMap((name) => (name === undefined ? [] : name.startsWith('GB') ? [name] : [`+${name}`]))],
    );

  beforeAll(async () => {
    test = await createTestDatabase();
    source = await new DataSource({ type: 'postgres', url: test.url, poolSize: 3 }).initialize();
    database = new CountingDatabase(source);
  });
  afterAll(async () => {
    await source.destroy();
    await test.drop();
  });
  beforeEach(async () => {
    here = aProcess(database);
    await say({ phone: aNumber() });
    database.roundTrips = [];
  });

  it('takes one round trip: of somebody new, of somebody known and not remembered, of both and somebody remembered together', async () => {
    const [fresh, known, remembered] = [aNumber(), aNumber(), aNumber()];
    await say({ phone: fresh });
    expect(database.roundTrips).toEqual(['whatsapp-take-in-deliveries']);
    await aProcess(test.database).store.store(aBody({ phone: known }), 'request');
    await say({ phone: remembered });
    database.roundTrips = [];
    const another = aNumber();
    await Promise.all([say({ phone: known }), say({ phone: another }), say({ phone: remembered }), say({ phone: another })]);
    expect(database.roundTrips).toEqual(['whatsapp-take-in-deliveries']);
    for (const phone of [known, another, remembered]) expect(await lanesOf([phone])).toMatchObject([{ messages: 2 }]);
    expect(await lanesOf([fresh])).toMatchObject([{ messages: 1 }]);
  });

  it('remembers whom it has made: their next message looks for nobody', async () => {
    const phone = aNumber();
    await say({ phone });
    await say({ phone });
    expect(database.roundTrips).toEqual(['whatsapp-take-in-deliveries', 'whatsapp-store-deliveries']);
    expect(await lanesOf([phone])).toMatchObject([{ messages: 2 }]);
  });

  it('hints the worker to the lanes of all of them', async () => {
    const [phone, other] = [aNumber(), aNumber()];
    here.fresh.take(10);
    await Promise.all([say({ phone }), say({ phone: other })]);
    expect(here.fresh.take(10).sort()).toEqual((await lanesOf([phone, other])).map(({ conversation }) => conversation));
  });

  it('writes names, number and ids of somebody new as the long way does', async () => {
    const [phone, bsuid] = [aNumber(), aBsuid()];
    await say({ phone, bsuid });
    expect(database.roundTrips).toEqual(['whatsapp-take-in-deliveries']);
    const rows = await test.database.query(
      `select k.name, k.phone, k.bsuid, k.username, k.channel_id = c.channel_id as same_channel,
              (select array_agg(a.kind || ' ' || a.value order by a.kind) from contact_alias a where a.contact_id = k.id and a.until is null) as names
       from contact k join conversation c on c.contact_id = k.id where k.bsuid = $1`,
      [bsuid],
    );
    const names = [`bsuid ${bsuid}`, `phone +${phone}`];
    expect(rows).toEqual([{ name: 'Maya', phone: `+${phone}`, bsuid, username: null, same_channel: true, names }]);
  });

  it.each<[string, () => { known: Shown[]; now: Shown }]>([
    [
      'shows a business-scoped id beside a number we know',
      () => ((phone) => ({ known: [{ phone }], now: { phone, bsuid: aBsuid() } }))(aNumber()),
    ],
    [
      'shows names of two whom we took for two',
      () => (([phone, bsuid]) => ({ known: [{ phone }, { bsuid }], now: { phone, bsuid } }))([aNumber(), aBsuid()] as const),
    ],
  ])('goes the long way with who %s, and stores what they wrote once', async (_what, arrange) => {
    const { known, now } = arrange();
    for (const shown of known) await say(shown);
    const id = aWamid();
    await say(now, id);
    await say(now, id);
    const lanes = await lanesOf([now.phone, now.bsuid]);
    expect(lanes.reduce((sum, { messages }) => sum + messages, 0)).toBe(known.length + 1);
  });

  it('two descriptions of one person in one group are one contact', async () => {
    const [phone, bsuid] = [aNumber(), aBsuid()];
    await Promise.all([say({ phone }), say({ phone, bsuid })]);
    expect(await lanesOf([phone, bsuid])).toMatchObject([{ messages: 2 }]);
  });

  it('a former business-scoped id makes nobody new', async () => {
    const [phone, former, present] = [aNumber(), aBsuid(), aBsuid()];
    await say({ phone, bsuid: former });
    const [lane] = await lanesOf([phone]);
    await test.database.query(
      `with closed as (update contact_alias set until = now() where value = $1 returning channel_id, contact_id)
       insert into contact_alias (channel_id, contact_id, kind, value) select channel_id, contact_id, 'bsuid', $2 from closed`,
      [former, present],
    );
    here.directory.forget();
    await say({ bsuid: former });
    expect(await lanesOf([phone, former, present])).toEqual([{ conversation: lane?.conversation, messages: 2 }]);
  });

  it('either form of a mobile number finds the contact of the other, and makes no second one', async () => {
    const digits = String(90_000_000 + (made += 1));
    await say({ phone: `5511${digits}` });
    here.directory.forget();
    await say({ phone: `55119${digits}` });
    expect(await lanesOf([`5511${digits}`, `55119${digits}`])).toMatchObject([{ messages: 2 }]);
  });

  it('two processes that take in one stranger at once, wherever one of them stands, make one contact', async () => {
    let places = 0;
    for (let step = 1; ; step += 1) {
      const [phone, bsuid] = [aNumber(), aBsuid()];
      const stepped = await SteppedDatabase.open(test.url, step);
      const slow = untilTaken(aProcess(stepped).store, aBody({ phone, bsuid }));
      const stands = await Promise.race([stepped.stopped.then(() => true), slow.then(() => false)]);
      if (stands) places += 1;
      const quick = untilTaken(here.store, aBody({ phone, bsuid }));
      // It may have to wait for what the first one holds; then it goes on when that does.
      await Promise.race([quick, new Promise((resolve) => setTimeout(resolve, 60))]);
      stepped.go();
      await Promise.all([slow, quick]);
      await stepped.close();
      expect([step, await lanesOf([phone, bsuid])]).toMatchObject([step, [{ messages: 2 }]]);
      if (!stands) break;
    }
    // The keys, the channel, and the group itself, each done and committed.
    expect(places).toBeGreaterThanOrEqual(4);
  });
});

describe('what was told before, told again of somebody who was erased', () => {
  let whatsapp: WhatsAppApp;
  beforeAll(async () => {
    whatsapp = await startWhatsAppApp();
  });
  afterAll(() => whatsapp.close());

  it('brings nobody back, also beside somebody who is new', async () => {
    const [erased, fresh] = [aNumber(), aNumber()];
    const told = aBody({ phone: erased });
    expect((await whatsapp.deliver(told)).status).toBe(200);
    const directory = whatsapp.app.get(ConversationDirectory);
    const [contact] = await whatsapp.db.database.query<{ id: string }>('select id from contact where phone = $1', [`+${erased}`]);
    if (!contact) throw new Error('nobody was made');
    await whatsapp.app.get(EraseContact).execute(contact.id, null);
    const answers = await Promise.all([whatsapp.deliver(told), whatsapp.deliver(aBody({ phone: fresh }))]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await directory.findConversationByPhone(`+${erased}`)).toBeNull();
    expect(await directory.findConversationByPhone(`+${fresh}`)).not.toBeNull();
  });
});
