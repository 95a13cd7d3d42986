import type { Database } from '@parley/platform';

/** An hour in which nobody wrote, for every lane that nobody has in hand: what a chat was to do later is due, and asks whether it is still so. */
export async function anHourOfSilence(database: Database): Promise<void> {
  const back = (time: string): string =>
    `to_char((${time})::timestamptz at time zone 'utc' - interval '1 hour', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  await database.transaction(async (tx) => {
    const rows = await tx.query<{ id: string }>('select id from conversation order by id for no key update skip locked');
    const ids = [rows.map(({ id }) => id)];
    await tx.query(
      `update conversation set context = jsonb_set(context, '{turn,since}', to_jsonb(${back("context #>> '{turn,since}'")}))
        where id = any($1::uuid[]) and context ? 'turn'`,
      ids,
    );
    await tx.query(
      `update notice n set detail = ${back('n.detail')} from chat h
        where h.id = n.chat_id and h.conversation_id = any($1::uuid[]) and n.kind = 'nudge'`,
      ids,
    );
    await tx.query('update timer set due_at = now() where conversation_id = any($1::uuid[])', ids);
  });
}
