import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aConversation, anAgent, eventually } from '@parley/testing';
import { MarkRead, ReadReceiptSender, type AgentRef } from '../src/index.js';
import {
  anInboundText,
  conversationRow,
  createTestDatabase,
  customerWrites,
  startCore,
  thread,
  type Core,
  type TestDatabase,
} from './support/core.js';

let test: TestDatabase;
let core: Core;
let ana: AgentRef;
let ben: AgentRef;

beforeAll(async () => {
  test = await createTestDatabase();
  core = await startCore(test.database);
  ana = await anAgent(test.database, { name: 'Ana' });
  ben = await anAgent(test.database, { name: 'Ben' });
});

afterAll(async () => {
  await core.stop();
  await test.drop();
});

/** A chat in which the customer wrote three messages; their ids and wamids. */
async function anUnreadChat(agent?: AgentRef) {
  const { id } = await aConversation(test.database, { chat: agent ? { agent } : {} });
  await customerWrites(core, id, anInboundText('one'), anInboundText('two'), anInboundText('three'));
  const written = (await thread(test.database, id)).filter((row) => row.direction === 'inbound');
  return { id, written };
}

async function unread(id: string): Promise<unknown> {
  return (await conversationRow(test.database, id))['unread_count'];
}

async function receipts(id: string): Promise<unknown[]> {
  return (await test.database.query<{ wamid: string }>('select wamid from read_receipt where conversation_id = $1', [id])).map(
    (row) => row.wamid,
  );
}

describe('reading', () => {
  it('by the chat’s agent lowers the count to what came since, and asks for the blue ticks up to there', async () => {
    const { id, written } = await anUnreadChat(ana);
    expect(await unread(id)).toBe(3);
    await core.get(MarkRead).execute({ conversationId: id, agent: ana, upToMessageId: written[1]?.id ?? '' });
    expect(await unread(id)).toBe(1);
    expect(await receipts(id)).toEqual([written[1]?.wamid]);
    await core.get(MarkRead).execute({ conversationId: id, agent: ana, upToMessageId: written[2]?.id ?? '' });
    expect(await unread(id)).toBe(0);
    expect(await receipts(id)).toEqual([written[2]?.wamid]);
  });

  it('never goes backwards', async () => {
    const { id, written } = await anUnreadChat(ana);
    await core.get(MarkRead).execute({ conversationId: id, agent: ana, upToMessageId: written[2]?.id ?? '' });
    await core.get(MarkRead).execute({ conversationId: id, agent: ana, upToMessageId: written[0]?.id ?? '' });
    expect(await unread(id)).toBe(0);
    expect(await receipts(id)).toEqual([written[2]?.wamid]);
  });

  it('by a colleague of the chat’s agent changes nothing', async () => {
    const { id, written } = await anUnreadChat(ana);
    await core.get(MarkRead).execute({ conversationId: id, agent: ben, upToMessageId: written[2]?.id ?? '' });
    expect(await unread(id)).toBe(3);
    expect(await receipts(id)).toEqual([]);
  });

  it('of a waiting chat lowers the count but promises the customer nothing', async () => {
    const { id, written } = await anUnreadChat();
    await core.get(MarkRead).execute({ conversationId: id, agent: ben, upToMessageId: written[2]?.id ?? '' });
    expect(await unread(id)).toBe(0);
    expect(await receipts(id)).toEqual([]);
  });

  it('is refused for a message of another conversation and for an unknown conversation', async () => {
    const [one, two] = [await anUnreadChat(ana), await anUnreadChat(ana)];
    const read = core.get(MarkRead);
    await expect(read.execute({ conversationId: one.id, agent: ana, upToMessageId: two.written[0]?.id ?? '' })).rejects.toMatchObject({
      code: 'MESSAGE_NOT_FOUND',
    });
    const nowhere = '00000000-0000-4000-8000-000000000000';
    await expect(read.execute({ conversationId: nowhere, agent: ana, upToMessageId: nowhere })).rejects.toMatchObject({
      code: 'CONVERSATION_NOT_FOUND',
    });
  });

  it('gives the ticks once, by the sender of receipts', async () => {
    const { id, written } = await anUnreadChat(ana);
    core.get(ReadReceiptSender).start();
    await core.get(MarkRead).execute({ conversationId: id, agent: ana, upToMessageId: written[2]?.id ?? '' });
    await eventually(() => expect(core.channel.read).toContain(written[2]?.wamid));
    expect(await receipts(id)).toEqual([]);
    await core.get(ReadReceiptSender).stop();
    expect(core.channel.read.filter((wamid) => wamid === written[2]?.wamid)).toHaveLength(1);
  });
});
