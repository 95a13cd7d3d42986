import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AgentClient, ADMIN, eventually, type HeldCommit } from '@parley/running-system';
import { inParallel } from './support/in-parallel.js';
import { type OpenChat, OutboundSystem } from './support/outbound-system.js';

const LONG = process.env['PARLEY_LONG'] === '1';
/** The statement that makes a row `sending`, and the one that writes down what became of a call. */
const START = /set state = 'sending'/;
const OUTCOME = /record_acceptances|kind = 'accepted'/;

/**
 * One sender, ended or frozen at every point between two of its steps. The points are exact: the proxy before PostgreSQL holds the
 * commit, and the test ends the process there. What has to be waited for (lease 30 s, hold 45 s) is waited for once, together.
 */
describe('a sender that is killed or frozen between two of its steps', () => {
  let outbound: OutboundSystem;
  let chats: Record<'beforeStart' | 'afterStart' | 'afterAccepted' | 'outcomeCommit' | 'frozen', OpenChat>;

  beforeAll(async () => {
    outbound = await OutboundSystem.start(300);
    const [beforeStart, afterStart, afterAccepted, outcomeCommit, frozen] = await outbound.openChats(5);
    if (!beforeStart || !afterStart || !afterAccepted || !outcomeCommit || !frozen) throw new Error('too few chats');
    chats = { beforeStart, afterStart, afterAccepted, outcomeCommit, frozen };

    await stopAt(chats.beforeStart, 'before START', START, 'before', kill);
    await stopAt(chats.afterStart, 'FT-05', START, 'answer', kill);
    await stopAt(chats.afterAccepted, 'FT-06', OUTCOME, 'before', kill);
    await stopAt(chats.outcomeCommit, 'outcome', OUTCOME, 'answer', (held) => Promise.resolve(held.cut()));
    await stopAt(chats.frozen, 'FT-65', START, 'answer', freeze);
  }, 120_000);
  afterAll(() => outbound?.stop());

  const stopAt = async (
    chat: OpenChat,
    text: string,
    of: RegExp,
    at: 'before' | 'answer',
    act: (held: HeldCommit) => Promise<unknown>,
  ): Promise<void> => {
    // The agent's first answer brings a line of its own; it is gone before the point is set.
    await chat.send(`${text} first`);
    await outbound.waitForStatus(`${text} first`, 'sent');
    const held = outbound.system.databaseProxy().holdCommit(of, at);
    await chat.send(text, `${text} next`);
    await held.reached;
    expect(outbound.graph.callsTo(chat.number).filter((call) => call.text === text)).toHaveLength(of === OUTCOME ? 1 : 0);
    await act(held);
  };
  const kill = (): Promise<void> => outbound.system.restart();
  /** The commit is durable, its answer on the way; the process sees it only after the fence has fallen. */
  const freeze = async (held: HeldCommit): Promise<void> => {
    const server = outbound.system.server();
    server.signal('SIGSTOP');
    held.release();
    await pause(5_500);
    server.signal('SIGCONT');
  };

  inParallel(() => undefined, {
    'killed before the START is committed: queued as it was, sent by the next process, one copy': async () => {
      await outbound.waitForStatus('before START next', 'sent');
      expect(chats.beforeStart.got()).toEqual(['before START first', 'before START', 'before START next']);
    },

    'FT-05 killed after the START, before connecting: unknown within the lease, no copy, nothing sent again; the lane goes on after the hold':
      async () => {
        await outbound.waitForStatus('FT-05', 'unknown', 40_000);
        expect((await outbound.message('FT-05 next')).status).toBe('queued');
        const [hold] = await outbound.query<{ startedAt: Date }>(
          'select started_at as "startedAt" from outbox o join message m on m.id = o.message_id where m.text = \'FT-05\'',
        );
        await outbound.waitForStatus('FT-05 next', 'sent', 30_000);
        expect(chats.afterStart.acceptance('FT-05 next').at - (hold?.startedAt.getTime() ?? 0)).toBeGreaterThanOrEqual(45_000);
        expect(chats.afterStart.got()).toEqual(['FT-05 first', 'FT-05 next']);
        expect(chats.afterStart.calls('FT-05')).toBe(0);
      },

    'FT-06 C9 kill -9 after Graph accepted, before its outcome is stored: one copy, sent by the callback, which also wakes the lane':
      async () => {
        expect((await outbound.message('FT-06')).status).toBe('sending');
        // The end of the hold would let the lane go on as well: it is far away, however long the waiting.
        await outbound.query("update outbox set hold_until = now() + interval '1 hour' where message_id = $1", [
          (await outbound.message('FT-06')).id,
        ]);
        await outbound.webhooks.report(chats.afterAccepted.acceptance('FT-06'), 'sent');
        await outbound.waitForStatus('FT-06', 'sent');
        // Neither a sweep nor an outcome will ever come: only the webhook could wake the lane.
        await outbound.waitForStatus('FT-06 next', 'sent');
        expect(chats.afterAccepted.got()).toEqual(['FT-06 first', 'FT-06', 'FT-06 next']);
        expect(chats.afterAccepted.calls('FT-06')).toBe(1);
      },

    'an outcome whose commit was never answered is written again and changes nothing: sent, one copy': async () => {
      await outbound.waitForStatus('outcome next', 'sent');
      expect((await outbound.message('outcome')).status).toBe('sent');
      expect(chats.outcomeCommit.got()).toEqual(['outcome first', 'outcome', 'outcome next']);
    },

    'FT-65 C1 frozen between the commit of START and its answer for longer than the fence: nothing written, then sent once by a new START':
      async () => {
        await outbound.waitForStatus('FT-65 next', 'sent');
        expect(chats.frozen.got()).toEqual(['FT-65 first', 'FT-65', 'FT-65 next']);
        const [call, ...more] = outbound.graph.callsTo(chats.frozen.number).filter((one) => one.text === 'FT-65');
        expect([call?.attempt, more.length]).toEqual([2, 0]);
      },
  });

  it('and the global oracle holds at rest', () => outbound.verify({ restWithinMs: 60_000 }), 120_000);

  if (LONG) {
    it('FT-65 frozen for a minute between START and call, sent again by the agent meanwhile: the fence stops the first, one copy', async () => {
      const [chat] = await outbound.openChats(1);
      if (!chat) throw new Error('no chat');
      await chat.send('minute first');
      await outbound.waitForStatus('minute first', 'sent');
      const held = outbound.system.databaseProxy().holdCommit(START, 'answer');
      await chat.send('minute');
      await held.reached;
      const frozen = outbound.system.server();
      frozen.signal('SIGSTOP');
      held.release();
      const other = await outbound.system.addServer();
      const agent = await AgentClient.signIn(other.apiUrl, ADMIN.email, ADMIN.password);
      const { id } = await outbound.waitForStatus('minute', 'unknown', 45_000);
      await eventually(async () => {
        const answer = await agent.post(`/api/admin/conversations/${chat.number}/messages/${id}/send-again`);
        expect(answer.status).toBe(201);
      }, 60_000);
      await eventually(() => expect(chat.got()).toContain('minute'), 20_000);
      frozen.signal('SIGCONT');
      await pause(5_000);
      expect(chat.got()).toEqual(['minute first', 'minute']);
      expect(chat.calls('minute')).toBe(1);
      await outbound.verify();
    }, 180_000);
  }
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
