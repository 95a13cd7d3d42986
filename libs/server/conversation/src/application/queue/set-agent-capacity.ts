import { Injectable } from '@nestjs/common';
import { Database, Refusal, statement, Wake } from '@parley/platform';

const setCapacity = statement<{ agent_id: string }>(
  'conversation-set-agent-capacity',
  `insert into agent_assignment (agent_id, capacity) select id, $2 from agent where id = $1 and disabled_at is null
   on conflict (agent_id) do update set capacity = excluded.capacity
   returning agent_id`,
);

/** Up to how many chats an agent is given, beside what the setting says for everybody. */
@Injectable()
export class SetAgentCapacity {
  constructor(
    private readonly database: Database,
    private readonly wake: Wake,
  ) {}

  /** @param capacity 0 to 100; null: what the setting says @throws Refusal AGENT_NOT_FOUND (also: disabled) */
  async execute(agentId: string, capacity: number | null): Promise<void> {
    const [row] = await this.database.run(setCapacity, [agentId, capacity]);
    if (!row) throw new Refusal('AGENT_NOT_FOUND');
    // Whoever has more room now may be given what waits.
    this.wake.wake('queue');
  }
}
