import type { SignedWebhooks } from '../signed-webhooks.js';
import type { ConsoleWatch } from './console-watch.js';
import { type Evidence, type KeptMessage, whatIsUnreported } from './evidence.js';
import type { Ledger } from './ledger.js';

/** One promise, what it was held to, and each way in which it was broken. */
export interface Verdict {
  readonly promise: string;
  /** How much was compared, in words. */
  readonly checked: string;
  readonly broken: readonly string[];
}

export interface Promises {
  readonly webhooks: SignedWebhooks;
  readonly ledger: Ledger;
  readonly consoles: readonly ConsoleWatch[];
  /** Customers who only asked the bot. */
  readonly asking: readonly string[];
}

/** Compares what the outside was promised with what the product keeps and what WhatsApp took. */
export function judge(evidence: Evidence, promises: Promises): Verdict[] {
  const { kept } = evidence;
  const inbound = kept.filter(({ author }) => author === 'contact');
  return [
    nothingLost(inbound, promises.webhooks),
    nothingTwice(kept, promises.asking),
    orderKept(inbound, promises.webhooks),
    noDuplicate(evidence),
    orderKeptOutbound(evidence),
    ...agentMessages(evidence, promises.ledger),
    oneAgentPerChat(promises.ledger),
    liveEvents(promises.consoles),
  ];
}

function nothingLost(inbound: readonly KeptMessage[], webhooks: SignedWebhooks): Verdict {
  const known = new Set(inbound.map(({ wamid }) => wamid));
  const { messages } = webhooks;
  return {
    promise: 'No acknowledged message is lost',
    checked: `${count(messages.length)} customer messages answered 200`,
    broken: messages.filter(({ item }) => !known.has(item.wamid)).map(({ item }) => `${item.phone} “${item.text}” stands in no thread`),
  };
}

/** Seen by its effect: who only asks is answered once for each message, and every thread's numbers have neither gap nor repetition. */
function nothingTwice(kept: readonly KeptMessage[], asking: readonly string[]): Verdict {
  const broken: string[] = [];
  const wamids = new Set<string>();
  let questions = 0;
  for (const thread of threadsOf(kept).values()) {
    thread.forEach(({ seq, author, wamid, phone, text }, index) => {
      if (seq !== index + 1) broken.push(`the thread of ${phone} has number ${seq} in place ${index + 1}`);
      if (author !== 'contact' || wamid === null) return;
      if (wamids.has(wamid)) broken.push(`${phone} “${text}” was applied twice`);
      wamids.add(wamid);
      if (!asking.includes(phone)) return;
      questions += 1;
      const answers = thread.slice(index + 1).findIndex((next) => next.author === 'contact');
      const answered = answers === -1 ? thread.length - index - 1 : answers;
      if (answered !== 1) broken.push(`${phone} “${text}” was answered ${answered} times`);
    });
  }
  return {
    promise: 'None is applied twice',
    checked: `${count(wamids.size)} applied; ${count(questions)} questions, each with its one answer`,
    broken,
  };
}

/** What was acknowledged before another was first posted stands before it. */
function orderKept(inbound: readonly KeptMessage[], webhooks: SignedWebhooks): Verdict {
  const known = new Map(webhooks.messages.map((entry) => [entry.item.wamid, entry]));
  const broken: string[] = [];
  const threads = threadsOf(inbound);
  for (const thread of threads.values()) {
    const entries = thread.flatMap(({ wamid }) => known.get(wamid ?? '') ?? []);
    let earliest = Number.POSITIVE_INFINITY;
    for (const { item, firstSentAt, acknowledgedAt } of entries.reverse()) {
      if (earliest < firstSentAt) broken.push(`${item.phone} “${item.text}” stands before what was acknowledged before it was posted`);
      earliest = Math.min(earliest, acknowledgedAt);
    }
  }
  return { promise: 'The order of each customer is kept', checked: `${count(threads.size)} threads`, broken };
}

/** By our own message id, and by the words themselves: every agent's words are written once only. */
function noDuplicate({ kept, taken }: Evidence): Verdict {
  const byId = new Map<string, number>();
  const byWords = new Map<string, number>();
  const agentWords = new Set(kept.filter(({ author }) => author === 'agent').map(({ text }) => text));
  const broken: string[] = [];
  const known = new Set(kept.map(({ id }) => id));
  for (const { messageId, text, phone } of taken) {
    if (messageId === null || !known.has(messageId)) broken.push(`WhatsApp took a message to ${phone} that stands in no thread`);
    else byId.set(messageId, (byId.get(messageId) ?? 0) + 1);
    if (text !== null && agentWords.has(text)) byWords.set(text, (byWords.get(text) ?? 0) + 1);
  }
  for (const [id, copies] of byId) if (copies > 1) broken.push(`message ${id} reached WhatsApp ${copies} times`);
  for (const [words, copies] of byWords) if (copies > 1) broken.push(`the words “${words}” reached WhatsApp ${copies} times`);
  return { promise: 'No automatic duplicate reaches a customer', checked: `${count(taken.length)} messages accepted by WhatsApp`, broken };
}

/** Acceptance follows the thread; nothing an agent wrote follows the closing message of its chat, for that stands later in the thread. */
function orderKeptOutbound({ kept, taken }: Evidence): Verdict {
  const messages = new Map(kept.map((message) => [message.id, message]));
  const last = new Map<string, KeptMessage>();
  const broken: string[] = [];
  for (const { messageId } of taken) {
    const message = messages.get(messageId ?? '');
    if (!message) continue;
    const before = last.get(message.conversation_id);
    if (before && before.seq > message.seq) {
      broken.push(`${message.phone}: WhatsApp took number ${message.seq} (${message.id}) after number ${before.seq} (${before.id})`);
    } else last.set(message.conversation_id, message);
  }
  return {
    promise: 'Customers get messages in order, and none of a chat after its closing message',
    checked: `${count(last.size)} threads`,
    broken,
  };
}

function agentMessages(evidence: Evidence, ledger: Ledger): Verdict[] {
  const { kept, taken } = evidence;
  const reached = new Set(taken.map(({ messageId }) => messageId));
  const byKey = new Map(kept.flatMap((message) => (message.key === null ? [] : [[message.key, message] as const])));
  const accepted = ledger.sends.filter(({ messageId }) => messageId !== null);
  const refused = ledger.sends.length - accepted.length;
  const outbound = kept.filter(({ author }) => author !== 'contact');
  const gaps = outbound.filter(({ id }) => !reached.has(id));
  return [
    {
      promise: 'No message accepted from an agent is lost, and a repeated request makes no second one',
      checked: `${count(accepted.length)} answered 201, ${count(refused)} refused, ${count(ledger.closings.length)} closing messages`,
      broken: [
        ...ledger.absurdities,
        ...ledger.sends.flatMap(({ key, text, messageId }) => {
          const message = byKey.get(key);
          if (messageId === null) return message ? [`“${text}” was refused and stands in the thread`] : [];
          if (!message) return [`“${text}” was answered 201 and stands in no thread`];
          return message.id === messageId && message.text === text
            ? []
            : [`“${text}” was answered as ${messageId} and is kept as ${message.id}`];
        }),
        ...ledger.closings.flatMap((words) => {
          const copies = outbound.filter(({ text }) => text === words).length;
          return copies === 1 ? [] : [`the closing message “${words}” stands ${copies} times in its thread`];
        }),
      ],
    },
    {
      promise: 'Every message that did not reach WhatsApp says so',
      checked: `${count(gaps.length)} gaps: ${tally(gaps.map(nameOfGap))}`,
      broken: gaps
        .filter((message) => !isHonest(message))
        .map(({ id, status }) => `message ${id} never reached WhatsApp and is shown ${status}`),
    },
    {
      promise: 'Every message that did reach it is shown as far as it got',
      checked: tally(outbound.filter(({ id }) => reached.has(id)).map(({ status }) => status)),
      broken: whatIsUnreported(evidence),
    },
    {
      promise: 'None is left queued or sending',
      checked: `${count(outbound.length)} messages`,
      broken: outbound
        .filter(({ status }) => status === 'queued' || status === 'sending')
        .map(({ id, status }) => `message ${id} is ${status}`),
    },
  ];
}

/** `rejected` is a refusal in WhatsApp's words, or proof that nothing left; `cancelled` is for what an end by the customer overtook. */
function isHonest({ status, error_code, chat_ended_by }: KeptMessage): boolean {
  if (status === 'rejected') return error_code !== null;
  if (status === 'cancelled') return chat_ended_by === 'contact' || chat_ended_by === 'system';
  // What is not at rest has a verdict of its own.
  return status === 'unknown' || status === 'queued' || status === 'sending';
}

function nameOfGap({ status, error_code }: KeptMessage): string {
  return status === 'rejected' ? `failed (${error_code})` : status;
}

function oneAgentPerChat({ owners }: Ledger): Verdict {
  return {
    promise: 'Two agents never own one chat',
    checked: `${count(owners.size)} chats taken by agents who click the same one`,
    broken: [...owners]
      .filter(([, agents]) => agents.size > 1)
      .map(([chat, agents]) => `chat ${chat} was given to ${[...agents].join(' and ')}`),
  };
}

function liveEvents(consoles: readonly ConsoleWatch[]): Verdict {
  const sum = (of: (console: ConsoleWatch) => number): number => consoles.reduce((total, console) => total + of(console), 0);
  const ends = new Set(consoles.map(({ last }) => last));
  return {
    promise: 'An open console misses no live event and sees none twice, through every reconnect',
    checked: `${count(sum(({ events }) => events))} events to ${consoles.length} consoles, ${count(sum(({ connections }) => connections))} connections`,
    broken: [
      ...consoles.flatMap(({ faults }) => faults),
      ...(ends.size > 1 ? [`the consoles stand at different events at rest: ${[...ends].join(', ')}`] : []),
      ...(sum(({ resets }) => resets) > 0 ? [`${sum(({ resets }) => resets)} streams could not resume`] : []),
    ],
  };
}

function threadsOf(messages: readonly KeptMessage[]): Map<string, KeptMessage[]> {
  const threads = new Map<string, KeptMessage[]>();
  for (const message of messages) {
    const thread = threads.get(message.conversation_id);
    if (thread) thread.push(message);
    else threads.set(message.conversation_id, [message]);
  }
  return threads;
}

function tally(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, times]) => `${count(times)} ${name}`).join(', ') || 'none';
}

const count = (value: number): string => value.toLocaleString('en');
