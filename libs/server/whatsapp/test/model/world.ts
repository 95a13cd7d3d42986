import {
  AcceptChat,
  type AgentRef,
  ChannelDirectory,
  EndChat,
  OutboxSweeper,
  ReleaseChat,
  SendAgain,
  SendAgentMessage,
  StartChat,
  SwitchOffChatSupport,
  TakeNextChat,
  TransferChat,
  UndoEnd,
} from '@parley/conversation';
import { Refusal } from '@parley/platform';
import { anAgent, type TestDatabase } from '@parley/testing';
import { DEFAULT_TEAM_ID } from '@parley/vocabulary';
import { randomUUID } from 'node:crypto';
import { StoreDeliveries } from '../../src/inbound/store-deliveries.js';
import { encodeCallbackId } from '../../src/outbound/callback-id.js';
import { InstallationKeys } from '../../src/persistence/installation-keys.js';
import { aChange, aContact, aDelivery, aStatus, aTextMessage, aWamid } from '../deliveries.js';
import { breachesOfHistory } from './history.js';
import { ModelGraph } from './model-graph.js';
import { MortalProcess } from './mortal-process.js';
import { OrphanedStarts } from './orphaned-starts.js';
import { breachesAtRest, picture } from './rest.js';
import { anHourOfSilence } from './silence.js';

export const PHONES = ['447700900411', '447700900412'] as const;
export const AGENTS = ['Ana', 'Ben'] as const;
export const ACTS = ['accept', 'start', 'send', 'end', 'end-undo', 'undo', 'send-again', 'release', 'pass-on', 'next'] as const;

export interface Act {
  readonly act: (typeof ACTS)[number];
  readonly lane: number;
  readonly agent: number;
  /** Of `send`: the same key is the same composed message. */
  readonly key: number;
}

const EMPTY =
  'truncate contact, contact_alias, conversation, chat, notice, message, outbox, timer, read_receipt, event, inbox, webhook_raw, observed cascade';
/** Timers that do what they were set for, or nothing. The others set themselves anew as long as it is too early. */
const ONCE = ['undo-expired'];

/** Some processes over one database, one Graph, two customers and two agents. */
export class World {
  readonly graph = new ModelGraph();
  /** Bodies that were answered 200, by the message in them. */
  readonly delivered = new Map<string, string>();
  private readonly keys = new Map<string, { readonly key: string; messageId: string | undefined }>();
  private readonly orphans: OrphanedStarts;
  private readonly breaches: string[] = [];
  /** Chats that were released or passed on, as often as that was accepted. */
  private handovers = 0;
  private isWindowClosed = false;
  private enabled = true;

  private constructor(
    private readonly test: TestDatabase,
    private readonly agents: readonly AgentRef[],
    private readonly processes: MortalProcess[],
  ) {
    this.orphans = new OrphanedStarts(test.database, this.graph);
  }

  static async start(test: TestDatabase, agents: readonly AgentRef[], processes: number): Promise<World> {
    await test.database.query(EMPTY);
    // Somebody could hear the customers all the time: else no silence is one.
    await test.database.query("update presence_watch set listening_since = now() - interval '1 day', seen_at = now() + interval '1 day'");
    const world = new World(test, agents, []);
    for (let n = 0; n < processes; n += 1) await world.addProcess();
    return world;
  }

  static agents(test: TestDatabase): Promise<AgentRef[]> {
    return Promise.all(AGENTS.map((name) => anAgent(test.database, { name })));
  }

  async stop(): Promise<void> {
    for (const one of this.processes.splice(0)) await one.stop();
  }

  /** The customer's phone has the message until somebody answers 200. */
  async write(lane: number, text: string, at: number, tap?: { id: string; under: string | undefined }): Promise<void> {
    const from = PHONES[lane] ?? PHONES[0];
    const wamid = aWamid();
    const context = tap?.under ? { context: { id: tap.under, from: '442079460123' } } : {};
    const content = tap
      ? {
          type: 'interactive',
          interactive: { type: 'button_reply', button_reply: { id: tap.id, title: text } },
          text: undefined,
          ...context,
        }
      : { text: { body: text } };
    const message = aTextMessage({ id: wamid, from, ...content });
    await this.deliver(wamid, aDelivery(aChange({ contacts: [aContact({ wa_id: from })], messages: [message] })), at);
  }

  async deliver(wamid: string, body: string, at: number): Promise<void> {
    await this.at(at).get(StoreDeliveries).store(Buffer.from(body), 'model');
    this.delivered.set(wamid, body);
  }

  /** Meta repeats what it has delivered, here and elsewhere at once. */
  async redeliver(index: number): Promise<void> {
    const all = [...this.delivered];
    const [wamid, body] = all[index % all.length] ?? [];
    if (wamid && body) await Promise.all([this.deliver(wamid, body, 0), this.deliver(wamid, body, 1)]);
  }

  async report(index: number, status: string, isNamed: boolean): Promise<void> {
    const { accepted } = this.graph;
    const call = accepted[index % Math.max(1, accepted.length)];
    if (!call?.wamid) return;
    const server = this.at(index);
    const { callbackKey } = await server.get(InstallationKeys).get();
    const named = isNamed ? { biz_opaque_callback_data: encodeCallbackId(callbackKey, call) } : {};
    const errors = status === 'failed' ? { errors: [{ code: 131026, title: 'Undeliverable' }] } : {};
    const body = aDelivery(aChange({ statuses: [aStatus({ id: call.wamid, status, ...named, ...errors })] }));
    await server.get(StoreDeliveries).store(Buffer.from(body), 'model');
  }

  /** @returns what the agent was told: nothing, or the code of the refusal. Throws for everything that is no refusal. */
  async act({ act, lane, agent, key }: Act, at: number): Promise<string> {
    const conversationId = await this.conversationOf(lane);
    const who = this.agents[agent];
    if (!conversationId || !who) return 'nobody there';
    const server = this.at(at);
    const order = { conversationId, agent: who };
    const end = { ...order, message: null, reason: null };
    try {
      if (act === 'accept') await server.get(AcceptChat).execute(order);
      else if (act === 'start') await server.get(StartChat).execute({ ...order, message: null });
      else if (act === 'send') await this.send(server, order, key);
      else if (act === 'end') await server.get(EndChat).execute({ ...end, undoSeconds: 0 });
      else if (act === 'end-undo') await server.get(EndChat).execute({ ...end, undoSeconds: 8 });
      else if (act === 'undo') await server.get(UndoEnd).execute(order);
      else if (act === 'release') await server.get(ReleaseChat).execute({ ...order, isAdmin: false });
      else if (act === 'pass-on') await this.passOn(server, order, key);
      else if (act === 'next') await server.get(TakeNextChat).execute({ agent: who });
      else await this.sendAgain(server, order);
      if (act === 'release' || act === 'pass-on') this.handovers += 1;
      return '';
    } catch (error) {
      if (error instanceof Refusal) return error.code;
      throw error;
    }
  }

  async closeWindow(lane: number): Promise<void> {
    this.isWindowClosed = true;
    const id = await this.conversationOf(lane);
    await this.test.database.query("update conversation set service_window_expires_at = now() - interval '1 minute' where id = $1", [id]);
  }

  /** kill -9, and the supervisor starts another. */
  async kill(at: number): Promise<void> {
    const [victim] = this.processes.splice(at % this.processes.length, 1);
    await victim?.kill();
    await this.orphans.aProcessDied();
    await this.addProcess();
  }

  /** As the environment variable does it: every process anew, by its new value. */
  async switchSupport(enabled: boolean): Promise<void> {
    this.enabled = enabled;
    const count = this.processes.length;
    await this.stop();
    for (let n = 0; n < count; n += 1) await this.addProcess();
    if (!enabled) await this.at(0).get(SwitchOffChatSupport).execute();
  }

  /** Leases and holds end, except of a START that its living sender is about to call for: that takes no 30 s (A1). */
  async timePasses(): Promise<void> {
    await this.test.database.query(
      `update outbox set lease_until = now() - interval '1 second', hold_until = now() - interval '1 second'
        where message_id in (select message_id from outbox where state = 'unknown' or (state = 'sending' and message_id = any($1::uuid[])) for update skip locked)`,
      [await this.orphans.over()],
    );
    await this.at(0).get(OutboxSweeper).sweep();
  }

  async silencePasses(): Promise<void> {
    await anHourOfSilence(this.test.database);
    for (const one of this.processes) one.wakeUp();
  }

  /** Until nothing is left to be done. @param howFar `undo`: also what waits for an undo to expire, and calls nobody answers */
  async rest(howFar: 'now' | 'undo'): Promise<void> {
    const { database } = this.test;
    // Rows that a process has in its hands are passed by: what moves the clock takes no lock in an order of its own.
    const until = Date.now() + 60_000;
    for (;;) {
      if (howFar === 'undo') {
        this.graph.mode = 'accept';
        this.graph.answerOpenCalls();
        await database.query(
          'update timer set due_at = now() where chat_id in (select chat_id from timer where kind = any($1::text[]) for update skip locked)',
          [ONCE],
        );
      }
      await database.query(
        "update outbox set not_before = now() where message_id in (select message_id from outbox where state = 'queued' and not_before > now() for update skip locked)",
      );
      await database.query(
        "update inbox set next_try_at = now() where id in (select id from inbox where state = 'pending' and next_try_at > now() for update skip locked)",
      );
      for (const { id } of await database.query<{ id: string }>('select id from channel where paused_at is not null')) {
        await this.at(0).get(ChannelDirectory).resume(id);
      }
      await this.timePasses();
      for (const one of this.processes) one.wakeUp();
      const left = await database.query<{ what: string }>(
        `select 'inbox' as what from inbox where state = 'pending' union all select state from outbox where not message_id = any($1::uuid[])
         union all select kind from timer where due_at <= now() or ($2 and kind = any($3::text[]))`,
        [howFar === 'undo' ? [] : this.graph.waitedFor, howFar === 'undo', ONCE],
      );
      if (left.length === 0) return;
      if (Date.now() > until) throw new Error(`never came to rest: ${JSON.stringify(left)}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** @returns a line for every breach of an invariant in this world so far; everything must be at rest */
  async judge(): Promise<string[]> {
    const { database } = this.test;
    return [
      ...this.breaches,
      ...(await breachesOfHistory(database, this.graph, this.handovers)),
      ...(await breachesAtRest(database, [...this.delivered.keys()], this.isWindowClosed)),
    ];
  }

  picture(): Promise<unknown> {
    return picture(this.test.database);
  }

  /** The id of the last thing said to this customer that Graph has. */
  async lastHeard(lane: number): Promise<string | undefined> {
    const id = await this.conversationOf(lane);
    const sql =
      "select wamid from message where conversation_id = $1 and direction = 'outbound' and wamid is not null order by seq desc limit 1";
    return (await this.test.database.query<{ wamid: string }>(sql, [id]))[0]?.wamid;
  }

  private async send(server: MortalProcess, order: { conversationId: string; agent: AgentRef }, key: number): Promise<void> {
    const name = `${order.conversationId} ${key}`;
    const known = this.keys.get(name) ?? { key: randomUUID(), messageId: undefined };
    this.keys.set(name, known);
    const text = `Words of key ${key}`;
    const { messageId } = await server.get(SendAgentMessage).execute({ ...order, text, replyTo: null, idempotencyKey: known.key });
    if (known.messageId !== undefined && known.messageId !== messageId) this.breaches.push(`INV-15 key ${key} made two messages`);
    known.messageId = messageId;
    const made = await this.test.database.query('select id from message where idempotency_key = $1', [known.key]);
    if (made.length !== 1) this.breaches.push(`INV-15 key ${key} has ${made.length} rows`);
  }

  /** To the colleague or, by an even key, to the team; with a note for them. */
  private async passOn(server: MortalProcess, order: { conversationId: string; agent: AgentRef }, key: number): Promise<void> {
    const colleague = this.agents.find(({ id }) => id !== order.agent.id) ?? order.agent;
    const to = key % 2 === 0 ? { teamId: DEFAULT_TEAM_ID } : { agentId: colleague.id };
    await server.get(TransferChat).execute({ ...order, isAdmin: false, to, note: `Note ${key}` });
  }

  private async sendAgain(server: MortalProcess, order: { conversationId: string; agent: AgentRef }): Promise<void> {
    const sql = "select id from message where conversation_id = $1 and author = 'agent' and status = 'unknown' order by seq desc limit 1";
    const [row] = await this.test.database.query<{ id: string }>(sql, [order.conversationId]);
    if (!row) return;
    await this.test.database.query("update message set send_again_at = now() - interval '1 second' where id = $1", [row.id]);
    await server.get(SendAgain).execute({ ...order, messageId: row.id });
  }

  private async conversationOf(lane: number): Promise<string | null> {
    const sql =
      "select c.id from conversation c join contact_alias a on a.contact_id = c.contact_id where a.kind = 'phone' and a.value = '+' || $1";
    return (await this.test.database.query<{ id: string }>(sql, [PHONES[lane]]))[0]?.id ?? null;
  }

  private async addProcess(): Promise<void> {
    this.processes.push(await MortalProcess.start(this.test.url, this.graph, this.enabled));
  }

  private at(index: number): MortalProcess {
    const found = this.processes[index % this.processes.length];
    if (!found) throw new Error('no process lives');
    return found;
  }
}
