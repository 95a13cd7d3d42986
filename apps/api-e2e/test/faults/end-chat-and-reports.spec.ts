import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acceptThenDropResponse, eventually, graphError, hold, type HeldCall } from '@parley/running-system';
import { metric, METRICS_TOKEN } from './metrics.js';
import { inParallel } from './support/in-parallel.js';
import { type OpenChat, OutboundSystem } from './support/outbound-system.js';

const END_CHAT = { id: 'end_chat', title: 'End Chat' };
const DUPLICATES = 'parley_outbox_duplicates_confirmed_total';

interface ShownMessage {
  readonly text: string | null;
  readonly status: string;
  readonly author: string;
  readonly duplicateConfirmedAt: string | null;
}

// Every test has a contact of its own, so all run at the same time.
describe('the end of a chat, the window, and reports in any order, against a send', () => {
  let outbound: OutboundSystem;
  beforeAll(async () => {
    outbound = await OutboundSystem.start(400, { METRICS_TOKEN });
  }, 120_000);
  afterAll(() => outbound?.stop());

  /** A chat whose message `text` has been read by Graph and not answered; what is sent now waits behind it. */
  const withOneOnItsWay = async (text: string): Promise<{ chat: OpenChat; held: HeldCall }> => {
    const chat = await outbound.openChat();
    const held = hold();
    outbound.graph.next({ to: chat.number, text }, held.behaviour);
    await chat.send(text);
    await held.arrived;
    return { chat, held };
  };
  /** As the API shows it: `failed`, never our inner `rejected`. */
  const shown = async (chat: OpenChat): Promise<ShownMessage[]> =>
    (await chat.messages<ShownMessage>()).filter(({ author }) => author !== 'contact');
  const shownStatus = async (chat: OpenChat, text: string): Promise<string | undefined> =>
    (await shown(chat)).find((message) => message.text === text)?.status;

  inParallel(() => undefined, {
    'FT-41 the customer ends while a message is on its way and another is queued: the one arrives, the other is cancelled and shown so':
      async () => {
        const { chat, held } = await withOneOnItsWay('FT-41 word');
        await chat.send('FT-41 word queued');
        await outbound.webhooks.text(chat.number, 'done');
        await outbound.waitForStatus('FT-41 word queued', 'cancelled');
        held.release();
        await outbound.waitForStatus('FT-41 word', 'sent');
        await eventually(() => expect(chat.got().length).toBeGreaterThanOrEqual(2));
        await pause(1_000);
        expect(chat.got()[0]).toBe('FT-41 word');
        expect(chat.got()).not.toContain('FT-41 word queued');
        expect(chat.calls('FT-41 word queued')).toBe(0);
        expect(await shownStatus(chat, 'FT-41 word queued')).toBe('cancelled');
      },

    'FT-41 `menu` only asks and calls nothing off; the tap on End Chat ends': async () => {
      const { chat, held } = await withOneOnItsWay('FT-41 tap');
      await chat.send('FT-41 tap queued');
      await outbound.webhooks.text(chat.number, 'menu');
      const question = await eventually(async () => {
        const last = (await shown(chat)).at(-1);
        if (last?.author !== 'bot') throw new Error('not asked yet');
        return last.text ?? '';
      });
      expect(await shownStatus(chat, 'FT-41 tap queued')).toBe('queued');
      await outbound.webhooks.tap(chat.number, END_CHAT);
      await outbound.waitForStatus('FT-41 tap queued', 'cancelled');
      held.release();
      await outbound.waitForStatus('FT-41 tap', 'sent');
      await eventually(() => expect(chat.got().slice(0, 2)).toEqual(['FT-41 tap', question]));
      await pause(1_000);
      expect(chat.calls('FT-41 tap queued')).toBe(0);
    },

    'FT-41 the agent ends: what was queued leaves first, then the closing message, and nothing of the chat after it': async () => {
      const { chat, held } = await withOneOnItsWay('FT-41 agent');
      await chat.send('FT-41 agent queued');
      expect(await chat.post('end', { message: 'Bye from FT-41' })).toBe(200);
      // Over means over: what is pressed now is refused.
      expect(await chat.post('send', { message: 'FT-41 agent too late' })).toBe(409);
      held.release();
      await eventually(() => expect(chat.got()).toContain('Bye from FT-41'));
      expect(chat.got().slice(0, 3)).toEqual(['FT-41 agent', 'FT-41 agent queued', 'Bye from FT-41']);
      await pause(1_000);
      const after = (await shown(chat)).slice((await shown(chat)).findIndex(({ text }) => text === 'Bye from FT-41') + 1);
      expect(after.every(({ author }) => author !== 'agent')).toBe(true);
    },

    'C7 the customer ends, and the message on its way is proved not to have been taken: cancelled, never started again': async () => {
      const { chat, held } = await withOneOnItsWay('C7');
      await outbound.webhooks.text(chat.number, 'done');
      await eventually(async () => expect((await shown(chat)).filter(({ author }) => author === 'bot').length).toBeGreaterThanOrEqual(2));
      held.release(graphError(400, 131_056));
      await outbound.waitForStatus('C7', 'cancelled');
      await eventually(() => expect(chat.got().length).toBeGreaterThanOrEqual(1));
      expect(chat.got()).not.toContain('C7');
      expect(chat.calls('C7')).toBe(1);
    },

    'FT-17 the window closes while a message is queued: failed with its reason, and Graph is not called': async () => {
      const { chat, held } = await withOneOnItsWay('FT-17');
      await chat.send('FT-17 queued');
      await outbound.query(
        "update conversation set service_window_expires_at = now() - interval '1 second' where id = (select conversation_id from message where text = 'FT-17')",
      );
      held.release();
      expect((await outbound.waitForStatus('FT-17 queued', 'rejected')).code).toBe('SERVICE_WINDOW_CLOSED');
      expect(await shownStatus(chat, 'FT-17 queued')).toBe('failed');
      expect(chat.calls('FT-17 queued')).toBe(0);
    },

    'FT-17 Graph knows better than we that the window is closed (131047): failed, one call': async () => {
      const chat = await outbound.openChat();
      outbound.graph.next({ to: chat.number, text: 'FT-17 graph' }, graphError(400, 131_047));
      await chat.send('FT-17 graph');
      expect((await outbound.waitForStatus('FT-17 graph', 'rejected')).code).toBe('131047');
      expect(chat.calls('FT-17 graph')).toBe(1);
    },

    'FT-23 the status before the answer to the call: matched by our own id, and the answer then changes nothing': async () => {
      const { chat, held } = await withOneOnItsWay('FT-23');
      held.release(async (_call, answering) => {
        const wamid = answering.accept();
        await outbound.webhooks.report(chat.acceptance('FT-23'), 'delivered');
        await outbound.waitForStatus('FT-23', 'delivered');
        answering.respondAccepted(wamid);
      });
      await chat.send('FT-23 next');
      await outbound.waitForStatus('FT-23 next', 'sent');
      expect((await outbound.message('FT-23')).status).toBe('delivered');
      expect(chat.got()).toEqual(['FT-23', 'FT-23 next']);
    },

    'FT-24 a status of an unknown wamid, with no id of ours or a forged one: parked, and no message changes': async () => {
      const { chat, held } = await withOneOnItsWay('FT-24 forged');
      held.release(acceptThenDropResponse());
      await outbound.waitForStatus('FT-24 forged', 'unknown');
      const { callbackData } = chat.acceptance('FT-24 forged');
      const forged = `${callbackData?.slice(0, -8)}AAAAAAAA`;
      await outbound.webhooks.statuses(
        { wamid: 'wamid.ft24.nobody', status: 'delivered' },
        { wamid: 'wamid.ft24.forged', status: 'delivered', callbackData: forged },
      );
      const parked = "select 1 from inbox where kind = 'status' and state = 'parked'";
      await eventually(async () => expect(await outbound.query(parked)).toHaveLength(2));
      expect((await outbound.message('FT-24 forged')).status).toBe('unknown');
      await outbound.webhooks.report(chat.acceptance('FT-24 forged'), 'sent');
      await outbound.waitForStatus('FT-24 forged', 'sent');
    },

    'FT-24 FT-66 a second copy: under one id of ours with another wamid, and of a message sent again; both recorded, counted and shown':
      async () => {
        const before = await metric(outbound.system.apiUrl, DUPLICATES);
        const chat = await outbound.openChat();
        await chat.send('FT-24 twice');
        await outbound.waitForStatus('FT-24 twice', 'sent');
        const { callbackData } = chat.acceptance('FT-24 twice');
        await outbound.webhooks.statuses({ wamid: 'wamid.ft24.second-copy', status: 'read', callbackData });
        const confirmed = async (text: string): Promise<number> =>
          (await shown(chat)).filter((message) => message.text === text && message.duplicateConfirmedAt !== null).length;
        await eventually(async () => expect(await confirmed('FT-24 twice')).toBe(1));
        expect((await outbound.message('FT-24 twice')).status).toBe('sent');
        await eventually(async () => expect(await metric(outbound.system.apiUrl, DUPLICATES)).toBe(before + 1));

        outbound.graph.next({ to: chat.number, text: 'FT-66' }, acceptThenDropResponse());
        await chat.send('FT-66');
        const { id } = await outbound.waitForStatus('FT-66', 'unknown');
        const first = chat.acceptance('FT-66');
        const path = `/api/admin/conversations/${chat.number}/messages/${id}/send-again`;
        expect((await outbound.post(path, {})).status).toBe(409);
        // The minute until it may be sent again, and the hold of its lane, are turned forward.
        await outbound.query("update message set send_again_at = now() - interval '1 second' where id = $1", [id]);
        await outbound.query("update outbox set hold_until = now() - interval '1 second' where message_id = $1", [id]);
        const [one, two] = await Promise.all([outbound.post(path, {}), outbound.post(path, {})]);
        expect([one.status, two.status].sort()).toEqual([200, 201]);
        expect(one.body.id).toBe(two.body.id);
        await eventually(() => expect(chat.got().filter((text) => text === 'FT-66')).toHaveLength(2));
        expect(chat.calls('FT-66')).toBe(2);
        const second = outbound.graph.accepted.find(({ messageId }) => messageId === one.body.id);
        if (!second) throw new Error('the second try was not accepted');
        await outbound.webhooks.report(second, 'delivered');
        // Only now the reports of the first come in: the customer has it twice.
        await outbound.webhooks.report(first, 'read');
        await eventually(async () => expect(await confirmed('FT-66')).toBeGreaterThanOrEqual(1));
        const both = (await shown(chat)).filter(({ text }) => text === 'FT-66').map(({ status }) => status);
        expect(both).toEqual(['read', 'delivered']);
        await eventually(async () => expect(await metric(outbound.system.apiUrl, DUPLICATES)).toBe(before + 2));
      },
  });

  it('and the global oracle holds at rest', () => outbound.verify(), 120_000);
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
