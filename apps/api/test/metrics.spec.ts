import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventFeed } from '@parley/admin-chat';
import { Clock, Metrics } from '@parley/platform';
import { aConversation } from '@parley/testing';
import { createHmac } from 'node:crypto';
import { Backlog } from '../src/metrics/backlog.js';
import { type Caller, TestServer } from './test-server.js';

/** What dashboards and alerts are written against (reliability-security.md §6.3): a name here does not drift. */
const PROMISED = [
  'http_request_duration_seconds',
  'chats_started_total',
  'chats_ended_total',
  'parley_webhook_requests_total',
  'parley_webhook_ack_duration_seconds',
  'parley_webhook_changes_total',
  'parley_inbox_items_total',
  'parley_inbox_pending',
  'parley_inbox_oldest_pending_age_seconds',
  'parley_inbox_apply_duration_seconds',
  'parley_outbox_messages_total',
  'parley_outbox_state',
  'parley_outbox_oldest_age_seconds',
  'parley_graph_requests_total',
  'parley_graph_request_duration_seconds',
  'parley_graph_channel_paused',
  'parley_outbound_delivery_delay_seconds',
  'parley_outbox_duplicates_confirmed_total',
  'parley_conversations_open',
  'parley_conversation_wait_seconds',
  'parley_chat_longest_wait_seconds',
  'parley_agents_online',
  'parley_sse_clients',
  'parley_sse_dropped_total',
  'parley_sse_fanout_delay_seconds',
  'parley_events_published_total',
  'parley_event_bus_connected',
  'parley_login_attempts_total',
  'parley_authz_denied_total',
  'parley_db_pool_in_use',
  'parley_db_pool_waiting',
  'parley_nodejs_eventloop_lag_seconds',
  'parley_process_resident_memory_bytes',
  'parley_log_dropped_total',
  'parley_media_fetches_total',
  'parley_retention_age_seconds',
  'parley_retention_deleted_total',
  'parley_build_info',
];

/** Every label and what may stand in it: short, closed lists, or patterns of our own making. Never an id, a path, a name. */
const LABELS: Readonly<Record<string, RegExp>> = {
  route: /^(none|(\/[a-z0-9.:*-]*)+)$/i,
  method: /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/,
  status: /^[1-5]\d\d$/,
  result: /^(accepted|unparseable|rejected_signature|too_large|db_error|right|wrong|limited)$/,
  kind: /^(message|status|other|any|major|minor|incremental|weakcb)$/,
  outcome:
    /^(received|applied|duplicate|dead|stale|kept|accepted|not-sent|refused|channel-broken|unknown|stored|later|unavailable|overtaken)$/,
  state: /^(queued|sending|unknown|rejected|sent|failed|delivered|read|cancelled|waiting|active)$/,
  stage: /^(queued_to_sent|sent_to_delivered)$/,
  code_class: /^([1-5]xx|none)$/,
  reason: /^(token|permission|account|other|slow|revoked)$/,
  by: /^(contact|agent|system)$/,
  bus: /^(postgres|redis)$/,
  field: /^[a-z_]{1,64}$/,
  task: /^[a-z-]{1,40}$/,
  version: /^v?\d+\.\d+\.\d+$/,
  node: /^\d+\.\d+\.\d+$/,
  // prom-client's own, about the process
  major: /^\d+$/,
  minor: /^\d+$/,
  patch: /^\d+$/,
  space: /^[a-z_]+$/,
  type: /^[A-Za-z_]+$/,
  le: /^(\+Inf|[\d.]+)$/,
};

describe('the figures', () => {
  let server: TestServer;
  let ada: Caller;
  let text: string;
  const read = async (): Promise<string> => (await server.call('GET', '/metrics', { headers: { authorization: 'Bearer figures' } })).text;
  const value = (from: string, series: string): number => {
    const line = from.split('\n').find((candidate) => candidate.startsWith(`${series} `));
    if (!line) throw new Error(`no ${series}`);
    return Number(line.slice(series.length + 1));
  };
  const webhook = (body: string, secret: string) =>
    server.call('POST', '/webhooks/whatsapp', {
      body,
      headers: { 'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` },
    });

  beforeAll(async () => {
    server = await TestServer.start({ metricsToken: 'figures' });
    server.server.app.get(Metrics, { strict: false }).collectProcessMetrics();
    await server.addAgent('Ada', 'admin');
    ada = await server.signIn('ada@parley.example');
    const query = (sql: string) => server.database.database.query(sql);

    const waiting = await aConversation(server.database.database, {
      channelId: server.channelId,
      chat: { waitingSince: new Date(Date.now() - 90_000) },
    });
    await ada.call('POST', `/api/admin/conversations/${waiting.id}/chat-support/accept`);
    await ada.call('POST', `/api/admin/conversations/${waiting.id}/chat-support/send`, { body: { message: 'Hello' } });
    await ada.call('POST', `/api/admin/conversations/${waiting.id}/chat-support/end`, { body: {} });
    const quiet = await aConversation(server.database.database, { channelId: server.channelId });
    await ada.call('POST', `/api/admin/conversations/${quiet.id}/chat-support/start`, { body: {} });
    await ada.call('POST', `/api/admin/conversations/${quiet.id}/chat-support/end`, { body: { undoSeconds: 30 } });
    await ada.call('POST', `/api/admin/conversations/${quiet.id}/chat-support/undo-end`);
    await ada.call('GET', '/api/admin/conversations/+447700900123');
    await ada.call('GET', '/nowhere/+447700900123');
    await webhook('{"object":"whatsapp_business_account","entry":[]}', 'app-secret');
    await webhook('nonsense', 'app-secret');
    await webhook('{}', 'another');
    await webhook('x'.repeat(3_600_000), 'app-secret');
    await query("update outbox set queued_at = now() - interval '10 minutes', not_before = now() + interval '1 hour'");
    await query("update channel set paused_at = now(), pause_reason = 'Access token has ended (190)'");
    text = await read();
  }, 60_000);
  afterAll(() => server.stop());

  it('have every promised name', () => {
    const names = [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name);
    expect(PROMISED.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('have no name of ours that is not on the list', () => {
    const names = [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name ?? '');
    const own = names.filter((name) => !/^parley_(nodejs|process)_/.test(name));
    expect(own.filter((name) => !PROMISED.includes(name))).toEqual([]);
  });

  it('have labels from small closed sets only', () => {
    const strange: string[] = [];
    for (const [, labels = ''] of text.matchAll(/^[a-z_]+\{(.*)\} /gm)) {
      for (const [, name = '', content = ''] of labels.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g)) {
        if (!LABELS[name]?.test(content)) strange.push(`${name}="${content}"`);
      }
    }
    expect([...new Set(strange)]).toEqual([]);
    expect(text).not.toContain('447700900');
    expect(text).not.toContain('Access token');
  });

  it('count chats that began, waits, and ends that were not taken back', () => {
    expect(value(text, 'chats_started_total')).toBe(1);
    expect(value(text, 'chats_ended_total{by="agent"}')).toBe(1);
    expect(value(text, 'parley_conversation_wait_seconds_count')).toBe(2);
    expect(value(text, 'parley_conversation_wait_seconds_sum')).toBeGreaterThanOrEqual(90);
  });

  it('tell webhooks apart by what became of them', () => {
    for (const result of ['accepted', 'unparseable', 'rejected_signature', 'too_large']) {
      expect([result, value(text, `parley_webhook_requests_total{result="${result}"}`)]).toEqual([result, 1]);
    }
  });

  it('count paused and put-off messages among the old ones', () => {
    expect(value(text, 'parley_outbox_oldest_age_seconds{state="queued"}')).toBeGreaterThanOrEqual(600);
    expect(value(text, 'parley_outbox_state{state="queued"}')).toBeGreaterThan(0);
    expect(value(text, 'parley_graph_channel_paused{reason="token"}')).toBe(1);
    expect(value(text, 'parley_graph_channel_paused{reason="account"}')).toBe(0);
  });

  it('are read once for scrapers in a hurry, and are still there when the database is not', async () => {
    const backlog = server.server.app.get(Backlog, { strict: false });
    const clock = server.server.app.get(Clock, { strict: false });
    expect(server.server.app.get(EventFeed, { strict: false }).agentsOnline).toBe(0);
    await server.database.database.query('alter table outbox rename to outbox_away');
    await backlog.refresh();
    expect(await read()).toContain('parley_outbox_state{state="queued"}');
    const now = clock.monotonicMs();
    clock.monotonicMs = () => now + 10_000;
    const without = await read();
    expect(without).not.toContain('parley_outbox_state{');
    expect(without).not.toMatch(/^parley_chat_longest_wait_seconds /m);
    expect(without).toContain('chats_started_total 1');
    await server.database.database.query('alter table outbox_away rename to outbox');
    expect(await read()).toContain('parley_outbox_state{state="queued"}');
  });

  it('readiness names what works with loss, and stays 200', async () => {
    expect(await server.call('GET', '/health/ready')).toMatchObject({ status: 200, body: { degraded: ['channel-paused', 'outbox-age'] } });
    for (let count = 0; count < 5; count += 1) await webhook('{}', 'another');
    expect((await server.call('GET', '/health/ready')).body['degraded']).toContain('signature');
    await server.database.database.query(
      `insert into inbox (raw_id, entry_no, change_no, item_no, kind, dedupe_key, received_at)
       values (1, 0, 0, 0, 'message', '\\x01', now() - interval '2 minutes')`,
    );
    expect((await server.call('GET', '/health/ready')).body['degraded']).toContain('inbox-age');
    const clock = server.server.app.get(Clock, { strict: false });
    const now = clock.monotonicMs();
    clock.monotonicMs = () => now + 6 * 60_000;
    expect((await server.call('GET', '/health/ready')).body['degraded']).not.toContain('signature');
  });
});
