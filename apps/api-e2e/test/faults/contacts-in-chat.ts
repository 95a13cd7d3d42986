import { aText, eventually, type RunningSystem, type SignedWebhooks } from '@parley/running-system';

/** Lifts our own send limits: these tests are about faults, and limits are tested where they live. */
export const NO_SEND_LIMITS = { WHATSAPP_MESSAGES_PER_SECOND: '0', WHATSAPP_PAIR_LIMIT: 'off' };

/** `+44 7700 900xxx`, numbers that nobody owns. @param from of 1,000 */
export function phones(from: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `+447700900${String(from + index).padStart(3, '0')}`);
}

/** Contacts with an open chat: the bot is deaf then, so what they write makes no replies. Resolves when the welcome is out. */
export async function openChats(system: RunningSystem, webhooks: SignedWebhooks, numbers: readonly string[]): Promise<void> {
  await webhooks.post(numbers.map((number) => aText(number, 'support')));
  await eventually(async () => {
    const [row] = await system.database.query<{ chats: number; open: number }>(
      `select (select count(*)::int from conversation c join contact k on k.id = c.contact_id where c.chat_id is not null and k.phone = any($1)) as chats,
              (select count(*)::int from message where status in ('queued', 'sending')) as open`,
      [numbers],
    );
    if (row?.chats !== numbers.length || row.open > 0)
      throw new Error(`chats: ${row?.chats} of ${numbers.length}; still to send: ${row?.open}`);
  }, 60_000);
}

/** How many of these messages stand in threads. */
export async function countApplied(system: RunningSystem, wamids: readonly string[]): Promise<number> {
  const [row] = await system.database.query<{ count: number }>('select count(*)::int as count from message where wamid = any($1)', [
    wamids,
  ]);
  return row?.count ?? 0;
}

/** Rows that webhooks leave; a refused or repeated one must change none of these. */
export async function storedRows(system: RunningSystem): Promise<{ raw: number; items: number }> {
  const [row] = await system.database.query<{ raw: number; items: number }>(
    'select (select count(*)::int from webhook_raw) as raw, (select count(*)::int from inbox) as items',
  );
  return row ?? { raw: -1, items: -1 };
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
