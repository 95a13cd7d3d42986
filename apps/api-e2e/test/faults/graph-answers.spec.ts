import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  acceptThenDropResponse,
  delay,
  endlessAnswer,
  eventually,
  graphError,
  type GraphBehaviour,
  reset,
  respond,
  slowDrip,
} from '@parley/running-system';
import { inParallel } from './support/in-parallel.js';
import { type OpenChat, OutboundSystem } from './support/outbound-system.js';

// Every test has a contact of its own; most of the file's time is one call's limit of 20 s, which all share.
describe('what Graph answers, or does not', () => {
  let outbound: OutboundSystem;
  beforeAll(async () => {
    outbound = await OutboundSystem.start(100);
  }, 120_000);
  afterAll(() => outbound?.stop());

  const chatWith = async (text: string, ...behaviours: GraphBehaviour[]): Promise<OpenChat> => {
    const chat = await outbound.openChat();
    outbound.graph.next({ to: chat.number, text }, ...behaviours);
    await chat.send(text);
    return chat;
  };

  inParallel(() => undefined, {
    'FT-08 Graph accepts and drops the response: unknown, one copy, sent by the callback, and only then the next message leaves':
      async () => {
        const chat = await chatWith('FT-08', acceptThenDropResponse());
        await outbound.waitForStatus('FT-08', 'unknown');
        await chat.send('FT-08 next');
        await pause(2_000);
        expect(chat.got()).toEqual(['FT-08']);
        await outbound.webhooks.report(chat.acceptance('FT-08'), 'sent');
        await outbound.waitForStatus('FT-08', 'sent');
        await outbound.waitForStatus('FT-08 next', 'sent');
        expect(chat.got()).toEqual(['FT-08', 'FT-08 next']);
        expect(chat.calls('FT-08')).toBe(1);
      },

    'FT-09 C5 Graph accepts at 24 s: unknown at 20 s, the next message waits behind it, sent by the callback, in order': async () => {
      const chat = await chatWith('FT-09', delay(24_000));
      const startedAt = Date.now();
      await chat.send('FT-09 next');
      await outbound.waitForStatus('FT-09', 'unknown', 26_000);
      expect(Date.now() - startedAt).toBeGreaterThan(19_000);
      await eventually(() => expect(chat.got()).toContain('FT-09'));
      // The timed-out call was accepted after all, and nothing has overtaken it: that is what the hold is for.
      expect(chat.got()).toEqual(['FT-09']);
      expect(chat.calls('FT-09 next')).toBe(0);
      await outbound.webhooks.report(chat.acceptance('FT-09'), 'sent');
      await outbound.waitForStatus('FT-09', 'sent');
      await outbound.waitForStatus('FT-09 next', 'sent');
      expect(chat.got()).toEqual(['FT-09', 'FT-09 next']);
      expect(chat.calls('FT-09')).toBe(1);
    },

    'FT-11 500 with an error of Graph’s own, then OK: unknown, never sent again by us': async () => {
      const chat = await chatWith('FT-11', graphError(500, 131_000));
      await outbound.waitForStatus('FT-11', 'unknown');
      await pause(3_000);
      expect(chat.calls('FT-11')).toBe(1);
      expect(chat.got()).toEqual([]);
    },

    'FT-12 a page of a proxy with 502: unknown, and no word of it in the log': async () => {
      await chatWith('FT-12', respond(502, '<html><title>Bad Gateway</title>kitten-4711</html>'));
      await outbound.waitForStatus('FT-12', 'unknown');
      expect(outbound.system.server().output()).not.toContain('kitten-4711');
    },

    ...Object.fromEntries(
      (
        [
          ['broken JSON', '{"messages":[{"id":'],
          ['nothing', ''],
          ['{}', {}],
          ['a list without messages', { messages: [] }],
        ] as const
      ).map(([what, body]) => [
        `FT-13 200 with ${what}: unknown, one call`,
        async () => {
          const text = `FT-13 ${what}`;
          const chat = await chatWith(text, respond(200, body));
          await outbound.waitForStatus(text, 'unknown');
          expect(chat.calls(text)).toBe(1);
        },
      ]),
    ),

    'FT-13 200 with a body of 50 MB: unknown, and the answer is cut after about a megabyte': async () => {
      const endless = endlessAnswer(50_000_000);
      await chatWith('FT-13 50 MB', endless.behaviour);
      await outbound.waitForStatus('FT-13 50 MB', 'unknown');
      // What is beyond the megabyte lay in the buffers of two sockets, not in the server's memory.
      expect(endless.sent()).toBeLessThan(12_000_000);
    },

    'FT-18 an answer of one byte a second: cut at 20 s in all, not by the pause between two bytes': async () => {
      const chat = await chatWith('FT-18', slowDrip());
      const startedAt = Date.now();
      await outbound.waitForStatus('FT-18', 'unknown', 26_000);
      const took = Date.now() - startedAt;
      expect(took).toBeGreaterThan(18_000);
      expect(took).toBeLessThan(26_000);
      await outbound.webhooks.report(chat.acceptance('FT-18'), 'delivered');
      await outbound.waitForStatus('FT-18', 'delivered');
      expect(chat.got()).toEqual(['FT-18']);
    },

    'FT-19 a reset on a connection that was used before: unknown, not sent again': async () => {
      const chat = await outbound.openChat();
      // Tried until it hits a connection that has carried a call before; only then the test says anything.
      for (let round = 0; ; round += 1) {
        const text = `FT-19 ${round}`;
        outbound.graph.next({ to: chat.number, text }, reset());
        await chat.send(text);
        await outbound.waitForStatus(text, 'unknown');
        expect(chat.calls(text)).toBe(1);
        const call = outbound.graph.callsTo(chat.number).find((one) => one.text === text);
        if (call && call.nthOnConnection > 1) break;
        await outbound.webhooks.statuses({
          wamid: `wamid.ft19.${round}`,
          status: 'failed',
          code: 131_026,
          callbackData: call?.callbackData ?? null,
        });
        await outbound.waitForStatus(text, 'failed');
      }
      await pause(2_000);
      expect(chat.got()).toEqual([]);
    },

    'C4 a refusal of somebody between us and Graph, which had accepted: shown as failed, and put right by the callback': async () => {
      const chat = await chatWith('C4', respond(400, { error: { message: 'x', type: 'OAuthException', code: 100 } }, { accepts: true }));
      await outbound.waitForStatus('C4', 'rejected');
      await outbound.webhooks.report(chat.acceptance('C4'), 'sent');
      expect((await outbound.waitForStatus('C4', 'sent')).code).toBeNull();
      expect(chat.got()).toEqual(['C4']);
    },

    'C3 a failed webhook after the acceptance ends the message, whatever its code: one wamid, one copy, nothing tried again': async () => {
      const chat = await chatWith('C3');
      await outbound.waitForStatus('C3', 'sent');
      await outbound.webhooks.report(chat.acceptance('C3'), 'failed', 130_429);
      expect((await outbound.waitForStatus('C3', 'failed')).code).toBe('130429');
      await chat.send('C3 next');
      await outbound.waitForStatus('C3 next', 'sent');
      await pause(2_000);
      expect(chat.calls('C3')).toBe(1);
      // Meta may still say that it arrived.
      await outbound.webhooks.report(chat.acceptance('C3'), 'delivered');
      await outbound.waitForStatus('C3', 'delivered');
    },

    'C11 a message of the bot’s in doubt is not sent again either, and nothing overtakes it': async () => {
      const number = '+447700900199';
      outbound.graph.next({ to: number }, acceptThenDropResponse());
      await outbound.webhooks.text(number, 'hello');
      await eventually(() => expect(outbound.graph.acceptedBy(number)).toHaveLength(1));
      await outbound.webhooks.text(number, 'menu');
      await pause(3_000);
      expect(outbound.graph.callsTo(number)).toHaveLength(1);
      const [first] = outbound.graph.accepted.filter((acceptance) => acceptance.to === number);
      if (first) await outbound.webhooks.report(first, 'sent');
      await eventually(() => expect(outbound.graph.acceptedBy(number)).toHaveLength(2));
      const [, second] = outbound.graph.accepted.filter((acceptance) => acceptance.to === number);
      expect(second?.messageId).not.toBe(first?.messageId);
    },
  });

  it('and the global oracle holds at rest', () => outbound.verify({ restWithinMs: 60_000 }), 120_000);
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
