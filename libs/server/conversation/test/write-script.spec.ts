import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aConversation, anAgent } from '@parley/testing';
import { AcceptChat, EndChat, SendAgentMessage, type AgentRef } from '../src/index.js';
import { parseScript, runScript, writeScript, type RecordedChat, type RecordedMessage } from '../src/script/index.js';
import { aTap, anInboundText, createTestDatabase, customerWrites, startCore, type Core, type TestDatabase } from './support/core.js';

describe('a real conversation, written as a script', () => {
  let test: TestDatabase;
  let core: Core;
  let agent: AgentRef;
  let script = '';

  beforeAll(async () => {
    test = await createTestDatabase();
    core = await startCore(test.database);
    agent = await anAgent(test.database, { name: 'Priscilla' });
    const { id } = await aConversation(test.database, { name: 'Bartholomew Quill', state: 'INITIAL' });
    const says = (text: string): Promise<void> => customerWrites(core, id, anInboundText(text));
    await says('Hello');
    await customerWrites(core, id, aTap('support', 'Chat Support'));
    await says('Bartholomew here, call +44 7700 900555 or write to bart.quill@example.org\nplease');
    await core.get(AcceptChat).execute({ conversationId: id, agent });
    const text = 'Hello Mr Quill, Priscilla speaking';
    await core.get(SendAgentMessage).execute({ conversationId: id, agent, text, replyTo: null, idempotencyKey: null });
    await core.get(EndChat).execute({ conversationId: id, agent, message: null, reason: null, undoSeconds: 0 });
    script = await written(id);
  });

  afterAll(async () => {
    await core.stop();
    await test.drop();
  });

  async function written(id: string): Promise<string> {
    const messages = await test.database.query<RecordedMessage>(
      `select m.created_at as at, m.chat_id as "chatId", m.direction, m.author, a.name as agent, m.type, m.text,
              m.content -> 'tapped' ->> 'id' as tapped, m.said
         from message m left join agent a on a.id = m.agent_id where m.conversation_id = $1 order by m.seq`,
      [id],
    );
    const chats = await test.database.query<RecordedChat>(
      `select c.id, c.origin, c.accepted_at as "acceptedAt", a.name as agent, c.ended_at as "endedAt", c.ended_by as "endedBy"
         from chat c left join agent a on a.id = c.agent_id where c.conversation_id = $1 order by c.number`,
      [id],
    );
    return writeScript('What happened to Bartholomew', messages, chats, { names: ['Bartholomew Quill'] });
  }

  it('plays again', () => {
    expect(() => runScript(parseScript(script))).not.toThrow();
    expect(parseScript(script).steps.filter(({ kind }) => kind.startsWith('agent'))).toHaveLength(3);
  });

  it('names nobody', () => {
    expect(script).not.toMatch(/quill|bartholomew|priscilla|7700 900555|example\.org/i);
    expect(script).toContain('customer: Maria here, call +447700900123 or write to maria@example.com\\nplease');
    expect(script).toContain('agent Ana: Hello Mr Maria, Ana speaking');
  });
});
