import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aConversation, anAgent, eventually } from '@parley/testing';
import { randomUUID } from 'node:crypto';
import {
  OutboxDispatcher,
  PreviewTemplate,
  RecordDeliveryReports,
  SendAgain,
  SendTemplate,
  SyncTemplates,
  type AgentRef,
} from '../src/index.js';
import { createTestDatabase, startCore, thread, type Core, type TestDatabase } from './support/core.js';
import { aListedTemplate, FakeTemplateSource } from './support/fake-template-source.js';
import { statuses } from './support/quiet-chat.js';

const VALUES = { 'body.1': 'Maya', 'body.2': '1042' };

describe('sending a template', () => {
  let db: TestDatabase;
  let core: Core;
  let ana: AgentRef;
  let ben: AgentRef;
  const source = new FakeTemplateSource();

  beforeAll(async () => {
    db = await createTestDatabase();
    ana = await anAgent(db.database, { name: 'Ana' });
    ben = await anAgent(db.database, { name: 'Ben' });
  });
  afterAll(() => db.drop());
  beforeEach(async () => {
    await db.database.query('delete from outbox');
    core = await startCore(db.database, { templates: source });
  });
  afterEach(() => core.stop());

  /** A conversation outside its window (unless said otherwise), with one approved template on its channel. */
  async function prepared(
    options: { windowOpen?: boolean; chat?: { agent?: AgentRef }; template?: Parameters<typeof aListedTemplate>[0] } = {},
  ) {
    const { id, contact } = await aConversation(db.database, {
      windowOpen: options.windowOpen ?? false,
      ...(options.chat ? { chat: options.chat } : {}),
    });
    source.holds(aListedTemplate(options.template));
    await db.database.query("update template_sync set due_at = now() + interval '1 hour', tried_at = now()");
    await core.get(SyncTemplates).executeDue(new AbortController().signal);
    const [row] = await db.database.query<{ id: string }>('select id from message_template where channel_id = $1', [contact.channelId]);
    return { conversationId: id, contact, templateId: row?.id ?? '' };
  }

  const send = (order: {
    conversationId: string;
    templateId: string;
    parameters?: Record<string, string>;
    key?: string;
    agent?: AgentRef;
  }) =>
    core.get(SendTemplate).execute({
      conversationId: order.conversationId,
      templateId: order.templateId,
      agent: order.agent ?? ana,
      parameters: order.parameters ?? VALUES,
      idempotencyKey: order.key ?? null,
      file: null,
    });
  const optOut = (contactId: string) => db.database.query('update contact set opted_out_at = now() where id = $1', [contactId]);
  const leave = async (conversationId: string, status: string) => {
    core.get(OutboxDispatcher).start();
    await eventually(async () => expect((await statuses(db.database, conversationId)).at(-1)).toBe(status));
  };

  it('queues it outside the window in a chat of the sender’s, and it leaves', async () => {
    const { conversationId, templateId } = await prepared();
    const { messageId, created } = await send({ conversationId, templateId });
    expect(created).toBe(true);
    const [row] = await thread(db.database, conversationId);
    expect(row).toMatchObject({
      id: messageId,
      type: 'template',
      author: 'agent',
      text: 'Hi Maya, order 1042 has left.',
      status: 'queued',
    });
    await leave(conversationId, 'sent');
    expect(core.channel.sent).toHaveLength(1);
    expect(core.channel.sent[0]?.content).toMatchObject({
      type: 'template',
      template: { name: 'order_update', language: 'en_US' },
      values: [
        { key: 'body.1', text: 'Maya' },
        { key: 'body.2', text: '1042' },
      ],
    });
    const [chat] = await db.database.query<{ status: string; origin: string; agent_id: string }>(
      'select status, origin, agent_id from chat where conversation_id = $1',
      [conversationId],
    );
    expect(chat).toEqual({ status: 'active', origin: 'agent', agent_id: ana.id });
  });

  it('stores nothing when a value is wrong, and names each', async () => {
    const { conversationId, templateId } = await prepared();
    const wrong = send({ conversationId, templateId, parameters: { 'body.1': 'a\nb', 'body.9': 'x' } });
    await expect(wrong).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ field: 'parameters.body.9' }, { field: 'parameters.body.1' }, { field: 'parameters.body.2' }],
    });
    expect(await thread(db.database, conversationId)).toEqual([]);
    expect(await db.database.query('select 1 from chat where conversation_id = $1', [conversationId])).toEqual([]);
  });

  it.each([
    ['an unknown template', async () => ({ ...(await prepared()), templateId: randomUUID() }), 'TEMPLATE_NOT_FOUND'],
    ['a paused template', () => prepared({ template: { status: 'paused' } }), 'TEMPLATE_NOT_SENDABLE'],
    [
      'a template with cards',
      () => prepared({ template: { parts: { ...aListedTemplate().parts, obstacle: 'cards' } } }),
      'TEMPLATE_NOT_SENDABLE',
    ],
    ["a colleague's chat", () => prepared({ chat: { agent: ben } }), 'CHAT_ALREADY_TAKEN'],
  ] as const)('refuses %s and leaves nothing behind', async (_, prepare, code) => {
    const { conversationId, templateId } = await prepare();
    await expect(send({ conversationId, templateId })).rejects.toMatchObject({ code });
    expect(await thread(db.database, conversationId)).toEqual([]);
  });

  it("refuses another number's template", async () => {
    const { conversationId } = await prepared();
    const other = await prepared();
    await expect(send({ conversationId, templateId: other.templateId })).rejects.toMatchObject({ code: 'TEMPLATE_NOT_FOUND' });
  });

  it('makes one message of one key, whatever has become of the template since', async () => {
    const { conversationId, templateId } = await prepared();
    const key = randomUUID();
    const both = await Promise.all([send({ conversationId, templateId, key }), send({ conversationId, templateId, key })]);
    expect(both.map(({ created }) => created).sort()).toEqual([false, true]);
    await db.database.query('delete from message_template where id = $1', [templateId]);
    expect(await send({ conversationId, templateId, key })).toEqual({ messageId: both[0]?.messageId, created: false });
    const other = send({ conversationId, templateId, key, parameters: { ...VALUES, 'body.2': '7' } });
    await expect(other).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await thread(db.database, conversationId)).toHaveLength(1);
  });

  describe('to a customer who has opted out (INV-21)', () => {
    it('is refused, with an open window too', async () => {
      const { conversationId, contact, templateId } = await prepared({ windowOpen: true });
      await optOut(contact.id);
      await db.database.query("update contact set opted_out_at = now() - interval '2 days' where id = $1", [contact.id]);
      await expect(send({ conversationId, templateId })).rejects.toMatchObject({ code: 'CONTACT_OPTED_OUT' });
    });

    it.each([true, false])('does not leave when it was queued before, window open: %s', async (windowOpen) => {
      const { conversationId, contact, templateId } = await prepared({ windowOpen });
      await send({ conversationId, templateId });
      await optOut(contact.id);
      await leave(conversationId, 'rejected');
      expect((await thread(db.database, conversationId))[0]?.error_code).toBe('OPTED_OUT');
      expect(core.channel.sent).toEqual([]);
    });

    it('does not leave when it was queued before, also where they have written since: only free answers do', async () => {
      const { conversationId, contact, templateId } = await prepared({ windowOpen: true });
      await send({ conversationId, templateId });
      await db.database.query("update contact set opted_out_at = now() - interval '1 minute' where id = $1", [contact.id]);
      await db.database.query("update conversation set service_window_expires_at = now() + interval '24 hours' where id = $1", [
        conversationId,
      ]);
      await leave(conversationId, 'rejected');
      expect((await thread(db.database, conversationId))[0]?.error_code).toBe('OPTED_OUT');
      expect(core.channel.sent).toEqual([]);
    });
  });

  it('sends a one-time code to phone numbers only', async () => {
    const parts = {
      ...aListedTemplate().parts,
      body: '{{1}} is your code.',
      buttons: [{ kind: 'one-time-code', title: 'Copy code' }],
    } as const;
    const { conversationId, contact, templateId } = await prepared({ template: { category: 'authentication', parts } });
    const key = randomUUID();
    const code = { conversationId, templateId, key, parameters: { 'body.1': '482913' } };
    await db.database.query('update contact set phone = null where id = $1', [contact.id]);
    await expect(send(code)).rejects.toMatchObject({
      code: 'TEMPLATE_NOT_SENDABLE',
      detail: expect.stringContaining('phone numbers only'),
    });
    await db.database.query('update contact set phone = $2 where id = $1', [contact.id, contact.phone]);
    const { messageId } = await send(code);
    expect(await send(code)).toEqual({ messageId, created: false });
    await leave(conversationId, 'sent');
    expect(core.channel.sent[0]?.content).toMatchObject({ values: [{ text: '482913' }, { key: 'button.0', text: '482913' }] });
  });

  it('is called off like any other when the customer ends the chat before it leaves', async () => {
    const { conversationId, templateId } = await prepared();
    await send({ conversationId, templateId });
    await db.database.query("update chat set status = 'ended', ended_by = 'contact', ended_at = now() where conversation_id = $1", [
      conversationId,
    ]);
    await leave(conversationId, 'cancelled');
    expect(core.channel.sent).toEqual([]);
  });

  it('keeps its order among other messages and waits for nothing else', async () => {
    const { conversationId, templateId } = await prepared({ windowOpen: true, chat: { agent: ana } });
    await send({ conversationId, templateId });
    await send({ conversationId, templateId, parameters: { ...VALUES, 'body.2': '1043' } });
    await leave(conversationId, 'sent');
    expect(core.channel.texts).toEqual(['Hi Maya, order 1042 has left.', 'Hi Maya, order 1043 has left.']);
  });

  it.each([
    ['in its answer', { kind: 'refused', code: '132000', title: 'changed', templateChanged: true }],
    ['in a report', null],
  ] as const)('has the list read again when WhatsApp refuses it as not what we know, %s; once for many', async (_, outcome) => {
    const { conversationId, templateId, contact } = await prepared();
    const due = async () =>
      (
        await db.database.query<{ s: number }>(
          'select extract(epoch from due_at - tried_at)::float8 as s from template_sync where channel_id = $1',
          [contact.channelId],
        )
      )[0]?.s ?? 0;
    expect(await due()).toBeGreaterThan(3_000);
    if (outcome) core.channel.answerNext(outcome);
    const { messageId } = await send({ conversationId, templateId });
    await leave(conversationId, outcome ? 'rejected' : 'sent');
    if (!outcome) {
      const [row] = await db.database.query<{ wamid: string }>('select wamid from message where id = $1', [messageId]);
      const error = { code: '132001', title: 'gone', templateChanged: true } as const;
      await core.get(RecordDeliveryReports).apply([{ wamid: row?.wamid ?? '', callback: null, status: 'failed', at: null, error }]);
    }
    // A minute after the last reading at the earliest, or at once when that is longer ago.
    await eventually(async () => expect(await due()).toBe(60));
  });

  it('is shown with what WhatsApp says about holding it', async () => {
    const { conversationId, templateId } = await prepared();
    core.channel.answerNext({
      kind: 'accepted',
      wamid: `wamid.held.${randomUUID()}`,
      note: { code: 'held_for_quality_assessment', title: 'held' },
    });
    await send({ conversationId, templateId });
    await leave(conversationId, 'sent');
    expect((await thread(db.database, conversationId))[0]).toMatchObject({ error_code: 'held_for_quality_assessment' });
  });

  it('can be sent again outside the window when nobody has confirmed it', async () => {
    const { conversationId, templateId } = await prepared();
    const { messageId } = await send({ conversationId, templateId });
    await db.database.query("update message set status = 'unknown', send_again_at = now() where id = $1", [messageId]);
    await db.database.query('delete from outbox where conversation_id = $1', [conversationId]);
    const again = await core.get(SendAgain).execute({ conversationId, messageId, agent: ana });
    expect(again.created).toBe(true);
    await leave(conversationId, 'sent');
    expect(core.channel.sent[0]?.content).toMatchObject({
      type: 'template',
      values: [
        { key: 'body.1', text: 'Maya' },
        { key: 'body.2', text: '1042' },
      ],
    });
  });

  it('can be looked at before: the same text, the same refusals', async () => {
    const { templateId } = await prepared();
    expect(await core.get(PreviewTemplate).execute(templateId, VALUES)).toMatchObject({ text: 'Hi Maya, order 1042 has left.' });
    await expect(core.get(PreviewTemplate).execute(templateId, {})).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    await expect(core.get(PreviewTemplate).execute(randomUUID(), VALUES)).rejects.toMatchObject({ code: 'TEMPLATE_NOT_FOUND' });
  });
});
