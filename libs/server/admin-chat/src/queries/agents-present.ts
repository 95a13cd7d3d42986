import { Inject, Injectable } from '@nestjs/common';
import { Database, statement } from '@parley/platform';
import { GONE_AFTER_SECONDS, type PresenceStatus } from '@parley/vocabulary';
import type { AgentPresenceDto } from '../http/presence.dto.js';

interface PresenceRow {
  readonly id: string;
  readonly name: string;
  readonly chosen: PresenceStatus | null;
  readonly is_here: boolean;
  readonly seen_at: Date | null;
  readonly active_chats: number;
  readonly capacity: number | null;
  readonly team_ids: string[];
}

/** `$1` null: everybody. An agent's chats are counted in the index of their own list. */
const listPresences = statement<PresenceRow>(
  'admin-list-presences',
  `select a.id, a.name, p.status as chosen, coalesce(p.seen_at > now() - interval '${GONE_AFTER_SECONDS} seconds', false) as is_here, p.seen_at,
          (select count(*)::int from conversation c where c.chat_status = 'active' and c.chat_agent_id = a.id) as active_chats,
          q.capacity, coalesce((select json_agg(s.team_id order by s.team_id) from team_agent s where s.agent_id = a.id), '[]') as team_ids
     from agent a
     left join agent_presence p on p.agent_id = a.id
     left join agent_assignment q on q.agent_id = a.id
    where a.disabled_at is null and ($1::uuid is null or a.id = $1)
    order by a.name, a.id`,
);

/** Who is there, what they have, and which queues they serve. */
@Injectable()
export class AgentsPresent {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** @param capacity what an agent may be given when nothing else is said of them */
  async list(capacity: number): Promise<AgentPresenceDto[]> {
    return (await this.database.run(listPresences, [null])).map((row) => present(row, capacity));
  }

  /** @returns null when there is no such agent, or they are disabled */
  async find(agentId: string, capacity: number): Promise<AgentPresenceDto | null> {
    const [row] = await this.database.run(listPresences, [agentId]);
    return row ? present(row, capacity) : null;
  }
}

function present(row: PresenceRow, capacity: number): AgentPresenceDto {
  const chosenStatus = row.chosen ?? 'online';
  return {
    agent: { id: row.id, name: row.name },
    status: row.is_here ? chosenStatus : 'offline',
    chosenStatus,
    seenAt: row.seen_at?.toISOString() ?? null,
    activeChats: row.active_chats,
    capacity: row.capacity ?? capacity,
    ownCapacity: row.capacity,
    teamIds: row.team_ids,
  };
}
