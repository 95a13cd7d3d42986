import { Injectable } from '@nestjs/common';
import { Database, Refusal, statement, Wake } from '@parley/platform';
import type { AgentRef } from '../domain/model.js';
import { lockLanes } from '../persistence/lane.statements.js';
import { Settings } from './settings.js';

const readUpTo = statement<{ owner_id: string | null; seen: string | null }>(
  'conversation-read-up-to',
  `with seen as (
     select m.seq from message m where m.conversation_id = $1 and m.id = $2
   ), fallen as (
     update conversation c
        set read_seq = greatest(c.read_seq, s.seq),
            -- what was written since in the open chat; taps speak to the bot, and asides are none (see ConversationDraft.receive)
            unread_count = least(c.unread_count, (
              select count(*) from message m
               where m.conversation_id = c.id and m.seq > s.seq and m.chat_id = c.chat_id and m.author = 'contact'
                 and m.type not in ('interactive', 'reaction', 'edit', 'revoke', 'system')))
       from seen s
      where c.id = $1 and (c.chat_agent_id is null or c.chat_agent_id = $3) and (c.read_seq < s.seq or c.unread_count > 0)
     returning c.id
   ), ticks as (
     insert into read_receipt (conversation_id, channel_id, wamid)
     select c.id, c.channel_id, m.wamid
       from conversation c, seen s, lateral (
         select wamid from message m
          where m.conversation_id = c.id and m.seq <= s.seq and m.seq > c.read_seq and m.direction = 'inbound' and m.wamid is not null
          order by m.seq desc limit 1) m
      where c.id = $1 and c.chat_agent_id = $3 and $4::boolean
     on conflict (conversation_id) do update set wamid = excluded.wamid, requested_at = now()
   ), happened as (
     insert into event (size, items) select 1, json_build_array(json_build_array('conversation.updated', id, null)) from fallen
   )
   select c.chat_agent_id as owner_id, (select seq::text from seen) as seen from conversation c where c.id = $1`,
);

/**
 * An agent has seen the thread up to a message. The unread count is the one of the person who has the chat: it falls when they read, or
 * when nobody has it; a colleague who looks in changes nothing. The customer's blue ticks are given only for what the chat's own agent
 * has seen (product.md 5.4), and only where the setting says so: a glance at the queue is no answer to come.
 * @throws Refusal CONVERSATION_NOT_FOUND, MESSAGE_NOT_FOUND
 */
@Injectable()
export class MarkRead {
  constructor(
    private readonly database: Database,
    private readonly wake: Wake,
    private readonly settings: Settings,
  ) {}

  async execute(order: { conversationId: string; agent: AgentRef; upToMessageId: string }): Promise<void> {
    await this.database.transaction(async (tx) => {
      await lockLanes(tx, [order.conversationId]);
      const [found] = await tx.run(readUpTo, [
        order.conversationId,
        order.upToMessageId,
        order.agent.id,
        this.settings.current['receipts.blueTicks'],
      ]);
      if (!found) throw new Refusal('CONVERSATION_NOT_FOUND');
      if (found.seen === null) throw new Refusal('MESSAGE_NOT_FOUND');
      tx.afterCommit(() => {
        this.wake.wake('events');
        if (found.owner_id === order.agent.id) this.wake.wake('receipts');
        // Nothing to send came of it, but a dispatcher may have passed by while we held the lane.
        this.wake.wake('outbox');
      });
    });
  }
}
