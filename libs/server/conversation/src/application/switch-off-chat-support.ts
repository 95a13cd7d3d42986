import { Injectable } from '@nestjs/common';
import { Database, statement } from '@parley/platform';
import { lockLanes } from '../persistence/lane.statements.js';
import { ConversationLanes } from './conversation-lanes.js';

/** Lanes held at a time: enough to end thousands of chats in seconds, few enough that no customer's message waits for long. */
const BATCH = 100;

const findOpenChats = statement<{ id: string }>(
  'conversation-find-open-chats',
  `select id from conversation where chat_status is not null and id > $1 order by id limit ${BATCH}`,
);

/**
 * The rollback switch (`SUPPORT_CHAT_ENABLED=false`), carried out at start: every open chat ends with one notice, what agents had queued
 * never leaves. Safe to run twice and from several servers at once: the lane lock makes the second find the chat ended.
 */
@Injectable()
export class SwitchOffChatSupport {
  constructor(
    private readonly database: Database,
    private readonly lanes: ConversationLanes,
  ) {}

  /** @returns how many chats it ended */
  async execute(): Promise<number> {
    let ended = 0;
    let last = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const found = await this.database.run(findOpenChats, [last]);
      const ids = found.map((row) => row.id);
      const end = ids.at(-1);
      if (end === undefined) return ended;
      ended += await this.endAll(ids);
      last = end;
    }
  }

  private endAll(conversationIds: readonly string[]): Promise<number> {
    return this.database.transaction(async (tx) => {
      const drafts = await this.lanes.read(tx, await lockLanes(tx, conversationIds));
      const open = drafts.filter((draft) => draft.snapshot.chat !== null);
      for (const draft of open) draft.decide({ type: 'support-switched-off' });
      await this.lanes.write(tx, open);
      return open.length;
    });
  }
}
