import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OutboxDispatcher } from '@parley/conversation';
import { eventually } from '@parley/testing';
import { InboxWorker } from '../src/inbound/inbox-worker.js';
import type { BodyCase, Shown } from './bodies/case.js';
import { ENVELOPES_AND_FIELDS } from './bodies/envelopes.js';
import { KINDS } from './bodies/kinds.js';
import { ODD_MESSAGES } from './bodies/odd-messages.js';
import { startWhatsAppApp, type WhatsAppApp } from './whatsapp-app.js';

const CASES: readonly BodyCase[] = [...KINDS, ...ODD_MESSAGES, ...ENVELOPES_AND_FIELDS];
const senderOf = (index: number): string => `447700900${String(100 + index)}`;

// real: webhook, signature, inbox, workers, conversation, PostgreSQL; not there: a Graph that would take the bot's answers
describe(`${CASES.length} odd and hostile webhook bodies, all in one inbox`, () => {
  let whatsapp: WhatsAppApp;
  /** Raw bodies by case. */
  const rawIds = new Map<BodyCase, string>();

  beforeAll(async () => {
    whatsapp = await startWhatsAppApp();
    whatsapp.app.get(InboxWorker).start();
    for (const [index, body] of CASES.entries()) {
      const answer = await whatsapp.deliver(body.body(senderOf(index)));
      if (answer.status !== 200) throw new Error(`${body.name}: answered ${answer.status}`);
      const [raw] = await whatsapp.db.database.query<{ id: string }>('select max(id)::text as id from webhook_raw');
      rawIds.set(body, raw?.id ?? '');
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

  it('are at least 120, each kept as it came', async () => {
    expect(CASES.length).toBeGreaterThanOrEqual(120);
    expect(await whatsapp.count('webhook_raw')).toBe(CASES.length);
  });

  it('leave nothing on the shelf of what could not be applied, and nothing waiting', async () => {
    const left = await whatsapp.db.database.query(`select kind, state, last_error from inbox where state in ('dead', 'pending')`);
    expect(left).toEqual([]);
  });

  it.each(CASES.map((body, index) => [body.name, body, senderOf(index)] as const))('%s', async (_name, body, from) => {
    const items = await whatsapp.db.database.query<{ state: string; count: number }>(
      'select state, count(*)::int as count from inbox where raw_id = $1 group by state',
      [rawIds.get(body)],
    );
    const expected = body.items ?? { done: body.shown.length };
    expect(Object.fromEntries(items.map(({ state, count }) => [state, count]))).toEqual(expected);
    const shown = await whatsapp.db.database.query<Shown>(
      `select m.direction, m.type, m.text, m.content
         from message m join conversation v on v.id = m.conversation_id join contact_alias a on a.contact_id = v.contact_id
        where a.kind = 'phone' and a.value = $1 and (m.direction = 'inbound' or m.content ->> 'via' = 'phone-app') order by m.seq`,
      [`+${from}`],
    );
    expect(shown).toHaveLength(body.shown.length);
    body.shown.forEach((message, index) => expect(shown[index]).toMatchObject({ direction: 'inbound', ...message }));
  });

  it('open no chat by what a place or a person is called: those are not the words of the customer', async () => {
    for (const name of ['location of a place that is called like a start word', 'card of somebody who is called like a start word']) {
      const index = CASES.findIndex((body) => body.name === name);
      const chats = await whatsapp.db.database.query(
        `select h.id from chat h join conversation v on v.id = h.conversation_id join contact c on c.id = v.contact_id where c.phone = $1`,
        [`+${senderOf(index)}`],
      );
      expect([name, chats]).toEqual([name, []]);
    }
  });

  it('make operators see what WhatsApp says of the account, the grave as grave', async () => {
    const notices = await whatsapp.db.database.query<{ field: string; severity: string }>('select field, severity from channel_notice');
    const gravest = (field: string) => notices.filter((notice) => notice.field === field).map(({ severity }) => severity);
    expect(gravest('message_template_status_update')).toEqual(['warning']);
    expect(gravest('message_template_quality_update')).toEqual(['warning']);
    expect(gravest('account_update')).toEqual(['critical', 'info']);
    expect(gravest('account_alerts')).toEqual(['critical', 'info']);
    expect(gravest('account_review_update')).toEqual(['info']);
    expect(gravest('user_preferences')).toEqual([]);
  });

  it('make the bot answer an album once, and what was written on the phone of the shop never', async () => {
    const answers = async (name: string): Promise<number> => {
      const index = CASES.findIndex((body) => body.name === name);
      const [row] = await whatsapp.db.database.query<{ count: number }>(
        `select count(*)::int as count from message m join conversation v on v.id = m.conversation_id join contact c on c.id = v.contact_id
          where c.phone = $1 and m.author = 'bot'`,
        [`+${senderOf(index)}`],
      );
      return row?.count ?? -1;
    };
    expect(await answers('written on the phone of the shop, corrected there')).toBe(0);
    // The welcome, and one line that it cannot look at pictures.
    expect(await answers('an album of ten')).toBeLessThanOrEqual(2);
  });
});
