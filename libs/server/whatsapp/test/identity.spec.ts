import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConversationDirectory, JoinContacts, OutboxDispatcher } from '@parley/conversation';
import { Metrics, SilentLog, SystemClock, Wake } from '@parley/platform';
import { eventually } from '@parley/testing';
import type { WireSendRequest } from '@parley/whatsapp-protocol';
import { InboxWorker } from '../src/inbound/inbox-worker.js';
import { aChange, aDelivery, aTextMessage, aWamid, nowInSeconds } from './deliveries.js';
import { ScriptedGraph } from './scripted-graph.js';
import { startWhatsAppApp, type WhatsAppApp } from './whatsapp-app.js';

interface Shown {
  readonly phone?: string;
  readonly bsuid?: string;
  readonly username?: string;
}

let graph: ScriptedGraph;
let whatsapp: WhatsAppApp;
let made = 0;

beforeAll(async () => {
  graph = new ScriptedGraph();
  let sent = 0;
  graph.script = (_request, response) => {
    sent += 1;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ messaging_product: 'whatsapp', contacts: [], messages: [{ id: `wamid.OUT${sent}` }] }));
  };
  whatsapp = await startWhatsAppApp({ graphUrl: await graph.start() });
  for (const door of [InboxWorker, OutboxDispatcher, JoinContacts]) whatsapp.app.get<{ start(): void }>(door).start();
});

afterAll(async () => {
  for (const door of [InboxWorker, OutboxDispatcher, JoinContacts]) await whatsapp.app.get<{ stop(): Promise<void> }>(door).stop();
  await whatsapp.close();
  await graph.stop();
});

/** Digits as Meta writes them. */
const aNumber = (): string => `4477009${String(10_000 + (made += 1)).slice(-5)}`;
const aBsuid = (): string => `GB.FT35${(made += 1)}`;

function aBodyFrom({ phone, bsuid, username }: Shown, text: string): string {
  const message = aTextMessage({ from: phone, from_user_id: bsuid, text: { body: text } });
  const contact = { profile: { name: 'Maya', ...(username ? { username } : {}) }, wa_id: phone, user_id: bsuid };
  return aDelivery(aChange({ contacts: [contact], messages: [message] }));
}

async function write(shown: Shown, text: string): Promise<void> {
  expect((await whatsapp.deliver(aBodyFrom(shown, text))).status).toBe(200);
}

function aNotice(from: Shown, to: Shown, type = 'user_changed_number'): string {
  const system = { body: 'changed', type, wa_id: to.phone, user_id: to.bsuid, previous_user_id: from.bsuid };
  const message = { from: from.phone, id: aWamid(), timestamp: nowInSeconds(), type: 'system', system };
  return aDelivery(aChange({ messages: [message] }));
}

const sql = <Row>(text: string, values: unknown[] = []): Promise<Row[]> => whatsapp.db.database.query<Row>(text, values);

interface Thread {
  readonly id: string;
  readonly phone: string | null;
  readonly bsuid: string | null;
  readonly texts: readonly string[];
}

/** Every conversation in which one of these texts was written, with what was written in it, in order. */
async function threadsWith(...texts: string[]): Promise<Thread[]> {
  return sql<Thread>(
    `select c.id, k.phone, k.bsuid, array_agg(m.text order by m.seq) as texts
       from message m join conversation c on c.id = m.conversation_id join contact k on k.id = c.contact_id
      where m.text = any($1) group by 1, 2, 3 order by 1`,
    [texts],
  );
}

/** Waits until all of them stand in this many threads, and nothing is to be joined any more. */
const settled = (threads: number, ...texts: string[]): Promise<Thread[]> =>
  eventually(async () => {
    const found = await threadsWith(...texts);
    expect([found.length, found.flatMap((thread) => thread.texts).length]).toEqual([threads, texts.length]);
    expect(await sql('select 1 from contact_join')).toEqual([]);
    return found;
  });

const recipients = (): { to?: string; recipient?: string }[] => graph.received.map(({ body }) => JSON.parse(body) as WireSendRequest);

// real: webhook, inbox, conversation, sending; fake: Graph
describe('FT-35 who is who', () => {
  it('a person without a phone number is answered by their id, also before and after the number appears', async () => {
    const [bsuid, phone] = [aBsuid(), aNumber()];
    await write({ bsuid }, 'p1');
    await settled(1, 'p1');
    await eventually(() => expect(recipients()).toContainEqual(expect.objectContaining({ recipient: bsuid })));
    await write({ bsuid, phone }, 'p2');
    await write({ phone }, 'p3');
    await write({ bsuid, username: '@maya.p' }, 'p4');
    const [thread] = await settled(1, 'p1', 'p2', 'p3', 'p4');
    expect(thread).toMatchObject({ phone: `+${phone}`, bsuid, texts: ['p1', 'p2', 'p3', 'p4'] });
    await eventually(() => expect(recipients()).toContainEqual(expect.objectContaining({ to: `+${phone}` })));
  });

  it('two threads of one person become one as soon as a message shows number and id', async () => {
    const [bsuid, phone] = [aBsuid(), aNumber()];
    await write({ phone }, 'j1');
    await settled(1, 'j1');
    await write({ bsuid }, 'j2');
    await settled(2, 'j1', 'j2');
    await write({ bsuid, phone }, 'j3');
    const [thread] = await settled(1, 'j1', 'j2', 'j3');
    expect(thread).toMatchObject({ phone: `+${phone}`, bsuid, texts: ['j1', 'j2', 'j3'] });
    await write({ phone }, 'j4');
    await write({ bsuid }, 'j5');
    expect((await settled(1, 'j1', 'j2', 'j3', 'j4', 'j5'))[0]?.id).toBe(thread?.id);
  });

  it('a process that still remembers the other thread loses nothing of what it stores for it', async () => {
    const [bsuid, phone] = [aBsuid(), aNumber()];
    await write({ phone }, 's1');
    await settled(1, 's1');
    await write({ bsuid }, 's2');
    await settled(2, 's1', 's2');
    // Joined by another process: this one has heard nothing of it.
    const [database, wake] = [whatsapp.db.database, new Wake()];
    const other = new ConversationDirectory(database, new SystemClock(), wake);
    const [channel] = await sql<{ id: string }>('select id from channel');
    await whatsapp.app.get(JoinContacts).stop();
    await other.resolve(channel?.id ?? '', [{ bsuid, phone: `+${phone}`, username: null, name: null }]);
    await new JoinContacts(database, other, wake, new SilentLog(), new Metrics()).runDue();
    await settled(1, 's1', 's2');
    await write({ bsuid }, 's3');
    expect((await settled(1, 's1', 's2', 's3'))[0]?.texts).toEqual(['s1', 's2', 's3']);
    whatsapp.app.get(JoinContacts).start();
  });

  it('nor of what was written to them on the phone that shares our number', async () => {
    const [bsuid, phone] = [aBsuid(), aNumber()];
    await write({ bsuid }, 'b1');
    await settled(1, 'b1');
    const echo = { from: '447700900000', to: phone, id: aWamid(), timestamp: nowInSeconds(), type: 'text', text: { body: 'b2' } };
    // Stored for a thread that another process then joins with the other one.
    await whatsapp.app.get(InboxWorker).stop();
    expect((await whatsapp.deliver(aDelivery(aChange({ message_echoes: [echo] }, 'smb_message_echoes')))).status).toBe(200);
    const [channel] = await sql<{ id: string }>('select id from channel');
    const identity = { bsuid, phone: `+${phone}`, username: null, name: null };
    await whatsapp.app.get(ConversationDirectory).resolve(channel?.id ?? '', [identity]);
    await eventually(async () => expect(await sql('select 1 from contact_join')).toEqual([]));
    await sql(`update inbox set conversation_id = gen_random_uuid() where state = 'pending'`);
    whatsapp.app.get(InboxWorker).start();
    expect((await settled(1, 'b1', 'b2'))[0]?.texts).toEqual(['b1', 'b2']);
  });

  it('a number change keeps the thread; who has the old number next is a new contact', async () => {
    const [before, after] = [
      { phone: aNumber(), bsuid: aBsuid() },
      { phone: aNumber(), bsuid: aBsuid() },
    ];
    await write(before, 'n1');
    await settled(1, 'n1');
    const notice = aNotice(before, after);
    await whatsapp.deliver(notice);
    await eventually(async () => expect((await threadsWith('n1'))[0]).toMatchObject({ phone: `+${after.phone}`, bsuid: after.bsuid }));
    await write(after, 'n2');
    await write({ phone: before.phone, bsuid: aBsuid() }, 'stranger');
    const threads = await settled(2, 'n1', 'n2', 'stranger');
    expect(threads.map(({ texts }) => texts)).toEqual(expect.arrayContaining([['n1', 'n2'], ['stranger']]));
    // Told again days later it changes nothing.
    await whatsapp.deliver(notice);
    await write({ phone: before.phone }, 'stranger 2');
    await write({ phone: after.phone }, 'n3');
    const later = await settled(2, 'n1', 'n2', 'stranger', 'stranger 2', 'n3');
    expect(later.map(({ texts }) => texts)).toEqual(
      expect.arrayContaining([
        ['n1', 'n2', 'n3'],
        ['stranger', 'stranger 2'],
      ]),
    );
    const directory = whatsapp.app.get(ConversationDirectory);
    expect(await directory.findConversationByPhone(`+${after.phone}`)).toBe(later.find(({ texts }) => texts.includes('n1'))?.id);
  });

  it('somebody who writes under the new number before the notice comes is one person with the one who had the old', async () => {
    const [before, after] = [
      { phone: aNumber(), bsuid: aBsuid() },
      { phone: aNumber(), bsuid: aBsuid() },
    ];
    await write(before, 'e1');
    await settled(1, 'e1');
    await write(after, 'e2');
    await settled(2, 'e1', 'e2');
    await whatsapp.deliver(aNotice(before, after));
    expect((await settled(1, 'e1', 'e2'))[0]).toMatchObject({ phone: `+${after.phone}`, bsuid: after.bsuid, texts: ['e1', 'e2'] });
  });

  it('another id for the same person keeps the thread and the number', async () => {
    const [phone, bsuid, next] = [aNumber(), aBsuid(), aBsuid()];
    await write({ phone, bsuid }, 'i1');
    await settled(1, 'i1');
    await whatsapp.deliver(aNotice({ bsuid }, { bsuid: next }, 'user_changed_user_id'));
    await write({ bsuid: next }, 'i2');
    await write({ bsuid }, 'i3');
    const [thread] = await settled(1, 'i1', 'i2', 'i3');
    expect(thread).toMatchObject({ phone: `+${phone}`, bsuid: next });
  });

  it('the portfolio’s own id of a person is kept with them, from the first message or a later one, and nobody is found by it', async () => {
    const [one, two] = [aBsuid(), aBsuid()];
    const parent = (bsuid: string): string => `GB.ENT.${bsuid.slice(3)}`;
    const tell = async (bsuid: string, text: string, parentId?: string): Promise<void> => {
      const message = aTextMessage({ from: undefined, from_user_id: bsuid, from_parent_user_id: parentId, text: { body: text } });
      const contacts = [{ profile: { name: 'Maya' }, user_id: bsuid }];
      expect((await whatsapp.deliver(aDelivery(aChange({ contacts, messages: [message] })))).status).toBe(200);
    };
    const kept = (bsuid: string) =>
      sql('select k.parent_bsuid from contact k join contact_alias a on a.contact_id = k.id where a.value = $1', [bsuid]);
    await tell(one, 'pa1', parent(one));
    await tell(two, 'pa2');
    await settled(2, 'pa1', 'pa2');
    expect([await kept(one), await kept(two)]).toEqual([[{ parent_bsuid: parent(one) }], [{ parent_bsuid: null }]]);
    await tell(one, 'pa3');
    await tell(two, 'pa4', parent(one));
    await settled(2, 'pa1', 'pa2', 'pa3', 'pa4');
    expect([await kept(one), await kept(two)]).toEqual(Array(2).fill([{ parent_bsuid: parent(one) }]));
  });

  it('an identity check is kept and shown, and changes nobody', async () => {
    const [phone, bsuid] = [aNumber(), aBsuid()];
    await write({ phone, bsuid }, 'c1');
    const [thread] = await settled(1, 'c1');
    const system = { body: 'Maya’s security code has changed', type: 'customer_identity_changed', identity: { hash: 'x' } };
    await whatsapp.deliver(
      aDelivery(aChange({ messages: [{ from: phone, id: aWamid(), timestamp: nowInSeconds(), type: 'system', system }] })),
    );
    await eventually(async () => {
      const shown = await sql(`select type, text, content from message where conversation_id = $1 and type = 'system'`, [thread?.id]);
      expect(shown).toEqual([expect.objectContaining({ text: system.body })]);
    });
    expect((await threadsWith('c1'))[0]).toMatchObject({ phone: `+${phone}`, bsuid });
  });

  it.each([
    ['Brazil', '5511987650', '551187650'],
    ['Mexico', '5215512340', '525512340'],
    ['Argentina', '5491150000', '541150000'],
  ])('%s: both forms of a number are one person, who is sent to under the form that came last', async (_where, long, short) => {
    const tail = String(100 + (made += 1)).slice(-3);
    const texts = [`${long} 1`, `${long} 2`];
    await write({ phone: long + tail }, texts[0] ?? '');
    await settled(1, texts[0] ?? '');
    await write({ phone: short + tail }, texts[1] ?? '');
    const [thread] = await settled(1, ...texts);
    expect(thread?.phone).toBe(`+${short}${tail}`);
    await eventually(() => expect(recipients()).toContainEqual(expect.objectContaining({ to: `+${short}${tail}` })));
    const directory = whatsapp.app.get(ConversationDirectory);
    expect(await directory.findConversationByPhone(`+${long}${tail}`)).toBe(thread?.id);
  });

  it('a username that changes hands does not take the thread with it', async () => {
    const [one, two] = [aBsuid(), aBsuid()];
    await write({ bsuid: one, username: '@u.35' }, 'u1');
    await settled(1, 'u1');
    await write({ bsuid: two, username: '@u.35' }, 'u2');
    await write({ bsuid: one, username: '@u.other' }, 'u3');
    const threads = await settled(2, 'u1', 'u2', 'u3');
    expect(threads.map(({ bsuid, texts }) => [bsuid, texts])).toEqual(
      expect.arrayContaining([
        [one, ['u1', 'u3']],
        [two, ['u2']],
      ]),
    );
  });
});
