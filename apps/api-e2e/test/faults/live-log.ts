import { type EmptyDatabase, eventually, type LiveConsole } from '@parley/running-system';

/** Lets events happen without anybody chatting: as many rows as a deciding transaction would leave. The sweep of the numberer finds them. */
export async function insertEvents(database: EmptyDatabase, count: number): Promise<void> {
  await database.query(
    "insert into event (type, conversation_id) select 'conversation.updated', gen_random_uuid() from generate_series(1, $1)",
    [count],
  );
}

/** The number of the newest event, once everything that happened so far has its number. */
export async function lastNumber(database: EmptyDatabase): Promise<number> {
  return eventually(async () => {
    const [row] = await database.query<{ last: number; waiting: number }>(
      'select (select last_number::int from event_counter) as last, (select count(*)::int from event where number is null) as waiting',
    );
    if (!row || row.waiting > 0) throw new Error(`${row?.waiting} events without a number`);
    return row.last;
  });
}

/** What a console must have seen: every number after `from` up to `to`, in order, once. Says where it differs, not all of it. */
export function missedOrDoubled(seen: readonly number[], from: number, to: number): string | null {
  for (let index = 0; index < to - from; index += 1) {
    const [is, expected] = [seen[index], from + 1 + index];
    if (is !== expected) return `place ${index}: ${is ?? 'nothing'} instead of ${expected} (${seen.length} seen, ${to - from} happened)`;
  }
  return seen.length > to - from ? `${seen.length - (to - from)} more than happened` : null;
}

/** Waits until each has seen every event from `from` on, and checks that it saw each once and in order. */
export async function expectAllSeen(
  consoles: readonly LiveConsole[],
  database: EmptyDatabase,
  from: number,
  withinMs = 30_000,
): Promise<void> {
  const to = await lastNumber(database);
  await eventually(() => {
    const behind = consoles.flatMap((console, index) => {
      const wrong = missedOrDoubled(console.ids, from, to);
      return wrong === null ? [] : [`console ${index}: ${wrong}`];
    });
    if (behind.length > 0) throw new Error(`${behind.length} of ${consoles.length} consoles differ: ${behind.slice(0, 3).join('; ')}`);
  }, withinMs);
}

export async function allLive(consoles: readonly LiveConsole[], withinMs = 30_000): Promise<void> {
  await eventually(() => {
    const away = consoles.filter((console) => !console.isLive).length;
    if (away > 0) throw new Error(`${away} of ${consoles.length} consoles are not live`);
  }, withinMs);
}
