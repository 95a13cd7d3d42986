import { findCanaries, personalDataIn } from './canaries.js';
import type { EmptyDatabase } from './database.js';
import type { ServerProcess } from './server-process.js';
import type { Acknowledged, SignedWebhooks } from './signed-webhooks.js';
import type { MessageItem, StatusItem } from './webhook-body.js';

/** One message that Graph really accepted. */
export interface AcceptedCopy {
  /** Ours, out of `biz_opaque_callback_data`; null when it carried none. */
  readonly messageId: string | null;
  /** The contact, `+` and digits. */
  readonly to: string;
}

/** What the oracle looks at; a `RunningSystem` is one. */
export interface Evidence {
  readonly database: EmptyDatabase;
  /** Passwords, tokens and secrets that no output may show. */
  readonly secrets: readonly string[];
  /** Every server process there has been, dead ones too. */
  processes(): readonly ServerProcess[];
  /** In the order of acceptance. */
  acceptedCopies(): Promise<readonly AcceptedCopy[]>;
}

export interface OracleOptions {
  /** Whose acknowledged items must have been applied. */
  readonly webhooks?: SignedWebhooks;
  /** wamids of acknowledged items that rightly stand in no thread: stale ones, dead letters. */
  readonly notApplied?: ReadonlySet<string>;
  /** Ids of messages whose bytes the test itself held back longer than the hold: they may be accepted after later ones. */
  readonly acceptedLate?: ReadonlySet<string>;
  /** Until everything must have come to rest, in milliseconds; 30 s unless given. */
  readonly restWithinMs?: number;
}

/** A promise of the product was broken; the message names each one. */
export class OracleViolation extends Error {
  override name = 'OracleViolation';

  constructor(readonly violations: readonly string[]) {
    super(`the global oracle:\n${violations.map((line) => `  - ${line}`).join('\n')}`);
  }
}

/** Each rank of evidence a delivery status can reach, lowest first. */
const RANK = ['queued', 'sending', 'unknown', 'rejected', 'sent', 'failed', 'delivered', 'read'];

/**
 * The end of every fault test: no accepted message lost, none applied twice, order kept per contact, no automatic duplicate, every
 * doubt visible, no process ended on its own, nothing personal in the logs. Waits until the system rests.
 * @throws OracleViolation with everything that is broken
 */
export async function verifyOracle(evidence: Evidence, options: OracleOptions = {}): Promise<void> {
  const until = Date.now() + (options.restWithinMs ?? 30_000);
  for (;;) {
    const unrest = await whatIsUnsettled(evidence, options);
    if (unrest.length === 0) break;
    // Waiting mends no ended process.
    if (Date.now() > until || endedProcesses(evidence).length > 0)
      throw new OracleViolation([...unrest, ...(await whatIsBroken(evidence, options))]);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const broken = await whatIsBroken(evidence, options);
  if (broken.length > 0) throw new OracleViolation(broken);
}

/** What time may still mend. */
async function whatIsUnsettled({ database }: Evidence, { webhooks, notApplied }: OracleOptions): Promise<string[]> {
  const found: string[] = [];
  const pending = await database.query<{ kind: string; count: number }>(
    "select kind, count(*)::int as count from inbox where state = 'pending' group by kind",
  );
  for (const { kind, count } of pending) found.push(`${count} stored items of kind ${kind} are still not applied`);
  const open = await database.query<{ id: string; status: string }>(
    "select id, status from message where direction = 'outbound' and status in ('queued', 'sending')",
  );
  for (const { id, status } of open) found.push(`message ${id} is still ${status}`);
  if (webhooks) {
    const applied = new Set((await readThreads(database)).map(({ wamid }) => wamid));
    for (const { item } of webhooks.messages) {
      if (!applied.has(item.wamid) && !notApplied?.has(item.wamid)) {
        found.push(`lost: “${item.text.slice(0, 60)}” of ${item.phone} was answered 200 and stands in no thread`);
      }
    }
  }
  return found;
}

async function whatIsBroken(evidence: Evidence, options: OracleOptions): Promise<string[]> {
  const { database } = evidence;
  return [
    ...endedProcesses(evidence),
    ...(options.webhooks ? await brokenInbound(database, options.webhooks) : []),
    ...(await brokenNumbers(database)),
    ...(await brokenOutbound(evidence, options.acceptedLate ?? new Set())),
    ...(await leaks(evidence)),
  ];
}

function endedProcesses(evidence: Evidence): string[] {
  return evidence.processes().flatMap((server) => {
    const how = server.endedByItself();
    return how === null ? [] : [`server process ${server.pid} ${how} on its own:\n${server.output().slice(-2000)}`];
  });
}

interface ThreadRow {
  readonly wamid: string;
  readonly text: string | null;
  readonly conversation_id: string;
}

function readThreads(database: EmptyDatabase): Promise<ThreadRow[]> {
  return database.query<ThreadRow>(
    "select wamid, text, conversation_id from message where direction = 'inbound' and wamid is not null order by conversation_id, seq",
  );
}

async function brokenInbound(database: EmptyDatabase, webhooks: SignedWebhooks): Promise<string[]> {
  const found: string[] = [];
  const rows = await readThreads(database);
  const acknowledged = new Map(webhooks.messages.map((entry) => [entry.item.wamid, entry]));
  const seen = new Set<string>();
  const threadOf = new Map<string, string>();
  for (const { wamid, text, conversation_id } of rows) {
    if (seen.has(wamid)) found.push(`applied twice: ${wamid}`);
    seen.add(wamid);
    const item = acknowledged.get(wamid)?.item;
    if (!item) continue;
    if (text !== item.text) found.push(`changed: “${item.text.slice(0, 60)}” of ${item.phone} is stored as “${String(text).slice(0, 60)}”`);
    const thread = threadOf.get(item.phone) ?? conversation_id;
    threadOf.set(item.phone, thread);
    if (thread !== conversation_id) found.push(`${item.phone} has more than one conversation`);
  }
  for (const [phone, thread] of threadOf) {
    const entries = rows.filter((row) => row.conversation_id === thread).flatMap((row) => acknowledged.get(row.wamid) ?? []);
    found.push(...brokenOrder(phone, entries));
  }
  const statuses = webhooks.acknowledged.flatMap(({ item }) => (item.kind === 'status' ? [item] : []));
  if (statuses.length > 0) found.push(...(await brokenStatuses(database, statuses)));
  return found;
}

/** What was acknowledged before another was first posted stands before it; so do earlier items of the same body. */
function brokenOrder(phone: string, thread: readonly Acknowledged<MessageItem>[]): string[] {
  let earliest: Acknowledged<MessageItem> | undefined;
  for (const entry of [...thread].reverse()) {
    // `earliest` stands later in the thread than this one
    if (earliest && earliest.acknowledgedAt < entry.firstSentAt) {
      return [`out of order: in the thread of ${phone} “${entry.item.text}” stands before “${earliest.item.text}”, acknowledged earlier`];
    }
    if (!earliest || entry.acknowledgedAt < earliest.acknowledgedAt) earliest = entry;
  }
  const places = new Map<number, Acknowledged<MessageItem>>();
  for (const entry of thread) {
    if (entry.body === null) continue;
    const before = places.get(entry.body);
    if (before && before.place > entry.place) {
      return [`out of order: in the thread of ${phone} “${before.item.text}” stands before “${entry.item.text}” of the same body`];
    }
    places.set(entry.body, entry);
  }
  return [];
}

async function brokenStatuses(database: EmptyDatabase, items: readonly StatusItem[]): Promise<string[]> {
  const rows = await database.query<{ wamid: string; status: string }>('select wamid, status from message where wamid = any($1)', [
    items.map(({ wamid }) => wamid),
  ]);
  const shown = new Map(rows.map(({ wamid, status }) => [wamid, status]));
  return items.flatMap(({ wamid, status }) => {
    const now = shown.get(wamid);
    if (now === undefined || RANK.indexOf(now) >= RANK.indexOf(status)) return [];
    return [`lost status: a message was reported ${status} and is shown ${now}`];
  });
}

/** Numbers of a lane are used up only by what was applied: consecutive from 1, no gap. */
async function brokenNumbers(database: EmptyDatabase): Promise<string[]> {
  const found: string[] = [];
  const gaps = await database.query<{ conversation_id: string; count: number; first: number; last: number }>(
    `select conversation_id, count(distinct in_seq)::int as count, min(in_seq)::int as first, max(in_seq)::int as last
     from inbox where in_seq is not null group by conversation_id
     having count(*) <> max(in_seq) or min(in_seq) <> 1 or count(distinct in_seq) <> count(*)`,
  );
  for (const { conversation_id, count, first, last } of gaps) {
    found.push(`in_seq of conversation ${conversation_id}: ${count} different numbers from ${first} to ${last}`);
  }
  const threads = await database.query<{ conversation_id: string }>(
    'select conversation_id from message group by conversation_id having count(*) <> max(seq) or min(seq) <> 1',
  );
  for (const { conversation_id } of threads) found.push(`the acceptance numbers of conversation ${conversation_id} have gaps`);
  return found;
}

async function brokenOutbound(evidence: Evidence, acceptedLate: ReadonlySet<string>): Promise<string[]> {
  const found: string[] = [];
  const rows = await evidence.database.query<{ id: string; conversation_id: string; seq: number; status: string }>(
    "select id, conversation_id, seq::int as seq, status from message where direction = 'outbound'",
  );
  const messages = new Map(rows.map((row) => [row.id, row]));
  const copies = new Map<string, number>();
  const lastSeq = new Map<string, number>();
  for (const { messageId, to } of await evidence.acceptedCopies()) {
    const message = messageId === null ? undefined : messages.get(messageId);
    if (!message) {
      found.push(`Graph accepted a message to ${to} that stands in no thread (${messageId ?? 'without callback id'})`);
      continue;
    }
    copies.set(message.id, (copies.get(message.id) ?? 0) + 1);
    if (acceptedLate.has(message.id)) continue;
    if (message.seq < (lastSeq.get(message.conversation_id) ?? 0) && copies.get(message.id) === 1) {
      found.push(`Graph accepted message ${message.id} (number ${message.seq} of its thread) after a later one of the same contact`);
    }
    lastSeq.set(message.conversation_id, Math.max(message.seq, lastSeq.get(message.conversation_id) ?? 0));
  }
  for (const [id, count] of copies) if (count > 1) found.push(`duplicate: Graph accepted ${count} copies of message ${id}`);
  for (const { id, status } of rows) {
    if (['sent', 'delivered', 'read'].includes(status) && !copies.has(id))
      found.push(`message ${id} is shown ${status}, but Graph never accepted it`);
  }
  return found;
}

async function leaks(evidence: Evidence): Promise<string[]> {
  const canaries = [...evidence.secrets, ...(await personalDataIn(evidence.database))];
  return evidence
    .processes()
    .flatMap((server) =>
      findCanaries(server.output(), canaries).map((finding) => `in the output of server process ${server.pid}: ${finding}`),
    );
}
