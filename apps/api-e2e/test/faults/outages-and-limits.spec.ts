import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, graphError } from '@parley/running-system';
import { type OpenChat, OutboundSystem } from './support/outbound-system.js';

const LONG = process.env['PARLEY_LONG'] === '1';
/** The catalogue says two minutes; six seconds see three tries of each message, and the long set the rest. */
const OUTAGE_MS = LONG ? 120_000 : 6_000;
const OTHERS = LONG ? 99 : 40;

// One after the other: what is broken here is broken for the whole number.
describe('when Graph is away, or wants us slower, or does not know us', () => {
  let outbound: OutboundSystem;
  let chats: OpenChat[];
  beforeAll(async () => {
    outbound = await OutboundSystem.start(200);
    chats = await outbound.openChats(6);
  }, 120_000);
  afterAll(() => outbound?.stop());

  const texts = (prefix: string, perChat = 3): string[][] =>
    chats.map((_, chat) => Array.from({ length: perChat }, (_unused, index) => `${prefix} ${chat}.${index}`));
  const sendAll = (all: readonly string[][]): Promise<void[]> => Promise.all(chats.map((chat, index) => chat.send(...(all[index] ?? []))));
  const statusesOf = async (all: readonly string[][]): Promise<string[]> => {
    const rows = await outbound.query<{ status: string }>('select distinct status from message where text = any($1)', [all.flat()]);
    return rows.map((row) => row.status);
  };
  const allSent = (all: readonly string[][], timeoutMs: number): Promise<void> =>
    eventually(async () => expect(await statusesOf(all)).toEqual(['sent']), timeoutMs, 250);
  const inOrder = (all: readonly string[][]): void =>
    chats.forEach((chat, index) => expect(chat.got().filter((text) => all[index]?.includes(text))).toEqual(all[index]));

  it(`FT-10 connections refused for ${OUTAGE_MS / 1000} s: everything stays queued, nothing is in doubt, all sent once and in order after it`, async () => {
    await outbound.graph.refuseConnections();
    const all = texts('FT-10');
    await sendAll(all);
    const until = Date.now() + OUTAGE_MS;
    while (Date.now() < until) {
      // A first message between START and the refusal is `sending` for a moment; nothing may ever be more than that.
      for (const status of await statusesOf(all)) expect(['queued', 'sending']).toContain(status);
      await pause(200);
    }
    await outbound.graph.listen();
    await allSent(all, 60_000);
    inOrder(all);
  }, 240_000);

  it.each([
    ['130429, saying for how long', graphError(429, 130_429, { 'retry-after': '2' }), 2_000],
    ['130429, saying nothing', graphError(429, 130_429), 1_000],
    ['a 429 with the app’s limit', graphError(429, 4, { 'retry-after': '2' }), 2_000],
  ])(
    'FT-14 the number is told %s: it rests, then sends all once and in order, and nothing has failed',
    async (name, answer, restsMs) => {
      const all = texts(`FT-14 ${name}`, 2);
      const before = outbound.graph.calls.length;
      outbound.graph.next({ text: all[0]?.[0] ?? '' }, answer);
      await chats[0]?.send(...(all[0] ?? []));
      await eventually(() => expect(outbound.graph.calls.length).toBe(before + 1));
      const toldAt = outbound.graph.calls.at(-1)?.at ?? 0;
      await Promise.all(chats.slice(1).map((chat, index) => chat.send(...(all[index + 1] ?? []))));
      await allSent(all, 20_000);
      // The others of the number were queued while it rested: none of them was called before the rest was over.
      expect((outbound.graph.calls[before + 1]?.at ?? 0) - toldAt).toBeGreaterThanOrEqual(restsMs);
      expect(outbound.graph.calls.length).toBe(before + 1 + all.flat().length);
      inOrder(all);
    },
    120_000,
  );

  it('FT-14 a 429 that is not Graph’s own proves nothing: unknown, not sent again', async () => {
    const chat = await outbound.openChat();
    outbound.graph.next({ text: 'FT-14 proxy' }, (_call, answering) => answering.respond(429, '<html>slow down</html>'));
    await chat.send('FT-14 proxy');
    await outbound.waitForStatus('FT-14 proxy', 'unknown');
    await pause(2_000);
    expect(chat.calls('FT-14 proxy')).toBe(1);
  });

  it(`FT-15 the pair limit of one contact: only that lane waits, ${OTHERS} others have theirs within 2 s (p95)`, async () => {
    const [slow] = chats;
    if (!slow) throw new Error('no chat');
    const others: OpenChat[] = [];
    // In groups: a hundred customers who write in the same instant are a test of something else.
    while (others.length < OTHERS) others.push(...(await outbound.openChats(11)));
    outbound.graph.next({ to: slow.number, text: 'FT-15 first' }, graphError(400, 131_056));
    await slow.send('FT-15 first', 'FT-15 second');
    await eventually(() => expect(slow.calls('FT-15 first')).toBe(1));
    for (const [index, chat] of others.entries()) await chat.send(`FT-15 other ${index}`);
    await eventually(() => others.forEach((chat, index) => expect(chat.got()).toContain(`FT-15 other ${index}`)), 20_000);
    const waits = await Promise.all(
      others.map(async (chat, index) => {
        const sql = 'select created_at as at from message where text = $1';
        const [row] = await outbound.query<{ at: Date }>(sql, [`FT-15 other ${index}`]);
        return chat.acceptance(`FT-15 other ${index}`).at - (row?.at.getTime() ?? 0);
      }),
    );
    expect(waits.sort((one, other) => one - other)[Math.ceil(OTHERS * 0.95) - 1]).toBeLessThan(2_000);
    const [limited, again] = [slow.calls('FT-15 second'), slow.calls('FT-15 first')];
    expect([limited, again]).toEqual([0, 1]);
    await outbound.waitForStatus('FT-15 second', 'sent');
    const [told, tried] = outbound.graph.callsTo(slow.number).filter((call) => call.text === 'FT-15 first');
    expect((tried?.at ?? 0) - (told?.at ?? 0)).toBeGreaterThanOrEqual(6_000);
    expect(slow.got().filter((text) => text.startsWith('FT-15'))).toEqual(['FT-15 first', 'FT-15 second']);
  }, 120_000);

  it('FT-16 the token expires in a burst: the channel pauses, nothing fails, a probe finds out, the new token sends all once', async () => {
    const all = texts('FT-16');
    const before = outbound.graph.calls.length;
    outbound.graph.onAccepted = () => (outbound.graph.validToken = 'the-new-token');
    await sendAll(all);
    await eventually(async () => expect(await paused()).toBe(1));
    outbound.graph.onAccepted = () => undefined;
    await pause(500);
    const refused = outbound.graph.calls
      .slice(before)
      .filter((call) => !outbound.graph.accepted.some(({ messageId }) => messageId === call.messageId));
    // What was on its way when the first answer came hears the same: one call of a lane at most. Then nobody calls any more.
    expect(new Set(refused.map((call) => call.to)).size).toBe(refused.length);
    const called = outbound.graph.calls.length;
    await pause(1_500);
    expect(outbound.graph.calls.length).toBe(called);
    for (const status of await statusesOf(all)) expect(['queued', 'sent']).toContain(status);
    expect(await (await fetch(`${outbound.system.apiUrl}/health/ready`)).text()).toContain('channel-paused');

    // A probe with the old token: one more message asked for, the channel stays paused.
    await probeNow();
    await eventually(() => expect(outbound.graph.calls.length).toBe(called + 1));
    await pause(1_000);
    expect([outbound.graph.calls.length, await paused()]).toEqual([called + 1, 1]);

    await outbound.system.restart({ WHATSAPP_ACCESS_TOKEN: 'the-new-token' });
    await probeNow();
    await allSent(all, 60_000);
    expect(await paused()).toBe(0);
    inOrder(all);
    // Each message was accepted once, with whichever token; the sum of all calls is the refused ones and those.
    expect(outbound.graph.calls.length - before).toBe(all.flat().length + refused.length + 1);
  }, 120_000);

  it('and the global oracle holds at rest', () => outbound.verify({ restWithinMs: 60_000 }), 120_000);

  const paused = async (): Promise<number> => (await outbound.query('select 1 from channel where paused_at is not null')).length;
  /** The half minute until the next probe is turned forward. */
  const probeNow = (): Promise<unknown> => outbound.query('update channel set probe_at = now() where paused_at is not null');
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
