import { Injectable } from '@nestjs/common';
import { statement } from '@parley/platform';
import { ConversationLanes } from './conversation-lanes.js';

/** A fault that lasts fails one message after the other; telling so once in a while is enough. */
const ONCE_IN_MINUTES = 10;
/** Looked through for the last apology: more than the bot says in that time to somebody it cannot understand. */
const LOOK_BACK = 20;

const wasToldLately = statement<{ was_told: boolean }>(
  'conversation-was-told-lately',
  `select exists (
     select from (select said, created_at from message where conversation_id = $1 order by seq desc limit ${LOOK_BACK}) m
      where said = 'error.generic' and created_at > clock_timestamp() - interval '${ONCE_IN_MINUTES} minutes') as was_told`,
);

/** Tells a customer that a message of theirs met a fault of ours. In a transaction of its own: the one that failed is gone. */
@Injectable()
export class Apologise {
  constructor(private readonly lanes: ConversationLanes) {}

  /** @throws whatever the decision throws, when the conversation itself is what is broken */
  async execute(conversationId: string): Promise<void> {
    await this.lanes.change(conversationId, async (draft, tx) => {
      const [told] = await tx.run(wasToldLately, [conversationId]);
      draft.decide({ type: 'message-given-up', wasTold: told?.was_told ?? false });
    });
  }
}
