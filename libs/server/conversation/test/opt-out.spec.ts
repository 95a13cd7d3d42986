import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aConversation, anAgent, eventually } from '@parley/testing';
import { EndChat, OutboxDispatcher, SendAgain, SendAgentMessage, StartChat, SwitchOffChatSupport, type AgentRef } from '../src/index.js';
import { anInboundText, createTestDatabase, customerWrites, startCore, thread, type Core, type TestDatabase } from './support/core.js';
import { agentSends, aQuietChat, statuses } from './support/quiet-chat.js';

let test: TestDatabase;
let core: Core;
let ana: AgentRef;

beforeAll(async () => {
  test = await createTestDatabase();
  ana = await anAgent(test.database, { name: 'Ana' });
});

beforeEach(async () => {
  await test.database.query('delete from outbox');
  core = await startCore(test.database);
});

afterEach(() => core.stop());
afterAll(() => test.drop());

/** Nothing sets it yet: no word and no button of today's bot means "do not write to me". What does so one day writes this column. */
const optsOut = (conversationId: string, secondsAgo = 0) =>
  test.database.query(
    `update contact set opted_out_at = now() - $2 * interval '1 second'
      where id = (select contact_id from conversation where id = $1)`,
    [conversationId, secondsAgo],
  );

/** The customer wrote last an hour ago. */
async function wroteAnHourAgo(id: string): Promise<string> {
  await test.database.query("update conversation set service_window_expires_at = now() + interval '23 hours' where id = $1", [id]);
  return id;
}

const aChatOfAnHour = async (): Promise<string> => wroteAnHourAgo(await aQuietChat(test.database, ana));

describe('to a customer who has opted out (INV-21)', () => {
  it('nothing leaves that was queued before: no agent’s words, no closing message, no menu', async () => {
    const id = await aChatOfAnHour();
    await agentSends(core, id, ana, 'An offer');
    await core.get(EndChat).execute({ conversationId: id, agent: ana, message: null, reason: null, undoSeconds: 0 });
    await optsOut(id);
    core.get(OutboxDispatcher).start();
    await eventually(async () => expect(new Set(await statuses(test.database, id))).toEqual(new Set(['rejected'])));
    expect((await thread(test.database, id)).map((row) => row.error_code)).toEqual(['OPTED_OUT', 'OPTED_OUT', 'OPTED_OUT']);
    expect(await test.database.query('select 1 from outbox where conversation_id = $1', [id])).toEqual([]);
    expect(core.channel.sent).toEqual([]);
  });

  it('nothing is begun: no chat, no message, no second try, no notice of the switch', async () => {
    const id = await aChatOfAnHour();
    const { messageId } = await agentSends(core, id, ana, 'Before');
    await test.database.query("update message set status = 'unknown', send_again_at = now() where id = $1", [messageId]);
    await test.database.query('delete from outbox');
    await optsOut(id);
    const order = { conversationId: id, agent: ana };
    const refused = { code: 'SERVICE_WINDOW_CLOSED' };
    await expect(core.get(SendAgentMessage).execute({ ...order, text: 'More', replyTo: null, idempotencyKey: null })).rejects.toMatchObject(
      refused,
    );
    await expect(core.get(SendAgain).execute({ ...order, messageId })).rejects.toMatchObject(refused);
    const idle = await wroteAnHourAgo((await aConversation(test.database)).id);
    await optsOut(idle);
    await expect(core.get(StartChat).execute({ conversationId: idle, agent: ana, message: null })).rejects.toMatchObject(refused);
    await core.get(SwitchOffChatSupport).execute();
    expect((await thread(test.database, id)).map((row) => row.text)).toEqual(['Before']);
    expect(await test.database.query('select 1 from outbox')).toEqual([]);
  });

  it('answers leave again once they write, and not because of what they had written before', async () => {
    const id = await aChatOfAnHour();
    await optsOut(id, 60);
    core.get(OutboxDispatcher).start();
    await customerWrites(core, id, anInboundText('late', { sentAt: new Date(Date.now() - 120_000) }));
    await expect(agentSends(core, id, ana, 'to the late one')).rejects.toMatchObject({ code: 'SERVICE_WINDOW_CLOSED' });
    await customerWrites(core, id, anInboundText('Are you there?'));
    await agentSends(core, id, ana, 'Yes');
    await eventually(() => expect(core.channel.texts).toEqual(['Yes']));
    await customerWrites(core, id, anInboundText('done'));
    await eventually(() => expect(core.channel.sent).toHaveLength(3));
  });

  it('the bot is silent to what was written before, and answers what is written after', async () => {
    const id = await wroteAnHourAgo((await aConversation(test.database, { state: 'INITIAL' })).id);
    await optsOut(id, 60);
    core.get(OutboxDispatcher).start();
    await customerWrites(core, id, anInboundText('hi', { sentAt: new Date(Date.now() - 120_000) }));
    expect((await thread(test.database, id)).map((row) => row.direction)).toEqual(['inbound']);
    await customerWrites(core, id, anInboundText('hi'));
    await eventually(() => expect(core.channel.sent).toHaveLength(1));
  });
});
