import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OutboxDispatcher } from '@parley/conversation';
import { aConversation, anAgent, eventually } from '@parley/testing';
import { randomUUID } from 'node:crypto';
import { InboxWorker } from '../src/inbound/inbox-worker.js';
import { aChange, aDelivery, aStatus, aTextMessage, aWamid } from './deliveries.js';
import { startWhatsAppApp, type WhatsAppApp } from './whatsapp-app.js';

type Fields = Record<string, unknown>;
interface ReportCase {
  readonly name: string;
  /** @param id of a message of ours that WhatsApp has accepted; it is shown as `sent` */
  readonly body: (id: string) => string;
  /** What the agent is to see of it. */
  readonly shown: 'sent' | 'delivered' | 'read' | 'rejected' | 'failed';
  readonly error?: { readonly code: string; readonly title: unknown };
  /** Items of the inbox by state, when everything is at rest. */
  readonly items: Readonly<Record<string, number>>;
}

const statuses = (...all: unknown[]): string => aDelivery(aChange({ statuses: all }));
const one = (name: string, fields: Fields, shown: ReportCase['shown'], items: ReportCase['items'] = { done: 1 }): ReportCase => ({
  name,
  body: (id) => statuses(aStatus({ id, ...fields })),
  shown,
  items,
});

const NAMES: readonly ReportCase[] = [
  one('delivered', { status: 'delivered' }, 'delivered'),
  one('read', { status: 'read' }, 'read'),
  one('played, which is read', { status: 'played' }, 'read'),
  ...['deleted', 'warning', 'pending', 'READ', ' read', '', 'constructor', '__proto__', null, 7, ['read'], { status: 'read' }].map(
    (status) => one(`a status called ${JSON.stringify(status)}`, { status }, 'sent', { kept: 1 }),
  ),
  one('a status without a name', { status: undefined }, 'sent', { kept: 1 }),
];

const UNNAMED = { code: 'unknown', title: 'WhatsApp could not deliver the message' };
const ERRORS: readonly (readonly [unknown, ReportCase['error']])[] = [
  [[{ code: 131026, title: 'Message undeliverable' }], { code: '131026', title: expect.any(String) }],
  [[{ code: 999999, title: 'Something of next year' }], { code: '999999', title: 'Something of next year' }],
  [
    [
      { code: 999999, title: 'The first' },
      { code: 131026, title: 'The second' },
    ],
    { code: '999999', title: 'The first' },
  ],
  ...[undefined, null, 7, 'x', {}, [], [null], [7], ['x'], [[]], [[{ code: 131026 }]], [{}], { 0: { code: 131026 } }, [{ code: 'x' }]].map(
    (errors) => [errors, UNNAMED] as const,
  ),
  [[{ code: '131026' }], { code: '131026', title: expect.any(String) }],
  [[{ code: null, title: 'Not sent' }], { code: 'unknown', title: 'Not sent' }],
  [[{ code: {}, title: {} }], UNNAMED],
  [[{ code: 131026, title: null, message: 7, error_data: 'x', href: [] }], { code: '131026', title: expect.any(String) }],
];
const FAILURES: readonly ReportCase[] = ERRORS.map(([errors, error]) => ({
  ...one(`failed, with errors ${JSON.stringify(errors)}`, { status: 'failed', errors }, 'failed'),
  ...(error ? { error } : {}),
}));

const TIMES: readonly ReportCase[] = ['soon', '', null, undefined, -1, '-1', '1e99', 99_999_999_999_999, {}, []].map((timestamp) =>
  one(`read at ${JSON.stringify(timestamp)}`, { status: 'read', timestamp }, 'read'),
);

const BESIDE: readonly ReportCase[] = [
  one('read, with what it cost in odd shapes', { status: 'read', conversation: 'x', pricing: [null], recipient_id: {} }, 'read'),
  one('read, signed by nobody', { status: 'read', biz_opaque_callback_data: { a: 1 } }, 'read'),
];

const ENVELOPES: readonly ReportCase[] = [
  {
    name: 'the same status three times in one envelope',
    body: (id) => {
      const same = aStatus({ id, status: 'delivered' });
      return aDelivery(aChange({ statuses: [same, same] }), aChange({ statuses: [same] }));
    },
    shown: 'delivered',
    items: { done: 1 },
  },
  {
    name: 'all of them in one envelope, the last first',
    body: (id) => statuses(...['read', 'delivered', 'sent'].map((status) => aStatus({ id, status }))),
    shown: 'read',
    items: { done: 3 },
  },
  {
    name: 'a failure after it was read',
    body: (id) => statuses(aStatus({ id, status: 'read' }), aStatus({ id, status: 'failed', errors: [{ code: 131026 }] })),
    shown: 'read',
    items: { done: 2 },
  },
  {
    name: 'ours among bad ones',
    body: (id) => statuses(null, [], { id }, { status: 'read' }, aStatus({ id, status: 'read' }), aStatus({ id: 7, status: 'read' })),
    shown: 'read',
    items: { done: 1, kept: 5 },
  },
  {
    name: 'two business numbers in one envelope, ours second',
    body: (id) => {
      const metadata = { display_phone_number: '442079460199', phone_number_id: '999' };
      return aDelivery(
        aChange({ statuses: [aStatus({ id, status: 'failed' })], metadata }),
        aChange({ statuses: [aStatus({ id, status: 'read' })] }),
      );
    },
    shown: 'read',
    items: { done: 1, kept: 1 },
  },
  {
    name: 'another business number alone',
    body: (id) => aDelivery(aChange({ statuses: [aStatus({ id, status: 'read' })], metadata: { phone_number_id: '999' } })),
    shown: 'sent',
    items: { kept: 1 },
  },
];

const CASES: readonly ReportCase[] = [...NAMES, ...FAILURES, ...TIMES, ...BESIDE, ...ENVELOPES];

// real: webhook, signature, inbox, workers, conversation, PostgreSQL; not there: Graph
describe(`${CASES.length} odd reports of delivery, all in one inbox`, () => {
  let whatsapp: WhatsAppApp;
  const ids = new Map<ReportCase, { readonly messageId: string; readonly rawId: string }>();

  async function aSentMessage(wamid: string): Promise<string> {
    const { database } = whatsapp.db;
    const agent = await anAgent(database);
    const { id, chatId } = await aConversation(database, { chat: { agent } });
    const messageId = randomUUID();
    await database.query(
      `insert into message (id, conversation_id, chat_id, seq, direction, author, agent_id, type, text, status, wamid, attempt, sent_at)
       values ($1, $2, $3, 1, 'outbound', 'agent', $4, 'text', 'Hello', 'sent', $5, 1, now())`,
      [messageId, id, chatId, agent.id, wamid],
    );
    await database.query('update conversation set next_seq = 2 where id = $1', [id]);
    return messageId;
  }

  beforeAll(async () => {
    whatsapp = await startWhatsAppApp();
    whatsapp.app.get(InboxWorker).start();
    for (const report of CASES) {
      const wamid = aWamid();
      const messageId = await aSentMessage(wamid);
      const answer = await whatsapp.deliver(report.body(wamid));
      if (answer.status !== 200) throw new Error(`${report.name}: answered ${answer.status}`);
      const [raw] = await whatsapp.db.database.query<{ id: string }>('select max(id)::text as id from webhook_raw');
      ids.set(report, { messageId, rawId: raw?.id ?? '' });
    }
    await eventually(async () => {
      const [waiting] = await whatsapp.db.database.query<{ count: number }>(
        `select count(*)::int as count from inbox where state = 'pending'`,
      );
      expect(waiting?.count).toBe(0);
    }, 120_000);
  }, 180_000);

  afterAll(async () => {
    await whatsapp.app.get(InboxWorker).stop();
    await whatsapp.app.get(OutboxDispatcher).stop();
    await whatsapp.close();
  });

  it.each(CASES.map((report) => [report.name, report] as const))('%s', async (_name, report) => {
    const { messageId, rawId } = ids.get(report) ?? { messageId: '', rawId: '' };
    const items = await whatsapp.db.database.query<{ state: string; count: number }>(
      'select state, count(*)::int as count from inbox where raw_id = $1 group by state',
      [rawId],
    );
    expect(Object.fromEntries(items.map(({ state, count }) => [state, count]))).toEqual(report.items);
    const [shown] = await whatsapp.db.database.query<{ status: string; text: string; code: string | null; title: string | null }>(
      'select status, text, error_code as code, error_title as title from message where id = $1',
      [messageId],
    );
    expect(shown).toEqual({ status: report.shown, text: 'Hello', code: null, title: null, ...report.error });
    expect(shown?.title).not.toBe('');
  });

  it('change nothing of what a customer wrote, whatever they say', async () => {
    const message = aTextMessage({ from: '447700900499' });
    await whatsapp.deliver(aDelivery(aChange({ messages: [message] })));
    const written = async (): Promise<unknown> => {
      const sql = 'select direction, type, text, status, error_code from message where wamid = $1';
      return (await whatsapp.db.database.query(sql, [message['id']]))[0];
    };
    const asItCame = { direction: 'inbound', type: 'text', text: 'Hi', status: 'received', error_code: null };
    await eventually(async () => expect(await written()).toEqual(asItCame), 20_000);
    await whatsapp.deliver(statuses(...['failed', 'read', 'played'].map((status) => aStatus({ id: message['id'], status }))));
    await eventually(async () => {
      expect(await whatsapp.db.database.query("select 1 from inbox where state = 'pending'")).toEqual([]);
    }, 20_000);
    expect(await written()).toEqual(asItCame);
  });
});
