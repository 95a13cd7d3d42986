import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import type { Database } from '@parley/platform';
import { anAgent, createTestDatabase, type TestDatabase } from '@parley/testing';
import type { AgentRef } from '../../src/index.js';
import { startCore, type Core } from './core.js';
import { agentSends, aQuietChat, statuses } from './quiet-chat.js';

/** What every test about sending begins with: a database for the file, an empty outbox and a core for each test, and the agent Ana. */
export interface SendingSide {
  readonly database: Database;
  readonly core: Core;
  readonly ana: AgentRef;
  /** A chat of Ana's in which nothing has been said. @returns the conversation's id */
  readonly aChat: () => Promise<string>;
  readonly send: (conversationId: string, text: string) => Promise<{ messageId: string }>;
  /** The statuses of its messages, in the order of the thread. */
  readonly statusesOf: (conversationId: string) => Promise<string[]>;
}

/** Call it at the top of a file: it sets up before its tests and cleans up after them. */
export function aSendingSide(): SendingSide {
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
  return {
    get database() {
      return test.database;
    },
    get core() {
      return core;
    },
    get ana() {
      return ana;
    },
    aChat: () => aQuietChat(test.database, ana),
    send: (conversationId, text) => agentSends(core, conversationId, ana, text),
    statusesOf: (conversationId) => statuses(test.database, conversationId),
  };
}
