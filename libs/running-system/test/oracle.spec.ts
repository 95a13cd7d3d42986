import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type AcceptedCopy,
  aText,
  createEmptyDatabase,
  type EmptyDatabase,
  type MessageItem,
  type ServerProcess,
  SignedWebhooks,
  verifyOracle,
} from '../src/index.js';

const PHONE = '+447700900123';
const OTHER_PHONE = '+447700900124';

// The columns of the product's tables that the oracle reads, and rows that the product must never write.
const TABLES = `
  create table contact (phone text, name text);
  create table contact_alias (value text);
  create table agent (email text);
  create table inbox (kind text, state text, conversation_id text, in_seq bigint);
  create table message (id text default gen_random_uuid()::text, conversation_id text, seq bigint, direction text, author text,
    status text, text text, wamid text);`;

describe('the global oracle', () => {
  let database: EmptyDatabase;
  let webhooks: SignedWebhooks;
  let accepted: AcceptedCopy[];
  let server: { output: string; ended: string | null };

  beforeAll(async () => {
    database = await createEmptyDatabase();
    await database.query(TABLES);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    await database.query('truncate contact, inbox, message');
    await database.query('insert into contact values ($1, $2)', [PHONE, 'Jo']);
    webhooks = new SignedWebhooks({ apiUrl: '', appSecret: '', phoneNumberId: '' });
    accepted = [];
    server = { output: '', ended: null };
  });

  let bodies = 0;
  /** What `SignedWebhooks` would have recorded. */
  function acknowledged(
    phone: string,
    text: string,
    [firstSentAt, acknowledgedAt]: [number, number],
    body = (bodies += 1),
    place = 0,
  ): MessageItem {
    const item = aText(phone, text);
    webhooks.acknowledged.push({ item, firstSentAt, acknowledgedAt, body, place });
    return item;
  }
  async function applied(seq: number, item: MessageItem, conversationId = 'c1'): Promise<void> {
    await database.query("insert into message values (default, $1, $2, 'inbound', 'contact', 'received', $3, $4)", [
      conversationId,
      seq,
      item.text,
      item.wamid,
    ]);
    await database.query("insert into inbox values ('message', 'done', $1, $2)", [conversationId, seq]);
  }
  async function reply(seq: number, status: string, id = `m${seq}`): Promise<string> {
    await database.query("insert into message values ($1, 'c1', $2, 'outbound', 'bot', $3, 'an answer', null)", [id, seq, status]);
    return id;
  }
  const verify = () =>
    verifyOracle(
      {
        database,
        secrets: ['a-secret-token'],
        processes: () => [{ pid: 1, output: () => server.output, endedByItself: () => server.ended } as ServerProcess],
        acceptedCopies: () => Promise.resolve(accepted),
      },
      { webhooks, restWithinMs: 0 },
    );

  it('is content with what is right: concurrent items in either order, a gap that is unknown', async () => {
    const [first, second] = [acknowledged(PHONE, 'one', [0, 10]), acknowledged(PHONE, 'two', [5, 8])];
    await applied(1, first);
    await applied(2, second);
    accepted = [{ messageId: await reply(3, 'sent'), to: PHONE }];
    await reply(4, 'unknown');
    await verify();
  });

  it.each<[string, RegExp, () => Promise<void>]>([
    ['an item that is lost', /lost: “one”/, async () => void (await Promise.resolve(acknowledged(PHONE, 'one', [0, 1])))],
    [
      'an item applied twice',
      /applied twice/,
      async () => {
        const item = acknowledged(PHONE, 'one', [0, 1]);
        await applied(1, item);
        await applied(2, item);
      },
    ],
    [
      'two items the wrong way round',
      /out of order: .*“two” stands before “one”/,
      async () => {
        const [first, second] = [acknowledged(PHONE, 'one', [0, 1]), acknowledged(PHONE, 'two', [2, 3])];
        await applied(1, second);
        await applied(2, first);
      },
    ],
    [
      'items of one body the wrong way round',
      /of the same body/,
      async () => {
        const [first, second] = [acknowledged(PHONE, 'one', [0, 1], 900, 0), acknowledged(PHONE, 'two', [0, 1], 900, 1)];
        await applied(1, second);
        await applied(2, first);
      },
    ],
    ['a changed text', /changed/, async () => applied(1, { ...acknowledged(PHONE, 'one', [0, 1]), text: 'eno' })],
    [
      'two threads of one contact',
      /more than one conversation/,
      async () => {
        await applied(1, acknowledged(PHONE, 'one', [0, 1]));
        await applied(1, acknowledged(PHONE, 'two', [2, 3]), 'c2');
      },
    ],
    [
      'an item nobody applies',
      /still not applied/,
      async () => void (await database.query("insert into inbox values ('message', 'pending')")),
    ],
    [
      'a gap in in_seq',
      /in_seq of conversation c1/,
      async () => void (await database.query("insert into inbox values ('message', 'done', 'c1', 2)")),
    ],
    ['a gap in the thread', /acceptance numbers of conversation c1/, async () => void (await reply(2, 'unknown'))],
    ['a message left queued', /is still queued/, async () => void (await reply(1, 'queued'))],
    ['a message left sending', /is still sending/, async () => void (await reply(1, 'sending'))],
    [
      'a duplicate',
      /accepted 2 copies/,
      async () => {
        const copy = { messageId: await reply(1, 'sent'), to: PHONE };
        accepted = [copy, copy];
      },
    ],
    [
      'a message that nobody wrote',
      /stands in no thread/,
      async () => void (accepted = await Promise.resolve([{ messageId: 'm9', to: PHONE }])),
    ],
    [
      'an order that Graph saw reversed',
      /after a later one/,
      async () => {
        const [first, second] = [await reply(1, 'sent'), await reply(2, 'sent')];
        accepted = [
          { messageId: second, to: PHONE },
          { messageId: first, to: PHONE },
        ];
      },
    ],
    ['a message shown sent that never was', /Graph never accepted it/, async () => void (await reply(1, 'delivered'))],
    [
      'a status that was lost',
      /reported delivered and is shown sent/,
      async () => {
        accepted = [{ messageId: await reply(1, 'sent'), to: PHONE }];
        await database.query("update message set wamid = 'wamid.x'");
        const item = { kind: 'status', wamid: 'wamid.x', status: 'delivered', wire: {} } as const;
        webhooks.acknowledged.push({ item, firstSentAt: 0, acknowledgedAt: 1, body: 1, place: 0 });
      },
    ],
    ['a process that ended', /ended with exit code 1 on its own/, () => Promise.resolve(void (server.ended = 'ended with exit code 1'))],
    [
      'a phone number in a log',
      /in the output of server process 1: a phone number/,
      () => Promise.resolve(void (server.output = `{"to":"${PHONE}"}`)),
    ],
    [
      'a secret in a log',
      /in the output of server process 1: a text or secret/,
      () => Promise.resolve(void (server.output = 'Bearer a-secret-token')),
    ],
    [
      'a text in a log',
      /in the output of server process 1: a text or secret/,
      async () => {
        await applied(1, acknowledged(OTHER_PHONE, 'my door code is 4711', [0, 1]));
        server.output = 'failed on my door code is 4711';
      },
    ],
  ])('names %s', async (_what, words, breakIt) => {
    await breakIt();
    await expect(verify()).rejects.toThrow(words);
  });
});
