import { uuidV7, type Sql } from '@parley/platform';
import { randomUUID } from 'node:crypto';

/** Rows that are valid by default; a test names only what it is about, and missing parents are made. */

let made = 0;

/** A number nobody owns (Ofcom's drama range), another one each time. */
export function aPhone(): string {
  made += 1;
  return `+447700900${String(made % 1000).padStart(3, '0')}${made < 1000 ? '' : Math.floor(made / 1000)}`;
}

export async function aChannel(sql: Sql, options: { phoneNumberId?: string } = {}): Promise<{ id: string; phoneNumberId: string }> {
  const phoneNumberId = options.phoneNumberId ?? `1${String(Date.now())}${(made += 1)}`;
  const [row] = await sql.query<{ id: string }>(
    'insert into channel (phone_number_id, display_phone_number) values ($1, $2) returning id',
    [phoneNumberId, '+44 20 7946 0123'],
  );
  return { id: row?.id ?? '', phoneNumberId };
}

export async function anAgent(sql: Sql, options: { name?: string } = {}): Promise<{ id: string; name: string }> {
  const agent = { id: randomUUID(), name: options.name ?? 'Ana' };
  await sql.query("insert into agent (id, email, name, role, password_hash) values ($1, $2, $3, 'agent', 'no login')", [
    agent.id,
    `${agent.id}@example.org`,
    agent.name,
  ]);
  return agent;
}

export interface ContactOptions {
  readonly channelId?: string;
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly bsuid?: string | null;
}

export interface BuiltContact {
  readonly id: string;
  readonly channelId: string;
  readonly phone: string | null;
  readonly bsuid: string | null;
  readonly name: string | null;
}

export async function aContact(sql: Sql, options: ContactOptions = {}): Promise<BuiltContact> {
  const contact = {
    id: randomUUID(),
    channelId: options.channelId ?? (await aChannel(sql)).id,
    phone: options.phone === undefined ? aPhone() : options.phone,
    bsuid: options.bsuid ?? null,
    name: options.name === undefined ? 'Jo' : options.name,
  };
  await sql.query('insert into contact (id, channel_id, name, phone, bsuid) values ($1, $2, $3, $4, $5)', [
    contact.id,
    contact.channelId,
    contact.name,
    contact.phone,
    contact.bsuid,
  ]);
  for (const kind of ['phone', 'bsuid'] as const) {
    if (contact[kind] === null) continue;
    await sql.query('insert into contact_alias (channel_id, contact_id, kind, value) values ($1, $2, $3, $4)', [
      contact.channelId,
      contact.id,
      kind,
      contact[kind],
    ]);
  }
  return contact;
}

export interface ConversationBuild extends ContactOptions {
  readonly contact?: BuiltContact;
  readonly state?: 'INITIAL' | 'MAIN_MENU' | 'FAQ';
  /** An open chat; with an agent it is active, without one it waits. The state is then CHAT_SUPPORT_ACTIVE. */
  readonly chat?: { readonly agent?: { readonly id: string }; readonly waitingSince?: Date };
  /** False: more than 24 h since the customer wrote. */
  readonly windowOpen?: boolean;
}

export interface BuiltConversation {
  readonly id: string;
  readonly contact: BuiltContact;
  readonly chatId: string | null;
}

export async function aConversation(sql: Sql, build: ConversationBuild = {}): Promise<BuiltConversation> {
  const contact = build.contact ?? (await aContact(sql, build));
  const id = randomUUID();
  const { chat } = build;
  const chatId = chat ? uuidV7() : null;
  const status = chat ? (chat.agent ? 'active' : 'waiting') : null;
  const since = chat?.waitingSince ?? new Date();
  await sql.query(
    `insert into conversation (id, channel_id, contact_id, state, chat_id, chat_status, chat_started_at, chat_waiting_since, chat_agent_id,
                               service_window_expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7, $8, now() + $9::interval)`,
    [
      id,
      contact.channelId,
      contact.id,
      chat ? 'CHAT_SUPPORT_ACTIVE' : (build.state ?? 'MAIN_MENU'),
      chatId,
      status,
      chat ? since : null,
      chat?.agent?.id ?? null,
      build.windowOpen === false ? '-1 minute' : '24 hours',
    ],
  );
  if (chat) await insertChat(sql, { id: chatId, conversationId: id, status, since, agentId: chat.agent?.id ?? null });
  return { id, contact, chatId };
}

async function insertChat(
  sql: Sql,
  chat: { id: string | null; conversationId: string; status: string | null; since: Date; agentId: string | null },
): Promise<void> {
  await sql.query(
    "insert into chat (id, conversation_id, status, origin, started_at, waiting_since, agent_id) values ($1, $2, $3, 'menu', $4, $4, $5)",
    [chat.id, chat.conversationId, chat.status, chat.since, chat.agentId],
  );
}
