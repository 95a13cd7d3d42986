import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LogArea, type LogFields, SilentLog } from '@parley/platform';
import { aConversation, eventually } from '@parley/testing';
import { OutboxDispatcher, RecordDeliveryReports } from '../src/index.js';
import { anInboundText, createTestDatabase, customerWrites, startCore, thread, type TestDatabase } from './support/core.js';

class RecordedLog extends SilentLog {
  readonly lines: (LogFields & { event: string })[] = [];

  override debug(_area?: LogArea, event?: string, fields?: LogFields): void {
    this.lines.push({ event: event ?? '', ...fields });
  }
}

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});

afterAll(() => test.drop());

describe('a message in the log', () => {
  it('can be followed from the request it came by to the delivery of its reply', async () => {
    const log = new RecordedLog();
    const core = await startCore(test.database, { log });
    core.get(OutboxDispatcher).start();
    const { id } = await aConversation(test.database);
    await customerWrites(core, id, anInboundText('menu', { requestId: 'request-of-meta' }));
    const [received, reply] = await thread(test.database, id);
    await eventually(async () => expect((await thread(test.database, id))[1]?.status).toBe('sent'));
    const [row] = await test.database.query<{ wamid: string }>('select wamid from message where id = $1', [reply?.id]);
    const report = { wamid: row?.wamid ?? '', callback: null, status: 'delivered', at: null, error: null } as const;
    await core.get(RecordDeliveryReports).apply([report]);
    expect(log.lines).toEqual([
      { event: 'message received', requestId: 'request-of-meta', conversationId: id, messageId: received?.id, replies: reply?.id },
      { event: 'message accepted', messageId: reply?.id, attempt: 1 },
      { event: 'delivery reported', messageId: reply?.id, status: 'delivered' },
    ]);
    await core.stop();
  });
});
