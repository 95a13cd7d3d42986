import { anAgent } from '@parley/testing';
import type { Database } from '@parley/platform';
import type { AgentRef } from '../../src/index.js';

/** Somebody with an open console, in teams if any are given. */
export async function onDuty(
  database: Database,
  name: string,
  options: { capacity?: number; teams?: readonly string[]; goneForMinutes?: number; status?: string } = {},
): Promise<AgentRef> {
  const agent = await anAgent(database, { name });
  await database.query("insert into agent_presence (agent_id, status, seen_at) values ($1, $2, now() - $3 * interval '1 minute')", [
    agent.id,
    options.status ?? 'online',
    options.goneForMinutes ?? 0,
  ]);
  if (options.capacity !== undefined) {
    await database.query('insert into agent_assignment (agent_id, capacity) values ($1, $2)', [agent.id, options.capacity]);
  }
  for (const team of options.teams ?? []) {
    await database.query('insert into team_member (team_id, agent_id) values ($1, $2)', [team, agent.id]);
  }
  return agent;
}

export async function aTeam(database: Database, name: string): Promise<string> {
  const [row] = await database.query<{ id: string }>('insert into team (name) values ($1) returning id', [name]);
  return row?.id ?? '';
}

/** Nobody is left from the test before: neither chats nor agents on duty. */
export async function clearQueues(database: Database): Promise<void> {
  await database.query(
    `update conversation set chat_status = null, chat_id = null, chat_agent_id = null, chat_team_id = null, state = 'MAIN_MENU'
      where chat_status is not null`,
  );
  await database.query("update chat set status = 'ended', ended_at = now(), ended_by = 'system' where status <> 'ended'");
  await database.query('delete from agent_presence');
  await database.query('delete from team_member');
}

/** For the settings and the capacity to be seen at once, not within five seconds. */
export async function setSetting(database: Database, key: string, value: unknown): Promise<void> {
  await database.query('insert into setting (key, value) values ($1, $2::jsonb) on conflict (key) do update set value = excluded.value', [
    key,
    JSON.stringify(value),
  ]);
}

/** How many chats each agent has. */
export async function activeChats(database: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await database.query<{ agent: string; chats: number }>(
    "select chat_agent_id as agent, count(*)::int as chats from conversation where chat_status = 'active' group by 1",
  );
  return new Map(rows.map((row) => [row.agent, row.chats]));
}
