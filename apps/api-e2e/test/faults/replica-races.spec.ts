import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN, AgentClient, aText, type Answer, eventually, type ReplicaSet, SignedWebhooks, startReplicas } from '@parley/running-system';
import { randomUUID } from 'node:crypto';
import { NO_SEND_LIMITS, pause, phones } from './contacts-in-chat.js';

interface ConversationBody {
  readonly code?: string;
  readonly chat: { readonly agent: { readonly name: string } | null } | null;
}
interface MessageBody {
  readonly id: string;
  readonly code?: string;
}
interface ThreadRow {
  readonly author: string;
  readonly text: string;
  readonly chat_id: string | null;
  readonly status: string;
}

const RACES = 200;
const AT_ONCE = 10;
const [racing, ending, writing, clicking, undoing] = [phones(0, RACES), phones(200, 30), phones(230, 40), phones(270, 10), phones(280, 10)];
const BEN = { email: 'ben@parley.example', password: 'calm-teal-harbour-28', name: 'Ben' };

describe('races between two api and two worker processes on one database', () => {
  let set: ReplicaSet;
  let webhooks: SignedWebhooks;
  /** Ana at the one `api` process, Ben at the other. */
  let ana: AgentClient;
  let ben: AgentClient;

  beforeAll(async () => {
    set = await startReplicas({ env: NO_SEND_LIMITS });
    await set.control('POST', '/control/settings', { pairLimit: false, messagesPerSecond: 0 });
    const [first, second] = set.of('api');
    if (!first || !second) throw new Error('two api processes were asked for');
    ana = await AgentClient.signIn(set.addressOf(first), ADMIN.email, ADMIN.password);
    expect((await ana.post('/api/admin/agents', { ...BEN, role: 'agent' })).status).toBe(201);
    ben = await AgentClient.signIn(set.addressOf(second), BEN.email, BEN.password);
    webhooks = new SignedWebhooks({ apiUrl: set.apiUrl, appSecret: set.appSecret, phoneNumberId: set.phoneNumberId });
    const everybody = [...racing, ...ending, ...writing, ...clicking, ...undoing];
    await inLots(everybody, 50, (number) => set.phone(number).say('support'));
    await eventually(async () => {
      const [row] = await set.database.query<{ chats: number; queued: number }>(
        `select (select count(*)::int from conversation where chat_status = 'waiting') as chats,
                (select count(*)::int from message where status in ('queued', 'sending')) as queued`,
      );
      expect(row).toEqual({ chats: everybody.length, queued: 0 });
    }, 60_000);
  }, 180_000);
  afterAll(() => set.stop());

  const path = (number: string, act: string): string => `/api/admin/conversations/${number}/chat-support/${act}`;
  const thread = (number: string): Promise<ThreadRow[]> =>
    set.database.query<ThreadRow>(
      `select m.author, m.text, m.chat_id, m.status from message m join conversation c on c.id = m.conversation_id
         join contact k on k.id = c.contact_id where k.phone = $1 order by m.seq`,
      [number],
    );
  const outcomes = (answers: readonly Answer<{ code?: string }>[]): unknown[] =>
    answers.map(({ status, body }) => (status < 300 ? status : body.code)).sort();

  it('FT-39 two agents accept the same chat at once, 200 times: one has it, the other is told 409', async () => {
    await inLots(racing, AT_ONCE, async (number) => {
      const [byAna, byBen] = await Promise.all([
        ana.post<ConversationBody>(path(number, 'accept')),
        ben.post<ConversationBody>(path(number, 'accept')),
      ]);
      expect(outcomes([byAna, byBen])).toEqual([200, 'CHAT_ALREADY_TAKEN']);
      const winner = byAna.status === 200 ? 'Ana' : 'Ben';
      const shown = await ben.get<ConversationBody>(`/api/admin/conversations/${number}`);
      expect(shown.body.chat?.agent?.name).toBe(winner);
    });
  }, 120_000);

  it('FT-40 an agent and an admin end at once: one ends it, one closing message, the other is told 409', async () => {
    await inLots(ending, AT_ONCE, async (number) => {
      const answers = await Promise.all([
        ana.post<ConversationBody>(path(number, 'end'), { message: 'Goodbye, says Ana' }),
        ben.post<ConversationBody>(path(number, 'end'), { message: 'Goodbye, says Ben' }),
      ]);
      expect(outcomes(answers)).toEqual([200, 'CHAT_NOT_ACTIVE']);
      const closing = answers[0].status === 200 ? 'Goodbye, says Ana' : 'Goodbye, says Ben';
      await set.phone(number).waitFor(({ text }) => text === closing);
      expect((await thread(number)).filter(({ text }) => text.startsWith('Goodbye'))).toHaveLength(1);
      expect((await set.phone(number).received()).filter(({ text }) => text?.startsWith('Goodbye'))).toHaveLength(1);
    });
  }, 120_000);

  it('FT-42 a message arrives a moment before or after the end: it belongs to the chat or to the bot, and is never dropped', async () => {
    const question = 'and one more thing';
    const sides = { chat: 0, bot: 0 };
    await inLots(writing, AT_ONCE, async (number, place) => {
      // From 5 ms before the end to 5 ms after it, at the other process.
      const [earlier, later] = place % 2 === 0 ? [0, place / 8] : [place / 8, 0];
      await Promise.all([
        pause(earlier).then(() => webhooks.post(aText(number, question))),
        pause(later).then(() => ana.post(path(number, 'end'), { message: 'Goodbye' })),
      ]);
      await eventually(async () => {
        const rows = await thread(number);
        const at = rows.findIndex(({ text }) => text === question);
        const closing = rows.findIndex(({ text }) => text === 'Goodbye');
        expect(at).toBeGreaterThan(-1);
        expect(closing).toBeGreaterThan(-1);
        expect(rows.filter(({ text }) => text === question || text === 'Goodbye')).toHaveLength(2);
        const afterwards = rows.slice(closing + 1).filter(({ author }) => author === 'bot');
        if (at < closing) {
          // The agent's: in the chat, acknowledged at most; the menu is shown once, by the end.
          expect(rows[at]?.chat_id).not.toBeNull();
          expect(afterwards).toHaveLength(1);
        } else {
          // The bot's: no chat, one answer of its own after the menu of the end.
          expect(rows[at]?.chat_id).toBeNull();
          expect(afterwards).toHaveLength(2);
        }
      });
      const rows = await thread(number);
      sides[rows.findIndex(({ text }) => text === question) < rows.findIndex(({ text }) => text === 'Goodbye') ? 'chat' : 'bot'] += 1;
    });
    expect(sides.chat + sides.bot).toBe(writing.length);
  }, 120_000);

  it('FT-43 a double click, two tabs and a retry after 504: one message, one copy', async () => {
    const secondTab = await AgentClient.signIn(set.apiUrl, ADMIN.email, ADMIN.password);
    await inLots(clicking.slice(0, 5), AT_ONCE, async (number) => {
      const press = (tab: AgentClient) => tab.post<MessageBody>(path(number, 'send'), { message: 'Once' }, { 'idempotency-key': key });
      const key = randomUUID();
      const answers = await Promise.all([press(ana), press(secondTab), press(ana), press(secondTab)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    });
    // The process that has the request stands still, the router gives up, and the console tries again at the other.
    const [first] = set.of('api');
    const frozen = clicking.slice(5).map((number) => ({ number, key: randomUUID() }));
    first?.freeze();
    const slow = frozen.map(({ number, key }) =>
      ana.post<MessageBody>(path(number, 'send'), { message: 'Once' }, { 'idempotency-key': key }),
    );
    await pause(300);
    const again = await AgentClient.signIn(set.addressOf(set.of('api')[1] ?? raise()), ADMIN.email, ADMIN.password);
    const retried = await Promise.all(
      frozen.map(({ number, key }) => again.post<MessageBody>(path(number, 'send'), { message: 'Once' }, { 'idempotency-key': key })),
    );
    first?.thaw();
    const late = await Promise.all(slow);
    retried.forEach((answer, index) => {
      expect([answer.status, late[index]?.status]).toEqual([201, 200]);
      expect(late[index]?.body.id).toBe(answer.body.id);
    });
    for (const number of clicking) {
      await set.phone(number).waitFor(({ text }) => text === 'Once');
      expect((await thread(number)).filter(({ text }) => text === 'Once')).toHaveLength(1);
      expect((await set.phone(number).received()).filter(({ text }) => text === 'Once')).toHaveLength(1);
    }
  }, 120_000);

  it('FT-52 what one process at a time does is done once, and by the other within 15 s after kill -9: timers, event numbers', async () => {
    const [worker] = set.of('worker');
    const [api] = set.of('api');
    const end = (number: string) => ana.post(path(number, 'end'), { message: 'Goodbye', undoSeconds: 1 });
    const [before, after] = [undoing.slice(0, 5), undoing.slice(5)];
    expect((await Promise.all(before.map(end))).map(({ status }) => status)).toEqual(before.map(() => 200));
    await worker?.kill();
    const killedAt = Date.now();
    expect((await Promise.all(after.map(end))).map(({ status }) => status)).toEqual(after.map(() => 200));
    await api?.kill();
    for (const number of undoing) {
      await eventually(async () => {
        expect((await set.phone(number).received()).filter(({ text }) => text === 'Goodbye')).toHaveLength(1);
      }, 15_000);
    }
    await eventually(async () => {
      const [numbers] = await set.database.query<{ unnumbered: number; gaps: number }>(
        `select count(*) filter (where number is null)::int as unnumbered,
                (max(number) - min(number - size) - sum(size) filter (where number is not null))::int as gaps from event`,
      );
      expect(numbers).toEqual({ unnumbered: 0, gaps: 0 });
    }, 15_000);
    expect(Date.now() - killedAt).toBeLessThan(15_000);
  }, 120_000);
});

/** As many at once as a lot holds, and then the next. */
async function inLots<Item>(items: readonly Item[], lot: number, work: (item: Item, place: number) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < items.length; from += lot) {
    await Promise.all(items.slice(from, from + lot).map((item, offset) => work(item, from + offset)));
  }
}

function raise(): never {
  throw new Error('two api processes were asked for');
}
